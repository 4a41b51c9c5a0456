"""The run of a sync: lock, recover, read both sides, merge, push, verify, accept, write, finish.

    recover    a journal left behind: fence, then accept, repair or drop
    read       the workbook, with what a run that died still owed it; probe, then pull the sheet
    plan       merge, guard, plan; a dry run ends here
    push       journal on disk, one batch a part, one read that shows which rows were hit
    accept     base, generation, pending, conflicts: one transaction, before the workbook is written
    write      the workbook; then nothing is pending any more

Whatever dies between two of these steps, the next run finds it in the journal or in what is
pending. Rows that moved while they were written are put back, and the run starts over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from addin.errors import FileChanged, NothingToDo, SharedSheetBusy, SyncStopped
from addin.ports.conflicts import Conflict
from addin.ports.sheets import Pulled, Rows
from addin.ports.sync_store import Attempt, Pending, SyncState
from addin.sync.answers import answered
from addin.sync.changes import alive, named_again
from addin.sync.guards import Meeting, stopped
from addin.sync.merge import Merged, merge
from addin.sync.parts import Part, parts
from addin.sync.plan import Plan, owed, plan
from addin.sync.policy import Side, workbook_is_newer
from addin.sync.report import sentence_of
from addin.sync.rows import WorkbookRows
from addin.sync.run import Means, Synced
from addin.sync.settle import Tally, fresh, recovered, settled
from addin.sync.taken_back import taken_back

REPEATS: Final = 3
"""Times that a run starts over before it says that the sheet is busy."""

LOADS_FROM: Final = 500
"""New rows from which an empty table is filled by a first load instead of a push."""


@dataclass(frozen=True, slots=True)
class Met:
    """Both sides as read, with what was agreed before.

    ``workbook`` is the file; ``merged_workbook`` its rows with what an earlier run still owed it.
    """

    state: SyncState
    workbook: WorkbookRows
    rows: Rows
    owed: Merged | None
    pulled: Pulled
    mark: str


Decide = Callable[[Met], tuple[Plan, tuple[str, ...]]]


def synchronise(means: Means, *, dry_run: bool = False, confirmed: bool = False) -> Synced:
    """Make both sides agree; ``confirmed``: a person saw the plan, and said go.

    Raises:
        SyncLocked: another run of this binding is under way.
        SyncStopped: a guard said no; nothing was written.
        SheetsError, FileError: one side cannot be had now. What was done is kept, and the next
            run carries on from there.
    """

    def decide(met: Met) -> tuple[Plan, tuple[str, ...]]:
        return _decided(means, met, confirmed=confirmed)

    return _run(means, decide, dry_run=dry_run, may_skip=True)


def undo(means: Means, run: int) -> Synced:
    """Take a run back on both sides: each cell that still holds what it wrote.

    Raises:
        NothingToDo: that run changed nothing, or all of it was edited since.
        Others as ``synchronise``.
    """
    if run not in {one.number for one in means.store.runs(means.name)}:
        raise NothingToDo(f"There is no finished sync {run} of {means.name}. Nothing was written.")

    def decide(met: Met) -> tuple[Plan, tuple[str, ...]]:
        logged = means.store.conflicts(means.name, open_only=False)
        conflicts = [one.conflict for one in logged if one.run == run]
        changes = means.store.changes(means.name, run)
        base = met.state.base or {}
        back = taken_back(
            changes, met.workbook, met.rows, met.pulled, base, conflicts, means.binding
        )
        if not back and met.owed is None:
            raise NothingToDo(
                f"Sync {run} of {means.name} changed nothing that stands now. Nothing was written."
            )
        return back, ()

    return _run(means, decide, undoes=run)


def settle(
    means: Means, answers: Sequence[tuple[Conflict, Side]]
) -> tuple[Synced, tuple[str, ...]]:
    """Take the value of a side for each of these conflicts, with all else that there is to sync.

    It is a run like any other, and can be taken back. Beside what it did: for each answer why it
    was refused; empty: it holds.

    Raises:
        As ``synchronise``.
    """
    refused: list[str] = []

    def decide(met: Met) -> tuple[Plan, tuple[str, ...]]:
        there = {row: shared.cells for row, shared in met.pulled.rows.items()}
        rows: Rows = alive(met.rows, means.binding)
        refused.clear()
        for conflict, side in answers:
            found = answered(conflict, side, rows, alive(there, means.binding))
            refused.append(found.refused)
            rows = found.workbook
        return _decided(means, replace(met, rows=rows), confirmed=False)

    return _run(means, decide), tuple(refused)


def _run(
    means: Means,
    decide: Decide,
    *,
    dry_run: bool = False,
    may_skip: bool = False,
    undoes: int = 0,
) -> Synced:
    tally = Tally()
    with means.store.lock(means.name, means.who):
        run = 0
        for _ in range(1 + REPEATS):
            if not dry_run:
                recovered(means, tally)
            met = _met(means, may_skip=may_skip)
            if met is None:
                return Synced("Nothing has changed on either side.", repairs=tally.repairs)
            planned, stops = decide(met)
            if dry_run:
                said = sentence_of(planned, dry=True)
                return Synced(said, planned, planned.conflicts, stops, dry=True)
            if stops:
                raise SyncStopped(means.name, stops)
            run = run or means.store.begin(means.name, means.at, means.who, undoes)
            if _carried_out(means, met, planned, run, tally, agreed=not undoes):
                said = sentence_of(planned)
                return Synced(said, planned, planned.conflicts, run=run, repairs=tally.repairs)
    raise SharedSheetBusy(
        means.name, "people move rows in it faster than they can be written; what was done is kept"
    )


def _met(means: Means, *, may_skip: bool) -> Met | None:
    """Both sides as they stand; None: neither was touched since they last agreed."""
    state = means.store.state(means.name)
    workbook = means.side.read(means.binding)
    mark = means.sheet.probe()
    unchanged = bool(mark) and (mark, workbook.digest) == state.seen
    if may_skip and unchanged and state.pending is None and state.attempt is None:
        return None
    owed = None
    if state.pending is not None:
        workbook = named_again(workbook, state.pending.image)
        owed = _owed(means, state.pending, workbook)
    pulled = means.sheet.pull(state.base)
    means.hook("pulled")
    return Met(state, workbook, owed.rows if owed else workbook.rows, owed, pulled, mark)


def _owed(means: Means, pending: Pending, workbook: WorkbookRows) -> Merged:
    """The workbook's rows with what it still lacks, and with the edits made since."""
    return owed(pending.image, workbook.rows, pending.merged, means.binding)


