"""What becomes of a push: accepted, repaired or dropped; after it was sent, or after a crash.

A batch whose answer was lost may still land. So before anything else is done after a crash, its
generation is taken by an empty batch, a *fence*: if that is accepted, the old batch never landed
and never will.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from addin.errors import SharedSheetBusy
from addin.ports.conflicts import Conflict
from addin.ports.sheets import Repair, SheetEdits
from addin.ports.sync_store import Attempt
from addin.sync.removal import removal_settled
from addin.sync.run import Means

REPAIRS: Final = 6
"""Repairs in a row before the sheet is said to be busy; the next run carries on with them."""


@dataclass(slots=True)
class Tally:
    """What happened along the way."""

    repairs: int = 0


def recovered(means: Means, tally: Tally) -> None:
    """Clear up what a run that died left behind in the sheet.

    Raises:
        SheetsError: it cannot be done now; nothing is lost, the next run tries again.
    """
    while (attempt := means.store.state(means.name).attempt) is not None:
        if means.sheet.commit(attempt.generation, next(means.names), SheetEdits()):
            means.hook("fenced")
            _never_landed(means, attempt, attempt.generation, tally)
            continue
        taken = means.sheet.taken()
        if taken.get(attempt.generation) == attempt.batch:
            settled(means, attempt, tally)
        else:
            newest = max(taken, default=attempt.generation)
            _never_landed(means, attempt, max(newest, attempt.generation), tally)


def settled(means: Means, attempt: Attempt, tally: Tally) -> bool:
    """What becomes of a batch that landed. True: accepted, each write in its own row.

    False: something had moved, or it was a repair. The sheet is right now; plan anew.
    """
    if attempt.removes:
        removal_settled(means, attempt)
        return False
    if attempt.loads:
        _accept(means, attempt)
        return True
    repair = means.sheet.repair(
        attempt.generation, attempt.edits, attempt.before, mends=attempt.mends
    )
    if repair is None:
        means.hook("verified")
        if attempt.mends:
            _drop(means, attempt, attempt.generation)
            return False
        _accept(means, attempt)
        return True
    _mend(means, attempt, repair, attempt.generation, tally)
    return False


def fresh(means: Means, run: int, conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts that are not in the log yet: a run that starts over meets the same again."""
    found = tuple(conflicts)
    if not found:
        return ()
    logged = means.store.conflicts(means.name, open_only=False)
    known = {one.conflict for one in logged if one.run == run}
    return tuple(one for one in found if one not in known)


def _accept(means: Means, attempt: Attempt) -> None:
    means.store.accept(
        means.name,
        attempt.merged,
        attempt.generation,
        run=attempt.run,
        image=attempt.image,
        conflicts=fresh(means, attempt.run, attempt.conflicts),
        changes=attempt.changes,
        pending=attempt.pending,
    )


def _drop(means: Means, attempt: Attempt, generation: int) -> None:
    means.store.drop(means.name, generation, fresh(means, attempt.run, attempt.conflicts))


def _never_landed(means: Means, attempt: Attempt, generation: int, tally: Tally) -> None:
    """A batch that is not in the sheet: forgotten; but what a repair was for is still there."""
    if not attempt.mends:
        means.store.drop(means.name, generation)
        return
    repair = means.sheet.repair(
        attempt.generation, attempt.edits, attempt.before, mends=attempt.mends
    )
    if repair is None:
        _drop(means, attempt, generation)
    else:
        _mend(means, attempt, repair, generation, tally)


def _mend(means: Means, attempt: Attempt, repair: Repair, generation: int, tally: Tally) -> None:
    """Commit a repair as a generation of its own, and see to it until it is right."""
    mending = replace(
        attempt,
        generation=generation,
        edits=repair.edits,
        before=repair.before,
        merged={},
        image={},
        pending=None,
        changes=(),
        mends=True,
        loads=False,
    )
    while repair.edits:
        tally.repairs += 1
        if tally.repairs > REPAIRS:
            raise SharedSheetBusy(means.name, "rows move faster than they can be written")
        mending = replace(mending, generation=mending.generation + 1, batch=next(means.names))
        means.store.journal(means.name, mending)
        means.hook("mending")
        if means.sheet.commit(mending.generation, mending.batch, mending.edits, mends=True):
            means.hook("repaired")
            settled(means, mending, tally)
            return
        newest = max(means.sheet.taken(), default=mending.generation)
        mending = replace(mending, generation=max(newest, mending.generation))
    _drop(means, mending, mending.generation)
