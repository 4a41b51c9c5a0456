"""Formulas in the cells of a worksheet part, followed in one pass.

Nothing but the changed places is kept. A shared formula whose cells no longer read the same is
written out for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from addin.adapters.xlsx.following.follower import Follower, refused
from addin.adapters.xlsx.following.formula_places import place_cuts
from addin.adapters.xlsx.parts.xml_bytes import (
    Cut,
    attribute_bytes,
    attributes_of,
    text_bytes,
    with_attribute,
)
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.adapters.xlsx.sheet.sheet_xml import RowBlock, stated_area
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import address

Cell = tuple[int, int]


def sheet_cuts(scan: SheetScan, sheet: str, follower: Follower) -> list[Cut]:
    """The cuts that let a worksheet part follow: its cells, and what stands around them.

    Raises:
        WriteRefused: something in it cannot follow.
    """
    cells = _Cells(sheet, follower)
    cuts = [cut for block in scan.blocks() for cut in cells.through(block)]
    return [*cuts, *cells.left_over(), *frame_cuts(scan, sheet, follower)]


def frame_cuts(scan: SheetScan, sheet: str, follower: Follower) -> Iterator[Cut]:
    """The cuts around the cells: formats, validations, links, filters."""
    where = f"a format, validation, sparkline or link of the sheet {sheet!r}"
    yield from place_cuts(scan.head, 0, sheet, follower, where, in_cells=True)
    tail = scan.tail
    yield from place_cuts(tail, scan.rows_end, sheet, follower, where, in_cells=True)


@dataclass(slots=True)
class _Shared:
    """A shared formula whose cells are looked at one by one: what it takes to part them."""

    template: FormulaTemplate
    cuts: list[Cut] = field(default_factory=list)
    is_parted: bool = False


class _Cells:
    def __init__(self, sheet: str, follower: Follower) -> None:
        self.sheet, self.follower = sheet, follower
        self.shared: dict[bytes, _Shared] = {}

    def through(self, block: RowBlock) -> Iterator[Cut]:
        """The cuts in one block of rows, but for shared formulas that may yet be parted."""
        if b"f" not in block.xml:
            return
        concerned = self.follower.concerns(block.xml, self.sheet)
        if not concerned and not self.shared:
            return
        for found in block.patterns.formula.finditer(block.xml):
            for start, end, new in self._formula(block, found):
                yield block.at + start, block.at + end, new

    def left_over(self) -> Iterator[Cut]:
        """The cuts of shared formulas, once all their cells have gone by."""
        for one in self.shared.values():
            yield from self._settled(one)
        self.shared.clear()

    def _formula(self, block: RowBlock, found: re.Match[bytes]) -> Iterator[Cut]:
        attributes = attributes_of(found[1]) if found[1] else {}
        kind, number = attributes.get(b"t"), attributes.get(b"si", b"")
        if kind == b"shared" and not found[2]:
            self._member(block, found, number)
        elif kind == b"shared" and self.follower.is_relative:
            yield from self._master(block, found, number, attributes.get(b"ref", b""))
        elif kind == b"dataTable":
            yield from self._what_if(block, found)
        elif found[2] and self.follower.concerns(found[2], self.sheet):
            text = unescape(found[2].decode())
            new = self._followed(block, found, text)
            if new != text:
                yield found.start(2), found.end(2), text_bytes(new)

    def _followed(self, block: RowBlock, found: re.Match[bytes], text: str) -> str:
        try:
            return self.follower.formula(text, self.sheet)
        except ValueError as error:
            home = home_of(block, found.start())
            if self.follower.is_leaving(home, self.sheet):
                return text
            raise refused(f"{self.sheet}!{address(*home)}", text, error) from error

    def _master(
        self, block: RowBlock, found: re.Match[bytes], number: bytes, reference: bytes
    ) -> Iterator[Cut]:
        """The first cell of a shared formula; the number may have been given out before."""
        before = self.shared.pop(number, None)
        if before is not None:
            for start, end, new in self._settled(before):
                yield start - block.at, end - block.at, new
        text = unescape(found[2].decode())
        home = home_of(block, found.start())
        area = stated_area(reference or address(*home).encode(), block.patterns.part)
        if not self.follower.spreads(text, area, self.sheet):
            return
        self.shared[number] = _Shared(FormulaTemplate(text, *home))
        self._part(block, found, self.shared[number], home)

    def _member(self, block: RowBlock, found: re.Match[bytes], number: bytes) -> None:
        if number in self.shared:
            self._part(block, found, self.shared[number], home_of(block, found.start()))

    def _part(self, block: RowBlock, found: re.Match[bytes], one: _Shared, home: Cell) -> None:
        """What this cell's formula is, should it have to stand on its own."""
        text = one.template.at(*home)
        new = self._followed(block, found, text)
        if new != text or self.follower.needs_own_text(home, self.sheet):
            one.is_parted = True
        prefix = block.patterns.prefix
        kept = b"".join(
            b' %s="%s"' % (name, value)
            for name, value in attributes_of(found[1]).items()
            if name not in {b"t", b"ref", b"si"}
        )
        formula = b"<%sf%s>%s</%sf>" % (prefix, kept, text_bytes(new), prefix)
        one.cuts.append((block.at + found.start(), block.at + found.end(), formula))

    @staticmethod
    def _settled(one: _Shared) -> list[Cut]:
        return one.cuts if one.is_parted else []

    def _what_if(self, block: RowBlock, found: re.Match[bytes]) -> Iterator[Cut]:
        """A what-if table names its input cells."""
        opened = block.xml[found.start() : found.end(1)]
        tag = opened + b">"
        for name in (b"r1", b"r2"):
            cell = attributes_of(tag).get(name)
            if cell is None or attributes_of(tag).get(b"del" + name[1:]) in {b"1", b"true"}:
                continue
            new = self._followed(block, found, cell.decode())
            if new != cell.decode():
                tag = with_attribute(tag, name, attribute_bytes(new))
        if tag[:-1] != opened:
            yield found.start(), found.end(1), tag[:-1]


def home_of(block: RowBlock, offset: int) -> Cell:
    """The cell within which an offset of a block lies."""
    row = block.row_around(offset)
    for cell in block.cells(row):
        if cell.start < offset < cell.end:
            return row.number, cell.column
    raise AssertionError("a formula stands outside every cell")
