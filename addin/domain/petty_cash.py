"""Petty cash: floats, envelopes and receipts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, total, zero
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of a petty cash envelope; money spent is positive, money received negative."""

    date: dt.date | None
    amount: Money | None
    source: Source = NOWHERE
    number: str = ""
    payee: str = ""
    description: str = ""
    account: str = ""
    holder: str = ""
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Float:
    """One holder's petty cash at one moment: what was handed out, and what there is to show.

    ``in_transit`` are receipts handed in and not yet posted.
    """

    holder: str
    issued: Money
    top_ups: Money
    posted: Money
    cash_on_hand: Money
    in_transit: Money

    @property
    def short(self) -> Money:
        """What the holder cannot account for; negative when there is more than there should be.

        Source:
            float + top-ups = receipts posted + cash on hand + receipts in transit.
        """
        return self.issued + self.top_ups - self.posted - self.cash_on_hand - self.in_transit


def spent_and_received(amounts: Iterable[Money]) -> tuple[Money, Money]:
    """What envelope lines spent, and what they received; both positive, zero lines count nowhere.

    >>> [str(sum_) for sum_ in spent_and_received([Money(500), Money(-2000), Money(250)])]
    ['7.50', '20.00']
    """
    every = [*amounts]
    received = -total(amount for amount in every if amount.is_negative)
    return total(amount for amount in every if not amount.is_negative), received


def floats(
    issued: Iterable[tuple[str, Money, Money, Money, Money]],
    receipts: Iterable[tuple[str, Money]],
    holder: Callable[[str], str] = str.strip,
) -> tuple[Float, ...]:
    """Every holder's float: in the order they were issued, then holders with receipts only.

    Args:
        issued: holder, float, top-ups, cash on hand, receipts in transit; a holder may have
            several lines, which are added up.
        receipts: holder and amount of each receipt; money received in the envelope is negative and
            counts as a top-up.
        holder: writes a holder's name the same way each time.

    Raises:
        CurrencyMismatch: amounts in two currencies.
    """
    names: dict[str, str] = {}
    given: dict[str, list[tuple[Money, Money, Money, Money]]] = {}
    lines: dict[str, list[Money]] = {}
    for name, *amounts in issued:
        key = holder(name)
        names.setdefault(key, name)
        given.setdefault(key, []).append((amounts[0], amounts[1], amounts[2], amounts[3]))
    for name, amount in receipts:
        key = holder(name)
        names.setdefault(key, name)
        lines.setdefault(key, []).append(amount)
    found: list[Float] = []
    for key, name in names.items():
        posted, received = spent_and_received(lines.get(key, ()))
        float_, top_ups, cash, transit = (
            total(line[i] for line in given.get(key, ())) for i in range(4)
        )
        found.append(Float(name, float_, top_ups + received, posted, cash, transit))
    return tuple(found)


def spent(receipts: Iterable[Receipt], holder: str | None = None) -> Money:
    """What the receipts come to, of one holder or of all; money received is not counted."""
    return total(
        receipt.amount
        for receipt in receipts
        if receipt.amount is not None
        and not receipt.amount.is_negative
        and (holder is None or receipt.holder == holder)
    )


def cash_left(receipts: Iterable[Receipt], opening: Money | None = None) -> Money:
    """The cash that should be in the envelope after its lines."""
    amounts = [-receipt.amount for receipt in receipts if receipt.amount is not None]
    start = opening or zero(amounts[0].currency if amounts else zero().currency)
    return total([start, *amounts])


FEWEST_SHARED: Final = 3
MOST_RECEIPTS: Final = Fraction(3, 5)
"""The share of a list's receipts that must be charges of a card for it to be that card's."""


def are_of_card(receipts: Iterable[Receipt], charges: Iterable[Money | None]) -> bool:
    """Whether a list of receipts is kept for a card, by its amounts, and is no envelope of cash.

    An envelope shares a few amounts with a card by chance, or by mistake.
    """
    ours = Counter(r.amount for r in receipts if r.amount and not r.amount.is_negative)
    common = (ours & Counter(filter(None, charges))).total()
    return common >= FEWEST_SHARED and common >= MOST_RECEIPTS * ours.total()
