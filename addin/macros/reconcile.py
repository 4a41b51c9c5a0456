"""Reconcile: every two lists tied out to zero, as a sheet beside each list."""

from __future__ import annotations

from addin.jobs.reconcile import reconcile, statement_batches
from addin.macros.button import Answers, Button, Desk, Done, Field
from addin.reports.check import plural


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the workbooks")
    done = reconcile(
        desk.workbooks,
        desk.settings,
        name=desk.name,
        folder=desk.folder,
        at=desk.at,
        kept=desk.kept,
        pair=answers.get("pair", ""),
        engine=desk.engine,
    )
    report = done.report
    proved = "all prove to zero" if report.is_proved else "not all prove to zero"
    count = len(report.statements)
    return Done(
        f"{plural(count, 'statement')}, {proved}; {plural(report.open, 'open line')}.",
        batches=tuple(statement_batches(report, done.loaded)),
        report=report,
    )


BUTTON = Button(
    "reconcile",
    "Reconcile",
    "Tie every two lists out, row by row, to a difference of zero.",
    "Reconcile",
    _job,
    icon="DataValidation",
    asks=(Field("pair", "Only pairs that name", optional=True, help="bank, card, ledger …"),),
    shortcut="^+R",
)
