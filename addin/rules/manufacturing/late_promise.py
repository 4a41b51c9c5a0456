"""MFG104: an order is planned to be ready after the day it is promised for, or that day is over.

Why it matters: the customer counts on it; whoever tells them first keeps them.

Example: order 2025-004 ends on the line on 14 August and is promised for the 12th.

What to do: move it forward, split it, or agree on another day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import Tracker, lists_of
from addin.rules.work_lists import ORDERS, Slot, is_over, left_to_make, slots_of

CODE = "MFG104"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per open order; whether a promised day is over needs today's date."""
    slots = slots_of(papers)
    for tracker in lists_of(papers, ORDERS):
        for row in tracker.rows:
            due = tracker.day(row, "due")
            order = tracker.text(row, "order")
            if due is None or not order or is_over(tracker, row) or not left_to_make(tracker, row):
                continue
            late = _late(due, slots.get(order, []), papers.options.today)
            if late is not None:
                yield _finding(tracker, row, due, *late)


def _late(
    due: dt.date, slots: list[Slot], today: dt.date
) -> tuple[dt.date, str, tuple[Place, ...]] | None:
    """When it is ready at the earliest, how that is known, and the cell that says so."""
    last = max(slots, key=lambda slot: slot.end, default=None)
    if last is not None and last.end.date() > due:
        return last.end.date(), f"ends on {last.line}", last.tracker.places(last.row, "end")
    if today != dt.date.max and due < today:
        return today, "is not done", ()
    return None


def _finding(
    tracker: Tracker, row: int, due: dt.date, ready: dt.date, how: str, places: tuple[Place, ...]
) -> Finding:
    order, days = tracker.text(row, "order"), (ready - due).days
    return Finding(
        CODE,
        Severity.WARNING,
        f"{order} is promised for {due} and {how} on {ready}: {days} day{'' if days == 1 else 's'}"
        " late.",
        (*tracker.places(row, "due"), *places),
        numbers=(("promised", due), ("ready", ready)),
        advice="Move it forward, split it, or agree on another day.",
        subject=f"promise of {order}",
    )
