"""Which week of a cost report is to be closed, and whether it may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from addin.errors import NothingToDo
from addin.jobs.which_report import ChosenReport
from addin.tables.cells import day_first_of, to_date
from addin.tables.dates_above import DateAbove, dates_above

_WEEK: Final = dt.timedelta(days=7)
_LONGEST: Final = dt.timedelta(days=35)  # a longer gap between two closes is no period's length


def date_on_sheet(report: ChosenReport, above: Sequence[DateAbove]) -> dt.date:
    """The end of the week that the sheet states.

    Raises:
        NothingToDo: it states none, several, or one that reads in two ways.
    """
    every = [
        one.written
        for sheet in report.book.sheets
        for one in dates_above(sheet, report.table)
        if one.written
    ]
    order = day_first_of(every)
    found = {
        date
        for one in above
        for date in (
            [to_date(one.written, order)] if len(one.readings) > 1 else sorted(one.readings)
        )
    }
    (date,) = found if len(found) == 1 else (None,)
    if date is None:
        where = f"{report.book.name}!{report.sheet.name}"
        why = "states no one date that reads only one way" if above else "does not say it"
        raise NothingToDo(
            f"Which week is to be closed? {where} {why}. Nothing was written. Say the date on "
            "which the week ends, as 2026-03-14."
        )
    return date


def period_after(last: dt.date | None, date: dt.date) -> dt.timedelta:
    """As long as the one that is closed, where the last close is known; else a week."""
    gone = date - last if last else _WEEK
    return gone if dt.timedelta() < gone <= _LONGEST else _WEEK


def require_time(
    report: ChosenReport,
    date: dt.date,
    last: dt.date | None,
    following: dt.date,
    today: dt.date,
) -> None:
    """Refuse to close a week twice, too early, or before one that is closed.

    Raises:
        NothingToDo: says which of these it is.
    """
    where = f"{report.book.name}!{report.sheet.name}"
    if last is not None and date <= last:
        raise NothingToDo(
            f"{where} is closed up to {last}, and the week asked for ends {date}. Nothing was "
            "written. Close a later week, or take the last close back with Undo Last."
        )
    if date > today:
        raise NothingToDo(
            f"The week of {where} ends {date}, and today is {today}: it is not over. Nothing was "
            "written. Close it then, or say another date."
        )
    if following <= date:
        raise NothingToDo(
            f"The next week cannot end {following}, when this one ends {date}. Nothing was written."
            " Say a later date."
        )
