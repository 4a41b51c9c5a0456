"""PO201: an order is invoiced for more than was ordered.

Why it matters: nobody approved the difference, and an open balance below zero hides other
commitments of the same account, so its estimated final cost reads too low.

Example: PO 1042 for 500.00 with invoices of 620.00 coded to it.

What to do: raise the order to the invoiced amount, or recode the invoice. Credit memos count
against the invoices; tax, and freight on an account of its own, do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.amounts import above, sum_of
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.orders import (
    Order,
    bills_by_order,
    charged,
    charges_by_order,
    order_lists,
)
from addin.rules.rule import Workpapers

CODE = "PO201"
_SLIGHT: Final = 10
"""Per cent of the order below which the excess may be a delivery's usual difference."""

_Evidence = tuple[str, Money, tuple[Place, ...]]


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order, in the order of the logs."""
    bills = bills_by_order(papers.production)
    charges = charges_by_order(papers.production)
    for orders in order_lists(papers.production):
        for key, order in orders.items():
            ordered = order.amount
            if ordered is None or order.is_void:
                continue
            evidence = [
                (name, sum_, places)
                for name, sum_, places in _relieved(order, bills.get(key, ()), charges.get(key, ()))
                if above(sum_, ordered, papers.options.tolerance_minor)
            ]
            if evidence:
                yield _finding(order, ordered, evidence)


def _relieved(
    order: Order, bills: Sequence[Invoice], charges: Sequence[Posting]
) -> Iterator[_Evidence]:
    """What was invoiced by each list that knows of it."""
    said = sum_of(line.relieved for line in order.lines)
    if said is not None:
        yield "the log says", said, tuple(line.source.at("relieved") for line in order.lines)
    taxed = any(line.tax for line in order.lines)
    billed = sum_of(_net(bill, taxed=taxed) for bill in bills)
    if billed is not None:
        yield (
            "its invoices come to",
            billed,
            tuple(bill.source.at("total", "subtotal") for bill in bills),
        )
    own = charged(order, charges)
    posted = sum_of(charge.amount for charge in own)
    if posted is not None:
        yield "the ledger has", posted, tuple(map(amount_cell, own))


def _net(bill: Invoice, *, taxed: bool) -> Money | None:
    """What counts against an order: without the tax, unless the order has tax of its own."""
    if taxed or bill.total is None:
        return bill.total
    if bill.subtotal is not None:
        return bill.subtotal
    if bill.tax is not None and bill.tax.currency == bill.total.currency:
        return bill.total - bill.tax
    return bill.total


def _finding(order: Order, ordered: Money, evidence: Sequence[_Evidence]) -> Finding:
    most = max(relieved for _, relieved, _ in evidence)
    excess = most - ordered
    slight = excess.minor * 100 <= abs(ordered.minor) * _SLIGHT
    said = " and ".join(f"{name} {relieved}" for name, relieved, _ in evidence)
    return Finding(
        CODE,
        Severity.WARNING if slight else Severity.ERROR,
        f"PO {order.number} to {order.vendor or 'nobody named'} is for {ordered}, but {said}:"
        f" {excess} more than was ordered.",
        drawn_together(
            [
                *(line.source.at("amount", "total") for line in order.lines),
                *(place for _, _, places in evidence for place in places),
            ]
        ),
        numbers=(("ordered", ordered), *((name, sum_) for name, sum_, _ in evidence)),
        advice="Raise the order to the invoiced amount, or recode the invoice.",
        subject=f"PO {order.number}",
        impact=excess,
    )
