"""Validate: what does not tie, as a findings sheet in each workbook concerned."""

from __future__ import annotations

from addin.findings import Severity
from addin.jobs.check import check, findings_batches
from addin.macros.button import Answers, Button, Desk, Done
from addin.reports.check import plural


def _job(desk: Desk, answers: Answers) -> Done:
    del answers
    desk.progress(0.0, "Reading the workbooks")
    checked = check(
        desk.workbooks,
        desk.settings,
        name=desk.name,
        folder=desk.folder,
        at=desk.at,
        kept=desk.kept,
        engine=desk.engine,
    )
    report = checked.report
    counts = [
        plural(report.count(severity), str(severity))
        for severity in sorted(Severity, reverse=True)
        if report.count(severity)
    ]
    said = ", ".join(counts) if counts else "everything ties out"
    worst = next((point.finding.place for point in report.open), None)
    return Done(
        f"{report.production}: {said}.",
        batches=tuple(findings_batches(report, checked.loaded)),
        goto=worst,
        report=report,
    )


BUTTON = Button(
    "validate",
    "Validate",
    "Say what does not tie in this production, and list it on a findings sheet.",
    "Check",
    _job,
    icon="ReviewAcceptChange",
    shortcut="^+K",  # Ctrl+Shift+V is Excel's: paste values
)
