"""SCHED_DOOD: the day-out-of-days of a board: who works, is held, is dropped and picked up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from addin.domain.cast_lists import NoCastList, cast_lists, one_id
from addin.domain.day_out_of_days import (
    Board,
    Code,
    HoldRules,
    board,
    code_of,
    days_of,
    totals,
)
from addin.tables.cells import is_nothing, to_text
from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.columns import by_heading, side_by_side
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.read_once import read_once
from addin.udfs.registry import function

CATEGORY = "Schedule"
EVENT_FIELDS: Final = {
    "day": ("date", "when"),
    "cast": ("cast id", "cast ids", "id", "who", "character"),
    "code": ("status", "event", "what"),
}
TOTALS: Final = (
    "Work", "Hold", "Travel", "Rehearsal", "Fitting", "Holiday", "Start", "Finish", "Total paid",
)  # fmt: skip
FIRST_YEAR: Final = 1954
DAY_NUMBERS: Final = "turn day numbers into dates with SCHED_SHOOT_DAY"
"""A shoot day's number alone, read as a date, is a day in January 1900."""
EVERYONE: Final = frozenset({"", "ALL", "EVERYONE", "COMPANY"})
_day_cell = cell_reader("events, day", dt.date)


@function(CATEGORY)
def sched_dood(
    cast_id: str,
    day: dt.date,
    days: Column[dt.date],
    cast: Column[Cell],
    drop_gap: int = 0,
    hold: bool = True,  # noqa: FBT001, FBT002 - a yes or no of the sheet
    events: Table = (),
) -> str:
    """What a day is to a cast member by the board: SW, W, WF, SWF, H, WD, PW …; no text if nothing.

    SW start, W work, WF finish, SWF start and finish in one day, H hold, WD works then is dropped,
    PW picked up, TR travel, FT fitting, R rehearsal, / company holiday, M company move, I idle.

    Args:
        cast_id: the cast id on the board.
        day: the date.
        days: the date of each strip; strips without one are not scheduled and do not count.
        cast: the cast ids in each strip, such as 1, 2, 5, beside its date.
        drop_gap: free calendar days between two days of work that make a drop and pick-up, once;
            0: never. CREW_RULE gives an agreement's drop_gap_days.
        hold: whether days between are held; FALSE leaves them blank.
        events: a table with the headings day, cast, code (TR, FT, R, /, M, I, H); an empty cast
            cell is everyone.

    Example:
        =SCHED_DOOD(1, "2026-03-03", {"2026-03-02";"2026-03-03";"2026-03-04"}, {"1, 2";"2";"1, 2"})
            gives "H"
        =SCHED_DOOD(2, "2026-03-04", {"2026-03-02";"2026-03-03";"2026-03-04"}, {"1, 2";"2";"1, 2"})
            gives "WF"
        =SCHED_DOOD(9, "2026-03-04", {"2026-03-02"}, {"1, 2"}) gives #N/A

    Source:
        codes as Movie Magic Scheduling has them (mms-docs.ep.com)
    """
    return _days(cast_id, _board(days, cast, events), _rules(drop_gap, hold)).get(day, "")


