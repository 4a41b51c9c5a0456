"""SCH101: one order is scheduled twice.

Why it matters: it takes up two slots, is made twice, or one of the slots is a leftover of an
earlier plan that blocks a line for nothing.

Example: order 2025-004 on line A01 on 31 July, and on line C01 on 30 July.

What to do: take the older assignment out, or split the quantity between the two and say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.work_plan import work_plans

CODE = "SCH101"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order, schedule by schedule."""
    for plan in work_plans(papers):
        slots: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row, order, line in plan.rows:
            slots[order].append((row, line))
        for order, rows in slots.items():
            if len(rows) < 2:
                continue
            where = " and ".join(
                " ".join(part for part in (f"row {row}", line, plan.when(row)) if part)
                for row, line in rows
            )
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{order} is scheduled {len(rows)} times: {where}.",
                tuple(plan.place(row, plan.order_column) for row, _ in rows),
                numbers=(("times scheduled", len(rows)),),
                advice="Take the older assignment out, or split the quantity and say so.",
                subject=order,
            )
