"""Look at some cells of a sheet in a draft, or change what stands around its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.adapters.xlsx.sheet.sheet_xml import CellXml


def scanned(draft: Draft, part: str) -> SheetScan:
    """A worksheet part as it will be, to be gone through once."""
    return SheetScan(draft.pieces(part), part)


def cells_in(draft: Draft, part: str, rows: Iterable[int]) -> dict[tuple[int, int], CellXml]:
    """The cells of the wanted rows of a worksheet part, by row and column, as written.

    Raises:
        WriteRefused: the sheet is written in a way that no edit is certain to leave intact.
    """
    wanted = sorted(set(rows), reverse=True)
    found: dict[tuple[int, int], CellXml] = {}
    for block in scanned(draft, part).blocks() if wanted else ():
        while wanted and wanted[-1] <= block.last:
            number = wanted.pop()
            row = block.row(number)
            for cell in block.cells(row) if row else ():
                found[number, cell.column] = cell
        if not wanted:
            break
    return found


def reframe(draft: Draft, part: str, change: Callable[[bytes, bytes], tuple[bytes, bytes]]) -> None:
    """Change what stands before and behind the cells of a worksheet part.

    ``change`` gets the bytes up to and with the start tag of ``sheetData``, and those from its end
    tag on; it gives both back. A self-closed ``sheetData`` is part of the first.
    """
    scan = scanned(draft, part)
    tail = scan.tail
    new_head, new_tail = change(scan.head, tail)
    cuts = []
    if new_head != scan.head:
        cuts.append((0, len(scan.head), new_head))
    if new_tail != tail:
        cuts.append((scan.rows_end, scan.rows_end + len(tail), new_tail))
    draft.cut(part, cuts)
