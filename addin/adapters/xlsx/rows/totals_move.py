"""A table's totals row moves: its cells as they are written, with all that they hold."""

from __future__ import annotations

from collections.abc import Iterator

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.xml_bytes import (
    Cut,
    attributes_of,
    opened_tag,
    tag_at,
    with_attribute,
)
from addin.adapters.xlsx.sheet.look import scanned
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.adapters.xlsx.sheet.sheet_xml import CellXml, RowBlock, RowXml
from addin.tables.row_shift import RowShift
from addin.tables.table import Area, address

Cell = tuple[int, int]


def move_totals(draft: Draft, part: str, shift: RowShift) -> frozenset[Cell]:
    """Move the cells of the totals row to where the totals stand now; their formulas have followed.

    Gives the cells that held a formula where they stood, or where they went.
    """
    scan = scanned(draft, part)
    taken: dict[int, bytes] = {}
    formulas: set[Cell] = set()
    for block in scan.blocks():
        for number in (shift.totals, shift.new_totals):
            for cell in _cells(block, number, shift):
                if cell.formula is not None:
                    formulas.add((number, cell.column))
                if number == shift.totals:
                    xml = block.xml[cell.start : cell.end]
                    taken[cell.column] = _readdressed(block, xml, cell, shift)
    moved = b"".join(taken[column] for column in sorted(taken))
    draft.cut(part, _cuts(scanned(draft, part), moved, shift))
    return frozenset(formulas)


def _cells(block: RowBlock, number: int, shift: RowShift) -> Iterator[CellXml]:
    """The table's cells in one row of a block, if it is in there."""
    row = block.row(number)
    for cell in block.cells(row) if row else ():
        if shift.area.left <= cell.column <= shift.area.right:
            yield cell


def _readdressed(block: RowBlock, xml: bytes, cell: CellXml, shift: RowShift) -> bytes:
    """The cell with its new address; an array formula of one cell states its own, too."""
    new = address(shift.new_totals, cell.column).encode()
    tag = tag_at(xml, 0)
    xml = with_attribute(tag, b"r", new) + xml[len(tag) :]
    formula = block.patterns.formula.search(xml)
    if formula is not None and b"ref" in attributes_of(tag_at(xml, formula.start())):
        opened = tag_at(xml, formula.start())
        end = formula.start() + len(opened)
        xml = xml[: formula.start()] + with_attribute(opened, b"ref", new) + xml[end:]
    return xml


def _cuts(scan: SheetScan, moved: bytes, shift: RowShift) -> list[Cut]:
    cuts: list[Cut] = []
    is_placed = not moved
    for block in scan.blocks():
        cuts += [
            (block.at + cell.start, block.at + cell.end, b"")
            for cell in _cells(block, shift.totals, shift)
        ]
        if not is_placed and shift.new_totals <= block.last:
            cuts += [
                (block.at + start, block.at + end, new)
                for start, end, new in _placed(block, moved, shift)
            ]
            is_placed = True
    if not is_placed:
        new_row = _row(scan.patterns.prefix, shift.new_totals, moved)
        cuts.append((scan.rows_end, scan.rows_end, new_row))
    cuts += _widened(scan, shift)
    return cuts


def _row(prefix: bytes, number: int, cells: bytes) -> bytes:
    return b'<%srow r="%d">%s</%srow>' % (prefix, number, cells, prefix)


def _placed(block: RowBlock, moved: bytes, shift: RowShift) -> Iterator[Cut]:
    """The cells put where the totals stand now, in place of what was there."""
    row = block.row(shift.new_totals)
    prefix = block.patterns.prefix
    if row is None:
        place = block.place_for(shift.new_totals)
        yield place, place, _row(prefix, shift.new_totals, moved)
        return
    tag = _without_spans(tag_at(block.xml, row.start))
    if row.is_self_closed:
        yield row.start, row.end, opened_tag(tag) + moved + b"</" + prefix + b"row>"
        return
    yield row.start, row.opened, tag
    place = _place_in(block, row, shift.area.left)
    yield place, place, moved
    for cell in _cells(block, shift.new_totals, shift):
        yield cell.start, cell.end, b""


def _place_in(block: RowBlock, row: RowXml, column: int) -> int:
    for cell in block.cells(row):
        if cell.column >= column:
            return cell.start
    return row.closed


def _without_spans(tag: bytes) -> bytes:
    """The row's tag without its hint on used columns, which need not be right any longer."""
    spans = attributes_of(tag).get(b"spans")
    if spans is None:
        return tag
    for quote in (b'"', b"'"):
        tag = tag.replace(b" spans=" + quote + spans + quote, b"", 1)
    return tag


def _widened(scan: SheetScan, shift: RowShift) -> Iterator[Cut]:
    """The stated size of the sheet, if the totals now stand below it."""
    if scan.dimension is None or scan.dimension[2].bottom >= shift.new_totals:
        return
    start, end, area = scan.dimension
    wider = Area(area.top, area.left, shift.new_totals, area.right)
    yield start, end, with_attribute(scan.head[start:end], b"ref", str(wider).encode())
