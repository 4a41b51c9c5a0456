"""Actuals: what the ledger holds, and what that makes by account and period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from addin.domain.coding import Code, by_code
from addin.domain.money import NO_CURRENCY, CurrencyMismatch, Money, total, zero
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


Line = tuple[str, dt.date | None, Money | None]
"""What sums need of a posting: account or other code, date, amount."""


def cost_to_date(
    postings: Iterable[Posting], cutoff: dt.date | None = None, code: Code = str.strip
) -> dict[str, Money]:
    """What is posted up to and including the cut-off, by account, credits taken off.

    Postings without a date count: they are in the ledger. Without a cut-off all count.

    Raises:
        CurrencyMismatch: one account in two currencies.
    """
    return sum_to_date(map(_line, postings), cutoff, code)


def sum_to_date(
    lines: Iterable[Line], cutoff: dt.date | None = None, code: Code = str.strip
) -> dict[str, Money]:
    """``cost_to_date`` of columns: code, date and amount of each posting."""
    if cutoff is None:
        return by_code(((written, amount) for written, _, amount in lines), code)
    return by_code(
        ((written, amount) for written, date, amount in lines if date is None or date <= cutoff),
        code,
    )


def cost_in_period(
    postings: Iterable[Posting],
    previous_cutoff: dt.date | None,
    cutoff: dt.date | None,
    code: Code = str.strip,
) -> dict[str, Money]:
    """What is posted after the previous cut-off, up to and including this one, by account.

    A posting without a date is in no period; ``undated`` lists them. A missing cut-off leaves that
    end open.

    Raises:
        CurrencyMismatch: one account in two currencies.
    """
    return sum_in_period(map(_line, postings), previous_cutoff, cutoff, code)


def sum_in_period(
    lines: Iterable[Line],
    previous_cutoff: dt.date | None,
    cutoff: dt.date | None,
    code: Code = str.strip,
) -> dict[str, Money]:
    """``cost_in_period`` of columns: code, date and amount of each posting."""
    after, until = previous_cutoff or dt.date.min, cutoff or dt.date.max
    return by_code(
        (
            (written, amount)
            for written, date, amount in lines
            if date is not None and after < date <= until
        ),
        code,
    )


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """One code's postings by period; all of its postings are in exactly one of these."""

    periods: tuple[Money, ...]  # the first holds everything up to its end
    later: Money  # after the end of the last period
    undated: Money

    @property
    def total(self) -> Money:
        """All postings of the code."""
        return total((*self.periods, self.later, self.undated))


def sum_by_period(
    lines: Iterable[Line], ends: Sequence[dt.date], code: Code = str.strip
) -> dict[str, ByPeriod]:
    """What is posted in each period, by code; ``ends`` are the last days of the periods.

    Raises:
        ValueError: no period, or ends that do not rise.
        CurrencyMismatch: amounts in two currencies.
    """
    if not ends or any(later <= earlier for earlier, later in pairwise(ends)):
        raise ValueError("the ends of periods must rise, and there must be one")
    slots = len(ends) + 2
    normal: dict[str, str] = {}
    sums: dict[str, list[int]] = {}
    currency: str | None = None
    for written, date, amount in lines:
        if amount is None:
            continue
        if currency is None:
            currency = amount.currency
        elif currency != amount.currency:
            raise CurrencyMismatch(currency, amount.currency)
        key = normal.get(written)
        if key is None:
            key = normal[written] = code(written)
            sums.setdefault(key, [0] * slots)
        sums[key][-1 if date is None else bisect_left(ends, date)] += amount.minor
    found = {
        key: [Money(minor, currency or NO_CURRENCY) for minor in row] for key, row in sums.items()
    }
    return {key: ByPeriod(tuple(row[:-2]), row[-2], row[-1]) for key, row in found.items()}


def is_late(date: dt.date | None, entered: dt.date | None, previous_cutoff: dt.date) -> bool:
    """Entered after a period was reported, and dated in it or before: the report's past moves."""
    return date is not None and entered is not None and date <= previous_cutoff < entered


def restated_sums(
    before: Iterable[Line], now: Iterable[Line], previous_cutoff: dt.date, code: Code = str.strip
) -> dict[str, tuple[Money, Money]]:
    """Accounts whose closed periods moved between two exports: as reported then, and as now."""
    then = sum_to_date(before, previous_cutoff, code)
    today = sum_to_date(now, previous_cutoff, code)
    return {
        account: (then.get(account, zero(by.currency)), today.get(account, zero(by.currency)))
        for account, by in movement(then, today).items()
        if by
    }


def _line(posting: Posting) -> Line:
    return posting.account, posting.date, posting.amount


def undated(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Postings in no period, because nobody entered a date."""
    return tuple(posting for posting in postings if posting.date is None)


def restated(
    before: Iterable[Posting],
    now: Iterable[Posting],
    previous_cutoff: dt.date,
    code: Code = str.strip,
) -> dict[str, Money]:
    """How far closed periods moved between two exports of the ledger, by account; zeros left out.

    ``before`` is the ledger as it was exported at the previous cut-off. Positive: more cost is now
    dated in the closed periods than was reported then.
    """
    moved = restated_sums(map(_line, before), map(_line, now), previous_cutoff, code)
    return {account: today - then for account, (then, today) in moved.items()}


def movement(before: Mapping[str, Money], now: Mapping[str, Money]) -> dict[str, Money]:
    """Now less before by account; an account that is on one side only counts as zero there."""
    found = dict(now)
    for account, amount in before.items():
        found[account] = found[account] - amount if account in found else -amount
    return found
