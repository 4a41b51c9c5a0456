"""Look at some cells of a sheet in a draft, or change what stands around its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from addin.adapters.xlsx.draft import Draft
from addin.adapters.xlsx.sheet_xml import CellXml, SheetXml


def cells_in(draft: Draft, part: str, rows: Iterable[int]) -> dict[tuple[int, int], CellXml]:
    """The cells of the wanted rows of a worksheet part, by row and column, as written.

    Raises:
        WriteRefused: the sheet is written in a way that no edit is certain to leave intact.
    """
    sheet = SheetXml(draft.read(part), part)
    found: dict[tuple[int, int], CellXml] = {}
    for number in sorted(set(rows)):
        row = sheet.row(number)
        for cell in sheet.cells(row) if row else ():
            found[number, cell.column] = cell
    return found


def reframe(draft: Draft, part: str, change: Callable[[bytes, bytes], tuple[bytes, bytes]]) -> None:
    """Change what stands before and behind the cells of a worksheet part.

    ``change`` gets the bytes up to and with the start tag of ``sheetData``, and those from its end
    tag on; it gives both back. A self-closed ``sheetData`` is part of the first.
    """
    sheet = SheetXml(draft.read(part), part)
    head, tail = sheet.xml[: sheet.rows_start], sheet.xml[sheet.rows_end :]
    new_head, new_tail = change(head, tail)
    if (new_head, new_tail) != (head, tail):
        rows = sheet.xml[sheet.rows_start : sheet.rows_end]
        draft.write(part, new_head + rows + new_tail)
