"""The formulas of one workbook as structure, read once and asked by every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from addin.tables.calculate import Calculation, Outcome
from addin.tables.dependencies import Dependencies
from addin.tables.lines import Line, lines
from addin.tables.own_functions import Functions
from addin.tables.syntax import Node, parse
from addin.tables.table import Book, Sheet

Cell = tuple[int, int]


@dataclass(frozen=True)
class SheetWorkings:
    """The formulas of one sheet."""

    book: Workings
    sheet: Sheet
    kept: dict[object, object] = field(default_factory=dict, repr=False)
    """What rules found out about the sheet and other rules need too."""

    @cached_property
    def forms(self) -> Mapping[Cell, str]:
        """Each formula in its relative form; unreadable ones are left out."""
        return self.book.dependencies.contents.forms(self.sheet)

    @cached_property
    def form_counts(self) -> Counter[str]:
        """How often each relative form occurs: most rules need look at each but once."""
        return Counter(self.forms.values())

    @cached_property
    def columns(self) -> tuple[Line, ...]:
        """Stretches of figures down a column, with at least one formula."""
        return tuple(lines(self.sheet, self.forms, down=True))

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """Stretches of figures along a row, with at least one formula."""
        return tuple(lines(self.sheet, self.forms, down=False))

    def node(self, cell: Cell) -> Node | None:
        """The tree of a cell's formula; None for a constant or what cannot be read."""
        form = self.forms.get(cell)
        return None if form is None else parse(form)

    def gives(self, form: str, cell: Cell) -> Outcome:
        """What a formula in relative form gives, or would give, in a cell."""
        return self.book.calculation.give(form, self.sheet, *cell)


@dataclass(frozen=True)
class Workings:
    """The formulas of one workbook. Links read what the file remembers of them.

    ``functions`` are those that formulas call by name beside Excel's: the add-in's own.
    """

    book: Book
    functions: Functions | None = None
    _sheets: dict[str, SheetWorkings] = field(default_factory=dict, repr=False)

    @cached_property
    def dependencies(self) -> Dependencies:
        """Which cells draw on which."""
        return Dependencies(self.book)

    @cached_property
    def calculation(self) -> Calculation:
        """Formulas worked out from the values that stand in the cells."""
        contents = self.dependencies.contents
        return Calculation(self.book, contents=contents, functions=self.functions)

    def of(self, sheet: Sheet) -> SheetWorkings:
        """The formulas of one sheet of this workbook."""
        if sheet.name not in self._sheets:
            self._sheets[sheet.name] = SheetWorkings(self, sheet)
        return self._sheets[sheet.name]

    @property
    def sheets(self) -> Iterator[SheetWorkings]:
        """Every sheet with formulas, in order."""
        for sheet in self.book.sheets:
            if sheet.formulas:
                yield self.of(sheet)
