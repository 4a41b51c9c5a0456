"""PO202: an order is void, but invoiced.

Why it matters: the goods were cancelled and the vendor bills them, or they came after all and the
order should not be void. The cost is in nobody's forecast either way.

Example: PO 1063 is cancelled in the log, and an invoice of 880.00 names it.

What to do: refuse the invoice, or open the order again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.orders import Order, bills_by_order, charges_by_order, order_lists
from addin.rules.rule import Workpapers

CODE = "PO202"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order, in the order of the logs; nothing where credits undo it all."""
    bills = bills_by_order(papers.production)
    charges = charges_by_order(papers.production)
    for orders in order_lists(papers.production):
        for key, order in orders.items():
            if not order.is_void:
                continue
            billed, posted = bills.get(key, []), charges.get(key, [])
            by_bills = sum_of(bill.total for bill in billed)
            by_ledger = sum_of(charge.amount for charge in posted)
            if _is_cost(by_bills) or _is_cost(by_ledger):
                yield _finding(order, billed, posted, by_bills, by_ledger)


def _is_cost(amount: Money | None) -> bool:
    return amount is not None and amount.minor > 0


def _finding(
    order: Order,
    bills: Sequence[Invoice],
    charges: Sequence[Posting],
    by_bills: Money | None,
    by_ledger: Money | None,
) -> Finding:
    parts = []
    if by_bills:
        named = ", ".join(bill.number for bill in bills[:4] if bill.number)
        parts.append(f"invoices for {by_bills}{f' ({named})' if named else ''} name it")
    if by_ledger:
        parts.append(f"the ledger has {by_ledger} on it")
    status = order.lines[0].status_text or "void"
    return Finding(
        CODE,
        Severity.ERROR,
        f"PO {order.number} is {status.lower()}, but {' and '.join(parts)}.",
        drawn_together(
            [
                order.at("status"),
                *(bill.source.at("po_number") for bill in bills),
                *(bill.source.at("total") for bill in bills),
                *(amount_cell(charge) for charge in charges),
            ]
        ),
        numbers=(
            *((("invoiced", by_bills),) if by_bills else ()),
            *((("in the ledger", by_ledger),) if by_ledger else ()),
        ),
        advice="Refuse the invoice, or open the order again.",
        subject=f"PO {order.number}",
        impact=by_bills or by_ledger,
    )
