"""Which productions a night checks: folders as given, or listed in a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from addin.errors import FileMissing, SettingsError
from addin.settings.lines import lines_of, parsed


def folders(places: Sequence[Path], manifests: Sequence[tuple[Path, str]]) -> tuple[Path, ...]:
    """The folders of all productions, in the order given, each once.

    ``manifests`` are manifest files with their text: ``productions = ["shows/*", "/other/show"]``,
    relative to the manifest; a pattern stands for the folders it fits, sorted.

    Raises:
        SettingsError: a manifest has mistakes, or names nothing.
        FileMissing: a folder does not exist.
    """
    texts = dict(manifests)
    found: list[Path] = []
    for place in places:
        if place in texts:
            found += _listed(place, texts[place])
        elif place.is_dir():
            found.append(place)
        else:
            raise FileMissing(str(place))
    return tuple(dict.fromkeys(found))


def _listed(manifest: Path, text: str) -> Iterator[Path]:
    document, mistakes = parsed(text)
    lines = lines_of(text)
    problems = list(mistakes)
    patterns: Any = document.get("productions")
    if not isinstance(patterns, list) or not all(isinstance(item, str) for item in patterns):
        line = lines.get(("productions",), 0)
        problems.append((line, 'a manifest lists its folders: productions = ["shows/*"]'))
        patterns = []
    problems += [
        (lines.get((key,), 0), f"'{key}' is not known here")
        for key in document
        if key != "productions"
    ]
    result: list[Path] = []
    for pattern in patterns:
        fitting = _fitting(manifest.parent, pattern)
        if not fitting:
            problems.append((lines.get(("productions",), 0), f"no folder fits '{pattern}'"))
        result += fitting
    if problems:
        raise SettingsError(str(manifest), tuple(sorted(set(problems))))
    yield from result


def _fitting(base: Path, pattern: str) -> list[Path]:
    path = Path(pattern)
    if any(mark in pattern for mark in "*?["):
        root = Path(path.anchor) if path.is_absolute() else base
        relative = str(path.relative_to(path.anchor)) if path.is_absolute() else pattern
        return sorted(folder for folder in root.glob(relative) if folder.is_dir())
    folder = path if path.is_absolute() else base / path
    return [folder] if folder.is_dir() else []
