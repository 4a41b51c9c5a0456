"""Read a manifest and those it includes; what is wrong is collected, each with file and line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from addin.errors import AddinError, SettingsError
from addin.nightly.folders import PatternRefused, Search
from addin.settings.lines import BACKSLASH, lines_of, parsed
from addin.settings.read_studio import studio
from addin.settings.studio import NightSettings, StudioSettings

MOST_DEEP: Final = 8
MOST_MANIFESTS: Final = 500
MOST_PRODUCTIONS: Final = 50_000
_LONGEST: Final = 4_000_000  # characters of a manifest


@dataclass(frozen=True, slots=True)
class Listed:
    """A production's folder, and what the manifest that lists it says of its nights."""

    folder: Path
    night: NightSettings


@dataclass(frozen=True, slots=True)
class Included:
    """A manifest that another one includes, with the folders of its productions."""

    path: Path
    settings: StudioSettings
    folders: tuple[Path, ...]


class Listing:
    """Collects the productions of manifests; one that is reached twice counts once."""

    def __init__(self, read: Callable[[Path], str]) -> None:
        self._read = read
        self._search = Search()
        self._seen: set[str] = set()
        self._problems: list[tuple[Path, int, str]] = []
        self._alerts: dict[str, Path] = {}
        self._count = 0
        self.first: tuple[Path, StudioSettings] | None = None
        self.included: list[Included] = []

    def manifest(self, path: Path) -> list[Listed]:
        """The productions that a manifest lists and includes, in order.

        Raises:
            AddinError: its file cannot be read.
        """
        return self._listed(path, self._read(path), ())

    def complain(self) -> None:
        """Stop if anything was wrong.

        Raises:
            SettingsError: all that was wrong in all manifests.
        """
        files = tuple(dict.fromkeys(path for path, _, _ in self._problems))
        if not files:
            return
        if len(files) == 1:
            problems = sorted({(line, what) for _, line, what in self._problems})
            raise SettingsError(str(files[0]), tuple(problems))
        told = [(0, f"{path}, line {line}: {what}") for path, line, what in self._problems]
        raise SettingsError(str(self.first[0] if self.first else files[0]), tuple(told))

    def _listed(self, path: Path, text: str, within: tuple[Path, ...]) -> list[Listed]:
        real = path.resolve()
        self._seen.add(os.path.normcase(real))
        settings = self._settings(path, text)
        if settings is None:
            return []
        if self.first is None:
            self.first = (path, settings)
        lines = _Lines(text)
        own = [
            Listed(folder, settings.night) for folder in self._productions(path, settings, lines)
        ]
        inner = [
            Listed(one.folder, one.night.over(settings.night))
            for one in self._inner(path, settings, lines, (*within, real))
        ]
        if self.first[0] is not path:
            folders = tuple(one.folder for one in (*own, *inner))
            self.included.append(Included(path, settings, folders))
        return [*own, *inner]

    def _settings(self, path: Path, text: str) -> StudioSettings | None:
        if len(text) > _LONGEST:
            self._problems.append((path, 0, "a manifest of this length is none"))
            return None
        try:
            settings = studio(text, str(path))
        except SettingsError as error:
            self._problems += [(path, line, what) for line, what in error.problems]
            # what it lists is looked at all the same, so that every mistake is told at once
            settings = StudioSettings(*_as_far_as_it_goes(text))
        for alert in settings.alerts:
            if alert.name in self._alerts:
                other = self._alerts[alert.name]
                what = f"the alert '{alert.name}' is in {other} too: give it another name"
                self._problems.append((path, alert.line, what))
            self._alerts[alert.name] = path
        return settings

    def _productions(self, path: Path, settings: StudioSettings, lines: _Lines) -> Iterator[Path]:
        for pattern in settings.productions:
            line = lines.of("productions", pattern)
            try:
                fitting = self._search.folders(path.parent, pattern)
            except PatternRefused as refused:
                self._problems.append((path, line, str(refused)))
                continue
            if not fitting:
                self._problems.append((path, line, f"no folder fits {_shown(pattern)}"))
            self._count += len(fitting)
            if self._count > MOST_PRODUCTIONS:
                what = f"more than {MOST_PRODUCTIONS:,} productions: name the folders more closely"
                self._problems.append((path, line, what))
                return
            yield from fitting

    def _inner(
        self, path: Path, settings: StudioSettings, lines: _Lines, within: tuple[Path, ...]
    ) -> Iterator[Listed]:
        for pattern in settings.include:
            line = lines.of("include", pattern)
            try:
                fitting = self._search.files(path.parent, pattern)
            except PatternRefused as refused:
                self._problems.append((path, line, str(refused)))
                continue
            # a pattern may well fit the manifest that it stands in
            others = [one for one in fitting if one.resolve() != within[-1] or one.name == pattern]
            if not others:
                self._problems.append((path, line, f"no manifest fits {_shown(pattern)}"))
            for other in others:
                if reason := self._refusal(other, within):
                    self._problems.append((path, line, reason))
                elif os.path.normcase(other.resolve()) not in self._seen:
                    yield from self._included(path, line, other, within)

    def _included(
        self, path: Path, line: int, other: Path, within: tuple[Path, ...]
    ) -> list[Listed]:
        try:
            text = self._read(other)
        except AddinError as error:
            self._problems.append((path, line, str(error)))
            return []
        return self._listed(other, text, within)

    def _refusal(self, other: Path, within: tuple[Path, ...]) -> str:
        real = other.resolve()
        if real in within:
            circle = " → ".join(one.name for one in (*within[within.index(real) :], real))
            return f"manifests include one another in a circle: {circle}"
        if len(within) >= MOST_DEEP:
            return f"manifests are included more than {MOST_DEEP} deep: list them in the first"
        if len(self._seen) >= MOST_MANIFESTS:
            return f"more than {MOST_MANIFESTS} manifests are included"
        if other.suffix.casefold() != ".toml":
            return f"'{other.name}' is no manifest: its name ends in .toml"
        return ""


def _shown(pattern: str) -> str:
    """A pattern as it is told; a tab in it was meant as the t of a folder of Windows."""
    shown = "".join(letter if ord(letter) >= 32 else "?" for letter in pattern)
    return f"'{shown}'" if shown == pattern else f"'{shown}': {BACKSLASH}"


class _Lines:
    """On which line of a manifest a pattern stands."""

    def __init__(self, text: str) -> None:
        self._keys = lines_of(text)
        self._text = text.split("\n")

    def of(self, key: str, pattern: str) -> int:
        """The line of the pattern within its list, else that of the list."""
        start = self._keys.get((key,), 0)
        for number in range(max(start, 1), len(self._text) + 1):
            if f'"{pattern}"' in self._text[number - 1] or f"'{pattern}'" in self._text[number - 1]:
                return number
        return start


def _as_far_as_it_goes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The patterns of a manifest that has mistakes elsewhere."""
    document, _ = parsed(text)
    found = (document.get(key, []) for key in ("productions", "include"))
    lists = [
        tuple(one for one in each if isinstance(one, str)) if isinstance(each, list) else ()
        for each in found
    ]
    return lists[0], lists[1]
