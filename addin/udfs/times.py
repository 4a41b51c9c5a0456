"""Times of a call sheet in cells: times of day, dates with times, 25:30, 1830, 7:30 PM."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from addin.domain.clock import DAY, When, in_order
from addin.tables.cells import to_text
from addin.tables.clock_cells import to_when
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Column


def when(name: str, cell: Cell) -> When:
    """A moment, or a time since midnight.

    Raises:
        CellError: the cell holds none, or a number that may be hours as well as days.
    """
    found = to_when(cell)
    if found is None:
        expected = "a time such as 18:30, or a date and time"
        raise CellError("#VALUE!", f"{name}: “{to_text(cell)}” is not {expected}")
    return found


def whens(name: str, cells: Column[Cell]) -> tuple[When | None, ...]:
    """The moments of a range; its first cell may be a heading.

    Raises:
        CellError: a cell holds none; the text says which.
    """
    found: list[When | None] = []
    for at, cell in enumerate(cells):
        one = None if cell is None else to_when(cell)
        if one is None and cell is not None and not (at == 0 and isinstance(cell, str)):
            one = when(f"{name}, cell {at + 1}", cell)  # raises
        found.append(one)
    return tuple(found)


def moments_of(*given: tuple[str, When | None]) -> list[dt.datetime]:
    """The moments of one day's work, in order; each must be there.

    Raises:
        CellError: one is missing.
    """
    for name, value in given:
        if value is None:
            raise CellError("#VALUE!", f"{name} is empty")
    return [found for found in in_order([value for _, value in given]) if found is not None]


def working_day(
    call: When, meals: Sequence[When | None], wrap: When
) -> tuple[dt.datetime, list[tuple[dt.datetime, dt.datetime]], dt.datetime]:
    """Call, meals (beginning and end in turn) and wrap of a day, as moments.

    Raises:
        CellError: a meal has a beginning and no end, or times out of order make it a long day.
    """
    while meals and meals[-1] is None:
        meals = meals[:-1]
    pairs = [*zip(meals[::2], meals[1::2], strict=False)]
    if len(meals) % 2 or any((one is None) != (other is None) for one, other in pairs):
        raise CellError("#VALUE!", "meals: each needs a beginning and an end")
    given = [each for pair in pairs for each in pair if each is not None]
    moments = [each for each in in_order([call, *given, wrap]) if each is not None]
    if moments[-1] - moments[0] > DAY:
        span = f"{moments[0]:%H:%M} to {moments[-1]:%H:%M}"
        raise CellError("#VALUE!", f"the day from {span} is out of order, or longer than 24 hours")
    inner = moments[1:-1]
    return moments[0], [*zip(inner[::2], inner[1::2], strict=True)], moments[-1]
