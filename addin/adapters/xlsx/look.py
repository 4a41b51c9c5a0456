"""Look at some cells of a sheet as they lie in a draft: what an edit elsewhere depends on."""

from __future__ import annotations

from collections.abc import Iterable

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
