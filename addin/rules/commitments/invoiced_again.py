"""PO305: an order is invoiced more than once for about its full amount.

Why it matters: the second invoice is a double payment about to happen, or belongs to another order.

Example: PO 1016 for 30,000.00 is named by an invoice of 30,600.00 and by one of 29,400.00.

What to do: ask the vendor for the orders behind the invoices, and correct the numbers. Instalments,
regular charges (rent) under one order, and credit memos are not reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.amounts import near, sum_of
from addin.rules.cells_involved import drawn_together, named
from addin.rules.instalments import is_part, is_regular
from addin.rules.orders import bills_by_order, order_lists, reference_key
from addin.rules.rule import Workpapers
from addin.rules.wording import is_credit

CODE = "PO305"
ABOUT: Final = 10
"""Per cent by which an invoice may differ from its order and still be for all of it."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order number, in the order of the invoices."""
    ordered: dict[str, list[Money]] = {}
    for orders in order_lists(papers.production):
        for key, order in orders.items():
            if order.amount:
                ordered.setdefault(key, []).append(order.amount)
    for key, bills in bills_by_order(papers.production).items():
        full = [bill for bill in bills if _is_full(bill, ordered.get(key, []))]
        full = _different(full)
        if len(full) > 1 and not _is_rent(full):
            yield _finding(full)


def _is_full(bill: Invoice, ordered: Sequence[Money]) -> bool:
    if not bill.total or bill.total.is_negative:
        return False
    if is_credit(bill.description) or is_part(bill.description):
        return False
    orders = [bill.ordered, *ordered]
    return any(near(one, order, ABOUT) for one in (bill.subtotal, bill.total) for order in orders)


def _different(bills: Sequence[Invoice]) -> list[Invoice]:
    """One of each invoice number: the same invoice entered twice is another rule's."""
    seen: dict[str, Invoice] = {}
    for at, bill in enumerate(bills):
        seen.setdefault(reference_key(bill.number) or str(at), bill)
    return list(seen.values())


def _is_rent(bills: Sequence[Invoice]) -> bool:
    """The same amount again and again at an even pace: rent, not a mistake."""
    return len({bill.total for bill in bills}) == 1 and is_regular(bill.date for bill in bills)


def _finding(bills: Sequence[Invoice]) -> Finding:
    number = bills[0].po_number
    billed = sum_of(bill.subtotal or bill.total for bill in bills)
    most = max((bill.total for bill in bills if bill.total), key=lambda total: total.minor)
    rest = sum_of(bill.total for bill in bills)
    over = rest - most if rest is not None and rest.currency == most.currency else None
    shown = ", ".join(bill.number or "without a number" for bill in bills[:4])
    times = "twice" if len(bills) == 2 else f"{len(bills)} times"
    cells = [bill.source.at("po_number") for bill in bills]
    return Finding(
        CODE,
        Severity.ERROR,
        f"PO {number} is invoiced {times}, each time for about its full amount"
        f" ({shown}; {named(cells)}).",
        drawn_together([*cells, *(bill.source.at("total", "subtotal") for bill in bills)]),
        numbers=(("invoices", len(bills)), *((("invoiced", billed),) if billed else ())),
        advice="Ask the vendor for the orders behind the invoices, and correct the numbers.",
        subject=f"PO {number}",
        impact=over,
    )
