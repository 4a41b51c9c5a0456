"""The arguments ``days_off`` and ``holidays``: what makes a working calendar."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from addin.domain.territory_holidays import UnknownTerritory, holidays_of, territory
from addin.domain.working_days import Holidays, WorkingCalendar, days_off, own_holidays
from addin.tables.cells import is_nothing, to_text
from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Column
from addin.udfs.read_once import read_once


@read_once
def calendar_given(free_days: str, holidays: Column[Cell]) -> WorkingCalendar:
    """The calendar of a unit.

    Raises:
        NoSuchDays: ``free_days`` names no days of the week.
        CellError: see ``holidays_given``.
    """
    return WorkingCalendar(days_off(free_days), holidays_given(holidays))


@read_once
def holidays_given(holidays: Column[Cell]) -> tuple[Holidays, ...]:
    """The holidays of a range: dates, names of territories, or both; a heading may stand first.

    Raises:
        CellError: a cell is neither; ``#N/A`` for a single text that is no territory.
    """
    own: list[dt.date] = []
    shipped: list[Holidays] = []
    for at, cell in enumerate(holidays):
        if is_nothing(cell):
            continue
        try:
            own.append(_date(cell))
        except CellError:
            if not isinstance(cell, str):
                raise
            name = _territory(cell, may_be_heading=at == 0 and len(holidays) > 1)
            if name:
                shipped.append(holidays_of(name))
    return (*shipped, own_holidays(own)) if own else tuple(shipped)


_date = cell_reader("holidays", dt.date)
_LIKE_A_CODE: Final = re.compile(r"[A-Z]{2}(?:-[A-Z\d]{1,3})?", re.IGNORECASE)


def _territory(cell: Cell, *, may_be_heading: bool) -> str:
    try:
        return territory(to_text(cell)).code
    except UnknownTerritory as error:
        if may_be_heading and not error.near and not _LIKE_A_CODE.fullmatch(to_text(cell)):
            return ""
        raise CellError("#N/A", str(error)) from None
