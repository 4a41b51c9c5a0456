"""Publish Schedule: the board as a page with its picture, and as a calendar."""

from __future__ import annotations

from addin.jobs.publish_schedule import publish_schedule
from addin.macros.button import Answers, Button, Desk, Done, Field


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the stripboard")
    made = publish_schedule(
        desk.workbooks,
        desk.documents,
        desk.settings,
        desk.name,
        at=desk.at,
        sheet=answers.get("sheet", ""),
    )
    return Done(made.sentence, batches=made.savings, goto=made.goto)


BUTTON = Button(
    "publish_schedule",
    "Publish Schedule",
    "Make a page of the board with its picture, and a calendar that people subscribe to.",
    "Schedule",
    _job,
    icon="FileSaveAsWebPage",
    asks=(Field("sheet", "Stripboard", optional=True, help="the sheet, if there are several"),),
)
