"""SCHED_: page counts of the board, in eighths."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final

from addin.domain.eighths import PAGE, NoPageCount, eighths_of, eighths_text
from addin.tables.cells import is_nothing, to_text
from addin.udfs.arguments import moment
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function
from addin.udfs.usual_cells import LAST_DAY

CATEGORY = "Schedule"
SOURCE = "eighths of a page as stripboards count them; Universal Schedule Standard 1.0"
UNSCHEDULED = "Not scheduled"
_FIRST_DATE: Final = 20_000


@function(CATEGORY)
def sched_eighths(pages: Cell) -> int:
    """The eighths of a page count, however it was typed: 1 3/8 is 11.

    Also repairs what a spreadsheet does to a typed 3/8: it becomes 8 March, or 3 August where the
    day comes first, and either is 3 eighths again.

    Args:
        pages: a page count: text such as 1 3/8, 3/8 or .375, a number of pages, or the date that
            3/8 was turned into.

    Example:
        =SCHED_EIGHTHS("1 3/8") gives 11
        =SCHED_EIGHTHS(1.375) gives 11
        =SCHED_EIGHTHS(DATE(2026,3,8)) gives 3
        =SCHED_EIGHTHS("1.3") gives #VALUE!

    Source:
        eighths of a page as stripboards count them; Universal Schedule Standard 1.0
    """
    if is_nothing(pages):
        return 0
    return _eighths("pages", pages)


@function(CATEGORY)
def sched_eighths_text(eighths: int) -> str:
    """Eighths as whole pages and eighths, unreduced: 11 is 1 3/8 and 4 is 4/8.

    Args:
        eighths: a whole number of eighths, such as SCHED_EIGHTHS or SCHED_EIGHTHS_SUM give.

    Example:
        =SCHED_EIGHTHS_TEXT(11) gives "1 3/8"
        =SCHED_EIGHTHS_TEXT(4) gives "4/8"
        =SCHED_EIGHTHS_TEXT(16) gives "2"
    """
    return eighths_text(eighths)


@function(CATEGORY)
def sched_eighths_sum(pages: Column[Cell]) -> int:
    """The eighths of a whole column of page counts together; empty cells and a heading count 0.

    Args:
        pages: page counts as in SCHED_EIGHTHS, one in each cell.

    Example:
        =SCHED_EIGHTHS_SUM({"1 3/8";"4/8";2}) gives 31
        =SCHED_EIGHTHS_TEXT(SCHED_EIGHTHS_SUM({"Pages";"7/8";"2/8"})) gives "1 1/8"
    """
    return sum(each for each in _column(pages) if each is not None)


@function(CATEGORY)
def sched_pages(pages: Cell) -> Fraction:
    """A page count as a number of pages: 1 3/8 is 1.375.

    Args:
        pages: a page count as in SCHED_EIGHTHS.

    Example:
        =SCHED_PAGES("1 3/8") gives 1.375
        =SCHED_PAGES("4/8") gives 0.5
    """
    return Fraction(0 if is_nothing(pages) else _eighths("pages", pages), PAGE)


@function(CATEGORY)
def sched_pages_by_day(days: Column[Cell], pages: Column[Cell], most_pages: Cell = None) -> Spill:
    """Strips and pages of each shoot day, of what is not scheduled, and of the whole script.

    Spills a heading row, a row for each day in the order of the board, Not scheduled for strips
    without a day, and the total: day, strips, eighths, pages; and with most_pages, pages over.

    Args:
        days: the day of each strip, a date or a day number; empty for a strip not scheduled.
        pages: the page count of each strip, beside its day.
        most_pages: the most pages a day should have, such as 4 or 4 4/8; left out, none is over.

    Example:
        =SCHED_PAGES_BY_DAY({1;1;2;""}, {"1 3/8";"5/8";"7/8";"1/8"}) gives
            {"Day","Strips","Eighths","Pages";1,2,16,"2";2,1,7,"7/8";"Not scheduled",1,1,"1/8";
            "Total",4,24,"3"}
    """
    counts = _column(pages)
    rows = list(side_by_side(days=days, pages=tuple(counts)))
    if rows and isinstance(rows[0][0], str) and rows[0][1] is None:
        rows = rows[1:]  # the heading
    found: dict[Cell, list[int]] = {}
    for day, count in rows:
        found.setdefault(day, []).append(count or 0)
    loose = found.pop(None, None)
    lines: list[tuple[Answer, list[int]]] = list(found.items())
    if loose is not None:
        lines.append((UNSCHEDULED, loose))
    limit = None if is_nothing(most_pages) else _eighths("most_pages", most_pages)
    spill: list[list[Answer]] = [["Day", "Strips", "Eighths", "Pages"]]
    spill += [[day, len(of), sum(of), eighths_text(sum(of))] for day, of in lines]
    whole = [count for _, of in lines for count in of]
    spill.append(["Total", len(whole), sum(whole), eighths_text(sum(whole))])
    if limit is not None:
        over = [eighths_text(max(sum(of) - limit, 0)) for of in found.values()]
        more: list[Answer] = ["Over", *over, *[""] * (len(spill) - 1 - len(over))]
        spill = [[*row, added] for row, added in zip(spill, more, strict=True)]
    return spill


def _column(pages: Column[Cell]) -> list[int | None]:
    """The eighths of each cell; None where nothing is, and for a heading."""
    found: list[int | None] = []
    for at, cell in enumerate(pages):
        if is_nothing(cell) or (at == 0 and isinstance(cell, str) and not _has_digit(cell)):
            found.append(None)
        else:
            found.append(_eighths(f"pages, cell {at + 1}", cell))
    return found


def _has_digit(text: str) -> bool:
    return any(map(str.isnumeric, text))


def _eighths(name: str, cell: Cell) -> int:
    """The eighths of a cell, where dates may have come as serial numbers."""
    given: Cell = cell
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and _FIRST_DATE <= cell < LAST_DAY
    ):
        given = moment(cell)
    if isinstance(given, dt.datetime) and given.time() != dt.time():
        raise CellError("#VALUE!", f"{name}: {to_text(cell)} is a time, no page count")
    try:
        return eighths_of(given if given is not None else "")
    except NoPageCount as error:
        raise CellError("#VALUE!", f"{name}: {error}") from None
