"""Actuals: what the ledger holds, and what that makes by account and period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class Posting:
    """One ledger line. ``amount`` is debit less credit: a cost is positive, a credit negative."""

    account: str
    amount: Money | None
    source: Source = NOWHERE
    date: dt.date | None = None
    account_name: str = ""
    period: str = ""
    entry: str = ""  # journal or transaction number
    kind: str = ""  # AP, PO, PC, JE, PR as the ledger has it
    vendor: str = ""
    description: str = ""
    document: str = ""  # invoice number
    po_number: str = ""
    reference: str = ""  # payment or cheque number
    debit: Money | None = None
    credit: Money | None = None


@dataclass(frozen=True, slots=True)
class TrialBalanceLine:
    """One account of a trial balance; ``balance`` is debit less credit."""

    account: str
    balance: Money | None
    source: Source = NOWHERE
    account_name: str = ""
    debit: Money | None = None
    credit: Money | None = None
