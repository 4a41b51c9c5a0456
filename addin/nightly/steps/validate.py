"""The step that checks a production, and puts findings sheets into its workbooks if it may."""

from __future__ import annotations

from addin.domain.night import Step
from addin.findings import Severity, Standing
from addin.jobs.check import Checked, check, findings_batches
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.sheets_of_ours import Written, write_sheets
from addin.reports.check import CheckReport, plural
from addin.settings.studio import StepName, Writes

NAME = str(StepName.VALIDATE)


def validate(bench: Bench) -> Step:
    """Say what does not tie. Tried again, it records no second run: it is the same night.

    Raises:
        NothingToDo: no workbook can be read.
        HistoryUnusable: the history is there and cannot be used.
    """
    checked = _checked(bench)
    written = Written()
    if bench.may(Writes.FINDINGS):
        written = write_sheets(bench, findings_batches(checked.report, bench.reading.now()))
    return written.told(NAME, counted(checked.report))


def _checked(bench: Bench) -> Checked:
    loaded = bench.reading.now()
    if bench.checked is None or bench.checked_edition != bench.reading.edition:
        bench.checked = check(
            bench.workbooks,
            bench.settings,
            name=bench.name,
            folder=str(bench.folder),
            at=bench.orders.at,
            kept=bench.kept,
            loaded=loaded,
            night=bench.orders.night,
        )
        bench.checked_edition = bench.reading.edition
        bench.hook("checked")
    return bench.checked


def counted(report: CheckReport) -> str:
    """How many findings are open, by severity; how many are new, and how many are gone."""
    counts = [
        plural(sum(point.finding.severity is severity for point in report.open), str(severity))
        for severity in sorted(Severity, reverse=True)
    ]
    moved = [
        f"{count} {standing}"
        for standing in (Standing.NEW, Standing.RESOLVED, Standing.WAIVED)
        if (count := sum(point.standing is standing for point in report.standpoints))
    ]
    said = ", ".join(counts)
    return f"{said} ({', '.join(moved)})." if moved else f"{said}."
