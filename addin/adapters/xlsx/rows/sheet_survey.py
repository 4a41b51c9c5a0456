"""One look at a worksheet part before rows are added to it or taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

from addin.adapters.xlsx.following.formula_cells import home_of
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.xml_bytes import attributes_of, tag_at
from addin.adapters.xlsx.sheet.look import scanned
from addin.adapters.xlsx.sheet.sheet_xml import RowBlock, RowXml
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import Area

Cell = tuple[int, int]
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:v|f|is)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell as it is written; ``formula`` is its text, a shared one written out for the cell."""

    xml: bytes
    style: bytes | None
    formula: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it holds neither value nor formula."""
        return not _CONTENT.search(self.xml)


@dataclass(slots=True)
class Survey:
    """What was seen. ``cells`` are those of the wanted rows; ``hidden`` the hidden ones of them.

    ``last`` is the last row with a value or formula among the columns that count.
    """

    cells: dict[Cell, SeenCell] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    last: int = 0
    formula_areas: list[Area] = field(default_factory=list)
    merged: tuple[Area, ...] = ()
    is_protected: bool = False

    def row(self, number: int) -> Mapping[int, SeenCell]:
        """The cells of one wanted row by column."""
        return {column: cell for (row, column), cell in self.cells.items() if row == number}


def surveyed(
    draft: Draft,
    part: str,
    rows: Iterable[int] = (),
    *,
    within: Area | None = None,
    columns: frozenset[int] = frozenset(),
) -> Survey:
    """Look at a sheet: the wanted rows, and the last row with anything in it.

    ``within`` are the rows among which the last is looked for (all, if not given), ``columns`` the
    columns that count (all, if empty).

    Raises:
        WriteRefused: the sheet is written in a way that no edit is certain to leave intact.
    """
    scan = scanned(draft, part)
    wanted = set(rows)
    found = Survey()
    shared = _SharedTexts()
    for block in scan.blocks():
        found.formula_areas += [area for area, _ in block.formula_areas()]
        shared.note(block)
        numbers = block.row_numbers
        if wanted and numbers:
            for number in sorted(wanted.intersection(numbers)):
                row = block.row(number)
                if row is not None:
                    _take_row(block, row, shared, found)
        last = _last_used(block, within, columns)
        found.last = last or found.last
    found.merged, found.is_protected = scan.merged, scan.is_protected
    return found


class _SharedTexts:
    """The text of shared formulas, for their other cells, which stand behind the first.

    A number may be given out again further down.
    """

    def __init__(self) -> None:
        self._before: dict[bytes, FormulaTemplate] = {}
        self._here: list[tuple[int, bytes, FormulaTemplate]] = []

    def note(self, block: RowBlock) -> None:
        """Take note of those in the next block."""
        self._before |= {number: template for _, number, template in self._here}
        self._here = []
        if b"shared" not in block.xml:
            return
        for found in block.patterns.formula.finditer(block.xml):
            attributes = attributes_of(block.xml[found.start() : found.end(1)])
            if found[2] and attributes.get(b"t") == b"shared" and b"si" in attributes:
                home = home_of(block, found.start())
                template = FormulaTemplate(unescape(found[2].decode()), *home)
                self._here.append((found.start(), attributes[b"si"], template))

    def at(self, number: bytes, offset: int, cell: Cell) -> str:
        """The formula of a cell that begins at an offset of the block; empty if nobody knows it."""
        found = self._before.get(number)
        for place, given, template in self._here:
            if place < offset and given == number:
                found = template
        return found.at(*cell) if found else ""


def _take_row(block: RowBlock, row: RowXml, shared: _SharedTexts, found: Survey) -> None:
    if attributes_of(tag_at(block.xml, row.start)).get(b"hidden") in {b"1", b"true"}:
        found.hidden.add(row.number)
    for cell in block.cells(row):
        formula = ""
        if cell.formula is not None:
            parts = block.patterns.formula.fullmatch(cell.formula)
            formula = unescape((parts[2] or b"").decode()) if parts else ""
            if cell.kind == b"shared" and not formula:
                number = attributes_of(cell.formula).get(b"si", b"")
                formula = shared.at(number, cell.start, (row.number, cell.column))
        xml = block.xml[cell.start : cell.end]
        found.cells[row.number, cell.column] = SeenCell(xml, cell.style, formula)


def _last_used(block: RowBlock, within: Area | None, columns: frozenset[int]) -> int:
    """The last row of a block that holds something where it counts; 0 if none does."""
    for number in reversed(block.row_numbers):
        if within and not within.top <= number <= within.bottom:
            continue
        row = block.row(number)
        if row is None or not _CONTENT.search(block.xml, row.opened, row.closed):
            continue
        if not columns:
            return number
        if any(cell.column in columns and _CONTENT.search(cell.inner) for cell in block.cells(row)):
            return number
    return 0
