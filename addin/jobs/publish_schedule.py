"""Publish a shooting schedule: a page with the board as a picture, and a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from addin.domain.eighths import eighths_text
from addin.domain.production import by_list
from addin.domain.schedule_of_lines import schedule_of
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.apply import Saving
from addin.jobs.load import load
from addin.ports import Documents, Workbooks
from addin.reports.schedule_feed import feed
from addin.reports.schedule_page import page
from addin.settings.model import Settings


@dataclass(frozen=True, slots=True)
class PublishedSchedule:
    """The files, what is in them, and the board that they show."""

    sentence: str
    savings: tuple[Saving, ...]
    goto: Place


def publish_schedule(
    workbooks: Workbooks,
    documents: Documents | None,
    settings: Settings,
    name: str,
    *,
    at: dt.datetime,
    sheet: str = "",
) -> PublishedSchedule:
    """The page and the calendar of a stripboard; nothing is written.

    Files of the same day are replaced; the calendar keeps its name, as people subscribe to it.

    Raises:
        NothingToDo: there is no stripboard with dates, several, or nowhere to put the files.
    """
    if documents is None:
        raise NothingToDo(
            "No page can be kept beside these workbooks. Nothing was written. Save the workbook in "
            "a folder of the production first."
        )
    production = load(workbooks, settings, name).production
    boards = [
        lines
        for lines in by_list(production.strips)
        if any(one.date for one in lines) and (not sheet or sheet == lines[0].source.sheet)
    ]
    if not boards:
        raise NothingToDo("There is no stripboard with dates here. Nothing was written.")
    if len(boards) > 1:
        several = ", ".join(one[0].source.sheet for one in boards)
        raise NothingToDo(
            f"Several stripboards come into question: {several}. Nothing was written. "
            "Say which one."
        )
    strips = boards[0]
    source = strips[0].source
    schedule = schedule_of(
        strips, production.cast, production.dood, settings.name or name, source.sheet
    )
    (board,) = schedule.boards
    path = PurePosixPath(source.workbook)
    stem = str(path.parent / f"{path.stem}, schedule")
    files = {
        f"{stem} {at.date()}.html": page(schedule, board, at).encode(),
        f"{stem}.ics": feed(schedule, board, at),
    }
    savings = []
    for file, content in files.items():
        before = documents.read(file)
        savings.append(Saving(file, content, before.digest if before else ""))
    eighths = sum(schedule.strips[one].eighths for day in board.days for one in day.strips)
    loose = len(board.in_no_day)
    rest = f"; {loose} scene{'' if loose == 1 else 's'} in no day" if loose else ""
    return PublishedSchedule(
        f"{source.sheet} published as '{savings[0].name}' and '{savings[1].name}': "
        f"{len(board.days)} days, {eighths_text(eighths)} pages{rest}.",
        tuple(savings),
        Place(source.workbook, source.sheet),
    )
