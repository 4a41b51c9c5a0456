"""BNK105: the journal for a card statement is not the statement's total.

Why it matters: the card's payable then never clears, and some cost is missing from the ledger, or
is in it twice.

Example: the statement's lines make 5,127.09, the journal credits 5,372.09: 245.00 apart.

What to do: post the statement's total. The difference usually is one line, or two swapped digits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.bank import StatementLine
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, column_range
from addin.rules.discrepancy import culprit, slip
from addin.rules.rule import Workpapers

CODE = "BNK105"
CLOSE = 0.25
"""A posting further off than this share of the total is for another statement."""
_CARD: Final = re.compile(
    r"\b(?:credit card|card payable|card clearing|p-?card|visa|master ?card|amex"
    r"|american express)\b",
    re.IGNORECASE,
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per card statement whose journal has another total."""
    credits_ = [
        p
        for p in papers.production.postings
        if p.amount and p.amount.is_negative and _CARD.search(p.account_name)
    ]
    for lines in by_list(papers.production.cards):
        amounts = [line.amount for line in lines if line.amount]
        if amounts and len({amount.currency for amount in amounts}) == 1:
            total = Money(sum(amount.minor for amount in amounts), amounts[0].currency)
            yield from _compared(lines, total, credits_, papers.options.tolerance_minor)


def _compared(
    lines: Sequence[StatementLine], total: Money, credits_: Sequence[Posting], tolerance: int
) -> Iterator[Finding]:
    near = [p for p in credits_ if p.source.workbook == lines[0].source.workbook] or credits_
    known = [p for p in near if p.amount and p.amount.currency == total.currency]
    if any(abs(_credited(p) - total.minor) <= tolerance for p in known):
        return
    if abs(sum(map(_credited, known)) - total.minor) <= tolerance:
        return  # the statement was posted line by line
    for_this = [
        p
        for p in known
        if abs(_credited(p) - total.minor) <= CLOSE * abs(total.minor) and _is_in_time(p, lines)
    ]
    if len(for_this) != 1:
        return
    posting = for_this[0]
    credited = Money(_credited(posting), total.currency)
    difference = credited - total
    items = [
        (f"row {line.source.row} ({line.description})", line.amount)
        for line in lines
        if line.amount
    ]
    cause = slip(credited, total) or culprit(difference, items)
    yield Finding(
        CODE,
        Severity.ERROR,
        f"The card statement in sheet '{lines[0].source.sheet}' comes to {total}, but"
        f" {posting.account_name} is credited with {credited} in sheet '{posting.source.sheet}':"
        f" {difference} apart.{' ' if cause else ''}{cause}",
        (amount_cell(posting), column_range([line.source for line in lines], "amount")),
        numbers=(("statement", total), ("journal", credited), ("difference", difference)),
        advice="Post the statement's total.",
        subject=f"card {lines[0].source.sheet} {posting.date or ''}".strip(),
        impact=abs(difference),
    )


def _credited(posting: Posting) -> int:
    return -posting.amount.minor if posting.amount else 0


def _is_in_time(posting: Posting, lines: Sequence[StatementLine]) -> bool:
    dates = [line.date for line in lines if line.date]
    if not dates or posting.date is None:
        return True
    return min(dates) <= posting.date <= max(dates) + dt.timedelta(days=45)