@function(CATEGORY)
def sched_dood_grid(
    days: Column[dt.date],
    cast: Column[Cell],
    drop_gap: int = 0,
    hold: bool = True,  # noqa: FBT001, FBT002 - a yes or no of the sheet
    events: Table = (),
    paid_codes: str = "W, H",
) -> Spill:
    """The whole day-out-of-days of a board: a row for each cast id, a column for each day, totals.

    Spills a heading row with the dates, then the rows; behind the days: work, hold, travel,
    rehearsal, fitting, holiday, start, finish, total paid.

    Args:
        days: the date of each strip; strips without one are not scheduled and do not count.
        cast: the cast ids in each strip, such as 1, 2, 5, beside its date.
        drop_gap: free calendar days between two days of work that make a drop and pick-up, once;
            0: never. CREW_RULE gives an agreement's drop_gap_days.
        hold: whether days between are held; FALSE leaves them blank.
        events: a table with the headings day, cast, code (TR, FT, R, /, M, I, H); an empty cast
            cell is everyone.
        paid_codes: the codes that the deal pays; W stands for every day of work.

    Example:
        =SCHED_DOOD_GRID({"2026-03-02";"2026-03-03";"2026-03-04"}, {"1, 2";"2";"1"}) gives
            {"Cast",2026-03-02,2026-03-03,2026-03-04,"Work","Hold","Travel","Rehearsal","Fitting",
            "Holiday","Start","Finish","Total paid";
            1,"SW","H","WF",2,1,0,0,0,0,2026-03-02,2026-03-04,3;
            2,"SW","WF","",2,0,0,0,0,0,2026-03-02,2026-03-03,2}

    Source:
        codes as Movie Magic Scheduling has them (mms-docs.ep.com)
    """
    schedule = _board(days, cast, events)
    rules = _rules(drop_gap, hold)
    paid = _codes(paid_codes)
    every = schedule.days()
    working = schedule.working_days()
    found: list[list[Answer]] = [["Cast", *every, *TOTALS]]
    for who in schedule.cast():
        codes = days_of(who, schedule, rules, worked=working.get(who, []), days=every)
        found.append([_shown(who), *(codes.get(day) for day in every), *_totals(codes, paid)])
    return found


@function(CATEGORY)
def sched_dood_count(
    cast_id: str,
    code: str,
    days: Column[dt.date],
    cast: Column[Cell],
    drop_gap: int = 0,
    hold: bool = True,  # noqa: FBT001, FBT002 - a yes or no of the sheet
    events: Table = (),
) -> int:
    """How many days of a code a cast member has; W counts every day of work.

    Args:
        cast_id: the cast id on the board.
        code: W for all work, or exactly SW, WF, SWF, WD, PW, H, TR, FT, R, /, M or I.
        days: the date of each strip; strips without one are not scheduled and do not count.
        cast: the cast ids in each strip, such as 1, 2, 5, beside its date.
        drop_gap: free calendar days between two days of work that make a drop and pick-up, once;
            0: never. CREW_RULE gives an agreement's drop_gap_days.
        hold: whether days between are held; FALSE leaves them blank.
        events: a table with the headings day, cast, code (TR, FT, R, /, M, I, H); an empty cast
            cell is everyone.

    Example:
        =SCHED_DOOD_COUNT(1, "W", {"2026-03-02";"2026-03-03";"2026-03-04"}, {"1";"2";"1"}) gives 2
        =SCHED_DOOD_COUNT(1, "H", {"2026-03-02";"2026-03-03";"2026-03-04"}, {"1";"2";"1"}) gives 1
    """
    wanted = code_of(code)
    found = _days(cast_id, _board(days, cast, events), _rules(drop_gap, hold)).values()
    if wanted is Code.WORK:
        return sum(each.is_work for each in found)
    return sum(each is wanted for each in found)


@function(CATEGORY)
def sched_paid_days(
    cast_id: str,
    days: Column[dt.date],
    cast: Column[Cell],
    drop_gap: int = 0,
    hold: bool = True,  # noqa: FBT001, FBT002 - a yes or no of the sheet
    events: Table = (),
    paid_codes: str = "W, H",
) -> int:
    """The days a cast member is paid for: work and hold, and what else the deal pays.

    Args:
        cast_id: the cast id on the board.
        days: the date of each strip; strips without one are not scheduled and do not count.
        cast: the cast ids in each strip, such as 1, 2, 5, beside its date.
        drop_gap: free calendar days between two days of work that make a drop and pick-up, once;
            0: never. CREW_RULE gives an agreement's drop_gap_days.
        hold: whether days between are held; FALSE leaves them blank.
        events: a table with the headings day, cast, code (TR, FT, R, /, M, I, H); an empty cast
            cell is everyone.
        paid_codes: the codes that the deal pays, such as W, H, TR; W stands for every day of work.

    Example:
        =SCHED_PAID_DAYS(1, {"2026-03-02";"2026-03-03";"2026-03-04"}, {"1";"2";"1"}) gives 3
        =SCHED_PAID_DAYS(1, {"2026-03-02";"2026-03-03";"2026-03-16"}, {"1";"2";"1"}, 10) gives 2

    Source:
        paid days as a day-out-of-days totals them; the deal says what else is paid
    """
    found = _days(cast_id, _board(days, cast, events), _rules(drop_gap, hold))
    return totals(found, _codes(paid_codes)).paid


