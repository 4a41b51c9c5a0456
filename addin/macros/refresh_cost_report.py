"""Refresh Cost Report: cost to date and commitments from the ledger and the PO log."""

from __future__ import annotations

from addin.jobs.refresh_cost_report import Refreshing, refresh_cost_report
from addin.macros.button import Answers, Button, Desk, Done, Field
from addin.udfs.in_formulas import in_formulas


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the workbooks")
    plan = refresh_cost_report(
        desk.workbooks,
        desk.settings,
        desk.name,
        sheet=answers.get("sheet", ""),
        functions=in_formulas(),
        engine=desk.engine,
    )
    return done(plan)


def done(plan: Refreshing) -> Done:
    """What is to be written of a cost report, and its sentence."""
    first = plan.report.updates[0].place if plan.report.updates else None
    return Done(
        plan.report.sentence, "\n".join(plan.report.lines()), batches=(plan.batch,), goto=first
    )


BUTTON = Button(
    "refresh_cost_report",
    "Refresh Cost Report",
    "Bring cost to date and commitments up to date; formulas and what people hold stay.",
    "Cost report",
    _job,
    icon="RecurrenceEdit",
    asks=(Field("sheet", "Sheet", optional=True, help="if there are several cost reports"),),
)
