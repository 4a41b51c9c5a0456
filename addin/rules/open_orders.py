"""What purchase orders still commit: by their log, by their invoices, by the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from addin.domain.commitments import NOT_COMMITTED, PurchaseOrder, Status, open_balance
from addin.domain.money import Money
from addin.domain.production import Production
from addin.rules.amounts import sum_of
from addin.rules.orders import Order, bills_by_order, charges_by_order

_DONE: Final = NOT_COMMITTED | {Status.INVOICED, Status.CLOSED, Status.VOID, Status.DRAFT}


def relieved_by_order(production: Production) -> dict[str, Money]:
    """What invoices or the ledger have used up of each order, whichever is more."""
    found: dict[str, Money] = {}
    bills, charges = bills_by_order(production), charges_by_order(production)
    for key in bills.keys() | charges.keys():
        sums = (
            sum_of(bill.total for bill in bills.get(key, ())),
            sum_of(charge.amount for charge in charges.get(key, ())),
        )
        known = [one for one in sums if one is not None]
        if known:
            found[key] = max(known, key=lambda one: one.minor)
    return found


def tells_open(orders: Mapping[str, Order], relieved: Mapping[str, Money]) -> bool:
    """The log says what is still open, or most of its orders have invoices: it is kept up."""
    columns = next((order.lines[0].source.columns for order in orders.values()), {})
    if {"status", "open", "relieved", "end"} & columns.keys():
        return True
    return 2 * sum(key in relieved for key in orders) >= len(orders)


def left_of(order: Order, relieved: Money | None) -> Money | None:
    """What the order still commits, by its log and by what has been invoiced."""
    if any(line.status in _DONE for line in order.lines):
        return None
    left = sum_of(_open_line(line) for line in order.lines)
    ordered = order.amount
    if left is None or relieved is None or ordered is None:
        return left
    if len({left.currency, relieved.currency, ordered.currency}) > 1:
        return left
    return min(left, ordered - relieved)


def _open_line(line: PurchaseOrder) -> Money | None:
    stated = [one for one in (line.amount, line.relieved) if one is not None]
    mixed = len({one.currency for one in stated}) > 1
    return line.amount if mixed else open_balance(line)