@read_once
def _board(days: Column[dt.date], cast: Column[Cell], events: Table) -> Board:
    """The board of two columns and its events; cast without a day is not scheduled."""
    for at, day in enumerate(days):
        if day is not None and day.year < FIRST_YEAR:
            raise CellError("#VALUE!", f"days, cell {at + 1} is no date: {DAY_NUMBERS}")
    if days and days[0] is None and isinstance(cast[0] if cast else None, str):
        cast = (None, *cast[1:])  # both headings, or a strip that is not scheduled
    try:
        lists = cast_lists(cast)
    except NoCastList as error:
        raise CellError("#VALUE!", f"cast, {error}") from None
    rows = side_by_side(days=days, cast=tuple(ids or None for ids in lists))
    return board(((day, ids or ()) for day, ids in rows if day), _events(events))


def _events(events: Table) -> Mapping[tuple[dt.date, str], Code]:
    found: dict[tuple[dt.date, str], Code] = {}
    if all(is_nothing(cell) for row in events for cell in row):
        return found
    for row in by_heading("events", events, EVENT_FIELDS, ("cast",)):
        if row["day"] is None and row["code"] is None:
            continue
        day, code = _day_cell(row["day"]), code_of(to_text(row["code"]))
        try:
            (ids,) = cast_lists([None if _is_everyone(row["cast"]) else row["cast"]])
        except NoCastList as error:
            raise CellError("#VALUE!", f"events, cast: {error}") from None
        for who in ids or ("",):
            if found.setdefault((day, who), code) is not code:
                both = f"{found[day, who]} and {code}"
                raise CellError("#VALUE!", f"events: {day} is both {both} for {who or 'everyone'}")
    return found


def _is_everyone(cell: Cell) -> bool:
    return to_text(cell).upper() in EVERYONE


def _rules(drop_gap: int, hold: bool) -> HoldRules:  # noqa: FBT001 - as given
    if drop_gap < 0:
        raise CellError("#VALUE!", f"drop_gap is {drop_gap}: give days, or 0 for no drops")
    return HoldRules(hold, drop_gap or None)


def _days(cast_id: str, schedule: Board, rules: HoldRules) -> Mapping[dt.date, Code]:
    who = one_id(cast_id)
    worked = _working(schedule).get(who, [])
    found = days_of(who, schedule, rules, worked=worked, days=_every(schedule))
    if not found:
        raise CellError("#N/A", f"cast id {cast_id} is on no strip that has a day")
    return found


@read_once
def _working(schedule: Board) -> Mapping[str, list[dt.date]]:
    return schedule.working_days()


@read_once
def _every(schedule: Board) -> tuple[dt.date, ...]:
    return schedule.days()


def _codes(text: str) -> frozenset[Code]:
    return frozenset(code_of(part) for part in text.replace(";", ",").split(",") if part.strip())


def _totals(codes: Mapping[dt.date, Code], paid: frozenset[Code]) -> list[Answer]:
    found = totals(codes, paid)
    return [
        found.worked, found.held, found.travel, found.rehearsal, found.fitting, found.holiday,
        found.start, found.finish, found.paid,
    ]  # fmt: skip


def _shown(cast_id: str) -> Answer:
    """An id as people have it in their cast list: a number, or a text."""
    return int(cast_id) if cast_id.isdecimal() and cast_id == str(int(cast_id)) else cast_id
