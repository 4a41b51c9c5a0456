"""Where in a workbook to write: a number, a text, formulas, a blank, and the tables to append to.

Chosen by a fixed rule, the same for every writer: the first cell of the kind on the first worksheet
that has one, outside of what no writer may touch (arrays, pivot tables, headings and totals of
tables). Protected sheets are not avoided: a refusal there is part of the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.corpus.held import Held, cells_in, corners
from tests.corpus.opened import Cell, Listed, Opened, Unopened, child, children, local

Area = tuple[int, int, int, int]
MAX_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell to write to, and what it holds now (None: nothing)."""

    sheet: str
    part: str
    cell: Cell
    held: Held | None


@dataclass(frozen=True, slots=True)
class Grown:
    """A table to append a row to.

    ``free`` is the row where it goes: the first of the blank rows that wait at the table's end, or
    the one below its last row of data. ``column`` is its first column that computes nothing;
    ``blank`` are the columns that hold nothing in that row.
    """

    sheet: str
    part: str
    table_part: str
    name: str
    area: Area
    totals: int
    free: int
    column: int
    has_header: bool
    blank: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last row of data."""
        return self.area[2] - self.totals

    @property
    def grows(self) -> bool:
        """Whether there is no blank row waiting."""
        return self.free > self.last


@dataclass(frozen=True)
class Targets:
    """Where to write; None where the workbook has no such cell."""

    number: Spot | None
    text: Spot | None
    formula: Spot | None
    shared: Spot | None
    cleared: Spot | None
    blank: Spot | None
    table: Grown | None


@dataclass(frozen=True)
class Page:
    """One worksheet, and where not to write on it."""

    listed: Listed
    cells: Mapping[Cell, Held]
    avoided: tuple[Area, ...]
    tables: tuple[Grown, ...]
    below: int  # the first row under everything

    def spots(self, wanted: Callable[[Held], bool]) -> Iterator[Spot]:
        """The cells that hold what is wanted, in reading order."""
        for cell in sorted(self.cells):
            held = self.cells[cell]
            if wanted(held) and not any(inside(cell, area) for area in self.avoided):
                yield Spot(self.listed.name, self.listed.part, cell, held)


def inside(cell: Cell, area: Area) -> bool:
    """Whether a cell lies in an area."""
    return area[0] <= cell[0] <= area[2] and area[1] <= cell[1] <= area[3]


def targets_of(book: Opened) -> Targets:
    """Where to write in a workbook.

    Raises:
        Unopened: a worksheet is broken.
    """
    pages = [page_of(book, sheet) for sheet in book.worksheets]

    def first(wanted: Callable[[Held], bool], skip: Spot | None = None) -> Spot | None:
        spots = (spot for page in pages for spot in page.spots(wanted))
        return next((spot for spot in spots if spot != skip), None)

    number = first(lambda held: held.kind == "number" and not held.formula)
    return Targets(
        number=number,
        text=first(lambda held: held.kind == "text" and not held.formula and held.value != ""),
        formula=first(lambda held: bool(held.formula) and not held.shape),
        shared=first(lambda held: held.head),
        cleared=first(lambda held: held.kind == "number" and not held.formula, number),
        blank=next(_blanks(pages), None),
        table=next((table for page in pages for table in page.tables), None),
    )


def _blanks(pages: list[Page]) -> Iterator[Spot]:
    for page in pages:
        if page.below + 4 <= MAX_ROW:
            yield Spot(page.listed.name, page.listed.part, (page.below, 2), None)


def page_of(book: Opened, sheet: Listed) -> Page:
    """A worksheet and what must be avoided on it."""
    root = book.look(sheet.part)
    cells = cells_in(root, book.shared_strings)
    tables, avoided, bottom = [], list(_arrays(cells)), _bottom(root, cells)
    for relation in book.relations(sheet.part):
        if relation.is_external or relation.target not in book.parts:
            continue
        if relation.kind == "table":
            table = _table(book, sheet, relation.target, cells)
            bottom = max(bottom, table.area[2])
            avoided += [*_fixed_rows(table, book)]
            if book.look(relation.target).get("tableType", "worksheet") == "worksheet":
                tables.append(table)
        elif relation.kind == "pivotTable":
            location = child(book.look(relation.target), "location")
            if location is not None:
                _, left, low, right = corners(location.get("ref", "A1"))
                avoided.append((1, left, low, max(right, left + 9)))  # filters stand above
                bottom = max(bottom, low)
    return Page(sheet, cells, tuple(avoided), tuple(tables), bottom + 3)


def _arrays(cells: Mapping[Cell, Held]) -> Iterator[Area]:
    for held in cells.values():
        if held.shape in {"array", "dataTable"} and held.covers:
            yield corners(held.covers)


def _bottom(root: Any, cells: Mapping[Cell, Held]) -> int:
    """The last row with a cell or a merged area."""
    merged = child(root, "mergeCells")
    bottoms = [corners(one.get("ref", "A1"))[2] for one in merged] if merged is not None else []
    return max([*bottoms, *(row for row, _ in cells)], default=0)


def _table(book: Opened, sheet: Listed, part: str, cells: Mapping[Cell, Held]) -> Grown:
    root = book.look(part)
    if local(root) != "table":
        raise Unopened(f"{part} is no table")
    name = root.get("displayName") or root.get("name", "")
    totals = int(root.get("totalsRowCount", "0"))
    area = corners(root.get("ref", "A1"))
    top, left, bottom, right = area
    first = top if root.get("headerRowCount", "1") == "0" else top + 1
    typed = [
        left + number
        for number, column in enumerate(children(child(root, "tableColumns"), "tableColumn"))
        if child(column, "calculatedColumnFormula") is None
    ] or list(range(left, right + 1))
    free = bottom - totals + 1
    while free > first and not any(
        _says_something(cells.get((free - 1, column))) for column in typed
    ):
        free -= 1
    blank = (
        column
        for column in range(left, right + 1)
        if not _says_something(cells.get((free, column)))
    )
    return Grown(
        sheet=sheet.name,
        part=sheet.part,
        table_part=part,
        name=name,
        area=area,
        totals=totals,
        free=free,
        column=typed[0],
        has_header=first > top,
        blank=tuple(blank),
    )


def _says_something(held: Held | None) -> bool:
    return held is not None and (bool(held.formula) or held.kind != "blank")


def _fixed_rows(table: Grown, book: Opened) -> Iterator[Area]:
    """Heading and totals row; the whole of a table that a query fills."""
    root = book.look(table.table_part)
    top, left, bottom, right = table.area
    if root.get("tableType", "worksheet") != "worksheet":
        yield table.area
    if root.get("headerRowCount", "1") != "0":
        yield top, left, top, right
    if table.totals:
        yield bottom - table.totals + 1, left, bottom, right
    # A cell of a calculated column would make an exception of itself.
    for number, column in enumerate(children(child(root, "tableColumns"), "tableColumn")):
        if child(column, "calculatedColumnFormula") is not None:
            yield top, left + number, bottom, left + number
