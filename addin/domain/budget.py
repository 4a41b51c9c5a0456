"""Budget lines: what was planned, by account."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a budget or of its topsheet. None: the sheet has no such column or no value."""

    account: str  # code as text; empty where the sheet has none
    description: str
    amount: Money | None  # the line's total, fringes included where the sheet includes them
    source: Source = NOWHERE
    quantity: Decimal | None = None
    unit: str = ""
    multiplier: Decimal | None = None
    rate: Decimal | None = None  # per unit, in the line's currency
    subtotal: Money | None = None  # before fringes
    fringe_rate: Decimal | None = None  # 0.22 for 22 %
    fringes: Money | None = None
    group: str = ""  # the section heading the line stands under
