"""STR205: what a cell shows is not what its formula gives.

Why it matters: the workbook was changed by a program, or saved with calculation switched off. The
figure changes the moment somebody recalculates, after it was quoted.

Example: a total shows 345,000, but its formula over the same cells gives 445,000.

What to do: recalculate in Excel (Ctrl+Alt+F9) and save, or run `tieout recalc --write`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    amount,
    counted,
    figure,
    places,
    same_amount,
    shown,
)
from addin.tables.labels import called
from addin.tables.operands import serial
from addin.tables.table import ErrorValue, Value
from addin.tables.workings import SheetWorkings

CODE = "STR205"
LEAST_TIME = 1e-5
"""Of a day: a reader keeps times to the millisecond."""


class Stale(NamedTuple):
    """A cell, what it shows and what its formula gives."""

    cell: Cell
    stands: Value
    gives: Value


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet; only for values that are certain.

    Where an engine worked out the whole workbook, the same was found on the way.
    """
    for workings in papers.workings:
        if workings.book.is_fresh:
            continue
        for work in workings.sheets:
            stale = list(_stale(work))
            if stale:
                yield finding(work, stale)


def _stale(work: SheetWorkings) -> Iterator[Stale]:
    sheet = work.sheet
    for cell in sorted(work.forms):
        if cell in sheet.uncached or cell in sheet.computed or cell in sheet.arrays:
            continue
        outcome = work.gives(work.forms[cell], cell)
        stands = sheet.value(*cell)
        if outcome.known and not _same(stands, outcome.value):
            yield Stale(cell, stands, outcome.value)


def _same(stands: Value, gives: Value) -> bool:
    """Whether two values are one, but for binary noise; an empty text is no value."""
    if stands == gives or {stands, gives} <= {None, "", 0}:
        return True
    if isinstance(stands, ErrorValue) or str(stands) == str(gives):
        return True  # an error that goes away depends on how a program takes empty texts
    if isinstance(stands, dt.date | dt.time | dt.timedelta):
        one, other = _number(stands), _number(gives)
        return one is not None and other is not None and abs(one - other) < LEAST_TIME
    one, other = _number(stands), _number(gives)
    return one is not None and other is not None and same_amount(one, other)


def _number(value: Value) -> float | None:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return float(serial(value))
    return amount(value)


def finding(work: SheetWorkings, stale: list[Stale], following: int = 0) -> Finding:
    """The finding for cells of one sheet; ``following`` more draw on them and are old with them."""
    first = stale[0]
    difference = ""
    one, other = amount(first.stands), amount(first.gives)
    numbers = [("shows", figure(first.stands)), ("formula gives", figure(first.gives))]
    if one is not None and other is not None:
        numbers.append(("difference", figure(one - other)))
        difference = f", a difference of {shown(one - other)}"
    more = f" {len(stale) - 1} more cells of the sheet are out of date too." if stale[1:] else ""
    if following:
        more += f" What draws on {'them' if stale[1:] else 'it'} is old as well:"
        more += f" {counted(following, 'formula')}."
        numbers.append(("drawing on it", following))
    return Finding(
        CODE,
        Severity.ERROR,
        f"{called(work.sheet, *first.cell)} shows {shown(first.stands)}, but its formula"
        f" ={work.sheet.formulas[first.cell]} gives {shown(first.gives)}{difference}.{more}",
        places(work, [one.cell for one in stale]),
        numbers=tuple(numbers),
        advice="Recalculate the workbook in Excel (Ctrl+Alt+F9) and save it, or run tieout recalc.",
    )
