"""SCH102: an order stands on a line that cannot make it.

Why it matters: the conflict shows on the day, when the line is set up for something else.

Example: a medical device on a line that makes electronics and automotive parts.

What to do: move the order to a line that can make it, or correct the list of what the line makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.work_plan import MOSTLY, Listing, WorkPlan, words, work_plans

CODE = "SCH102"
_ANY: Final = frozenset({"all", "any", "*", "various", "universal"})


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per assignment, in schedule order."""
    for plan in work_plans(papers):
        if plan.lines is None:
            continue
        columns = _kinds(plan.orders, plan.lines)
        if columns is not None:
            yield from _unsuitable(plan, plan.lines, *columns)


def _kinds(orders: Listing, lines: Listing) -> tuple[int, int] | None:
    """The orders' column of kinds, and the lines' column of kinds they can make."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    for theirs in _columns(lines):
        cells = [words(text) for text in lines.column(theirs).values() if text]
        makes = {kind for cell in cells for kind in cell} - _ANY
        if not any(len(cell) > 1 for cell in cells):
            continue  # one word a line is no list of what it can make
        for ours in _columns(orders):
            kinds = [text.casefold() for text in orders.column(ours).values() if text]
            if kinds and len(set(kinds)) > 1:
                share = sum(kind in makes for kind in kinds) / len(kinds)
                best = max(best, (share, ours, theirs))
    return best[1:] if best[0] >= MOSTLY - 0.2 else None


def _columns(listing: Listing) -> range:
    return range(listing.table.area.left, listing.table.area.right + 1)


def _unsuitable(plan: WorkPlan, lines: Listing, ours: int, theirs: int) -> Iterator[Finding]:
    kinds, makes = plan.orders.column(ours), lines.column(theirs)
    for row, order, line in plan.rows:
        order_row, line_row = plan.orders.rows.get(order), lines.rows.get(line)
        if order_row is None or line_row is None:
            continue
        kind, can = kinds[order_row], words(makes[line_row])
        if not kind or not can or kind.casefold() in can or _ANY & set(can):
            continue
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{order} ({kind}) is scheduled on {line}, which makes {makes[line_row]} only.",
            (
                plan.place(row, plan.line_column),
                plan.orders.place(order_row, ours),
                lines.place(line_row, theirs),
            ),
            numbers=(("kind", kind), ("line makes", makes[line_row])),
            advice="Move the order to a line that can make it, or correct what the line makes.",
            subject=f"{order} on {line}",
        )
