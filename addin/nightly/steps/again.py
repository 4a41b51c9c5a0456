"""Check again what a step of the night has changed, so that the night says what is true at its end.

The check before stays what it was for: nothing is refreshed or synced in a production that could
not be checked. Both are one run in the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from addin.domain.night import Outcome, Step
from addin.errors import AddinError
from addin.jobs.check import Checked
from addin.nightly.points import points_of
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.reconcile import reconcile
from addin.nightly.steps.tries import timed, tried
from addin.nightly.steps.validate import validate
from addin.reports.check import plural
from addin.settings.studio import StepName

_AGAIN: Final[Mapping[StepName, Callable[[Bench], Step]]] = {
    StepName.VALIDATE: validate,
    StepName.RECONCILE: reconcile,
}


def checked_again(bench: Bench, done: dict[str, Step], by: StepName) -> None:
    """Check and tie again where a step wrote lists; ``done`` then says what is true now.

    Nothing is done where it wrote nothing, and nothing is read that it did not write. The step says
    what it settled. Where the production cannot be checked again, the check says why.
    """
    if not _is_out_of_date(bench, done):
        return
    before = bench.checked
    for name, step in _AGAIN.items():
        if name in done:
            again = timed(name, partial(tried, name, step), bench)
            done[name] = _later(done[name], again, by)
    if bench.is_checked_as_read and before and bench.checked and done[by].touched:
        said = settled(before, bench.checked)
        done[by] = replace(done[by], sentence=f"{done[by].sentence} {said}".strip())


def _is_out_of_date(bench: Bench, done: Mapping[str, Step]) -> bool:
    """Whether something else is there now than what was checked, or tied."""
    try:
        bench.reading.now()
    except AddinError:  # it cannot be read any more: the check says so
        return StepName.VALIDATE in done
    edition = bench.reading.edition
    return (bench.checked is not None and bench.checked_edition != edition) or (
        bench.reconciled is not None and bench.reconciled_edition != edition
    )


def _later(step: Step, again: Step, by: StepName) -> Step:
    """How a step ended the second time, with what both took."""
    said = again.sentence
    if again.outcome is Outcome.FAILED:
        said = f"What the step '{by}' wrote could not be looked at again: {said}"
    return replace(
        again,
        sentence=said,
        tries=max(step.tries, again.tries),
        seconds=step.seconds + again.seconds,
        touched=tuple(dict.fromkeys((*step.touched, *again.touched))),
    )


def settled(before: Checked, now: Checked) -> str:
    """How many open findings are gone, and how many came up; empty where neither."""
    old, new = _open(before), _open(now)
    parts = []
    if gone := len(old - new):
        parts.append(f"settled {plural(gone, 'finding')}")
    if came := len(new - old):
        parts.append(f"brought up {plural(came, 'finding')}")
    return f"It {' and '.join(parts)}." if parts else ""


def _open(checked: Checked) -> frozenset[str]:
    return frozenset(one.key for one in points_of(checked.report.standpoints) if one.is_open)
