"""INV102: an invoice falls due before it was issued.

Why it matters: it shows as overdue by most of a year, so ageing and cash flow are wrong, and a
payment run may take it first.

Example: issued on 5 December 2025, due on 4 January 2025: the year did not roll over.

What to do: correct the due date, better by a formula from date and terms.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.commitments import Invoice
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together, named
from addin.rules.rule import Workpapers

CODE = "INV102"
_LONGEST: Final = 180  # days of credit that anybody gives
_NET: Final = re.compile(r"\b(\d{1,3})\b")
_NAMED: Final = 12


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per list, naming every invoice in it."""
    for bills in by_list(papers.production.invoices):
        early = [bill for bill in bills if bill.date and bill.due and bill.due < bill.date]
        if early:
            yield _finding(early)


def _finding(bills: Sequence[Invoice]) -> Finding:
    cells = [bill.source.at("due_date") for bill in bills]
    numbers = [bill.number for bill in bills if bill.number]
    shown = ", ".join(numbers[:_NAMED])
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    first = bills[0]
    amount = sum_of(bill.balance or bill.total for bill in bills)
    are = "invoices are" if len(bills) > 1 else "invoice is"
    example = (
        f"{first.number or 'the first'} was issued on {first.date} and is due on {first.due}"
        if len(bills) > 1
        else f"issued on {first.date}, due on {first.due}"
    )
    return Finding(
        CODE,
        Severity.ERROR,
        f"{len(bills)} {are} due before being issued ({shown}{more}; {named(cells)}):"
        f" {example}.{_year(bills)}",
        drawn_together([*cells, *(bill.source.at("date") for bill in bills)]),
        numbers=(("invoices", len(bills)),),
        advice="Correct the due dates, better by a formula from date and terms.",
        subject=f"due dates of {first.source.sheet}",
        impact=abs(amount) if amount else None,
    )


def _year(bills: Sequence[Invoice]) -> str:
    """Which of them only the year is wrong in, as a sentence."""
    slips = [bill for bill in bills if _rolled(bill)]
    if not slips:
        return ""
    by_terms = [bill for bill in slips if _rolled(bill) == _by_terms(bill)]
    proof = ", as the terms say" if len(by_terms) == len(slips) else ""
    which = "Each" if len(slips) > 1 else "It"
    if len(slips) < len(bills):
        which = f"{len(slips)} of them"
    return f" {which} would be right one year later{proof}: the year did not roll over."


def _rolled(bill: Invoice) -> dt.date | None:
    """The due date one year later, where that makes sense."""
    if bill.due is None or bill.date is None:
        return None
    month, day = bill.due.month, bill.due.day
    try:
        later = bill.due.replace(year=bill.due.year + 1)
    except ValueError:  # 29 February
        later = dt.date(bill.due.year + 1, month, day - 1)
    return later if 0 <= (later - bill.date).days <= _LONGEST else None


def _by_terms(bill: Invoice) -> dt.date | None:
    match = _NET.search(bill.terms)
    if match is None or bill.date is None:
        return None
    return bill.date + dt.timedelta(days=int(match[1]))
