"""An imported schedule as sheets: stripboard, one-liner, cast list, day-out-of-days, call sheets.

A stripboard that is there is never overwritten: the new one stands beside it, called by its
revision, and a sentence says what moved. The day-out-of-days stays too, with what was typed into
it; *Refresh DOOD* brings it up to date with the board that counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.call_sheet import call_sheet
from addin.domain.day_out_of_days import days_of
from addin.domain.production import Production, by_list
from addin.domain.schedule_lines import StripLine
from addin.domain.shooting_days import NoDayLeft, called, dated, dood_board
from addin.domain.source import Place
from addin.domain.stripboard import (
    Category,
    ShootingCalendar,
    ShootingSchedule,
    Stripboard,
    StripKind,
)
from addin.errors import NothingToDo
from addin.jobs.apply import Batch, Saving
from addin.jobs.import_moves import moves, said_moves
from addin.jobs.load import Loaded
from addin.reports import call_sheet as call_sheets
from addin.reports.as_blueprint import as_blueprint
from addin.reports.check import plural
from addin.reports.day_out_of_days import DoodRow
from addin.reports.day_out_of_days import as_sheet as dood_sheet
from addin.reports.imported_list import tab
from addin.reports.schedule_sheets import ONE_LINER, STRIPBOARD, cast_list, one_liner, stripboard
from addin.tables.assemble import assemble
from addin.tables.blueprint import BookBlueprint, as_book
from addin.tables.changes import Changes
from addin.tables.parse import parse_all
from addin.tables.recognise import recognise
from addin.tables.table import Book, NewSheet, Role

WORKBOOK: Final = "Schedule.xlsx"
_KINDS: Final = frozenset({"xlsx", "xlsm"})
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Scheduling:
    """What is to be done with a schedule; ``schedule`` and ``board`` are for page and feed."""

    sentence: str
    batch: Batch | Saving | None
    lines: tuple[str, ...]
    goto: Place | None
    schedule: ShootingSchedule
    board: Stripboard


@dataclass(frozen=True, slots=True)
class _Told:
    """A schedule, the board that was chosen, dated, and its calendar."""

    schedule: ShootingSchedule
    board: Stripboard
    calendar: ShootingCalendar
    said: str = ""


def scheduling(
    schedule: ShootingSchedule,
    loaded: Loaded | None,
    build: Callable[[BookBlueprint], bytes],
    *,
    board: str = "",
    workbook: str = "",
    with_call_sheets: bool = False,
) -> Scheduling:
    """What would put a schedule into the production; nothing is written.

    Args:
        schedule: the schedule.
        loaded: the production's workbooks; None where there are none.
        build: makes a new workbook.
        board: which of its boards; empty: the last that has days.
        workbook: where its sheets go; empty: where a stripboard is, else ``Schedule.xlsx``.
        with_call_sheets: a call sheet for each day, too.

    Raises:
        NothingToDo: there is no such board, or no strip at all; its calendar has no working day.
    """
    told = _chosen(schedule, board)
    production = loaded.production if loaded else None
    before = _before(production, workbook)
    name = workbook or (before[0].source.workbook if before else _where(loaded))
    book = next((one for one in loaded.books if one.name == name), None) if loaded else None
    if book is not None and book.kind not in _KINDS:
        raise NothingToDo(
            f"{name} is a .{book.kind} file: save it as .xlsx first. Nothing was written."
        )
    moved = moves(told.schedule, told.board, before) if before else None
    sheets: list[NewSheet] = []
    lines = list(_left_over(told))
    sentence = f"{_size(told)}{told.said}"
    if moved is not None and not moved:
        sentence += f"; '{before[0].source.sheet}' in {name} holds it already, nothing moved"
    elif moved is not None:
        sheets += _revision(told, book, lines)
        sentence += f"; against '{before[0].source.sheet}' {said_moves(moved)}"
        lines = [*(str(one) for one in moved[:_SHOWN]), *lines]
        if len(moved) > _SHOWN:
            lines.insert(_SHOWN, f"and {len(moved) - _SHOWN} more")
    else:
        sheets += _all(told)
    if with_call_sheets:
        sheets += _call_sheets(told, production, book, lines)
    if not sheets:
        return Scheduling(f"{sentence}.", None, tuple(lines), None, told.schedule, told.board)
    names = [one.name for one in sheets]
    sentence += f"; {_listed(names)} in {'the new workbook ' if book is None else ''}{name}."
    batch: Batch | Saving
    if book is None:
        batch = Saving(name, build(as_blueprint(told.schedule.title, sheets)))
    else:
        batch = Batch(book.name, Changes(sheets=tuple(sheets)), book.digest)
    goto = Place(name, names[0], "A1")
    return Scheduling(sentence, batch, tuple(lines), goto, told.schedule, told.board)


def _chosen(schedule: ShootingSchedule, wanted: str) -> _Told:
    boards = schedule.boards
    said = ""
    if wanted:
        named = [one for one in boards if one.name.casefold() == wanted.casefold()]
        if not named:
            there = ", ".join(one.name for one in boards) or "none"
            raise NothingToDo(f"There is no board '{wanted}' in it: {there}. Nothing was written.")
        chosen = named[0]
    elif boards:
        with_days = [one for one in boards if one.days]
        chosen = (with_days or list(boards))[-1]
        if len(with_days) > 1:
            said = f", board '{chosen.name}', the last of {len(with_days)} with days"
    else:  # a script: its scenes in the order of the story, in no day yet
        chosen = Stripboard("Script order", in_no_day=tuple(schedule.strips))
    if not chosen.strips:
        raise NothingToDo(f"There is no strip on '{chosen.name}'. Nothing was written.")
    calendar = schedule.calendars.get(chosen.name, ShootingCalendar(chosen.name))
    try:
        shown = chosen if any(one.date for one in chosen.days) else dated(chosen, calendar)
    except NoDayLeft as error:
        raise NothingToDo(f"{error}. Nothing was written.") from None
    return _Told(schedule, shown, calendar, said)


def _size(told: _Told) -> str:
    board = told.board
    days = [one.date for one in board.days if one.date]
    parts = []
    if board.days:
        on_days = _scenes(told, [one for day in board.days for one in day.strips])
        span = f" from {_long(days[0])} to {_long(days[-1])}" if days else ""
        if days and days[0] == days[-1]:
            span = f", {_long(days[0])}"
        parts.append(f"{plural(len(on_days), 'scene')} on {plural(len(board.days), 'day')}{span}")
    waiting = _scenes(told, board.in_no_day)
    if waiting or not parts:
        said = (
            f"{len(waiting)} in no day"
            if parts
            else f"{plural(len(waiting), 'scene')}, in no day yet"
        )
        parts.append(said)
    bones = _scenes(told, board.boneyard)
    if bones:
        parts.append(f"{len(bones)} in the boneyard")
    return f"{told.schedule.production or told.schedule.title}: {', '.join(parts)}"


def _scenes(told: _Told, ids: Sequence[str]) -> list[str]:
    """The scene numbers among these strips, each strip once; banners are no scenes."""
    strips = (
        told.schedule.strips[one] for one in dict.fromkeys(ids) if one in told.schedule.strips
    )
    return [one.scene for one in strips if one.kind is StripKind.SCENE]


def _left_over(told: _Told) -> Iterator[str]:
    """Scenes of the breakdown that the board has forgotten."""
    on_board = set(told.board.strips)
    lost = _scenes(told, [one for one in told.schedule.strips if one not in on_board])
    if lost:
        yield f"Neither on the board nor in the boneyard: {', '.join(lost)}."


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _before(production: Production | None, workbook: str) -> Sequence[StripLine]:
    """The stripboard that is there: of several the last, as revisions stand one after another."""
    if production is None:
        return ()
    boards = [
        lines
        for lines in by_list(production.strips)
        if not workbook or lines[0].source.workbook == workbook
    ]
    dated_ = [lines for lines in boards if any(one.date or one.day for one in lines)]
    return (dated_ or boards or [()])[-1]


def _where(loaded: Loaded | None) -> str:
    """``Schedule.xlsx``, in whatever case it is there."""
    names = [one.name for one in loaded.books] if loaded else []
    return next((one for one in names if one.casefold() == WORKBOOK.casefold()), WORKBOOK)


def _all(told: _Told) -> Iterator[NewSheet]:
    yield stripboard(told.schedule, told.board)
    yield one_liner(told.schedule, told.board)
    yield cast_list(told.schedule, [told.board])
    dood = _dood(told)
    if dood is not None:
        yield dood


def _revision(told: _Told, book: Book | None, lines: list[str]) -> Iterator[NewSheet]:
    """A board beside the one that is there, called as it is, or by its revision."""
    taken = {one.name.casefold() for one in book.sheets} if book else set()
    several = len(told.schedule.boards) > 1
    wanted = (told.board.name if several else told.schedule.revision) or "new"
    suffix = next(
        one
        for one in (wanted, *(f"{wanted} {number}" for number in range(2, 1000)))
        if tab(f"{STRIPBOARD} {one}").casefold() not in taken
    )
    for sheet in (stripboard(told.schedule, told.board), one_liner(told.schedule, told.board)):
        kind = STRIPBOARD if sheet.name == STRIPBOARD else ONE_LINER
        yield replace(sheet, name=tab(f"{kind} {suffix}"))
    lines.append(
        "The day-out-of-days is as it was: Refresh DOOD brings it up to date with the board "
        "that counts."
    )


def _dood(told: _Told) -> NewSheet | None:
    """The day-out-of-days of the cast; None where no day has a date."""
    cast = dood_board(told.schedule, told.board, told.calendar)
    days = cast.days()
    if not days:
        return None
    parts = {
        called(one): one for one in told.schedule.elements.values() if one.category is Category.CAST
    }
    worked = cast.working_days()
    rows = [
        DoodRow(
            number,
            parts[number].name if number in parts else "",
            "",
            days_of(
                number,
                cast,
                parts[number].hold if number in parts else None,
                worked=worked.get(number, []),
                days=days,
            ),
        )
        for number in cast.cast()
    ]
    title = f"Day out of Days: {told.schedule.production or told.schedule.title}"
    return dood_sheet(rows, days, title)


def _call_sheets(
    told: _Told,
    production: Production | None,
    book: Book | None,
    lines: list[str],
) -> list[NewSheet]:
    """A call sheet for each day, from the sheets as a person will read them."""
    read = _as_read((stripboard(told.schedule, told.board), cast_list(told.schedule, [told.board])))
    cast = (production.cast if production else ()) or read.cast
    crew = production.crew if production else ()
    days = sorted({one.date for one in read.strips if one.date and not one.is_boneyard})
    if not days:
        lines.append("No call sheets: no day of the board has a date.")
    elif not crew:
        lines.append("There is no crew list among the workbooks: the crew part is empty.")
    made: list[NewSheet] = []
    title = told.schedule.production or told.schedule.title
    for day in days:
        one = call_sheet(read.strips, cast, crew, day)
        before = book.sheet(call_sheets.sheet_name(one.number)) if book else None
        typed = call_sheets.typed_in(before) if before else call_sheets.Typed()
        made.append(call_sheets.as_sheet(one, title, typed))
    return made


def _as_read(sheets: Sequence[NewSheet]) -> Production:
    """The records that these sheets read back as."""
    book = as_book(as_blueprint("", sheets), WORKBOOK)
    pairs = [
        (table, sheet)
        for sheet in book.sheets
        for table in recognise(sheet, book.name)
        if table.role is not Role.UNKNOWN
    ]
    return assemble("", "", parse_all(pairs), pairs)


def _listed(names: Sequence[str]) -> str:
    sheets = [one for one in names if not one.startswith(call_sheets.PREFIX)]
    days = len(names) - len(sheets)
    return ", ".join([*sheets, *([plural(days, "call sheet")] if days else [])])
