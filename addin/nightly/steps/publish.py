"""The step that publishes the cost report as a page beside its workbook."""

from __future__ import annotations

from addin.domain.night import Outcome, Step
from addin.errors import NothingToDo
from addin.jobs.publish_report import publish_report
from addin.macros.publish_report import BUTTON, done
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.refresh import pressed_step
from addin.nightly.steps.surely import press_surely
from addin.settings.studio import StepName, Writes

NAME = str(StepName.PUBLISH)


def publish(bench: Bench) -> Step:
    """What the button Publish Report does, where the page of the day is not there yet."""
    try:
        made = publish_report(
            bench.workbooks,
            bench.documents,
            bench.settings,
            bench.name,
            at=bench.orders.at,
            loaded=bench.reading.now(),
        )
    except NothingToDo as error:
        return Step(NAME, Outcome.NOTHING, str(error))
    page = made.saving
    there = bench.documents.read(page.name)
    if there is not None and there.content == page.content:
        return Step(NAME, Outcome.NOTHING, f"'{page.name}' is there already.")
    if not bench.may(Writes.PAGES):
        return Step(NAME, Outcome.WOULD, f"To be published: '{page.name}'.")
    pressed = press_surely(bench, BUTTON, done(made))
    bench.hook("page written")
    return pressed_step(NAME, pressed)
