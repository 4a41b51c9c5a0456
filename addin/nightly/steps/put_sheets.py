"""Put findings and statements onto sheets when the night has written: what they say is its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from addin.domain.night import Outcome, Step
from addin.errors import FileError
from addin.jobs.apply import Batch
from addin.jobs.check import findings_batches
from addin.jobs.reconcile import statement_batches
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.sheets_of_ours import refusals, says_so_already
from addin.nightly.steps.tries import timed, tried
from addin.settings.studio import StepName, Writes
from addin.tables.changes import Changes

NAME: Final = "sheets"


def put_sheets(bench: Bench, done: dict[str, Step]) -> None:
    """Write the sheets of check and reconciliation; their steps then say how that went, too.

    All sheets of a workbook go into it at once: one backup. One that says the same is left alone.
    """
    wanted = {name: tuple(batches) for name, batches in _wanted(bench, done)}
    if not any(wanted.values()):
        return
    putting = _Putting(bench, wanted)
    ended = timed(NAME, lambda on: tried(NAME, putting.put, on), bench)
    for name in wanted:
        done[name] = putting.told(done[name], ended)


def _wanted(bench: Bench, done: Mapping[str, Step]) -> Iterator[tuple[StepName, Iterable[Batch]]]:
    """The sheets of each step that was done, and is still true.

    They are for the workbooks that were looked at: one that somebody saved since is refused.
    """
    if bench.reading.trouble is not None:
        return
    is_checked = _is_done(done, StepName.VALIDATE) and bench.is_checked_as_read
    if bench.checked and is_checked and bench.may(Writes.FINDINGS):
        yield (
            StepName.VALIDATE,
            findings_batches(bench.checked.report, bench.checked.loaded),
        )
    is_tied = bench.reconciled_edition == bench.reading.edition
    if bench.reconciled and bench.tied and is_tied and bench.may(Writes.RECONCILIATION):
        yield StepName.RECONCILE, statement_batches(bench.reconciled, bench.tied)


def _is_done(done: Mapping[str, Step], name: StepName) -> bool:
    return name in done and done[name].outcome is Outcome.DONE


class _Putting:
    """The sheets of several steps, workbook by workbook; tried again, what is done is done."""

    def __init__(self, bench: Bench, wanted: Mapping[StepName, Iterable[Batch]]) -> None:
        self._journal = bench.kept.journal if bench.kept else None
        self._left: dict[str, dict[StepName, Batch]] = defaultdict(dict)
        for name, batches in wanted.items():
            for batch in batches:
                self._left[batch.workbook][name] = batch
        self._touched: dict[StepName, list[str]] = {name: [] for name in wanted}
        self._refused: dict[StepName, list[FileError]] = {}
        self._known: frozenset[tuple[str, str]] | None = None
        self._behind: list[tuple[str, str, str]] = []

    def put(self, bench: Bench) -> Step:
        """Write what is left; a workbook that cannot be written never stops the next."""
        refused: list[FileError] = []
        self._refused = {name: [] for name in self._touched}
        for workbook in tuple(self._left):
            try:
                self._into(bench, workbook)
            except FileError as error:
                refused.append(error)
                for name in self._left[workbook]:
                    self._refused[name].append(error)
                continue
            del self._left[workbook]
        self._enter(bench)
        if refused:
            said = " ".join(refusals(refused))
            return Step(NAME, Outcome.FAILED, said, type(refused[0]).__name__)
        return Step(NAME, Outcome.DONE)

    def _into(self, bench: Bench, workbook: str) -> None:
        book = bench.workbooks.read(workbook)
        fresh = {
            name: batch
            for name, batch in self._left[workbook].items()
            if not says_so_already(book, batch.changes.sheets)
        }
        self._left[workbook] = fresh
        if not fresh:
            return
        sheets = tuple(sheet for batch in fresh.values() for sheet in batch.changes.sheets)
        (digest, *_) = (batch.digest for batch in fresh.values())
        is_behind = (workbook, digest) in self._undoable(bench)
        bench.workbooks.write(workbook, Changes(sheets=sheets), digest=digest)
        for name in fresh:
            self._touched[name].append(workbook)
        if is_behind:  # at once: what somebody saves from now on is theirs, and never undone
            with suppress(FileError):
                self._behind.append((workbook, digest, bench.workbooks.read(workbook).digest))
            self._enter(bench)
        bench.hook(f"sheets written: {workbook}")

    def _undoable(self, bench: Bench) -> frozenset[tuple[str, str]]:
        """The workbooks that may be undone, as they were left."""
        if self._known is None:
            entries = self._journal.entries(bench.desk.name) if self._journal else ()
            self._known = frozenset(
                (one.workbook, one.digest)
                for entry in entries
                for one in entry.touched
                if entry.can_be_undone
            )
        return self._known

    def _enter(self, bench: Bench) -> None:
        """Undoing what the night did to a workbook takes the sheet back that it put behind it."""
        while self._journal is not None and self._behind:
            self._journal.followed(bench.desk.name, *self._behind[-1])
            self._behind.pop()

    def told(self, step: Step, ended: Step) -> Step:
        """A step with what became of its sheets."""
        name = StepName(step.name)
        refused = self._refused.get(name, [])
        step = replace(
            step,
            tries=max(step.tries, ended.tries if refused else 1),
            seconds=step.seconds + ended.seconds / len(self._touched),
            touched=tuple(dict.fromkeys((*step.touched, *self._touched[name]))),
        )
        if refused:
            said = " ".join((step.sentence, *refusals(refused)))
            return replace(
                step, outcome=Outcome.FAILED, sentence=said, error=type(refused[0]).__name__
            )
        if ended.outcome is Outcome.FAILED and not any(self._refused.values()):
            said = f"{step.sentence} {ended.sentence}"
            return replace(step, outcome=Outcome.FAILED, sentence=said, error=ended.error)
        return step
