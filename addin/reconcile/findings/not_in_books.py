"""REC302: the statement has a line that the books do not have.

Why it matters: money moved and nobody has booked it: a bank charge, a direct debit, a returned
cheque.

Example: a monthly fee of 25.00 on the statement, and nothing in the cash book or a journal.

What to do: book it.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few, size
from addin.reconcile.of_money import CASH_BOOK, LEDGER
from addin.reconcile.outcome import Cause, Leftover, Reconciliation

CODE = "REC302"
_RELATED = 0.3
"""When fewer lines than this are in the books, they are those of another account or time."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per line, by date."""
    for tied in reconciliation.of(CASH_BOOK, LEDGER):
        if tied.left_share >= _RELATED:
            for left in tied.left_over:
                yield _finding(left)


def _finding(left: Leftover) -> Finding:
    row = left.row
    twice = " The bank seems to have it twice." if left.cause is Cause.DUPLICATE else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"The {row.label} of {row.date or 'no date'} ({row.name or 'no text'}) over"
        f" {size(row.amount)} is on the statement, but not in the books.{because(left)}{twice}",
        (*few([row]), *few(left.near)),
        numbers=() if row.amount is None else (("statement", row.amount),),
        advice="Book it, or ask the bank what it is.",
        subject=f"{row.label} {row.date} {row.name} not booked",
        impact=size(row.amount),
    )
