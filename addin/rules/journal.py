"""Journal entries: which lines of a list belong together, and whether the list is double entry."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.money import Money, zero

_SAYS_JOURNAL: Final = re.compile(
    r"(?:^|[^a-z])(?:a?je|gj|journals?|journal entr\w+|adjust\w*|double.entry)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_BALANCE_SHEET_NAME: Final = re.compile(
    r"\b(?:cash|bank|payables?|receivables?|accrued|accumulated|credit card|visa|mastercard|amex"
    r"|chequing|checking|float|clearing|suspense|prepaid)\b",
    re.IGNORECASE,
)
_INCOME_NAME: Final = re.compile(
    r"\b(?:revenues?|income|proceeds)\b(?!\s+(?:tax|agency|service|share))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines that belong together, in reading order. ``name`` is what a person would call it."""

    name: str
    lines: tuple[Posting, ...]

    @property
    def debits(self) -> Money:
        """What stands on the debit side."""
        return _sum(line.amount for line in self.lines if line.amount and line.amount.minor > 0)

    @property
    def credits(self) -> Money:
        """What stands on the credit side, as a positive amount."""
        return -_sum(line.amount for line in self.lines if line.amount and line.amount.minor < 0)

    @property
    def balances(self) -> bool:
        """Debits equal credits."""
        return sum(line.amount.minor for line in self.lines if line.amount) == 0

    @property
    def is_one_sided(self) -> bool:
        """All lines stand on one side, as in a list of costs alone."""
        signs = {line.amount.minor > 0 for line in self.lines if line.amount}
        return len(signs) < 2


def _sum(amounts: Iterable[Money | None]) -> Money:
    known = [amount for amount in amounts if amount is not None]
    currency = known[0].currency if known else zero().currency
    return Money(sum(amount.minor for amount in known), currency)


def says_journal(text: str) -> bool:
    """A sheet or title that calls itself a journal: ``8 JE_CreditCard``, ``Adjusting entries``."""
    return bool(_SAYS_JOURNAL.search(text.replace("_", " ")))


def is_balance_sheet_name(name: str) -> bool:
    """An account by whose name it holds money or debt rather than cost."""
    return bool(_BALANCE_SHEET_NAME.search(name))


def is_income_name(name: str) -> bool:
    """An account by whose name it takes in money: revenue, not a tax on it.

    >>> is_income_name("Various Revenue Accounts"), is_income_name("Income tax")
    (True, False)
    """
    return bool(_INCOME_NAME.search(name))


def entries(lines: Sequence[Posting]) -> tuple[Entry, ...]:
    """The entries of one list.

    By entry number if most lines have one. Otherwise lines are kept together by blank rows, by
    date, or all of them, whichever leaves the largest share of entries balanced (the finest of
    equals): a journal without numbers is still written entry by entry.
    """
    if sum(bool(line.entry) for line in lines) * 2 >= len(lines):
        return _by_number(lines)
    cuts = [_by_gap(lines), _by_date(lines), (Entry("the whole list", tuple(lines)),)]
    return max(cuts, key=lambda cut: (sum(e.balances for e in cut) / len(cut), len(cut)))


def is_double_entry(found: Sequence[Entry], lines: Sequence[Posting]) -> bool:
    """Debits and credits of this list are meant to agree.

    Most of its entries do; or it calls itself a journal; or it is one short list with accounts
    for cash or debt on one side. A cost ledger shows one side only and is none.
    """
    two_sided = [entry for entry in found if not entry.is_one_sided]
    if not two_sided or len(two_sided) * 2 < len(found):
        return False
    balanced = sum(entry.balances for entry in two_sided)
    if balanced * 2 > len(found):
        return True
    title = lines[0].source.sheet
    if balanced * 2 == len(found) or says_journal(title):
        return says_journal(title) or balanced > 0
    return len(found) == 1 and any(is_balance_sheet_name(line.account_name) for line in lines)


def _by_number(lines: Sequence[Posting]) -> tuple[Entry, ...]:
    """Lines of one number; a line without one belongs to the entry above it."""
    groups: dict[str, list[Posting]] = {}
    current = ""
    for line in lines:
        current = line.entry or current
        groups.setdefault(current, []).append(line)
    return tuple(Entry(f"entry {name}", tuple(group)) for name, group in groups.items())


def _by_gap(lines: Sequence[Posting]) -> tuple[Entry, ...]:
    numbered = [(line.source.row - i, line) for i, line in enumerate(lines)]
    return _entries_of(numbered, lambda pair: pair[0])


def _by_date(lines: Sequence[Posting]) -> tuple[Entry, ...]:
    last: dt.date | None = None
    dated: list[tuple[dt.date | None, Posting]] = []
    for line in lines:
        last = line.date or last
        dated.append((last, line))
    return _entries_of(dated, lambda pair: pair[0])


def _entries_of(
    keyed: Sequence[tuple[Hashable, Posting]],
    key: Callable[[tuple[Hashable, Posting]], Hashable],
) -> tuple[Entry, ...]:
    found = []
    for _, group in groupby(keyed, key=key):
        lines = tuple(line for _, line in group)
        rows = f"{lines[0].source.row} to {lines[-1].source.row}"
        found.append(Entry(f"the entry in rows {rows}", lines))
    return tuple(found)
