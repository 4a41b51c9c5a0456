"""Actuals: what the ledger holds, and what that makes by account and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from addin.domain.money import Money, total
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


Code = Callable[[str], str]
"""Writes an account code as the project does: ``Mask.normal``, or ``str.strip`` without a mask."""


def cost_to_date(
    postings: Iterable[Posting], cutoff: dt.date | None = None, code: Code = str.strip
) -> dict[str, Money]:
    """What is posted up to and including the cut-off, by account, credits taken off.

    Postings without a date count: they are in the ledger. Without a cut-off all count.

    Raises:
        CurrencyMismatch: one account in two currencies.
    """
    return _by_account(
        (p for p in postings if cutoff is None or p.date is None or p.date <= cutoff), code
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
    return _by_account(
        (
            p
            for p in postings
            if p.date is not None
            and (previous_cutoff is None or p.date > previous_cutoff)
            and (cutoff is None or p.date <= cutoff)
        ),
        code,
    )


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
    then = cost_to_date(before, previous_cutoff, code)
    today = cost_to_date(now, previous_cutoff, code)
    return {account: moved for account, moved in movement(then, today).items() if moved}


def movement(before: Mapping[str, Money], now: Mapping[str, Money]) -> dict[str, Money]:
    """Now less before by account; an account that is on one side only counts as zero there."""
    found = dict(now)
    for account, amount in before.items():
        found[account] = found[account] - amount if account in found else -amount
    return found


def _by_account(postings: Iterable[Posting], code: Code) -> dict[str, Money]:
    found: dict[str, list[Money]] = {}
    for posting in postings:
        if posting.amount is not None:
            found.setdefault(code(posting.account), []).append(posting.amount)
    return {account: total(amounts) for account, amounts in found.items()}
