"""Make the sheet that shows where every shot stands, from the lists of shots and tasks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from addin.domain.shot_tracking import Status
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.apply import Batch
from addin.jobs.load import load
from addin.ports import Workbooks
from addin.reports.shot_status import as_sheet
from addin.rules.rule import Options, Workpapers
from addin.rules.shot_lists import tasks_of
from addin.settings.model import Settings
from addin.tables.changes import Changes


@dataclass(frozen=True, slots=True)
class ShotStatus:
    """What is to be done."""

    sentence: str
    batch: Batch
    goto: Place


def shot_status(workbooks: Workbooks, settings: Settings, name: str, on: dt.date) -> ShotStatus:
    """The sheet, to stand in the first workbook that has such a list; nothing is written.

    Lists as text (a Kitsu export) are read, too, and shown in a workbook that has another list of
    shots or tasks.

    Raises:
        NothingToDo: no list says where a shot stands, or none of them is in a workbook.
    """
    loaded = load(workbooks, settings, name)
    papers = Workpapers(loaded.production, loaded.books, loaded.tables, Options(today=on))
    tracked = [one for one in tasks_of(papers) if not one.is_asset]
    if not any(one.task.status for one in tracked):
        raise NothingToDo(
            "No list here says where a shot stands: a list of tasks with shot, task type and"
            " status, or a shot list with a column of statuses for each department. Nothing was"
            " made."
        )
    kinds = {book.name: book for book in loaded.books if book.kind in {"xlsx", "xlsm"}}
    where = next((one.place.workbook for one in tracked if one.place.workbook in kinds), None)
    if where is None:
        raise NothingToDo(
            f"{tracked[0].place.workbook} cannot hold a sheet: import it into a workbook, or save"
            " it as .xlsx. Nothing was made."
        )
    tasks = [replace(one.task, entity=one.name) for one in tracked]
    made = as_sheet(tasks, f"Shot status: {settings.name or name}", on)
    shots = len({task.entity for task in tasks})
    open_tasks = sum(task.status is not None and not task.status.is_over for task in tasks)
    done = sum(task.status is Status.DONE for task in tasks)
    return ShotStatus(
        f"Made '{made.name}' in {where}: {_many(shots, 'shot')}, {_many(done, 'task')} done,"
        f" {open_tasks} open.",
        Batch(where, Changes(sheets=(made,)), kinds[where].digest),
        Place(where, made.name, "A1"),
    )


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
