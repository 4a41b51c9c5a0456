"""Dates above a table that say up to when it goes, and the same cells a week later."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from addin.tables.cells import to_date
from addin.tables.table import CellEdit, Sheet, Table

_WITHIN: Final = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2} (?:[A-Z][a-z]{2,8}) \d{4}|(?:[A-Z][a-z]{2,8}) \d{1,2}, \d{4}"
)
_ENDING: Final = re.compile(
    r"week ending|period ending|w/e|cut[- ]?off|as (?:of|at)|up to|to date|report date|through",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateAbove:
    """One date above a table; ``within`` is the text that holds it, empty for a date cell.

    A date such as 03/07/2026 has two ``readings``.
    """

    row: int
    column: int
    readings: frozenset[dt.date]
    written: str = ""
    within: str = ""


def dates_above(sheet: Sheet, table: Table) -> list[DateAbove]:
    """Typed dates above the table's body that stand for its end: "Week ending 03/07/2026".

    A cell that holds nothing but a date counts where the cell to its left, or above it, says so.
    """
    first = min(table.body, default=table.area.top)
    return [
        found
        for row in range(1, min(first, len(sheet.rows) + 1))
        for column in range(1, len(sheet.rows[row - 1]) + 1)
        if (row, column) not in sheet.formulas
        for found in _in_cell(sheet, row, column)
    ]


def moved_on(found: DateAbove, sheet: str, old: dt.date, new: dt.date) -> CellEdit | None:
    """The cell with the new date, written as the old one was; None: it held another, or unclear."""
    if old not in found.readings:
        return None
    if not found.within:
        return CellEdit(sheet, found.row, found.column, new)
    fitting = {
        order: write(new) for order, write in reversed(_WRITTEN) if write(old) == found.written
    }
    if len(fitting) != 1:  # 03/03/2026 does not say which is the day
        return None
    (written,) = fitting.values()
    text = found.within.replace(found.written, written)
    return CellEdit(sheet, found.row, found.column, text)


def _in_cell(sheet: Sheet, row: int, column: int) -> Iterator[DateAbove]:
    value = sheet.value(row, column)
    if isinstance(value, dt.date):
        labels = (sheet.value(row, column - 1) if column > 1 else None,
                  sheet.value(row - 1, column) if row > 1 else None)  # fmt: skip
        if any(isinstance(label, str) and _ENDING.search(label) for label in labels):
            date = value.date() if isinstance(value, dt.datetime) else value
            yield DateAbove(row, column, frozenset({date}))
    elif isinstance(value, str):
        left = sheet.value(row, column - 1) if column > 1 else None
        about = f"{left} {value}" if isinstance(left, str) else value
        every = _WITHIN.findall(value)
        if len(every) == 1 and _ENDING.search(about):
            readings = {to_date(every[0], order) for order in (True, False)} - {None}
            yield DateAbove(
                row, column, frozenset(d for d in readings if d is not None), every[0], value
            )


_WRITTEN: Final[tuple[tuple[str, Callable[[dt.date], str]], ...]] = (
    ("year first", lambda day: day.isoformat()),
    ("month first", lambda day: f"{day:%m/%d/%Y}"),
    ("month first", lambda day: f"{day.month}/{day.day}/{day.year}"),
    ("day first", lambda day: f"{day:%d/%m/%Y}"),
    ("day first", lambda day: f"{day.day}/{day.month}/{day.year}"),
    ("day first", lambda day: f"{day:%d.%m.%Y}"),
    ("day first", lambda day: f"{day.day}.{day.month}.{day.year}"),
    ("day first", lambda day: f"{day:%d %B %Y}"),
    ("day first", lambda day: f"{day.day} {day:%B %Y}"),
    ("day first", lambda day: f"{day:%d %b %Y}"),
    ("day first", lambda day: f"{day.day} {day:%b %Y}"),
    ("month first", lambda day: f"{day:%B} {day.day}, {day.year}"),
    ("month first", lambda day: f"{day:%b} {day.day}, {day.year}"),
)
"""How people write a date; of two that write one order alike, the first is meant."""
