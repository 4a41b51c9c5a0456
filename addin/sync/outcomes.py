"""What syncs did, would do, or ask, as lines for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from addin.errors import AddinError
from addin.ports.binding import Binding
from addin.ports.conflicts import Conflict
from addin.ports.sync_store import CellChange, KeptConflict, KeptRun
from addin.sync.run import Synced
from addin.sync.sentences import conflict_said, said
from addin.tables.typed_cell import TypedCell

_SHOWN: Final = 20
"""Changes listed for one side; the rest is counted."""


def synced_lines(binding: Binding, done: Synced) -> Iterator[str]:
    """One sync: what was done in a sentence, then what a person should look at.

    A dry run lists every cell that would change, up to twenty a side.
    """
    yield f"{binding.name}: {done.sentence}"
    if done.repairs:
        yield f"  Rows had moved meanwhile; put right {_plural(done.repairs, 'time')}."
    if done.plan is not None:
        if done.dry:
            yield from _changes("sheet", done.plan.sheet_changes)
            yield from _changes("workbook", done.plan.workbook_changes)
            yield f"  Google is asked {done.plan.calls.total} times."
        yield from (f"  {warning}" for warning in done.plan.warnings)
    yield from (f"  Conflict: {conflict_said(one, one.row)}" for one in done.conflicts)
    yield from (f"  It would stop: {stop}" for stop in done.stops)


def question_lines(binding: Binding, kept: KeptConflict) -> Iterator[str]:
    """A conflict that waits for an answer."""
    yield f"{kept.number}: {binding.name}, {conflict_said(kept.conflict, kept.conflict.row)}"


def run_line(binding: Binding, run: KeptRun) -> str:
    """One run of the log."""
    undoes = f" (takes sync {run.undoes} back)" if run.undoes else ""
    return (
        f"{run.number}: {run.at:%Y-%m-%d %H:%M} {binding.name}, {run.who}: {run.sentence}{undoes}"
    )


def as_json(
    outcomes: Iterable[tuple[Binding, Synced | None, AddinError | None]],
) -> str:
    """All syncs of one run of the command, for a program."""
    told = [_outcome(binding, done, trouble) for binding, done, trouble in outcomes]
    return json.dumps({"syncs": told}, ensure_ascii=False, indent=2) + "\n"


def _changes(side: str, changes: tuple[CellChange, ...]) -> Iterator[str]:
    for one in changes[:_SHOWN]:
        where = f"{one.row}, {one.column}" if one.column else one.row
        yield f"  {side}: {where}: {said(one.before)} → {said(one.after)}"
    if len(changes) > _SHOWN:
        yield f"  {side}: {_plural(len(changes) - _SHOWN, 'more cell')}"


def _outcome(binding: Binding, done: Synced | None, trouble: AddinError | None) -> dict[str, Any]:
    told: dict[str, Any] = {"name": binding.name, "ok": trouble is None}
    if trouble is not None:
        told |= {"error": type(trouble).__name__, "sentence": str(trouble)}
    if done is None:
        return told
    told |= {
        "sentence": done.sentence,
        "run": done.run,
        "dry": done.dry,
        "repairs": done.repairs,
        "stops": list(done.stops),
        "conflicts": [conflict_told(one) for one in done.conflicts],
    }
    if done.plan is not None:
        told["warnings"] = list(done.plan.warnings)
        told["changes"] = [
            {
                "side": one.side,
                "row": one.row,
                "column": one.column,
                "before": _cell(one.before),
                "after": _cell(one.after),
            }
            for one in done.plan.changes
        ]
    return told


def conflict_told(conflict: Conflict) -> Mapping[str, Any]:
    """A conflict as a value of JSON."""
    return {
        "row": conflict.row,
        "column": conflict.column,
        "kind": str(conflict.kind),
        "base": _cell(conflict.base),
        "workbook": _cell(conflict.workbook),
        "sheet": _cell(conflict.sheet),
        "kept": _cell(conflict.kept),
        "settled": conflict.settled,
    }


def _cell(cell: TypedCell) -> dict[str, Any]:
    return {"kind": str(cell.kind), "content": cell.content}


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
