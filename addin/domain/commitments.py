"""Commitments: purchase orders and the invoices that relieve them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, total, zero
from addin.domain.source import NOWHERE, Source


class Status(StrEnum):
    """Where a purchase order stands. Source: the PO life cycle of production accounting."""

    DRAFT = "draft"
    REQUESTED = "requested"
    APPROVED = "approved"
    ISSUED = "issued"
    PARTIAL = "partial"
    INVOICED = "invoiced"
    CLOSED = "closed"
    VOID = "void"
    UNKNOWN = ""


_NEXT: Final[Mapping[Status, frozenset[Status]]] = {
    Status.DRAFT: frozenset({Status.REQUESTED, Status.APPROVED, Status.VOID}),
    Status.REQUESTED: frozenset({Status.DRAFT, Status.APPROVED, Status.VOID}),
    Status.APPROVED: frozenset({Status.ISSUED, Status.PARTIAL, Status.INVOICED, Status.VOID}),
    Status.ISSUED: frozenset({Status.PARTIAL, Status.INVOICED, Status.VOID}),
    Status.PARTIAL: frozenset({Status.INVOICED, Status.CLOSED}),
    Status.INVOICED: frozenset({Status.PARTIAL, Status.CLOSED}),  # PARTIAL: a credit came in
    Status.CLOSED: frozenset(),
    Status.VOID: frozenset(),
}

NOT_COMMITTED: Final = frozenset(
    {Status.DRAFT, Status.REQUESTED, Status.INVOICED, Status.CLOSED, Status.VOID}
)
"""An order in one of these states holds no money: not yet approved, used up, or given up."""


def may_become(old: Status, new: Status) -> bool:
    """An order in the first state may next be in the second; an unknown state forbids nothing.

    An order is void only before its first invoice; after that it is closed, short or in full.

    >>> may_become(Status.ISSUED, Status.VOID), may_become(Status.PARTIAL, Status.VOID)
    (True, False)
    """
    if Status.UNKNOWN in (old, new) or old is new:
        return True
    return new in _NEXT[old]


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """One line of a PO log; an order with several lines repeats its number."""

    number: str
    vendor: str
    amount: Money | None  # ordered, tax as the log has it
    source: Source = NOWHERE
    account: str = ""
    date: dt.date | None = None
    description: str = ""
    department: str = ""
    requester: str = ""
    approver: str = ""
    tax: Money | None = None
    relieved: Money | None = None  # invoiced so far, as the log says
    open: Money | None = None  # as the log says
    start: dt.date | None = None  # rental period
    end: dt.date | None = None
    status: Status = Status.UNKNOWN
    status_text: str = ""
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One line of an invoice tracker."""

    number: str
    vendor: str
    total: Money | None
    source: Source = NOWHERE
    date: dt.date | None = None
    due: dt.date | None = None
    po_number: str = ""
    account: str = ""
    description: str = ""
    subtotal: Money | None = None  # before tax
    tax: Money | None = None
    paid: Money | None = None
    balance: Money | None = None
    ordered: Money | None = None  # the PO's amount as the tracker repeats it
    terms: str = ""
    status_text: str = ""


def open_balance(order: PurchaseOrder) -> Money | None:
    """What one line of a PO log still commits: never below zero, None if the log does not say.

    Nothing for a state that holds no money; else ordered less relieved; else what the log states
    as open; else all of it. Ordered in one currency and relieved in another, what is left is not
    known, unless the log states it.
    """
    if order.status in NOT_COMMITTED:
        stated = (order.amount, order.open, order.relieved)
        return next((zero(amount.currency) for amount in stated if amount is not None), None)
    ordered, relieved = order.amount, order.relieved
    if ordered is not None and relieved is not None and ordered.currency == relieved.currency:
        return max(ordered - relieved, zero(ordered.currency))
    if order.open is not None:
        return max(order.open, zero(order.open.currency))
    return ordered if relieved is None else None


def open_by_account(
    orders: Iterable[PurchaseOrder], code: Callable[[str], str] = str.strip
) -> dict[str, Money]:
    """Commitments by account (the cost report's PO column); ``code`` writes an account's code.

    Raises:
        CurrencyMismatch: orders of one account in two currencies.
    """
    found: dict[str, list[Money]] = {}
    for order in orders:
        balance = open_balance(order)
        if balance is not None:
            found.setdefault(code(order.account), []).append(balance)
    return {account: total(balances) for account, balances in found.items()}


def extended(order: PurchaseOrder, until: dt.date) -> PurchaseOrder:
    """A rental kept longer: the amount grows with its days, first and last day included.

    Raises:
        ValueError: no rental period or amount, or the new end is not after the old one.
    """
    start, end, amount = _rental(order)
    if until <= end:
        raise ValueError(f"PO {order.number} already runs until {end:%Y-%m-%d}")
    return _of_days(order, amount, start, end, until)


def returned(order: PurchaseOrder, on: dt.date) -> PurchaseOrder:
    """A rental given back early, on its last paid day: the amount shrinks with its days.

    Raises:
        ValueError: no rental period or amount, or a day outside the period.
    """
    start, end, amount = _rental(order)
    if not start <= on <= end:
        raise ValueError(f"PO {order.number} runs from {start:%Y-%m-%d} to {end:%Y-%m-%d}")
    return _of_days(order, amount, start, end, on)


def _rental(order: PurchaseOrder) -> tuple[dt.date, dt.date, Money]:
    if order.start is None or order.end is None or order.amount is None or order.end < order.start:
        raise ValueError(f"PO {order.number} is no rental: it has no period or no amount")
    return order.start, order.end, order.amount


def _of_days(
    order: PurchaseOrder, amount: Money, start: dt.date, end: dt.date, last: dt.date
) -> PurchaseOrder:
    share = Fraction((last - start).days + 1, (end - start).days + 1)
    return replace(order, end=last, amount=amount.times(share))
