"""Where it is kept what takes a write into an open workbook back: a small file beside the workbook.

It is there before the first cell is touched, and says so until the last one is done. So a run that
is cut off in the middle can be taken back by the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from addin.adapters.atomic import backups_of
from addin.adapters.live_excel.steps import Step, as_json, from_json
from addin.adapters.undo_notes import new_note, put_note, read_note
from addin.errors import WriteRefused

KEPT: Final = 10
PREFIX: Final = "live-"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class UndoFile:
    """One write into an open workbook: the steps that take it back, and Excel's settings before it.

    ``is_finished`` is false while the write goes on, and for ever if it was cut off. ``before`` is
    the digest of the workbook as the write found it.
    """

    path: Path
    steps: tuple[Step, ...]
    settings: Mapping[str, Any]
    is_finished: bool = False
    before: str = ""

    def keep(self) -> None:
        """Put it on the disk, wholly or not at all.

        Raises:
            WriteRefused: the disk is full, a permission is missing …
        """
        content = {
            "version": _VERSION,
            "finished": self.is_finished,
            "before": self.before,
            "settings": dict(self.settings),
            "steps": as_json(self.steps),
        }
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            put_note(self.path, content)
        except OSError as error:
            raise WriteRefused(str(self.path), error.strerror or str(error)) from error

    def finished(self) -> UndoFile:
        """The same, of a write that came to its end; older ones go.

        Raises:
            WriteRefused: as ``keep``.
        """
        done = replace(self, is_finished=True)
        done.keep()
        for old in undo_files(self.path.parent)[:-KEPT]:
            with suppress(OSError):
                old.unlink()
        return done

    def drop(self) -> None:
        """Not needed any more."""
        with suppress(OSError):
            self.path.unlink()


def new_undo_file(
    workbook: Path,
    steps: tuple[Step, ...],
    settings: Mapping[str, Any],
    at: dt.datetime,
    before: str = "",
) -> UndoFile:
    """One for a write that is about to begin; its name is the time (UTC)."""
    path = new_note(backups_of(workbook), PREFIX, at)
    return UndoFile(path, steps, settings, before=before)


def undo_files(folder: Path) -> list[Path]:
    """Those of one workbook, the oldest first."""
    return sorted(folder.glob(f"{PREFIX}*.json"))


def read_undo_file(path: Path) -> UndoFile:
    """One that was kept.

    Raises:
        FileMissing: it is gone.
        WriteRefused: it is damaged, or of another version.
    """
    kept = read_note(path, _VERSION)
    return UndoFile(
        path,
        from_json(kept["steps"], str(path)),
        kept["settings"],
        is_finished=kept["finished"],
        before=kept["before"],
    )


def cut_off(workbook: Path) -> UndoFile | None:
    """A write that began and never came to its end, the last one if there are several."""
    for path in reversed(undo_files(backups_of(workbook))):
        found = read_undo_file(path)
        if not found.is_finished:
            return found
    return None
