"""Time cards and payroll registers: who worked how long, and what that cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class TimecardLine:
    """One line of a time sheet or a payroll register; None where it has no such column or value.

    ``date`` is the day worked, or the day on which the week or period ends. ``hours`` are all hours
    of the line where the list has one column, else the straight ones; ``overtime`` comes on top.
    """

    person: str
    source: Source = NOWHERE
    number: str = ""
    date: dt.date | None = None
    hours: Decimal | None = None
    overtime: Decimal | None = None
    rate: Decimal | None = None  # per hour, in the currency of the list
    amount: Money | None = None
    account: str = ""

    @property
    def worked(self) -> Decimal | None:
        """Straight hours and overtime together; None when neither is given."""
        if self.hours is None and self.overtime is None:
            return None
        return (self.hours or Decimal(0)) + (self.overtime or Decimal(0))
