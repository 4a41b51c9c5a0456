"""Blanked rows that go for good: on request, after some days, and only if they hold nothing.

A sync never deletes a row of the sheet: it empties it, and keeps its id. Such rows pile up. They
are told from rows that people left blank by that id: so a table whose key is a column of its own
has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.errors import NothingToDo, SharedSheetBusy
from addin.ports.sheets import Pulled, PutBack, RowRemoval, Rows, SheetEdits
from addin.ports.sync_store import Attempt
from addin.sync.removal import removal_settled
from addin.sync.rows import is_blank
from addin.sync.run import Means
from addin.sync.settle import Tally, recovered

DAYS: Final = 7
"""Days that a blanked row stays unless told otherwise: long enough for somebody to miss it."""

AT_ONCE: Final = 500
"""Rows that one batch removes."""

_TRIES: Final = 4


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was removed, or (``dry``) would be.

    ``kept`` rows stay because somebody wrote into them, in whatever column. ``put_back`` are rows
    that had moved into the place of one that was to go, and were appended again.
    """

    removed: int = 0
    kept: int = 0
    put_back: int = 0
    dry: bool = False

    @property
    def sentence(self) -> str:
        """What happened, in a sentence.

        >>> Tidied(3, 1).sentence
        '3 blank rows were removed from the sheet. 1 stays, as it holds something.'
        """
        if not self.removed and not self.kept and not self.put_back:
            return "There is no blank row to remove."
        verb = "would be" if self.dry else "was" if self.removed == 1 else "were"
        said = f"{_rows(self.removed)} {verb} removed from the sheet."
        if self.kept:
            stays = "stays, as it holds" if self.kept == 1 else "stay, as they hold"
            said += f" {self.kept} {stays} something."
        if self.put_back:
            said += (
                f" {self.put_back} had moved meanwhile and now stand"
                f"{'s' * (self.put_back == 1)} at the end of the table."
            )
        return said


def removable(
    pulled: Pulled, tombstones: Mapping[str, dt.datetime], now: dt.datetime, days: int = DAYS
) -> tuple[RowRemoval, ...]:
    """The rows that may be removed, lowest first, so that none moves before its turn.

    Only rows that a sync blanked, at least ``days`` ago, that are blank still.
    """
    oldest = now - dt.timedelta(days=days)
    found = [
        RowRemoval(row, shared.row)
        for row, shared in pulled.blanked.items()
        if row not in pulled.unnamed
        and row in tombstones
        and tombstones[row] <= oldest
        and is_blank(shared.cells)
    ]
    return tuple(sorted(found, key=lambda one: -one.row))


def tidy(means: Means, *, days: int = DAYS, dry_run: bool = False) -> Tidied:
    """Remove the rows that syncs blanked at least ``days`` ago, for good.

    Raises:
        NothingToDo: the table has a key of its own, or an earlier sync is not finished.
        SyncLocked, SheetsError: as a sync.
    """
    if means.binding.key:
        raise NothingToDo(
            f"The rows of {means.name} are told apart by {means.binding.key}: blank rows that a "
            "sync left cannot be told from those that people did. Nothing was removed. Delete "
            "them in the sheet; a sync takes no notice of that."
        )
    with means.store.lock(means.name, means.who):
        run = 0
        for _ in range(_TRIES):
            if not dry_run:
                recovered(means, Tally())
            state = means.store.state(means.name)
            if state.pending is not None or state.attempt is not None:
                raise NothingToDo(
                    f"The last sync of {means.name} was cut off. Nothing was removed. "
                    "Run tieout sync."
                )
            rows, kept = _wanted(means, state.base, days)
            if dry_run or not rows:
                return Tidied(len(rows), kept, dry=dry_run)
            run = run or means.store.begin(means.name, means.at, means.who)
            found = _removed(means, rows, run)
            if found is not None:
                done = Tidied(len(found.gone), kept, found.rows)
                means.store.finish(means.name, run, ("", ""), done.sentence)
                return done
    raise SharedSheetBusy(means.name, "others write to it all the time")


def _wanted(means: Means, base: Rows | None, days: int) -> tuple[tuple[RowRemoval, ...], int]:
    """The rows that may go, and how many more hold something that no sync knows of."""
    pulled = means.sheet.pull(base)
    means.hook("pulled")
    found = removable(pulled, means.store.tombstones(means.name), means.at, days)
    held = means.sheet.occupied(found) if found else frozenset()
    return tuple(one for one in found if one.id not in held), len(held)


def _removed(means: Means, rows: Sequence[RowRemoval], run: int) -> PutBack | None:
    """All of them, in batches; fewer, once rows moved. None: somebody else wrote first."""
    gone: list[str] = []
    for start in range(0, len(rows), AT_ONCE):
        attempt = Attempt(
            run=run,
            generation=means.store.state(means.name).generation + 1,
            batch=next(means.names),
            edits=SheetEdits(),
            before=Pulled({}),
            merged={},
            image={},
            removes=tuple(rows[start : start + AT_ONCE]),
        )
        means.store.journal(means.name, attempt)
        means.hook("journalled")
        if not means.sheet.remove(attempt.generation, attempt.batch, attempt.removes):
            newest = max(means.sheet.taken(), default=attempt.generation)
            means.store.drop(means.name, max(newest, attempt.generation))
            return PutBack(tuple(gone)) if gone else None
        means.hook("removed")
        found = removal_settled(means, attempt)
        gone += found.gone
        if found.rows:
            return PutBack(tuple(gone), found.rows)  # where the others stand now is not known
    return PutBack(tuple(gone))


def _rows(count: int) -> str:
    return f"{count:,} blank row{'s' * (count != 1)}"
