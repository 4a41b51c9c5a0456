"""The night of one production: its steps in order; whatever happens ends in one value."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final

from addin import __version__, wiring
from addin.domain.night import NO_FACTS, Ended, Facts, Outcome, Point, ProductionNight, Step
from addin.errors import AddinError, FileMissing, HistoryUnusable
from addin.jobs.without_pauses import without_pauses
from addin.nightly.bench_of import USUAL_MEANS, Means, bench_of
from addin.nightly.facts import facts_of
from addin.nightly.inputs import inputs_of, saved_meanwhile, stamps_of
from addin.nightly.orders import Task
from addin.nightly.points import points_of
from addin.nightly.steps.again import checked_again
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.import_files import import_files
from addin.nightly.steps.publish import publish
from addin.nightly.steps.put_sheets import put_sheets
from addin.nightly.steps.recalculate import recalculate
from addin.nightly.steps.reconcile import reconcile
from addin.nightly.steps.refresh import refresh
from addin.nightly.steps.surely import enter_what_was_cut_short
from addin.nightly.steps.sync import sync
from addin.nightly.steps.taken_over import taken_over
from addin.nightly.steps.tries import timed, tried
from addin.nightly.steps.validate import validate
from addin.nightly.table_roles import TableRoles
from addin.settings.studio import StepName

_log = logging.getLogger(__name__)

STEPS: Final[Mapping[StepName, Callable[[Bench], Step]]] = {
    StepName.IMPORT: import_files,
    StepName.RECALCULATE: recalculate,
    StepName.VALIDATE: validate,
    StepName.RECONCILE: reconcile,
    StepName.REFRESH: refresh,
    StepName.SYNC: sync,
    StepName.PUBLISH: publish,
}
"""What each step does, in the order of a night."""
_TRY_THEMSELVES: Final = frozenset({StepName.IMPORT, StepName.SYNC})
"""Steps of several files or tables: each of those is tried again, not all of them."""
_WRITE_LISTS: Final = frozenset({StepName.REFRESH, StepName.SYNC})
"""Steps behind the check that may change what was checked."""
_UNDONE: Final = frozenset({Outcome.FAILED, Outcome.HELD})


def work(task: Task, means: Means = USUAL_MEANS) -> ProductionNight:
    """Work on one production; nothing is ever raised but what ends the process.

    Engines call it by name in other processes and on other machines.
    """
    started = time.perf_counter()
    try:
        with without_pauses():
            night = _worked(task, means)
    except AddinError as error:
        night = failed(task, str(error), type(error).__name__)
    except Exception as error:  # noqa: BLE001 - the night goes on
        _log.exception("the night of %s failed", task.folder)
        reason = f"Tieout itself failed here ({type(error).__name__}: {error})."
        night = failed(task, reason, type(error).__name__)
    return replace(night, seconds=time.perf_counter() - started)


def failed(task: Task, reason: str, error: str, seconds: float = 0.0) -> ProductionNight:
    """A production that could not be worked on, and why."""
    return ProductionNight(
        position=task.position,
        production=Path(task.folder).name,
        folder=task.folder,
        at=task.orders.at,
        ended=Ended.FAILED,
        failure=reason,
        error=error,
        version=__version__,
        seconds=seconds,
    )


def _worked(task: Task, means: Means) -> ProductionNight:
    """A production, held while it is worked on: buttons and other nights keep out."""
    folder = Path(task.folder)
    if not folder.is_dir():
        raise FileMissing(task.folder)
    with ExitStack() as held:
        if not task.orders.is_dry:  # which writes nothing, not even that it is there
            shared = task.orders.history if task.orders.keeps_history else ""
            lock = wiring.pressing(folder, "Tieout", "night", task.orders.at, shared)
            try:
                held.enter_context(lock)
            except HistoryUnusable:  # nobody is at work in it: it cannot be done
                raise
            except AddinError as error:
                busy = failed(task, str(error), type(error).__name__)
                return replace(busy, ended=Ended.BUSY)
        with bench_of(folder, task.orders, means) as bench:
            drop = bench.night.drop or ()
            before = stamps_of(folder, drop)
            night = _at(bench, task)
        ours = {name for step in night.steps for name in step.touched}
        if saved_meanwhile(before, stamps_of(folder, drop), ours):
            return night  # the next night is to look at it, also one over what changed alone
        return replace(night, inputs=inputs_of(folder, task.orders.settings))


def _at(bench: Bench, task: Task) -> ProductionNight:
    steps = _steps(bench)
    unread = bench.reading.trouble
    if unread is not None:
        return replace(failed(task, str(unread), type(unread).__name__), steps=steps)
    unchecked = next(
        (one for one in steps if one.name == StepName.VALIDATE and bench.checked is None), None
    )
    if unchecked is not None:
        return replace(failed(task, unchecked.sentence, unchecked.error), steps=steps)
    facts, trouble = _facts(bench)
    steps = (*steps, *trouble)
    is_whole = not any(step.outcome in _UNDONE for step in steps)
    return ProductionNight(
        position=task.position,
        production=bench.settings.name or bench.name,
        folder=task.folder,
        at=task.orders.at,
        ended=Ended.CHECKED if is_whole else Ended.PARTLY,
        steps=steps,
        points=_points(bench),
        facts=facts,
        version=__version__,
    )


def _points(bench: Bench) -> tuple[Point, ...]:
    if bench.checked is None:
        return ()
    loaded = bench.checked.loaded
    return points_of(bench.checked.report.standpoints, TableRoles(loaded.books, loaded.tables))


def _steps(bench: Bench) -> tuple[Step, ...]:
    """Every step that is asked for; what cannot be checked is not written to by further steps.

    After one that wrote lists, what was found is found anew; our own sheets are written last.
    """
    before = [step for step in (taken_over(bench), _gone_on(bench)) if step is not None]
    wanted = [name for name in StepName if name in (bench.night.steps or ())]
    done: dict[str, Step] = {}
    for name in wanted:
        if bench.reading.trouble is not None:
            break
        if StepName.VALIDATE in done and not bench.is_checked_as_read:
            said = "The production could not be checked."
            done[name] = Step(name, Outcome.HELD, said, "NotChecked")
            continue
        done[name] = timed(name, _step(name), bench)
        bench.hook(f"step: {name}")
        if name in _WRITE_LISTS:
            checked_again(bench, done, name)
    put_sheets(bench, done)
    return (*before, *done.values())


def _gone_on(bench: Bench) -> Step | None:
    """Enter what an earlier night wrote and could not enter; None: there is no trouble with it."""

    def entered(_: Bench) -> Step:
        return Step("journal", Outcome.DONE if enter_what_was_cut_short(bench) else Outcome.NOTHING)

    done = tried("journal", entered, bench)
    return done if done.outcome is Outcome.FAILED else None


def _step(name: StepName) -> Callable[[Bench], Step]:
    step = STEPS[name]
    return step if name in _TRY_THEMSELVES else lambda bench: tried(name, step, bench)


def _facts(bench: Bench) -> tuple[Facts, tuple[Step, ...]]:
    """The figures; where they fail, the check is told all the same."""
    report = None if bench.checked is None else bench.checked.report
    found: list[Facts] = []

    def figures(_: Bench) -> Step:
        found.append(
            facts_of(bench.reading.now(), report, bench.statements, bench.orders.at.date())
        )
        return Step("facts", Outcome.DONE)

    done = timed("facts", figures, bench)
    return (found[0], ()) if found else (NO_FACTS, (done,))
