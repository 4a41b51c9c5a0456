"""The step that checks a production; what it found goes onto sheets when the night has written."""

from __future__ import annotations

from addin.domain.night import Outcome, Step
from addin.findings import Severity, Standing
from addin.jobs.check import check
from addin.nightly.steps.bench import Bench
from addin.reports.check import CheckReport, plural
from addin.settings.studio import StepName

NAME = str(StepName.VALIDATE)


def validate(bench: Bench) -> Step:
    """Say what does not tie. Another check in the same night is no second run in the history.

    Raises:
        NothingToDo: no workbook can be read.
        HistoryUnusable: the history is there and cannot be used.
    """
    loaded = bench.reading.now()
    if bench.checked is None or not bench.is_checked_as_read:
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
    return Step(NAME, Outcome.DONE, counted(bench.checked.report))


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