def _decided(means: Means, met: Met, *, confirmed: bool) -> tuple[Plan, tuple[str, ...]]:
    binding, base = means.binding, met.state.base
    there = {row: shared.cells for row, shared in met.pulled.rows.items()}
    newer = workbook_is_newer(met.workbook.saved, means.sheet.saved())
    merged = merge(base, met.rows, there, binding, workbook_is_newer=newer)
    if met.owed is not None:
        merged = replace(merged, conflicts=(*met.owed.conflicts, *merged.conflicts))
    planned = plan(merged, met.workbook, met.pulled, binding, base=base)
    before = replace(met.workbook, rows=met.rows)
    known = bool(means.store.runs(means.name))
    meeting = Meeting(binding, base, before, met.pulled, merged, synced_before=known)
    return planned, stopped(meeting, confirmed=confirmed)


def _carried_out(
    means: Means, met: Met, planned: Plan, run: int, tally: Tally, *, agreed: bool
) -> bool:
    """Push, accept, write, finish. False: start over from what both sides hold now.

    ``agreed``: both sides are the same afterwards, which they need not be once a run is undone.
    """
    pushed = bool(planned.sheet)
    if pushed:
        named = _named(means, met)
        if named is None:
            return False
        met = named
    if _is_first_load(met, planned):
        if not _loaded(means, met, planned, run, tally):
            return False
    elif pushed:
        base = met.state.base or {}
        if not all(_pushed(means, met, one, planned, run, tally) for one in parts(planned, base)):
            return False
    elif planned or met.owed is not None or dict(planned.base) != dict(met.state.base or {}):
        means.store.accept(
            means.name,
            planned.base,
            met.state.generation,
            run=run,
            image=planned.image,
            conflicts=fresh(means, run, planned.conflicts),
            changes=planned.changes,
            pending=planned.workbook_rows,
        )
    means.hook("based")
    digest = met.workbook.digest
    if _lacks(met, planned, means):
        try:
            digest = means.side.write(means.binding, planned.workbook_rows, met.workbook)
        except FileChanged:
            return False
    means.hook("local")
    # our own push changed the mark, and others may have since: the next run looks for itself
    seen = ("" if pushed or not agreed else met.mark, digest)
    means.store.finish(means.name, run, seen, sentence_of(planned))
    return True


