"""PO302: an order was written after its invoice or its delivery.

Why it matters: the money was spent before anybody approved it, and until the order was written no
cost report had the commitment.

Example: an invoice of 4 May names a PO of 18 May.

What to do: correct the date if it is a slip; otherwise ask the department to order first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from addin.domain.commitments import Invoice
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together
from addin.rules.orders import Order, bills_by_order, order_lists
from addin.rules.rule import Workpapers
from addin.tables.records.columns import Columns
from addin.tables.table import Role

CODE = "PO302"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order dated after an invoice that names it, or after its delivery."""
    bills = bills_by_order(papers.production)
    for orders in order_lists(papers.production):
        for key, order in orders.items():
            when = order.date
            if when is None:
                continue
            early = [bill for bill in bills.get(key, ()) if bill.date and bill.date < when]
            if early:
                yield _after_invoice(order, when, early)
    for table, sheet in papers.tables_of(Role.PO_LOG):
        if {"date", "delivery"} <= table.fields.keys():
            yield from _after_delivery(Columns(table, sheet))


def _after_invoice(order: Order, when: dt.date, bills: Sequence[Invoice]) -> Finding:
    first = min(bills, key=lambda bill: bill.date or when)
    days = (when - first.date).days if first.date else 0
    named = ", ".join(bill.number or "without a number" for bill in bills[:4])
    billed = sum_of(bill.total for bill in bills)
    noun = "invoice" if len(bills) == 1 else "invoices"
    return Finding(
        CODE,
        Severity.WARNING,
        f"PO {order.number} is dated {when}, {days} day{'s' if days != 1 else ''} after"
        f" {noun} {named}{' of ' + str(first.date) if len(bills) == 1 else ''}.",
        drawn_together([order.at("date"), *(bill.source.at("date") for bill in bills)]),
        numbers=(("ordered", when), ("invoiced", first.date or when), ("days", days)),
        advice="Correct the date if it is a slip; otherwise ask the department to order first.",
        subject=f"PO {order.number}",
        impact=abs(billed) if billed else None,
    )


def _after_delivery(columns: Columns) -> Iterator[Finding]:
    table = columns.table
    fields = zip(
        columns.rows,
        columns.codes("po_number"),
        columns.dates("date"),
        columns.dates("delivery"),
        strict=True,
    )
    for row, number, ordered, delivered in fields:
        if ordered and delivered and delivered < ordered:
            yield Finding(
                CODE,
                Severity.WARNING,
                f"PO {number or '(no number)'} is dated {ordered}, after its delivery on"
                f" {delivered}.",
                (
                    table.place(row, table.fields["date"]),
                    table.place(row, table.fields["delivery"]),
                ),
                numbers=(("ordered", ordered), ("delivered", delivered)),
                advice="Correct the date if it is a slip; otherwise order before the goods come.",
                subject=f"delivery of PO {number}" if number else "",
            )
