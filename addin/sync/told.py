"""A sync told to people and programs: which rows change how on each side, and what both changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from addin.errors import AddinError
from addin.ports.binding import Binding
from addin.ports.conflicts import Conflict
from addin.ports.sheets import Rows
from addin.ports.sheets_account import Spent
from addin.ports.sync_store import CellChange, KeptConflict
from addin.sync.changes import synced
from addin.sync.plan import Counts, Plan
from addin.sync.run import Synced
from addin.sync.sentences import said
from addin.tables.typed_cell import BLANK, TypedCell


@dataclass(frozen=True, slots=True)
class CellTold:
    """One cell before and after."""

    column: str
    before: TypedCell
    after: TypedCell


@dataclass(frozen=True, slots=True)
class RowTold:
    """One row of one side: ``what`` becomes of it (added, changed, deleted), and its cells."""

    row: str
    called: str
    what: str
    cells: tuple[CellTold, ...]


@dataclass(frozen=True, slots=True)
class ConflictTold:
    """One conflict; ``number`` is what it is answered by (0: not logged yet).

    ``settled`` is how it was decided; empty: it is open.
    """

    number: int
    row: str
    called: str
    column: str
    kind: str
    base: TypedCell
    workbook: TypedCell
    sheet: TypedCell
    kept: TypedCell
    settled: str = ""
    at: dt.datetime | None = None
    binding: str = ""


@dataclass(frozen=True, slots=True)
class SyncTold:
    """What a sync did, or (``dry``) would do; rows in the order in which they are written.

    ``error`` names what stood in its way, and ``sentence`` says it; empty: nothing did.
    """

    binding: str
    sentence: str
    dry: bool = False
    run: int = 0
    workbook_counts: Counts = field(default_factory=Counts)
    sheet_counts: Counts = field(default_factory=Counts)
    workbook: tuple[RowTold, ...] = ()
    sheet: tuple[RowTold, ...] = ()
    named: tuple[int, int] = (0, 0)
    conflicts: tuple[ConflictTold, ...] = ()
    warnings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    repairs: int = 0
    batches: int = 0
    reads: int = 0
    writes: int = 0
    error: str = ""


def failure_told(error: AddinError, binding: Binding) -> SyncTold:
    """A sync that could not be."""
    return SyncTold(binding.name, str(error), error=type(error).__name__)


def sync_told(done: Synced, binding: Binding) -> SyncTold:
    """A run or a dry run; where nothing had changed, only its sentence."""
    plan = done.plan
    if plan is None:
        return SyncTold(binding.name, done.sentence, done.dry, done.run, stops=done.stops)
    called = _called(plan, binding)
    here = _rows(plan.workbook_changes, plan.workbook_rows, called)
    there = _rows(plan.sheet_changes, plan.base, called)
    conflicts = done.conflicts or plan.conflicts
    return SyncTold(
        binding=binding.name,
        sentence=done.sentence,
        dry=done.dry,
        run=done.run,
        workbook_counts=plan.workbook_counts,
        sheet_counts=plan.sheet_counts,
        workbook=here,
        sheet=there,
        named=(plan.named_in_workbook, plan.named_in_sheet),
        conflicts=tuple(conflict_told(one, called(one.row)) for one in conflicts),
        warnings=plan.warnings,
        stops=done.stops,
        repairs=done.repairs,
        batches=len(plan.chunks),
        reads=plan.calls.reads,
        writes=plan.calls.writes,
    )


def conflict_told(conflict: Conflict, called: str, number: int = 0) -> ConflictTold:
    """A conflict of a run."""
    return ConflictTold(
        number,
        conflict.row,
        called,
        conflict.column,
        str(conflict.kind),
        conflict.base,
        conflict.workbook,
        conflict.sheet,
        conflict.kept,
        conflict.settled,
    )


def log_told(
    kept: Iterable[KeptConflict], binding: Binding, rows: Rows
) -> tuple[ConflictTold, ...]:
    """The conflict log, oldest first; ``rows`` is what both sides agreed on last."""
    return tuple(
        ConflictTold(
            one.number,
            one.conflict.row,
            row_called(one.conflict.row, binding, rows),
            one.conflict.column,
            str(one.conflict.kind),
            one.conflict.base,
            one.conflict.workbook,
            one.conflict.sheet,
            one.conflict.kept,
            one.answer or one.conflict.settled,
            one.at,
            binding.name,
        )
        for one in kept
    )


def spent_told(spent: Spent | None) -> Mapping[str, object] | None:
    """What Google was asked: calls by kind, bytes, seconds of Google, of this computer, of waiting.

    None: nothing.
    """
    if spent is None:
        return None
    return {
        "calls": spent.calls,
        "tries": spent.tries,
        "kinds": dict(spent.kinds),
        "bytes_sent": spent.sent,
        "bytes_received": spent.received,
        "seconds": {
            "google": round(spent.server, 3),
            "here": round(spent.client, 3),
            "waiting_for_quota": round(spent.quota, 3),
            "between_tries": round(spent.pauses, 3),
        },
    }


def row_called(row: str, binding: Binding, rows: Rows) -> str:
    """How people know a row: by its key, else by what its first cell says."""
    if binding.key:
        return row
    cells = rows.get(row, {})
    first = next((cell for name in synced(binding) if (cell := cells.get(name, BLANK))), BLANK)
    return said(first) if first else row


def _called(plan: Plan, binding: Binding) -> Callable[[str], str]:
    """Names of rows, those that are deleted too."""
    before: dict[str, dict[str, TypedCell]] = {}
    for change in plan.changes:
        if change.before:
            before.setdefault(change.row, {})[change.column] = change.before
    known: Mapping[str, Mapping[str, TypedCell]] = {**before, **plan.base}
    return lambda row: row_called(row, binding, known)


def _rows(
    changes: Iterable[CellChange], after: Rows, called: Callable[[str], str]
) -> tuple[RowTold, ...]:
    cells: dict[str, list[CellTold]] = {}
    added = set()
    for change in changes:
        if change.column:
            told = CellTold(change.column, change.before, change.after)
            cells.setdefault(change.row, []).append(told)
        else:
            added.add(change.row)
    return tuple(
        RowTold(
            row,
            called(row),
            "added" if row in added else "changed" if row in after else "deleted",
            tuple(told),
        )
        for row, told in cells.items()
    )
