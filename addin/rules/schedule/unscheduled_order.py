"""SCH103: an order is in no schedule.

Why it matters: everybody takes it for planned until its due date passes.

Example: order 2025-011 is due on 12 August and stands on no line.

What to do: schedule it, or say in its status why not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.work_plan import WorkPlan, work_plans

CODE = "SCH103"
MOSTLY = 0.7
"""Where fewer orders are scheduled, the schedule is of another week."""
_DONE: Final = re.compile(
    r"\b(?:done|complete\w*|finished|delivered|shipped|closed|cancel\w*|void|on hold)\b",
    re.IGNORECASE,
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order, in the orders' order."""
    for plan in work_plans(papers):
        scheduled = {order for _, order, _ in plan.rows}
        orders = plan.orders.rows
        if len(scheduled & set(orders)) < MOSTLY * len(orders):
            continue
        for order, row in orders.items():
            if order and order not in scheduled and not _is_done(plan, row):
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{order} is in no row of the schedule in sheet '{plan.table.sheet}' of"
                    f" {plan.table.book}.",
                    (plan.orders.place(row, plan.orders.key),),
                    advice="Schedule it, or say in its status why not.",
                    subject=order,
                )


def _is_done(plan: WorkPlan, row: int) -> bool:
    table = plan.orders.table
    value = plan.orders.sheet.value(row, table.fields.get("status", 0))
    return isinstance(value, str) and bool(_DONE.search(value))
