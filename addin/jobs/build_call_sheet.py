"""Build the call sheet of a day from stripboard, cast list and crew list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from addin.domain.call_sheet import NoSuchDay, call_sheet
from addin.domain.eighths import eighths_text
from addin.domain.production import by_list
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.apply import Batch
from addin.jobs.load import load
from addin.ports import Workbooks
from addin.reports.call_sheet import Typed, as_sheet, sheet_name, typed_in
from addin.settings.model import Settings
from addin.tables.changes import Changes

_SEVERAL: Final = (
    "Several stripboards with dates come into question: {}. Nothing was made. Say which."
)


@dataclass(frozen=True, slots=True)
class BuiltCallSheet:
    """What is to be done, and what a person should look at (``lines``)."""

    sentence: str
    batch: Batch
    lines: tuple[str, ...]
    goto: Place


def build_call_sheet(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    day: dt.date | None,
    today: dt.date,
    *,
    general: dt.time | None = None,
    sheet: str = "",
) -> BuiltCallSheet:
    """The call sheet of a day, to stand in the stripboard's workbook; nothing is written.

    Args:
        workbooks: the production's.
        settings: its settings.
        name: the production.
        day: the day; None: the next one after ``today`` on which the board shoots.
        today: the day on which it is made.
        general: the unit's call.
        sheet: which stripboard, where there are several.

    Raises:
        NothingToDo: there is no stripboard with dates, several, or nothing is shot that day.
    """
    production = load(workbooks, settings, name).production
    boards = [
        lines
        for lines in by_list(production.strips)
        if any(one.date for one in lines) and (not sheet or sheet == lines[0].source.sheet)
    ]
    if not boards:
        raise NothingToDo("There is no stripboard with dates here. Nothing was made.")
    if len(boards) > 1:
        raise NothingToDo(_SEVERAL.format(", ".join(one[0].source.sheet for one in boards)))
    strips = boards[0]
    dates = sorted({one.date for one in strips if one.date and not one.is_boneyard})
    wanted = day or next((one for one in dates if one > today), None)
    if wanted is None:
        raise NothingToDo(f"The board's last day was {dates[-1]}: say which day. Nothing was made.")
    try:
        told = call_sheet(strips, production.cast, production.crew, wanted)
    except NoSuchDay as error:
        raise NothingToDo(f"Nothing was made: {error}.") from None
    book = workbooks.read(strips[0].source.workbook)
    if book.kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(f"{book.name} is a .{book.kind} file: save it as .xlsx first.")
    before = book.sheet(sheet_name(told.number))
    made = as_sheet(told, settings.name or name, typed_in(before) if before else Typed(), general)
    lines = []
    if told.unlisted:
        ids = ", ".join(dict.fromkeys(told.unlisted))
        lines.append(f"Cast {ids} stand in scenes of the day and in no cast list.")
    unread = [one.scene for one in told.scenes if one.eighths is None]
    if unread:
        lines.append(f"Scenes without a page count: {', '.join(unread)}.")
    if not told.crew:
        lines.append("There is no crew list among the workbooks: the crew part is empty.")
    verb = "Rebuilt" if before else "Built"
    return BuiltCallSheet(
        f"{verb} '{made.name}' for {wanted:%A} {wanted.day} {wanted:%B %Y}: "
        f"{_many(len(told.scenes), 'scene')}, {eighths_text(told.eighths)} pages, "
        f"{len(told.cast)} of the cast, {len(told.crew)} of the crew.",
        Batch(book.name, Changes(sheets=(made,)), book.digest),
        tuple(lines),
        Place(book.name, made.name, "A1"),
    )


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
