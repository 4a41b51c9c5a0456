"""The step that ties every two lists, and puts the statements into workbooks if it may."""

from __future__ import annotations

from addin.domain.night import Outcome, Step
from addin.errors import NothingToDo
from addin.jobs.reconcile import reconcile as reconciled
from addin.jobs.reconcile import statement_batches
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.sheets_of_ours import Written, write_sheets
from addin.reports.check import plural
from addin.reports.reconciliation import ReconciliationReport
from addin.settings.studio import StepName, Writes

NAME = str(StepName.RECONCILE)


def reconcile(bench: Bench) -> Step:
    """Tie the lists; how they tie was worked out by the check already, where there was one."""
    loaded = bench.reading.now()
    is_checked = bench.checked is not None and bench.checked_edition == bench.reading.edition
    try:
        report = reconciled(
            bench.workbooks,
            bench.settings,
            name=bench.name,
            folder=str(bench.folder),
            at=bench.orders.at,
            kept=bench.kept,
            loaded=loaded,
            found=bench.checked.reconciliation if bench.checked and is_checked else None,
        ).report
    except NothingToDo as error:
        return Step(NAME, Outcome.NOTHING, str(error))
    bench.statements = report.statements
    bench.hook("reconciled")
    written = Written()
    if bench.may(Writes.RECONCILIATION):
        written = write_sheets(bench, statement_batches(report, bench.reading.now()))
    return written.told(NAME, _told(report))


def _told(report: ReconciliationReport) -> str:
    unproved = sum(not one.is_proved or bool(one.closing) for one in report.statements)
    said = f"{plural(len(report.statements), 'statement')}"
    said += f", {unproved} not proved" if unproved else ", all proved"
    return f"{said}; {plural(report.open, 'line')} to look at."
