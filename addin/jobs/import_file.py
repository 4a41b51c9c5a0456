"""Import a file of another program into a production's workbooks: plan first, then all or nothing.

Lists go below the list of their kind that is there, without what is there already; schedules and
plans become sheets. What a file states to prove itself is proved before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.source import Place
from addin.domain.stripboard import ShootingSchedule, Stripboard
from addin.errors import ImportRefused, NothingToDo, NothingToImport
from addin.importers.importer import Imported, ImportedTable, Remark
from addin.jobs.apply import Batch, Saving
from addin.jobs.import_lists import Adding, Builder, Target, adding
from addin.jobs.import_reading import Incoming, imported
from addin.jobs.import_schedule import scheduling
from addin.jobs.load import Loaded, load
from addin.ports import Workbooks
from addin.reports.check import plural
from addin.reports.imported_list import tab
from addin.reports.plan_as_list import as_list
from addin.settings.model import Settings
from addin.tables.changes import Changes

_SHOWN: Final = 12
_SAID: Final = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for an import; everything may be left empty.

    ``kind`` is an importer's name, ``sheet`` the sheet to read of a workbook, ``into`` the sheet to
    write to, ``workbook`` the one to prefer, ``day_first`` how 3/4/2026 is written. ``unproved``:
    write although balances or totals do not tie. ``board``: of a schedule, which of its boards.
    """

    kind: str = ""
    sheet: str = ""
    into: str = ""
    workbook: str = ""
    day_first: bool | None = None
    unproved: bool = False
    board: str = ""
    with_call_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Importing:
    """What is to be done, in a sentence; ``lines`` say what a person should look at.

    ``schedule`` and ``board``: what a page and a calendar may be made of, where it is a schedule.
    ``doubts`` are why a person has to look before it is done: nobody does it unattended.
    """

    sentence: str
    batches: tuple[Batch | Saving, ...]
    lines: tuple[str, ...] = ()
    goto: Place | None = None
    schedule: ShootingSchedule | None = None
    board: Stripboard | None = None
    doubts: tuple[str, ...] = ()


def import_file(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    file: Incoming,
    choice: Choice,
    build: Builder,
    loaded: Loaded | None = None,
) -> Importing:
    """What an import would do; nothing is written.

    Args:
        workbooks: the production's.
        settings: its settings.
        name: the production.
        file: what is imported.
        choice: what a person chose.
        build: makes a workbook that does not exist yet.
        loaded: the production where it was read already.

    Raises:
        ImportRefused: the file cannot be read, or what it states does not tie.
        NothingToImport: no kind of file that is known, or one without a line.
        NothingToDo: its kind, its sheet or the list it belongs into has to be said first.
    """
    read = imported(file, choice.kind, choice.sheet, day_first=choice.day_first)
    loaded = loaded or _loaded(workbooks, settings, name)
    if read.schedule is not None:
        return _schedule(read, read.schedule, loaded, choice, build)
    tables = (as_list(read.plan),) if read.plan is not None else read.tables
    filled = [one for one in tables if one.rows or one.proof.breaks]
    if not filled:
        raise NothingToImport(f"There is nothing to import in {file.name}.{_first(read.remarks)}")
    _prove(filled, file.name, choice)
    return _lists(read, [one for one in filled if one.rows], loaded, choice, file, build)


def _loaded(workbooks: Workbooks, settings: Settings, name: str) -> Loaded | None:
    try:
        return load(workbooks, settings, name)
    except NothingToDo:  # no workbook yet: the first import makes one
        return None


def _schedule(
    read: Imported,
    schedule: ShootingSchedule,
    loaded: Loaded | None,
    choice: Choice,
    build: Builder,
) -> Importing:
    plan = scheduling(
        schedule,
        loaded,
        build,
        board=choice.board,
        workbook=choice.workbook,
        with_call_sheets=choice.with_call_sheets,
    )
    return Importing(
        plan.sentence,
        (plan.batch,) if plan.batch is not None else (),
        (*plan.lines, *_remarks(read.remarks)),
        plan.goto,
        plan.schedule,
        plan.board,
    )


def _prove(tables: Sequence[ImportedTable], file: str, choice: Choice) -> None:
    """Nothing is written from a file that does not add up, unless somebody says so.

    Raises:
        ImportRefused: a balance, a total, a day or an amount is wrong; names each with its line.
    """
    breaks = [one for table in tables for one in table.proof.breaks]
    if not breaks or choice.unproved:
        return
    said = "; ".join(map(_told, breaks[:_SAID]))
    more = f"; and {len(breaks) - _SAID} more" if len(breaks) > _SAID else ""
    raise ImportRefused(
        file, f"{said}{more}. Ask for a fresh export, or say that it is to be taken as it is"
    )


def _lists(
    read: Imported,
    tables: Sequence[ImportedTable],
    loaded: Loaded | None,
    choice: Choice,
    file: Incoming,
    build: Callable[..., bytes],
) -> Importing:
    own = file.in_production.rpartition("/")[2]
    plans = [adding(table, loaded, _target(table, tables, choice), own, build) for table in tables]
    breaks = [one for table in tables for one in table.proof.breaks]
    return Importing(
        " ".join(one.sentence for one in plans),
        tuple(_joined(plans)),
        (
            *(line for one in plans for line in one.lines),
            *(f"Taken as it is: {_told(one)}." for one in breaks[:_SHOWN]),
            *_remarks(read.remarks),
        ),
        next((one.goto for one in plans if one.goto is not None), None),
        doubts=tuple(one.doubt for one in plans if one.doubt),
    )


def _target(table: ImportedTable, tables: Sequence[ImportedTable], choice: Choice) -> Target:
    """Where a list goes; of several accounts in one file each has a sheet of its own."""
    alike = sum(one.role is table.role for one in tables)
    return Target(choice.into if alike == 1 else tab(table.title), choice.workbook)


def _joined(plans: Sequence[Adding]) -> list[Batch | Saving]:
    """One batch for each workbook: what is decided on the same reading is written at once.

    Raises:
        NothingToDo: two lists of the file would make workbooks of the same name.
    """
    found: dict[str, Batch | Saving] = {}
    for plan in plans:
        one = plan.batch
        if isinstance(one, Batch):
            before = found.get(one.workbook)
            if isinstance(before, Batch):
                one = Batch(one.workbook, _both(before.changes, one.changes), one.digest)
            found[one.workbook] = one
        elif one is not None:
            if one.name in found:
                raise NothingToDo(f"Two lists would become {one.name}. Import one at a time.")
            found[one.name] = one
    return list(found.values())


def _both(first: Changes, second: Changes) -> Changes:
    return Changes(
        cells=(*first.cells, *second.cells),
        rows=(*first.rows, *second.rows),
        sheets=(*first.sheets, *second.sheets),
        recalculate_on_load=first.recalculate_on_load or second.recalculate_on_load,
    )


def _remarks(remarks: Sequence[Remark]) -> list[str]:
    lines = [f"{_told(one)}." for one in remarks[:_SHOWN]]
    if len(remarks) > _SHOWN:
        lines.append(f"And {plural(len(remarks) - _SHOWN, 'remark')} more.")
    return lines


def _told(one: Remark) -> str:
    return f"Line {one.line}: {one.text}" if one.line else one.text


def _first(remarks: Sequence[Remark]) -> str:
    told = dict.fromkeys(_told(one) for one in remarks)
    return "".join(f" {one[:1].upper()}{one[1:]}." for one in list(told)[:_SAID])
