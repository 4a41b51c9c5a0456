"""Notes put into workbooks, and read back by others, for the tests of notes."""

from __future__ import annotations

import io

import openpyxl

from addin.adapters.xlsx.notes.notes_part import put_notes
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.patcher import verify
from addin.tables.changes import NoteEdit
from addin.tables.table import cell_at


def note(cell: str, text: str, sheet: str = "Costs", author: str = "Tieout") -> NoteEdit:
    """A note by address."""
    return NoteEdit(sheet, *cell_at(cell), text, author)


def noted(blob: bytes, *notes: NoteEdit) -> bytes:
    """A workbook with notes put in; verified as every write is."""
    draft = Draft(RawZip(blob))
    workbook = WorkbookPartEdit(draft)
    for entry in workbook.sheets:
        here = [one for one in notes if one.sheet.casefold() == entry.name.casefold()]
        put_notes(draft, workbook, entry, here)
    if draft.is_unchanged:
        return blob
    written = b"".join(draft.packed())
    verify(draft, written)
    return written


def notes_in(blob: bytes, sheet: str = "Costs") -> dict[str, tuple[str, str]]:
    """Text and author of every note, as openpyxl reads them."""
    cells = openpyxl.load_workbook(io.BytesIO(blob))[sheet]._cells  # a used range may be huge
    return {
        cell.coordinate: (cell.comment.text, cell.comment.author)
        for cell in cells.values()
        if cell.comment is not None
    }
