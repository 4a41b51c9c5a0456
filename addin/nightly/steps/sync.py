"""The step that syncs a production's tables, but for those in whose sheet there is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from addin.domain.night import Outcome, Step
from addin.findings import Severity
from addin.jobs.sync import SyncDesk, sync_told_of
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.several import together
from addin.nightly.steps.tries import tried
from addin.reports.check import CheckReport, plural
from addin.settings.studio import StepName
from addin.sync.told import SyncTold
from addin.tables.binding import Binding

NAME = str(StepName.SYNC)
HELD_BACK = "HeldBack"
_NONE_TIED = "No table is tied to a shared sheet."


def sync(bench: Bench) -> Step:
    """Sync each table that is tied; one that is held back, or fails, never stops the next."""
    bindings = bench.settings.syncs
    if not bindings:
        return Step(NAME, Outcome.NOTHING, _NONE_TIED)
    if not bench.orders.syncs:
        return Step(NAME, Outcome.NOTHING, "Shared sheets are left alone tonight.")
    report = None if bench.checked is None else bench.checked.report
    if bench.orders.is_dry:
        return together(NAME, [_would(one, report) for one in bindings], _NONE_TIED)
    with bench.sync_desk() as desk:
        parts = [_one(bench, desk, binding, report) for binding in bindings]
    if any(part.touched or part.outcome is Outcome.FAILED for part in parts):
        bench.reading.wrote(*(one.workbook for one in bindings))
    return together(NAME, parts, _NONE_TIED)


def held_back(binding: Binding, report: CheckReport | None) -> str:
    """Why a table is not synced tonight; empty: it is.

    An open error in the very sheet that is tied: nobody is there to look at what it would carry to
    the crew. Errors elsewhere hold nothing back, nor do those that somebody waived.
    """
    if report is None:
        return ""
    found = [
        point.finding.code
        for point in report.open
        if point.finding.severity is Severity.ERROR
        and any(
            place.workbook == binding.workbook and place.sheet == binding.sheet
            for place in point.finding.places
        )
    ]
    if not found:
        return ""
    codes = ", ".join(dict.fromkeys(found))
    return (
        f"Not synced tonight: '{binding.sheet}' has errors to be put right first ({codes}). "
        f"Nothing was written. 'tieout sync' syncs it all the same."
    )


def syncs(
    bindings: Iterable[Binding],
    report: CheckReport | None,
    sync: Callable[[Binding], SyncTold],
) -> Iterator[SyncTold]:
    """Each table in turn, as it went; one that is held back, or fails, never stops the next."""
    for binding in bindings:
        reason = held_back(binding, report)
        if reason:
            yield SyncTold(binding.name, reason, error=HELD_BACK)
        else:
            yield sync(binding)


def _would(binding: Binding, report: CheckReport | None) -> Step:
    reason = held_back(binding, report)
    if reason:
        return Step(NAME, Outcome.HELD, f"{binding.name}: {reason}", HELD_BACK)
    return Step(NAME, Outcome.WOULD, f"{binding.name}: to be synced.")


def _one(bench: Bench, desk: SyncDesk, binding: Binding, report: CheckReport | None) -> Step:
    def once(_: Bench) -> Step:
        told = next(syncs([binding], report, lambda one: sync_told_of(desk, one)))
        return told_step(told, binding)

    done = tried(NAME, once, bench)
    bench.hook(f"synced: {binding.name}")
    return done


def told_step(told: SyncTold, binding: Binding) -> Step:
    """One sync as a step; conflicts are for a person, and no failure."""
    said = f"{told.binding}: {told.sentence}"
    if told.error:
        outcome = Outcome.HELD if told.error == HELD_BACK else Outcome.FAILED
        return Step(NAME, outcome, said, told.error)
    asked = sum(not one.settled for one in told.conflicts)
    if asked:
        said += f" {plural(asked, 'conflict')} to settle: tieout sync conflicts."
    touched = (binding.workbook,) if told.workbook_counts else ()
    return Step(NAME, Outcome.DONE, said, touched=touched)
