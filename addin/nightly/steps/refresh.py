"""The step that brings the cost report up to date with ledger and PO log."""

from __future__ import annotations

from addin.domain.night import Outcome, Step
from addin.errors import NothingToDo
from addin.jobs.refresh_cost_report import refresh_cost_report
from addin.macros.press import Pressed
from addin.macros.refresh_cost_report import BUTTON, done
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.surely import press_surely
from addin.settings.studio import StepName, Writes
from addin.udfs.on_demand import functions_on_demand

NAME = str(StepName.REFRESH)


def refresh(bench: Bench) -> Step:
    """What the button Refresh Cost Report does, where there is anything to do and it may."""
    try:
        plan = refresh_cost_report(
            bench.workbooks,
            bench.settings,
            bench.name,
            functions=functions_on_demand(),
            loaded=bench.reading.now(),
        )
    except NothingToDo as error:
        return Step(NAME, Outcome.NOTHING, str(error))
    if not plan.report.updates:
        return Step(NAME, Outcome.NOTHING, plan.report.told(done=False))
    if not bench.may(Writes.COST_REPORT):
        return Step(NAME, Outcome.WOULD, plan.report.told(done=False))
    pressed = press_surely(bench, BUTTON, done(plan))
    bench.reading.wrote()
    bench.hook("cost report written")
    return pressed_step(NAME, pressed)


def pressed_step(name: str, pressed: Pressed) -> Step:
    """How a button did, as a step."""
    touched = tuple(dict.fromkeys(one.workbook for one in pressed.touched))
    outcome = Outcome.DONE if pressed.ok else Outcome.FAILED
    return Step(name, outcome, pressed.sentence, pressed.error, touched=touched)
