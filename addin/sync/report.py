"""What a sync did, in one sentence a side."""

from __future__ import annotations

from addin.sync.plan import Counts, Plan


def sentence_of(plan: Plan, *, dry: bool = False) -> str:
    """Rows and cells by side, and conflicts.

    >>> from addin.ports.sheets import SheetEdits
    >>> sentence_of(Plan({}, SheetEdits(), (), {}, {}, sheet_counts=Counts(1, 2, 0, 5)))
    'Sheet: 1 row added, 2 rows changed (5 cells). Workbook: unchanged. No conflicts.'
    """
    would = "Would be done. " if dry else ""
    count = len(plan.conflicts)
    conflicts = {0: "No conflicts", 1: "1 conflict"}.get(count, f"{count} conflicts")
    sheet, workbook = _side(plan.sheet_counts), _side(plan.workbook_counts)
    return f"{would}Sheet: {sheet}. Workbook: {workbook}. {conflicts}."


def _side(counts: Counts) -> str:
    named = {"added": counts.added, "changed": counts.changed, "deleted": counts.deleted}
    told = [f"{count} row{'s' * (count != 1)} {what}" for what, count in named.items() if count]
    if not told:
        return "unchanged"
    return f"{', '.join(told)} ({counts.cells} cell{'s' * (counts.cells != 1)})"
