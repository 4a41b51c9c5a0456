"""Petty cash: floats, envelopes and receipts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from addin.domain.money import Money
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
