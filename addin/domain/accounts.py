"""The chart of accounts: codes as masked text, levels, and what may take a cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from addin.domain.source import NOWHERE, Source


class AccountKind(StrEnum):
    """What an account is for."""

    COST = "cost"
    HEADER = "header"  # a heading or category: takes no postings
    BALANCE_SHEET = "balance sheet"  # bank, floats, payables: never on a cost report
    INCOME = "income"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart. ``code`` is text as the chart writes it."""

    code: str
    name: str = ""
    kind: AccountKind = AccountKind.COST
    level: int = 0
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """The accounts that exist."""

    accounts: tuple[Account, ...]
