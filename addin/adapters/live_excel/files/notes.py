"""Notes of the file-backed engine."""

# ruff: noqa: D102 - every name is xlwings', and so is what it means
from __future__ import annotations

from typing import Any

from addin.adapters.live_excel.files.strict import Strict
from addin.tables.changes import Changes, NoteEdit
from addin.tables.table import address


class FileNote(Strict):
    """A note (the yellow kind) on a cell."""

    __slots__ = ("location",)

    def __init__(self, cell: Any) -> None:
        self.location = cell

    @property
    def text(self) -> str:
        sheet = self.location.sheet
        return str(sheet.document.sheet(sheet.name).notes[self.location.row, self.location.column])

    @text.setter
    def text(self, text: str) -> None:
        self._put(text)

    def delete(self) -> None:
        self._put("")

    def _put(self, text: str) -> None:
        cell = self.location
        cell.sheet.document.calls["Comment ="] += 1
        note = NoteEdit(cell.sheet.name, cell.row, cell.column, text)
        cell.sheet.document.change(Changes(notes=(note,)))

    def __repr__(self) -> str:
        return f"<note on {address(self.location.row, self.location.column)}>"
