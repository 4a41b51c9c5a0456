"""Commitments: purchase orders and the invoices that relieve them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from addin.domain.coding import by_code
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
    """What one line of a PO log still commits: never below zero, None if the log does not say."""
    return still_open(order.amount, order.relieved, order.open, order.status)


def still_open(
    ordered: Money | None,
    relieved: Money | None = None,
    stated: Money | None = None,
    status: Status = Status.UNKNOWN,
) -> Money | None:
    """What is left of an order by its amounts and its state: never below zero, None if unknown.

    Nothing for a state that holds no money; else ordered less relieved; else what the log states
    as open; else all of it. Ordered in one currency and relieved in another, what is left is not
    known, unless the log states it.

    >>> print(still_open(Money(50000), Money(12000)), still_open(Money(50000), Money(62000)))
    380.00 0.00
    """
    if status in NOT_COMMITTED:
        known = (ordered, stated, relieved)
        return next((zero(amount.currency) for amount in known if amount is not None), None)
    if ordered is not None and relieved is not None and ordered.currency == relieved.currency:
        return Money(max(ordered.minor - relieved.minor, 0), ordered.currency)
    if stated is not None:
        return max(stated, zero(stated.currency))
    return ordered if relieved is None else None


def over_relief(ordered: Money, relieved: Money) -> Money:
    """What was invoiced above the order, for somebody to approve; never below zero.

    >>> print(over_relief(Money(50000), Money(62000)))
    120.00
    """
    return max(relieved - ordered, zero(ordered.currency))


def standing(ordered: Money, relieved: Money, status: Status = Status.UNKNOWN) -> Status:
    """Where an order stands by its amounts, whatever was last written beside it.

    A draft, a requisition, a closed and a void order stay what they are: only a person says so.

    >>> standing(Money(50000), Money(12000)), standing(Money(50000), Money(50000))
    (<Status.PARTIAL: 'partial'>, <Status.INVOICED: 'invoiced'>)
    """
    if status in NOT_COMMITTED - {Status.INVOICED}:
        return status
    if relieved.minor <= 0:
        return Status.APPROVED if status is Status.APPROVED else Status.ISSUED
    return Status.PARTIAL if relieved < ordered else Status.INVOICED


class OrderLine(NamedTuple):
    """What one line of a PO log says of its order's money: quick to make by the thousand."""

    number: str
    date: dt.date | None
    ordered: Money | None
    relieved: Money | None
    open: Money | None
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class LoggedOrder:
    """An order as its log knows it, all its lines together; ``date`` is that of the first."""

    number: str
    vendor: str
    date: dt.date | None
    ordered: Money
    relieved: Money
    open: Money


def logged(
    lines: Iterable[OrderLine], number: Callable[[str], str] = str.strip
) -> tuple[LoggedOrder, ...]:
    """The orders of a log, in its order; ``number`` writes a PO number the same way each time.

    Raises:
        CurrencyMismatch: lines of one order in two currencies.
    """
    found: dict[str, list[OrderLine]] = {}
    for line in lines:
        found.setdefault(number(line.number), []).append(line)
    return tuple(_order(lines) for lines in found.values())


def _order(lines: Sequence[OrderLine]) -> LoggedOrder:
    first = lines[0]
    if len(lines) == 1:  # most orders have one
        ordered, relieved = first.ordered or zero(), first.relieved or zero()
        left = first.open or zero()
        return LoggedOrder(first.number, first.vendor, first.date, ordered, relieved, left)
    return LoggedOrder(
        first.number,
        next((line.vendor for line in lines if line.vendor), ""),
        min((line.date for line in lines if line.date is not None), default=None),
        total(line.ordered for line in lines if line.ordered is not None),
        total(line.relieved for line in lines if line.relieved is not None),
        total(line.open for line in lines if line.open is not None),
    )


def open_by_account(
    orders: Iterable[PurchaseOrder], code: Callable[[str], str] = str.strip
) -> dict[str, Money]:
    """Commitments by account (the cost report's PO column); ``code`` writes an account's code.

    Raises:
        CurrencyMismatch: orders of one account in two currencies.
    """
    return by_code(((order.account, open_balance(order)) for order in orders), code)


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
    return replace(order, end=last, amount=rental(amount, start, end, last))


def placed_by(orders: Iterable[PurchaseOrder], cutoff: dt.date) -> Iterator[PurchaseOrder]:
    """The lines of a log up to and including a cut-off; those without a date were there."""
    return (order for order in orders if counts_by(order.date, cutoff))


def counts_by(date: dt.date | None, cutoff: dt.date | None) -> bool:
    """Whether a line of a log is in a report up to a cut-off; None: the report has none."""
    return cutoff is None or date is None or date <= cutoff


def rental(amount: Money, first: dt.date, last: dt.date, new_last: dt.date) -> Money:
    """What a rental comes to when it ends on another day, by its days; both ends count.

    Raises:
        ValueError: it would end before it begins.

    >>> week = dt.date(2026, 3, 2), dt.date(2026, 3, 8)
    >>> print(rental(Money(70000), *week, dt.date(2026, 3, 10)))
    900.00
    """
    if min(last, new_last) < first:
        raise ValueError(f"a rental from {first} cannot end on {min(last, new_last)}")
    return amount.times(Fraction((new_last - first).days + 1, (last - first).days + 1))
