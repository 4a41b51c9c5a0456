"""Which folders a pattern of a manifest fits: wildcards that end, whatever stands on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

MOST_LOOKED_AT: Final = 100_000
"""Folders looked into for one manifest and all that it includes, before it is refused."""

_MARKS: Final = "*?["
_DEEPEST: Final = 32  # of a ** below its start


class PatternRefused(ValueError):
    """A pattern that means nothing, or too much; the text says which and what to write."""


class Search:
    """Finds what patterns fit; ``most`` bounds how many folders all of them may look into."""

    def __init__(self, most: int = MOST_LOOKED_AT) -> None:
        self._most = most
        self._left = most

    def folders(self, base: Path, pattern: str) -> tuple[Path, ...]:
        """The folders that a pattern fits, sorted as the system's file list is.

        ``*`` fits a folder's name, ``**`` folders at any depth, without following links. Folders
        whose name starts with a full stop are fit by no wildcard.

        Raises:
            PatternRefused: it has no meaning, or would look into too many folders.
        """
        return tuple(path for path in self._fitting(base, pattern) if is_folder(path))

    def files(self, base: Path, pattern: str) -> tuple[Path, ...]:
        """The files that a pattern fits, as ``folders``."""
        return tuple(path for path in self._fitting(base, pattern) if _is_file(path))

    def _fitting(self, base: Path, pattern: str) -> list[Path]:
        start, rest = _split(base, pattern)
        found = [start]
        for part in rest:
            found = list(self._next(found, part))
        return sorted(dict.fromkeys(found))

    def _next(self, found: list[Path], part: str) -> Iterator[Path]:
        for path in found:
            if part == "**":
                yield from self._below(path, 0)
            elif any(mark in part for mark in _MARKS):
                yield from (Path(one) for one in self._listed(path) if _fits(one.name, part))
            else:
                yield path / part

    def _below(self, path: Path, depth: int) -> Iterator[Path]:
        yield path
        if depth == _DEEPEST:
            return
        for one in self._listed(path):
            if not one.name.startswith(".") and _is_real_folder(one):
                yield from self._below(Path(one), depth + 1)

    def _listed(self, path: Path) -> list[os.DirEntry[str]]:
        self._left -= 1
        if self._left < 0:
            raise PatternRefused(
                f"more than {self._most:,} folders would have to be looked into: name the folders "
                "more closely"
            )
        try:
            with os.scandir(path) as entries:
                return sorted(entries, key=lambda one: one.name)
        except OSError:  # no folder, or not ours to read: nothing fits in there
            return []


def _split(base: Path, pattern: str) -> tuple[Path, tuple[str, ...]]:
    """Where a pattern starts, and the parts from its first wildcard on."""
    if not pattern.strip() or "\0" in pattern:
        raise PatternRefused("a pattern is the path of a folder, as shows/*")
    path = Path(pattern)
    plain = 0
    while plain < len(path.parts) and not any(mark in path.parts[plain] for mark in _MARKS):
        plain += 1
    if ".." in path.parts[plain:]:
        raise PatternRefused(
            f"'{pattern}' goes up (..) behind a wildcard: nobody can see where that leads"
        )
    start = Path(os.path.abspath(base)).joinpath(*path.parts[:plain])  # noqa: PTH100 - links stay
    start = start.resolve() if ".." in start.parts else start
    if path.parts[plain:][:1] == ("**",) and start == Path(start.anchor):
        raise PatternRefused(
            f"'{pattern}' would be every folder of a disk: name the folder that holds productions"
        )
    return start, path.parts[plain:]


def _fits(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return fnmatchcase(os.path.normcase(name), os.path.normcase(part))


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    is_junction = getattr(entry, "is_junction", None)  # Windows' other links; from Python 3.12 on
    try:
        return entry.is_dir(follow_symlinks=False) and not (is_junction and is_junction())
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there that can be looked at."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, a circle of links, none of ours
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
