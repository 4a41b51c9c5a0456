"""Relief: invoices use up the orders they name; what is left is committed.

An invoice line that names an order relieves it by the lesser of the invoice and what is open. What
an invoice asks beyond that is an over-relief: flagged, never a negative commitment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, Protocol, TypeVar

from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.money import CurrencyMismatch, Money, total, zero

_CLOSED: Final = frozenset({Status.CLOSED, Status.VOID})


@dataclass(frozen=True, slots=True)
class Relief:
    """What one invoice did to its order; ``relieved`` is negative for a credit memo only."""

    invoice: Invoice
    relieved: Money
    excess: Money  # above what was open; never negative

    @property
    def is_credit(self) -> bool:
        """The invoice gives money back, so the order opens again."""
        return self.invoice.total is not None and self.invoice.total.is_negative


@dataclass(frozen=True, slots=True)
class OrderPosition:
    """An order with all its lines, and where its invoices have left it."""

    number: str
    lines: tuple[PurchaseOrder, ...]
    ordered: Money
    reliefs: tuple[Relief, ...]
    closed_short: Money  # released because the final invoice was below the order

    @property
    def relieved(self) -> Money:
        """Used up by invoices so far; never below zero, never above what was ordered."""
        return total((r.relieved for r in self.reliefs), self.ordered.currency)

    @property
    def excess(self) -> Money:
        """Invoiced above the order: an exception for somebody to approve."""
        return total((r.excess for r in self.reliefs), self.ordered.currency)

    @property
    def open(self) -> Money:
        """Still committed."""
        return self.ordered - self.relieved - self.closed_short

    @property
    def date(self) -> dt.date | None:
        """The day of its first line."""
        return min((line.date for line in self.lines if line.date is not None), default=None)


def relieve(
    orders: Iterable[PurchaseOrder],
    invoices: Iterable[Invoice],
    number: Callable[[str], str] = str.strip,
) -> tuple[tuple[OrderPosition, ...], tuple[Invoice, ...]]:
    """Every order's position, in the order of the log; and the invoices that name no order in it.

    Invoices are taken by date, those without one last. An order that the log calls closed keeps no
    commitment: what its invoices left is closed short. Lines without an amount count as zero.

    Args:
        orders: lines of one PO log; an order with several lines repeats its number.
        invoices: invoice lines, credits negative.
        number: writes a PO number the same way on both sides.

    Raises:
        CurrencyMismatch: an order and its invoices in two currencies.
    """
    lines: dict[str, list[PurchaseOrder]] = {}
    for order in orders:
        lines.setdefault(number(order.number), []).append(order)
    bills: dict[str, list[Invoice]] = {}
    strays: list[Invoice] = []
    for invoice in invoices:
        key = number(invoice.po_number)
        if key in lines:
            bills.setdefault(key, []).append(invoice)
        else:
            strays.append(invoice)
    positions = tuple(_position(same, bills.get(key, ())) for key, same in lines.items())
    return positions, tuple(strays)


def _position(lines: Sequence[PurchaseOrder], invoices: Sequence[Invoice]) -> OrderPosition:
    amounts = [line.amount for line in lines if line.amount is not None]
    billed = [invoice.total for invoice in invoices if invoice.total is not None]
    currency = (amounts or billed or [zero()])[0].currency
    ordered = total(amounts, currency)
    in_turn = sorted(invoices, key=lambda i: i.date or dt.date.max)
    asked = [0 if invoice.total is None else invoice.total.minor for invoice in in_turn]
    used = used_up(ordered.minor, asked)
    reliefs = [
        Relief(invoice, Money(part, currency), Money(excess, currency))
        for invoice, (part, excess) in zip(in_turn, used, strict=True)
    ]
    relieved = Money(sum(part for part, _ in used), currency)
    is_closed = all(line.status in _CLOSED for line in lines)
    short = ordered - relieved if is_closed else zero(currency)
    return OrderPosition(lines[0].number, tuple(lines), ordered, tuple(reliefs), short)


def used_up(ordered: int, asked: Iterable[int]) -> list[tuple[int, int]]:
    """What each invoice in turn takes of an order and what it asks beyond, in minor units.

    A credit opens the order again, but never beyond what was taken from it.

    >>> used_up(500, [300, 320, -50])
    [(300, 0), (200, 120), (-50, 0)]
    """
    found: list[tuple[int, int]] = []
    relieved = 0
    for amount in asked:
        part = max(-relieved, min(amount, max(ordered - relieved, 0)))
        relieved += part
        found.append((part, max(amount - part, 0)))
    return found


class LineOrdered(NamedTuple):
    """One line of an order, quick to make by the thousand."""

    number: str
    amount: Money
    status: Status = Status.UNKNOWN


class LineBilled(NamedTuple):
    """One invoice line, quick to make by the thousand; ``number`` is that of the order."""

    number: str
    amount: Money
    date: dt.date | None = None


class Standing(NamedTuple):
    """Where its invoices have left an order; None ordered: no order has the number."""

    number: str
    ordered: Money | None
    relieved: Money
    open: Money
    excess: Money


def standings(
    orders: Iterable[LineOrdered],
    bills: Iterable[LineBilled],
    number: Callable[[str], str] = str.strip,
) -> list[Standing]:
    """``relieve`` of bare columns: every order in the order of the log, then unknown numbers.

    Args:
        orders: lines of one PO log; an order with several lines repeats its number.
        bills: invoice lines, credits negative.
        number: writes a PO number the same way on both sides.

    Raises:
        CurrencyMismatch: an order and its invoices in two currencies.
    """
    logged: dict[str, list[LineOrdered]] = {}
    for line in orders:
        logged.setdefault(number(line.number), []).append(line)
    billed: dict[str, list[LineBilled]] = {}
    for bill in bills:
        billed.setdefault(number(bill.number), []).append(bill)
    found = [_standing(lines, billed.pop(key, ())) for key, lines in logged.items()]
    for same in billed.values():
        asked = total(bill.amount for bill in same)
        nothing = zero(asked.currency)
        found.append(Standing(same[0].number, None, nothing, nothing, asked))
    return found


def _standing(lines: Sequence[LineOrdered], bills: Sequence[LineBilled]) -> Standing:
    first = lines[0]
    ordered = first.amount if len(lines) == 1 else total(line.amount for line in lines)
    nothing = zero(ordered.currency)
    relieved, excess = nothing, nothing
    if bills:
        for bill in bills:
            if bill.amount.currency != ordered.currency:
                raise CurrencyMismatch(ordered.currency, bill.amount.currency)
        in_turn = bills if len(bills) == 1 else sorted(bills, key=lambda b: b.date or dt.date.max)
        used = used_up(ordered.minor, [bill.amount.minor for bill in in_turn])
        relieved = Money(sum([part for part, _ in used]), ordered.currency)
        excess = Money(sum([beyond for _, beyond in used]), ordered.currency)
    is_closed = all([line.status in _CLOSED for line in lines])  # noqa: C419 - one or two
    left = nothing if is_closed else ordered - relieved
    return Standing(first.number, ordered, relieved, left, excess)


class _Open(Protocol):
    @property
    def open(self) -> Money: ...
    @property
    def date(self) -> dt.date | None: ...


Order = TypeVar("Order", bound=_Open)


def ageing(
    positions: Iterable[Order], today: dt.date, limits: Sequence[int] = (30, 60, 90)
) -> tuple[tuple[str, tuple[Order, ...]], ...]:
    """Open orders by age: up to 30 days, 31-60, 61-90, over 90, and those without a date.

    Every open order stands in exactly one of them; age is counted from its first line.

    Raises:
        ValueError: limits that do not rise.
    """
    edges = [*limits]
    if any(high <= low for low, high in pairwise(edges)):
        raise ValueError(f"limits must rise: {', '.join(map(str, edges))}")
    names = [f"up to {edges[0]}" if edges else "all"]
    names += [f"{low + 1}-{high}" for low, high in pairwise(edges)]
    names += [f"over {edges[-1]}"] if edges else []
    buckets: dict[str, list[Order]] = {name: [] for name in [*names, "no date"]}
    for position in positions:
        if not position.open:
            continue
        if position.date is None:
            buckets["no date"].append(position)
            continue
        age = (today - position.date).days
        buckets[names[sum(age > edge for edge in edges)]].append(position)
    return tuple((name, tuple(found)) for name, found in buckets.items())
