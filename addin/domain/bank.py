"""Bank and card statement lines, the cash book, and the balance that proves them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a bank or card statement.

    ``amount``: for a bank, money in is positive; for a card, a charge is positive.
    """

    date: dt.date | None
    amount: Money | None
    source: Source = NOWHERE
    description: str = ""
    kind: str = ""
    reference: str = ""  # cheque number
    balance: Money | None = None
    posted: dt.date | None = None
    category: str = ""
    holder: str = ""
    receipt: str = ""  # as the sheet says: Yes, No, a number
    account: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CashBookLine:
    """One line of the production's own book of a bank account; money in is positive."""

    date: dt.date | None
    amount: Money | None
    source: Source = NOWHERE
    description: str = ""
    kind: str = ""
    reference: str = ""
    balance: Money | None = None
