"""The port of a sync to its memory: what must outlive a run, and a crash.

One transaction each: a method either happened or did not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from addin.ports.conflicts import Conflict
from addin.ports.sheets import Pulled, RowRemoval, Rows, SheetEdits
from addin.tables.typed_cell import TypedCell


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a run changed on one side, for reports and undo; no column: the whole row."""

    side: Literal["workbook", "sheet"]
    row: str
    column: str
    before: TypedCell
    after: TypedCell


@dataclass(frozen=True, slots=True)
class Attempt:
    """A push that may or may not have landed: the journal of a run.

    ``edits`` is its batch, ``before`` the sheet as it was pulled. Once it has landed, ``merged`` is
    the base, and ``pending`` what the workbook is to hold (None: the same; another, if this is but
    a part of a push); ``image`` are the workbook's rows that it was made from. ``mends``: it
    repairs the attempt before it, and tells nothing new. ``loads``: it fills an empty table.
    ``removes`` are blanked rows that it deletes for good, and then it does nothing else.
    """

    run: int
    generation: int
    batch: str
    edits: SheetEdits
    before: Pulled
    merged: Rows
    image: Rows
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[CellChange, ...] = ()
    pending: Rows | None = None
    mends: bool = False
    loads: bool = False
    removes: tuple[RowRemoval, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """What the sheet has and the workbook still lacks, and the workbook's rows it was made from."""

    run: int
    merged: Rows
    image: Rows


@dataclass(frozen=True, slots=True)
class SyncState:
    """All that a binding's last runs left behind; ``base`` is None before the first.

    ``seen`` is the probe's mark and the workbook's digest when last both sides agreed.
    """

    base: Rows | None = None
    generation: int = 0
    attempt: Attempt | None = None
    pending: Pending | None = None
    seen: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class KeptConflict:
    """A conflict in the log; ``answer`` is how it was settled, empty while it is open."""

    number: int
    run: int
    at: dt.datetime
    conflict: Conflict
    answer: str = ""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One run of a binding; ``undoes`` is the number of the run it took back."""

    number: int
    at: dt.datetime
    who: str
    sentence: str
    undoes: int = 0


class SyncStore(Protocol):
    """The memory of all bindings of a production; a binding is called by its name."""

    def lock(self, binding: str, owner: str) -> AbstractContextManager[None]:
        """Only one run of a binding at a time on one store.

        Raises:
            SyncLocked: another run has it, and is alive.
        """
        ...

    def state(self, binding: str) -> SyncState:
        """What the last runs left behind."""
        ...

    def begin(self, binding: str, at: dt.datetime, who: str, undoes: int = 0) -> int:
        """The number of a new run."""
        ...

    def journal(self, binding: str, attempt: Attempt) -> None:
        """On disk before the push is sent."""
        ...

    def drop(self, binding: str, generation: int, conflicts: Sequence[Conflict] = ()) -> None:
        """The attempt never landed, lost, or was repaired; its generation is taken all the same.

        ``conflicts`` are logged: the next run sees our own rows as theirs.
        """
        ...

    def accept(
        self,
        binding: str,
        merged: Rows,
        generation: int,
        *,
        run: int,
        image: Rows,
        conflicts: Sequence[Conflict] = (),
        changes: Sequence[CellChange] = (),
        pending: Rows | None = None,
    ) -> None:
        """Base, generation, pending, conflicts, changes; the attempt is gone: one transaction.

        ``pending`` is what the workbook is to hold, where that is not ``merged``; ``changes`` are
        added to those that the run has already.
        """
        ...

    def finish(self, binding: str, run: int, seen: tuple[str, str], sentence: str) -> None:
        """The workbook has it too: nothing is pending any more."""
        ...

    def conflicts(self, binding: str, *, open_only: bool = True) -> Sequence[KeptConflict]:
        """The conflict log, oldest first."""
        ...

    def answer(self, binding: str, number: int, answer: str, at: dt.datetime) -> None:
        """A conflict is settled; nothing is ever deleted."""
        ...

    def runs(self, binding: str) -> Sequence[KeptRun]:
        """Every run that finished, oldest first."""
        ...

    def changes(self, binding: str, run: int) -> Sequence[CellChange]:
        """What a run changed."""
        ...

    def tombstones(self, binding: str) -> Mapping[str, dt.datetime]:
        """Rows that a sync blanked in the sheet, and when: for ``tidy``."""
        ...

    def forget(self, binding: str, rows: Sequence[str]) -> None:
        """These blanked rows are gone from the sheet for good."""
        ...
