"""Shot Status: where every shot stands, departments across."""

from __future__ import annotations

from addin.jobs.shot_status import shot_status
from addin.macros.button import Answers, Button, Desk, Done


def _job(desk: Desk, answers: Answers) -> Done:
    del answers
    desk.progress(0.0, "Reading shots and tasks")
    plan = shot_status(desk.workbooks, desk.settings, desk.name, desk.at.date())
    return Done(plan.sentence, batches=(plan.batch,), goto=plan.goto)


BUTTON = Button(
    "shot_status",
    "Shot Status",
    "Show where every shot stands in every department, with retakes and the share that is done.",
    "Schedule",
    _job,
    icon="TableStyleClear",
)
