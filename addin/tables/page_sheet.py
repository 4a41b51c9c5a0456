"""A page of a template: labelled cells on top, then short tables below or beside one another.

Call sheets and production reports are pages: they are printed and handed out. Their columns are a
grid of narrow ones, over several of which a column of a table stretches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from addin.tables import template_looks as looks
from addin.tables.blueprint import Entry, Look, SheetBlueprint
from addin.tables.contract import Column, Contract, NamedCell, SheetContract, Type
from addin.tables.filling import Filling
from addin.tables.sheet_rules import choices, highlights
from addin.tables.table import Area, Value, column_letters
from addin.tables.template_references import Layout, References

_FIRST_CELL: Final = 4
_PORTRAIT: Final = 140
_LINE: Final = 14.0
"""The height of a line of text, in points."""


def block_layouts(page: SheetContract, filling: Filling) -> dict[str, Layout]:
    """Where each table of a page stands: its title, its headings, its lines, its totals."""
    found: dict[str, Layout] = {}
    row = bottom = _FIRST_CELL + -(-len(page.cells) // page.cells_across) + 1
    for block in page.blocks:
        if not block.is_beside:
            row = bottom
        header = row + 1
        lines = max(block.lines, len(filling.lines.get(block.name, ())), 1)
        last = header + lines
        totals = any(column.total for column in block.columns)
        found[block.name] = Layout(
            block, header, header + 1, last, last + 1 if totals else 0, page.name
        )
        bottom = max(bottom, last + (3 if totals else 2))
    return found


@dataclass(slots=True)
class PagePainter:
    """Draws one page."""

    contract: Contract
    of: SheetContract
    references: References
    filling: Filling
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def sheet(self) -> SheetBlueprint:
        """The page; printed on one sheet of paper."""
        self._put(1, 1, self.of.title, looks.TITLE)
        about = "  |  ".join(part for part in (self.filling.production, self.of.about) if part)
        self._put(2, 1, about or None, looks.ABOUT)
        for at, cell in enumerate(self.of.cells):
            self._cell(at, cell)
        heights = {1: 26.0}
        for block in self.of.blocks:
            heights |= self._block(block)
        last = max(row for row, _ in self.entries)
        return SheetBlueprint(
            self.of.name,
            self.entries,
            widths=dict(enumerate(self.of.grid, 1)),
            heights=heights,
            merged=tuple(self.merged),
            highlights=tuple(
                found
                for block in self.of.blocks
                for found in highlights(
                    block, self.references, self.references.layouts[block.name].last
                )
            ),
            choices=tuple(
                found for block in self.of.blocks for found in choices(block, self.references)
            ),
            print_area=Area(1, 1, last, len(self.of.grid)),
            landscape=sum(self.of.grid) > _PORTRAIT,
            one_page=True,
            gridlines=False,
            tab_colour=looks.INK,
            footer=f"{self.contract.title}  |  {self.filling.production}".rstrip(" |"),
        )

    def _cell(self, at: int, cell: NamedCell) -> None:
        """A label and the cell beside it; they share their part of the page's width."""
        part = len(self.of.grid) // self.of.cells_across
        row = _FIRST_CELL + at // self.of.cells_across
        left = 1 + at % self.of.cells_across * part
        value = left + max(1, part * 2 // 5)
        self._stretched(row, left, value - 1, Entry(cell.label, look=looks.LABEL))
        look = looks.beside_label(cell.type, worked=bool(cell.formula))
        if cell.formula:
            text = self.references.at(cell.formula, self.of.blocks[0].name, row)
            entry = Entry(formula=text, look=look)
        else:
            entry = Entry(self.filling.cells.get(cell.name), look=look)
        self._stretched(row, value, left + part - 1, entry)
        self.names[cell.name] = f"'{self.of.name}'!${column_letters(value)}${row}"

    def _block(self, block: SheetContract) -> dict[int, float]:
        """A table with its title; yields the heights of its rows."""
        layout = self.references.layouts[block.name]
        title, columns = layout.header - 1, tuple(_placed(block))
        right = columns[-1][2]
        self._stretched(title, block.left, right, Entry(block.title, look=looks.SECTION))
        for column, left, end in columns:
            entry = Entry(column.heading, look=looks.HEADING, note=column.help)
            self._stretched(layout.header, left, end, entry)
        typed = self.filling.lines.get(block.name, ())
        heights = {layout.header: self._height(columns)}
        for at, row in enumerate(range(layout.first, layout.last + 1)):
            line = typed[at] if at < len(typed) else {}
            for column, left, end in columns:
                entry = self._entry(block, column, line.get(column.heading), row)
                self._stretched(row, left, end, entry)
        if layout.grand_total:
            self._totals(columns, layout)
        return heights

    def _entry(self, block: SheetContract, column: Column, value: Value, row: int) -> Entry:
        formula = column.formula
        if not formula and isinstance(value, str) and value.startswith("="):
            formula = value[1:]
        look = looks.body(column.type, worked=bool(column.formula))
        if column.type is Type.TEXT:
            look = looks.wrapped(look)
        if formula:
            return Entry(formula=self.references.at(formula, block.name, row), look=look)
        return Entry(value, look=look)

    def _totals(self, columns: tuple[tuple[Column, int, int], ...], layout: Layout) -> None:
        row = layout.grand_total
        for at, (column, left, end) in enumerate(columns):
            look = looks.total(column.type)
            if column.total:
                letters = column_letters(left)
                formula = f"SUM({letters}{layout.first}:{letters}{layout.last})"
                self._stretched(row, left, end, Entry(formula=formula, look=look))
            else:
                self._stretched(row, left, end, Entry("Total" if at == 0 else None, look=look))

    def _height(self, columns: tuple[tuple[Column, int, int], ...]) -> float:
        """Of the headings: as many lines as the longest needs in its width."""
        lines = max(
            -(-len(column.heading) * 12 // (10 * max(1, self._width(left, end))))
            for column, left, end in columns
        )
        return _LINE * max(1, int(lines)) + 5

    def _width(self, left: int, right: int) -> int:
        return int(sum(self.of.grid[left - 1 : right]))

    def _stretched(self, row: int, left: int, right: int, entry: Entry) -> None:
        """One cell over several columns; all of them carry its look, for the borders."""
        for column in range(left, right + 1):
            self._put(row, column, None, entry.look)
        self.entries[row, left] = entry
        if right > left:
            self.merged.append(Area(row, left, row, right))

    def _put(self, row: int, column: int, value: Value, look: Look) -> None:
        self.entries[row, column] = Entry(value, look=look)


def _placed(block: SheetContract) -> Iterator[tuple[Column, int, int]]:
    """Each column with the first and the last column of the page that it stretches over."""
    left = block.left
    for column in block.columns:
        yield column, left, left + column.span - 1
        left += column.span
