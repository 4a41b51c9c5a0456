"""Where a number comes from: its formula, the cells behind it in words, down to typed figures.

Follows formulas across sheets and into linked workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.source import Place
from addin.tables.calculate import Calculation
from addin.tables.contents import Target
from addin.tables.dependencies import Dependencies
from addin.tables.labels import heading, row_label
from addin.tables.lines import is_number
from addin.tables.linked_books import linked_book
from addin.tables.table import Area, Book, Sheet, Value, address

LARGE: Final = 12
"""Filled cells that a range may have and still be listed one by one."""
SHOWN: Final = 5
"""Cells of a large range that are shown: the largest."""
MOST_PARTS: Final = 5_000
"""Parts of one explanation altogether; beyond, formulas are named but not followed."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One cell or range of the tree.

    ``label`` and ``heading`` are the words beside and above the cell. ``formula`` is empty for a
    typed value. ``parts`` are what the formula names, in its order. A large range holds its largest
    cells only: ``count`` says how many figures it has, ``total`` what they add up to. ``note`` says
    why the tree ends here: a circle, explained above, a missing workbook, the depth asked for, an
    unknown value.
    """

    place: Place
    value: Value = None
    formula: str = ""
    label: str = ""
    heading: str = ""
    parts: tuple[Explanation, ...] = ()
    count: int = 0
    total: float | None = None
    note: str = ""


def explain(
    books: Sequence[Book], book_name: str, sheet: str, row: int, column: int, depth: int
) -> Explanation:
    """Where the value of a cell comes from, ``depth`` formulas deep.

    Raises:
        KeyError: no such workbook, or no such sheet in it.
    """
    tree = _Tree(books)
    book = tree.books[book_name]
    found = book.sheet(sheet)
    if found is None:
        raise KeyError(sheet)
    return tree.cell(book, found, (row, column), depth, ())


_Key = tuple[str, str, int, int]


class _Tree:
    def __init__(self, books: Iterable[Book]) -> None:
        self.books: Mapping[str, Book] = {book.name: book for book in books}
        self.graphs: dict[str, Dependencies] = {}
        self.calculations: dict[str, Calculation] = {}
        self.left = MOST_PARTS
        self.told: set[_Key] = set()

    def graph(self, book: Book) -> Dependencies:
        return self.graphs.setdefault(book.name, Dependencies(book))

    def cell(
        self, book: Book, sheet: Sheet, cell: tuple[int, int], depth: int, above: tuple[_Key, ...]
    ) -> Explanation:
        """One cell, and what its formula draws on."""
        self.left -= 1
        key: _Key = (book.name, sheet.name, *cell)
        formula = sheet.formulas.get(cell, "")
        parts: tuple[Explanation, ...] = ()
        note = ""
        if not formula:
            note = "" if sheet.value(*cell) is not None else "empty"
        elif key in above:
            note = "the formulas draw on one another in a circle"
        elif key in self.told:
            note = "explained above"
        elif depth <= 0 or self.left <= 0:
            note = "further formulas behind it"
        else:
            self.told.add(key)
            parts = tuple(
                self.target(book, target, depth - 1, (*above, key))
                for target in dict.fromkeys(self.graph(book).of(sheet.name, *cell))
            )
        if cell in sheet.uncached and not note:
            note = f"its value is not known: {self._why(book, sheet, cell)}"
        return Explanation(
            Place(book.name, sheet.name, address(*cell)),
            sheet.value(*cell),
            formula,
            row_label(sheet, *cell),
            heading(sheet, *cell),
            parts,
            note=note,
        )

    def _why(self, book: Book, sheet: Sheet, cell: tuple[int, int]) -> str:
        calculation = self.calculations.setdefault(book.name, Calculation(book, self.books))
        return calculation.recompute(sheet, *cell).why or "the file holds none"

    def target(
        self, book: Book, target: Target, depth: int, above: tuple[_Key, ...]
    ) -> Explanation:
        """What a formula names: a cell, a range, or cells of a linked workbook."""
        home = linked_book(target.book, self.books) if target.book else book
        if home is None:
            return self._remembered(book, target)
        sheet = home.sheet(target.sheet)
        if sheet is None:
            where = Place(home.name, target.sheet, str(target.area))
            return Explanation(where, note="the workbook has no such sheet")
        area = target.area
        if area.top == area.bottom and area.left == area.right:
            return self.cell(home, sheet, (area.top, area.left), depth, above)
        return self._range(home, sheet, area, depth, above)

    def _range(
        self, book: Book, sheet: Sheet, area: Area, depth: int, above: tuple[_Key, ...]
    ) -> Explanation:
        filled = _filled(sheet, area)
        figures = [cell for cell in filled if is_number(sheet.value(*cell))]
        shown, note = filled, ""
        if len(filled) > LARGE:
            shown = sorted(figures, key=lambda cell: -_size(sheet.value(*cell)))[:SHOWN]
            note = f"the {len(shown)} largest of {len(figures)} figures"
        return Explanation(
            Place(book.name, sheet.name, str(area)),
            label=row_label(sheet, area.top, area.left),
            heading=heading(sheet, area.top, area.left),
            parts=tuple(self.cell(book, sheet, cell, depth, above) for cell in shown),
            count=len(figures),
            total=sum(_number(sheet.value(*cell)) for cell in figures),
            note=note,
        )

    def _remembered(self, book: Book, target: Target) -> Explanation:
        """A link to a workbook that was not read: what the file keeps of it."""
        first = address(target.area.top, target.area.left)
        number = next((n for n, stated in book.links.items() if stated == target.book), 0)
        value = book.linked_values.get(number, {}).get((target.sheet, first))
        return Explanation(
            Place(target.book, target.sheet, str(target.area)),
            value,
            note="a workbook that is not at hand; the value is from the last update of the link",
        )


def _filled(sheet: Sheet, area: Area) -> list[tuple[int, int]]:
    bottom = min(area.bottom, max([len(sheet.rows), *(row for row, _ in sheet.uncached)]))
    return [
        (row, column)
        for row in range(area.top, bottom + 1)
        for column in range(area.left, min(area.right, max(sheet.width, area.left)) + 1)
        if sheet.value(row, column) is not None or (row, column) in sheet.formulas
    ]


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _size(value: Value) -> float:
    return abs(_number(value))
