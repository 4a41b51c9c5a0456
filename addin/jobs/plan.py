"""Work a plan out: read it, date it, hold it against its baseline, level it, look for mistakes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from addin.domain.levelling import level
from addin.domain.levelling_problem import Levelled, NeedsTooMuch, Problem, WaitsInCircle
from addin.domain.plan_levelling import levelled
from addin.domain.source import Place
from addin.domain.sourced_plan import SourcedPlan
from addin.errors import NothingToDo, WriteRefused
from addin.importers.catalogue import those_that_know
from addin.ports import Workbooks
from addin.reports.plan import PlanReport
from addin.reports.plan_sheets import PLAN, SLIP, plan_sheets
from addin.rules.catalogue import RULES
from addin.rules.rule import Options, Workpapers, run
from addin.tables.changes import Changes
from addin.tables.recognise import recognise
from addin.tables.records.plans import plan_of

RULES_OF_PLANS = "SCH2"
_NO_PLAN = (
    "{} holds no plan: no task list with a column of predecessors, and no plan of a planning"
    " program. Nothing was written."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to do with a plan besides dating it; ``search`` finds the order of levelled work."""

    start: dt.datetime | None = None
    status: dt.datetime | None = None
    is_levelled: bool = False
    search: Callable[[Problem], Levelled] = level
    off: frozenset[str] = frozenset()


def plan(workbooks: Workbooks, name: str, wanted: Wanted, at: dt.datetime) -> PlanReport:
    """The report of the plan in one file; of several lists in a workbook, of the longest.

    Raises:
        FileError: it cannot be read.
        NothingToDo: there is no plan in it.
    """
    found = list(_plans(workbooks, name))
    if not found:
        raise NothingToDo(_NO_PLAN.format(name))
    longest, remarks = max(found, key=lambda each: len(each[0].plan.tasks))
    sourced = replace(longest, start=wanted.start, status=wanted.status)
    rules = [rule for rule in RULES if rule.CODE.startswith(RULES_OF_PLANS)]
    papers = Workpapers(plans=(sourced,), options=Options(off=wanted.off))
    findings = run(rules, papers)
    report = PlanReport(name, sourced, findings, at, remarks)
    if not wanted.is_levelled or sourced.dates is None:
        return report
    try:
        after = levelled(
            sourced.plan, sourced.start, status=sourced.status_date, search=wanted.search
        )
    except (NeedsTooMuch, WaitsInCircle) as error:
        return PlanReport(name, sourced, findings, at, remarks, not_levelled=f"{error}.")
    return PlanReport(name, sourced, findings, at, remarks, after)


def with_dates(workbooks: Workbooks, report: PlanReport) -> str:
    """Put the dates into the workbook as sheets; gives where the file as it was is kept.

    Raises:
        FileError: it is no workbook that is written into, or it cannot be; nothing was written.
    """
    if not report.file.casefold().endswith((".xlsx", ".xlsm")):
        raise WriteRefused(report.file, "dates are put into .xlsx and .xlsm workbooks only")
    sheets = plan_sheets(report)
    if not sheets:
        raise WriteRefused(report.file, f"there are no dates: {report.sourced.why_not}")
    book = workbooks.read(report.file)
    return workbooks.write(report.file, Changes(sheets=sheets), digest=book.digest)


def _plans(workbooks: Workbooks, name: str) -> Iterator[tuple[SourcedPlan, tuple[str, ...]]]:
    content = workbooks.content(name)
    for importer in those_that_know(content, name):
        imported = importer.read(content, name)
        if imported.plan is not None:
            places = {
                (task.id, ""): Place(name, "", f"task {task.id}") for task in imported.plan.tasks
            }
            remarks = tuple(remark.text for remark in imported.remarks)
            yield SourcedPlan(imported.plan, Place(name), places), remarks
            return
    book = workbooks.read(name)
    for sheet in book.sheets:
        if sheet.name in {PLAN, SLIP}:
            continue  # what --write has put there
        for table in recognise(sheet, book.name):
            found = plan_of(table, sheet)
            if found is not None:
                yield found, ()
