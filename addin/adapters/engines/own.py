"""Our own evaluator as an engine: exact or not at all, always there, nothing to install."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from addin import __version__
from addin.adapters.engines.shown import as_shown
from addin.ports import Recalculation
from addin.tables.calculate import Calculation
from addin.tables.constants import constants_only
from addin.tables.own_functions import Functions
from addin.tables.table import Book, Value

Key = tuple[str, int, int]


class OwnEvaluator:
    """The ``Engine`` port over ``tables.calculate``.

    ``clock`` says what time it is. ``functions`` are Python functions that formulas call by name,
    as the add-in's own ones; ranges reach them as lists of rows.
    """

    name = "own"

    def __init__(
        self,
        clock: Callable[[], dt.datetime] = dt.datetime.now,
        functions: Functions | None = None,
    ) -> None:
        self._clock = clock
        self._functions = functions

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """Work out every formula anew (see ``ports.Engine``); ``content`` is not needed."""
        del content
        bare = constants_only(book)
        calculation = Calculation(bare, linked, now=self._clock(), functions=self._functions)
        values: dict[Key, Value] = {}
        unknown: dict[Key, str] = {}
        for sheet, before in zip(bare.sheets, book.sheets, strict=True):
            done = calculation.worked_out(sheet)
            for row, column in sorted(sheet.uncached):
                key = sheet.name, row, column
                if (row, column) in done:
                    values[key] = as_shown(book, before, row, column, done[row, column])
                else:
                    unknown[key] = calculation.why.get(key, "the formula cannot be read")
        return Recalculation(f"Tieout {__version__}", values, unknown)
