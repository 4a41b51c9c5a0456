"""Publish Report: the cost report as one page that opens anywhere, beside the workbook."""

from __future__ import annotations

from addin.domain.source import Place
from addin.jobs.publish_report import Publishing, publish_report
from addin.macros.button import Answers, Button, Desk, Done, Field
from addin.reports.check import plural


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the workbooks")
    made = publish_report(
        desk.workbooks,
        desk.documents,
        desk.settings,
        desk.name,
        at=desk.at,
        sheet=answers.get("sheet", ""),
        engine=desk.engine,
    )
    return done(made)


def done(made: Publishing) -> Done:
    """The page to be put beside the workbook, and what is on it."""
    report = made.report
    accounts = [row for row in report.rows if not row.is_total and not row.is_heading]
    over = sum(bool(row.under and row.under.is_negative) for row in accounts)
    return Done(
        f"{report.sheet} published as '{made.saving.name}': {plural(len(accounts), 'account')}, "
        f"{over} over budget.",
        batches=(made.saving,),
        goto=Place(report.workbook, report.sheet),
    )


BUTTON = Button(
    "publish_report",
    "Publish Report",
    "Make a page of the cost report that opens anywhere, with its variances as bars.",
    "Cost report",
    _job,
    icon="FileSaveAsWebPage",
    asks=(Field("sheet", "Sheet", optional=True, help="if there are several cost reports"),),
)