def _pushed(means: Means, met: Met, part: Part, planned: Plan, run: int, tally: Tally) -> bool:
    """Journal, commit and settle one part. False: it lost, or rows had moved."""
    attempt = Attempt(
        run=run,
        generation=means.store.state(means.name).generation + 1,
        batch=next(means.names),
        edits=part.edits,
        before=met.pulled,
        merged=part.base,
        image=planned.image,
        conflicts=part.conflicts,
        changes=part.changes,
        pending=part.pending,
    )
    means.store.journal(means.name, attempt)
    means.hook("journalled")
    if not means.sheet.commit(attempt.generation, attempt.batch, attempt.edits):
        _lost(means, attempt)
        return False
    means.hook("pushed")
    return settled(means, attempt, tally)


def _named(means: Means, met: Met) -> Met | None:
    """The workbook's rows get their ids before a push brings them to the sheet.

    Were the run to die in between, and somebody to edit such a row, it would not be known again,
    and come twice. None: the workbook was changed just now.
    """
    if not met.workbook.unnamed or means.binding.key:
        return met
    with suppress(FileChanged):
        means.side.write(means.binding, met.workbook.rows, met.workbook)
        means.hook("named")
        workbook = means.side.read(means.binding)
        if workbook.rows == met.workbook.rows:
            return replace(met, workbook=workbook)
    return None


def _loaded(means: Means, met: Met, planned: Plan, run: int, tally: Tally) -> bool:
    """A first load of an empty table. False: rows had moved, or another batch was first."""
    attempt = Attempt(
        run=run,
        generation=met.state.generation + 1,
        batch=next(means.names),
        edits=planned.sheet,
        before=met.pulled,
        merged=planned.base,
        image=planned.image,
        conflicts=planned.conflicts,
        changes=planned.changes,
        pending=planned.workbook_rows,
        loads=True,
    )
    means.store.journal(means.name, attempt)
    means.hook("journalled")
    if not means.sheet.load(attempt.generation, attempt.batch, attempt.edits):
        _lost(means, attempt)
        return False
    means.hook("pushed")
    return settled(means, attempt, tally)


def _lost(means: Means, attempt: Attempt) -> None:
    """Another batch has this generation: nothing of ours was written; catch up with it."""
    newest = max(means.sheet.taken(), default=attempt.generation)
    means.store.drop(means.name, max(newest, attempt.generation))


def _is_first_load(met: Met, planned: Plan) -> bool:
    edits = planned.sheet
    empty = not met.pulled.rows and not met.pulled.blanked and not met.pulled.keyless
    return empty and not edits.writes and len(edits.appends) >= LOADS_FROM


def _lacks(met: Met, planned: Plan, means: Means) -> bool:
    """Whether the workbook's file is not yet as it is to be."""
    held = alive(met.workbook.rows, means.binding)
    names = bool(met.workbook.unnamed) and planned.named_in_workbook > 0
    return names or held != alive(planned.workbook_rows, means.binding)
