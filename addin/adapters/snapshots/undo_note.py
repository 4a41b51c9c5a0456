"""What takes back a write into a workbook that a host has open: a small file beside the workbook.

It says too what the write left in each cell: where that is no longer so, somebody went on working
there, and nothing is taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from addin.adapters.live_excel.steps import Step, as_json, from_json
from addin.adapters.undo_notes import new_note, put_note, read_note
from addin.errors import WriteRefused

KEPT: Final = 10
PREFIX: Final = "sent-"
_VERSION: Final = 1

Contents = Mapping[str, Mapping[str, Any]]
"""Sheet → cell → what it holds, as operations state it."""


@dataclass(frozen=True, slots=True)
class UndoNote:
    """One write: the steps that take it back, and what cells held before and since."""

    steps: tuple[Step, ...]
    was: Contents
    left: Contents


def keep(folder: Path, note: UndoNote, at: dt.datetime) -> Path:
    """Put it on the disk, wholly or not at all; older ones go.

    Raises:
        WriteRefused: the disk is full, a permission is missing …
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = new_note(folder, PREFIX, at)
        _write(path, note)
    except OSError as error:
        raise WriteRefused(str(folder), error.strerror or str(error)) from error
    for old in sorted(folder.glob(f"{PREFIX}*.json"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return path


def read(path: Path) -> UndoNote:
    """One that was kept.

    Raises:
        FileMissing: it is gone.
        WriteRefused: it is damaged, or of another version.
    """
    kept = read_note(path, _VERSION)
    return UndoNote(from_json(kept["steps"], str(path)), kept["was"], kept["left"])


def confirm(path: Path, now: Contents) -> None:
    """Keep what the host says that the cells hold since: it may spell a formula its own way.

    Raises:
        FileMissing, WriteRefused: as ``read`` and ``keep``.
    """
    note = read(path)
    left = {
        sheet: {cell: now.get(sheet, {}).get(cell, value) for cell, value in cells.items()}
        for sheet, cells in note.left.items()
    }
    try:
        _write(path, UndoNote(note.steps, note.was, left))
    except OSError as error:
        raise WriteRefused(str(path), error.strerror or str(error)) from error


def _write(path: Path, note: UndoNote) -> None:
    content = {
        "version": _VERSION,
        "steps": as_json(note.steps),
        "was": note.was,
        "left": note.left,
    }
    put_note(path, content)
