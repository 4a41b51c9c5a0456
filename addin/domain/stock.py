"""Stock lists: what is there, by count or by the books."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class StockLine:
    """One item of a stock list, in one place; None where the list has no such column or value."""

    item: str
    source: Source = NOWHERE
    number: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    rate: Decimal | None = None  # per unit, in the currency of the list
    amount: Money | None = None
    location: str = ""
