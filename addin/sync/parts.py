"""A push in parts: each is a generation of its own, with its own base and pending rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.ports.conflicts import Conflict
from addin.ports.sheets import Cells, Rows, SheetEdits
from addin.ports.sync_store import CellChange
from addin.sync.plan import Plan

MOST_ROWS: Final = 1_500
"""Rows that one batch writes: each leaves a tag, and a sheet keeps 30,000 characters of those."""


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of a push, and what is agreed once it has landed.

    ``base`` has this part's rows and those of the parts before it as merged, all others as they
    were; ``pending`` is what the workbook is to hold by then.
    """

    edits: SheetEdits
    base: Rows
    pending: Rows
    conflicts: tuple[Conflict, ...]
    changes: tuple[CellChange, ...]


def parts(plan: Plan, base: Rows) -> Iterator[Part]:
    """The batches of a plan in order; the last one carries all that needs no batch."""
    chunks = [small for chunk in plan.chunks for small in _small(chunk)]
    done: set[str] = set()
    for position, chunk in enumerate(chunks, 1):
        rows = {one.id for one in chunk.writes} | {one.id for one in chunk.appends}
        done |= rows
        if position == len(chunks):
            told = done - rows
            yield Part(
                chunk,
                plan.base,
                plan.workbook_rows,
                tuple(one for one in plan.conflicts if one.row not in told),
                tuple(one for one in plan.changes if one.row not in told),
            )
            return
        yield Part(
            chunk,
            _partly(base, plan.base, done),
            _partly(plan.image, plan.workbook_rows, done),
            tuple(one for one in plan.conflicts if one.row in rows),
            tuple(one for one in plan.changes if one.row in rows),
        )


def _partly(before: Rows, after: Rows, rows: set[str]) -> Mapping[str, Cells]:
    """A table in which only some rows are as they are to be."""
    found = {row: after.get(row, {}) if row in rows else cells for row, cells in before.items()}
    found |= {row: after[row] for row in after if row in rows}
    return {row: cells for row, cells in found.items() if cells}


def _small(chunk: SheetEdits) -> Sequence[SheetEdits]:
    if len(chunk.writes) <= MOST_ROWS:
        return [chunk]
    cut = [
        SheetEdits(chunk.writes[start : start + MOST_ROWS])
        for start in range(0, len(chunk.writes), MOST_ROWS)
    ]
    return [*cut, SheetEdits((), chunk.appends)] if chunk.appends else cut
