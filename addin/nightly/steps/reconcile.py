"""The step that ties every two lists; statements go onto sheets when the night has written."""

from __future__ import annotations

from addin.domain.night import Outcome, Step
from addin.errors import NothingToDo
from addin.jobs.reconcile import reconcile as reconciled
from addin.nightly.steps.bench import Bench
from addin.reports.check import plural
from addin.reports.reconciliation import ReconciliationReport
from addin.settings.studio import StepName

NAME = str(StepName.RECONCILE)


def reconcile(bench: Bench) -> Step:
    """Tie the lists; how they tie was worked out by the check already, where there was one."""
    loaded = bench.reading.now()
    bench.reconciled = bench.tied = None
    try:
        report = reconciled(
            bench.workbooks,
            bench.settings,
            name=bench.name,
            folder=str(bench.folder),
            at=bench.orders.at,
            kept=bench.kept,
            loaded=loaded,
            found=bench.checked.reconciliation
            if bench.checked and bench.is_checked_as_read
            else None,
        ).report
    except NothingToDo as error:
        return Step(NAME, Outcome.NOTHING, str(error))
    bench.reconciled = report
    bench.reconciled_edition = bench.reading.edition
    bench.tied = loaded
    bench.hook("reconciled")
    return Step(NAME, Outcome.DONE, _told(report))


def _told(report: ReconciliationReport) -> str:
    unproved = sum(not one.is_proved or bool(one.closing) for one in report.statements)
    said = f"{plural(len(report.statements), 'statement')}"
    said += f", {unproved} not proved" if unproved else ", all proved"
    return f"{said}; {plural(report.open, 'line')} to look at."
