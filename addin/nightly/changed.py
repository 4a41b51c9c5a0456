"""Which productions changed since a day, by dates of files, or since their last night."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from addin.errors import AddinError

_MOST_FILES: Final = 100_000


@dataclass(frozen=True, slots=True)
class SinceDay:
    """Whether a file of a production was written on this day or later."""

    day: dt.date

    def __call__(self, folder: Path) -> bool:
        """Also when that cannot be known: then it is checked."""
        first = dt.datetime.combine(self.day, dt.time()).timestamp()
        try:
            return any(changed >= first for changed in _written(folder))
        except OSError:
            return True


@dataclass(frozen=True, slots=True)
class SinceLast:
    """Whether the files of a production differ from those of its last night that went well."""

    known: Mapping[str, str]
    digest: Callable[[Path], str]

    def __call__(self, folder: Path) -> bool:
        """Also when it never had such a night."""
        before = self.known.get(str(folder))
        if not before:
            return True
        try:
            return self.digest(folder) != before
        except (AddinError, OSError):  # the night says what is wrong with it
            return True


def _written(folder: Path) -> Iterator[float]:
    """When each file was written, as seconds; Tieout's own files do not count."""
    count = 0
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            count += 1
            if count > _MOST_FILES:
                yield float("inf")
            with suppress(FileNotFoundError):
                yield (Path(path) / name).stat().st_mtime
