"""Petty cash: floats, envelopes and receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

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
