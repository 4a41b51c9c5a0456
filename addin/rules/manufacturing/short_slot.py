"""MFG102: an order has less time on its lines than it takes at their capacity.

Why it matters: the plan holds only until the first order runs over; everything behind it is late.

Example: 2,396 units on a line of 45 an hour take 53 hours; the slot has 8.

What to do: a longer slot, a second line, or a smaller order; or correct the line's capacity.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import Tracker, lists_of
from addin.rules.work_lists import LINES, ORDERS, is_over, left_to_make, shown, slots_of

CODE = "MFG102"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order; all its slots count, each at the full capacity of its line."""
    slots = slots_of(papers)
    rates: dict[str, tuple[Decimal, Tracker, int]] = {}
    for tracker in lists_of(papers, LINES) if slots else ():
        for row in tracker.rows:
            rate = tracker.number(row, "rate")
            if rate is not None and rate > 0:
                rates.setdefault(tracker.text(row, "line").casefold(), (rate, tracker, row))
    for tracker in lists_of(papers, ORDERS) if rates else ():
        for row in tracker.rows:
            its = slots.get(tracker.text(row, "order"), [])
            left = left_to_make(tracker, row)
            if not its or left is None or is_over(tracker, row):
                continue
            if any(slot.line.casefold() not in rates for slot in its):
                continue
            can = sum((slot.hours * rates[slot.line.casefold()][0] for slot in its), Decimal(0))
            if can >= left:
                continue
            lines = ", ".join(
                f"{shown(round(slot.hours, 1))} h on {slot.line} at"
                f" {shown(rates[slot.line.casefold()][0])} an hour"
                for slot in its
            )
            order = tracker.text(row, "order")
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{order} has {shown(left)} to make and time for {shown(int(can))}: {lines}.",
                (
                    *(place for slot in its for place in slot.tracker.places(slot.row, "end")),
                    *tracker.places(row, "quantity"),
                    *(
                        place
                        for slot in its
                        for place in rates[slot.line.casefold()][1].places(
                            rates[slot.line.casefold()][2], "rate"
                        )
                    ),
                ),
                numbers=(("to make", round(left, 2)), ("can be made", int(can))),
                advice="A longer slot, a second line or a smaller order.",
                subject=f"time for {order}",
            )
