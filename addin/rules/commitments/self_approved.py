"""PO303: an order was approved by the person who asked for it.

Why it matters: approval is there so that a second person looks at a cost before it is made.

Example: the art director requests and approves PO 1042.

What to do: have the line producer or the unit production manager approve it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.commitments import PurchaseOrder, Status
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "PO303"
_NAMED: Final = 6


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person and log, with all the orders."""
    groups: dict[tuple[str, str, str], list[PurchaseOrder]] = defaultdict(list)
    for order in papers.production.purchase_orders:
        person = name_key(order.requester)
        if person and person == name_key(order.approver) and order.status is not Status.VOID:
            groups[(*order.source.table, person)].append(order)
    for orders in groups.values():
        yield _finding(orders)


def _finding(orders: Sequence[PurchaseOrder]) -> Finding:
    amount = sum_of(order.amount for order in orders)
    numbers = list(dict.fromkeys(order.number for order in orders if order.number))
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    of = f", {amount} in all" if amount else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"{orders[0].requester} approved what {orders[0].requester} requested: PO"
        f" {', '.join(numbers[:_NAMED])}{more}{of}.",
        drawn_together(
            [
                *(order.source.at("approver") for order in orders),
                *(order.source.at("requester") for order in orders),
            ]
        ),
        numbers=(("orders", len(orders)), *((("amount", amount),) if amount else ())),
        advice="Have somebody else approve them.",
        subject=f"{name_key(orders[0].requester)} in {orders[0].source.sheet}",
        impact=abs(amount) if amount else None,
    )
