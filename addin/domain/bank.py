"""Bank and card statement lines, the cash book, and the balance that proves them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from addin.domain.money import Money, total
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
    column: str = ""  # where the amount stands: amount, debit or credit; empty: nobody said


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
    column: str = ""  # where the amount stands: amount, debit or credit; empty: nobody said


BankLine = StatementLine | CashBookLine
"""A line of a statement or of the production's own book."""


@dataclass(frozen=True, slots=True)
class BalanceBreak:
    """A running balance that does not follow from the line before it."""

    line: BankLine
    expected: Money
    found: Money


def opening_balance(lines: Sequence[BankLine]) -> Money | None:
    """The balance before the first movement.

    A first line without an amount states it ("Beginning balance"); else it is the first line's
    balance less its amount. None where the list has no balances.
    """
    for line in in_time(lines):
        if line.balance is not None:
            return line.balance if line.amount is None else line.balance - line.amount
        if line.amount is not None:
            return None
    return None


def closing_balance(lines: Sequence[BankLine]) -> Money | None:
    """The balance after the last movement; None when the last line has none."""
    last = in_time(lines)[-1:]
    return last[0].balance if last else None


def balance_breaks(lines: Sequence[BankLine]) -> tuple[BalanceBreak, ...]:
    """Lines whose balance is not the one before plus their amount, oldest first.

    Lines without a balance are added up until the next line with one. Each break is reported once:
    the proof goes on from the balance that is stated.
    """
    ordered = in_time(lines)
    return tuple(_breaks(ordered))


def in_time(lines: Sequence[BankLine]) -> tuple[BankLine, ...]:
    """The lines oldest first: statements run down the page or up it.

    The dates say which; where they do not, the running balance does.
    """
    dates = [line.date for line in lines if line.date is not None]
    rising = sum(a < b for a, b in pairwise(dates))
    falling = sum(a > b for a, b in pairwise(dates))
    down, up = tuple(lines), tuple(reversed(lines))
    if rising != falling:
        return down if rising > falling else up
    return up if len(_breaks(up)) < len(_breaks(down)) else down


def unproved(opening: Money, movements: Iterable[Money], closing: Money) -> Money:
    """What is missing in opening + movements = closing; zero when the balance is proved.

    >>> print(unproved(Money(10000), [Money(2500), Money(-500)], Money(12000)))
    0.00
    """
    return closing - total([opening, *movements], opening.currency)


def _breaks(ordered: Sequence[BankLine]) -> list[BalanceBreak]:
    found: list[BalanceBreak] = []
    running: Money | None = None
    for line in ordered:
        if running is not None and line.amount is not None:
            running += line.amount
        if line.balance is None:
            continue
        if running is not None and running != line.balance:
            found.append(BalanceBreak(line, running, line.balance))
        running = line.balance
    return found
