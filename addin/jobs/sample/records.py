"""The papers of the sample film as records: orders, bills, ledger lines. Amounts in minor units.

Two records are never equal: each is one row of one list, and knows nothing of where it stands.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Line:
    """One line of the ledger; a debit is positive."""

    account: str
    amount: int
    date: dt.date
    entry: str
    kind: str
    vendor: str = ""
    description: str = ""
    document: str = ""
    po: str = ""
    reference: str = ""
    shown: str | None = None  # what the export has for a date, where that is wrong
    exported: bool = True  # False: the extract leaves it out


@dataclass(eq=False, slots=True)
class Bill:
    """One invoice or credit memo as the invoice log has it; ``posted`` is its day in the ledger."""

    number: str
    vendor: str
    po: str
    date: dt.date
    due: dt.date
    net: int
    tax: int
    posted: dt.date
    account: str = ""
    description: str = ""
    freight: int = 0  # of the total, booked on the freight account
    paid: dt.date | None = None
    check: str = ""
    status: str = "Approved"

    @property
    def total(self) -> int:
        """With tax and freight."""
        return self.net + self.tax + self.freight

    @property
    def relieves(self) -> int:
        """What it takes off its order: freight is not on the order."""
        return self.net + self.tax


@dataclass(eq=False, slots=True)
class Order:
    """One purchase order."""

    number: str
    date: dt.date
    vendor: str
    account: str
    description: str
    amount: int
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = ""  # empty: what its bills make it
    department: str = ""
    bills: list[Bill] = field(default_factory=list)
    stated_relieved: int | None = None  # what the log says, where that is wrong

    def relieved(self, on: dt.date) -> int:
        """What bills posted up to a day have taken off it, as the log says."""
        if self.stated_relieved is not None:
            return self.stated_relieved
        return sum(bill.relieves for bill in self.bills if bill.posted <= on)

    def state(self, on: dt.date) -> str:
        """Its status in the log on a day."""
        if self.status:
            return self.status
        relieved = self.relieved(on)
        if relieved >= self.amount or any(bill.net < 0 for bill in self.bills):
            return "Closed"
        return "Partial" if relieved else "Open"

    def open(self, on: dt.date) -> int:
        """Still committed on a day."""
        if self.date > on or self.state(on) in ("Closed", "Void"):
            return 0
        return max(0, self.amount - self.relieved(on))


@dataclass(eq=False, slots=True)
class Charge:
    """One line of the card statement."""

    date: dt.date
    posted: dt.date
    merchant: str
    account: str
    description: str
    amount: int
    holder: str
    receipt: str = "Yes"


@dataclass(eq=False, slots=True)
class Slip:
    """One receipt of a petty cash envelope, or cash received (negative)."""

    date: dt.date
    number: str
    payee: str
    description: str
    account: str
    amount: int
    holder: str
    envelope: str


@dataclass(eq=False, slots=True)
class BankLine:
    """One movement at the bank, or in the production's own cash book; money in is positive."""

    date: dt.date
    kind: str
    reference: str
    description: str
    amount: int


@dataclass(eq=False, slots=True)
class Change:
    """One line of a change of the budget."""

    number: str
    date: dt.date
    kind: str
    account: str
    amount: int
    reason: str


@dataclass(eq=False, slots=True)
class Forecast:
    """What a coordinator holds of one account: EFC this week and last week, and why it moved."""

    account: str
    efc: int
    previous_efc: int
    reason: str = ""
    comment: str = ""


@dataclass(eq=False, slots=True)
class Story:
    """Everything that happened up to the cut-off."""

    lines: list[Line] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    cash_book: list[BankLine] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    forecasts: dict[str, Forecast] = field(default_factory=dict)

    def posting(self, bill: Bill) -> tuple[Line, ...]:
        """The ledger's lines of a bill: its cost, its freight, and what is owed for it."""
        return tuple(
            line
            for line in self.lines
            if line.kind == "AP" and line.document == bill.number and line.vendor == bill.vendor
        )
