"""What was billed against an order, beside what was ordered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.money import Money, total, zero
from addin.reconcile import lists
from addin.reconcile.outcome import Difference, Kind, Match, Row, Tolerance, sum_of


def over_billed(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """More was billed than ordered, or something was billed on a void order.

    Tax, and what an invoice adds to its subtotal, counts only where the order has tax of its own;
    freight on another account than the order's does not count. Costs are positive.
    """
    ordered = sum_of(one.left)
    own = _on_its_account(one)
    taxed = any(isinstance(row.record, PurchaseOrder) and row.record.tax for row in one.left)
    billed = _sum(own, taxed=taxed)
    if ordered is None or billed is None or ordered.currency != billed.currency:
        return
    is_void = all(_is_void(row) for row in one.left)
    allowed = zero(ordered.currency) if is_void else ordered
    if billed.minor - allowed.minor <= tolerance.minor:
        return
    why = (
        f"the order is void, and {billed} was billed"
        if is_void
        else f"{billed - ordered} more was billed than ordered{_before_tax(own, billed)}"
    )
    yield Difference(
        Kind.BILLED, one.left[0].label, one.left, own, ordered, billed, because=why, certain=False
    )


def _before_tax(rows: Sequence[Row], billed: Money) -> str:
    return "" if sum_of(rows) == billed else ", before tax"


def _on_its_account(one: Match) -> tuple[Row, ...]:
    coded = {row.account for row in one.left if row.account}
    return tuple(
        row
        for row in one.right
        if not (isinstance(row.record, Posting) and lists.is_money_account(row.record.account_name))
        and (not coded or not row.account or row.account in coded)
    )


def _sum(rows: Sequence[Row], *, taxed: bool) -> Money | None:
    """Together; before tax where invoices say so, unless the order has tax too."""
    amounts = [row.amount if taxed else _net(row) for row in rows if row.amount is not None]
    known = [amount for amount in amounts if amount is not None]
    if not known or len({amount.currency for amount in known}) > 1:
        return None
    return total(known)


def _net(row: Row) -> Money | None:
    bill = row.record
    if not isinstance(bill, Invoice) or bill.total is None or row.amount != bill.total:
        return row.amount  # a posting, or a part that a person made of an invoice
    if bill.subtotal is not None:
        return bill.subtotal
    if bill.tax is not None and bill.tax.currency == bill.total.currency:
        return bill.total - bill.tax
    return bill.total


def _is_void(row: Row) -> bool:
    return isinstance(row.record, PurchaseOrder) and row.record.status is Status.VOID
