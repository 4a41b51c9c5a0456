"""REC303: the books have a payment that the bank has not seen for a long time.

Why it matters: a cheque that nobody cashes was lost, or was never sent; a deposit that does not
arrive is missing.

Example: cheque 1252 of 2 October over 1,250.00 is not on the statements up to 31 December.

What to do: ask the payee, or stop the cheque and book it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few, size
from addin.reconcile.of_money import CASH_BOOK, LEDGER
from addin.reconcile.outcome import Cause, Leftover, Reconciliation

CODE = "REC303"
_RELATED = 0.3
LONG = 30
"""Days after which a payment under way is worth a question; until then it is simply on its way."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per line of the books, by date; recent ones only if entered twice."""
    for tied in reconciliation.of(CASH_BOOK, LEDGER):
        if tied.right_share < _RELATED:
            continue
        for left in tied.right_over:
            if left.cause is Cause.DUPLICATE or (left.age is not None and left.age > LONG):
                yield _finding(left)


def _finding(left: Leftover) -> Finding:
    row = left.row
    age = f" for {left.age} days" if left.age is not None and left.age > 0 else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"The {row.label} of {row.date or 'no date'} ({row.name or 'no text'}) over"
        f" {size(row.amount)} is in the books, but not on the statement{age}.{because(left)}",
        (*few([row]), *few(left.near)),
        numbers=() if row.amount is None else (("books", row.amount),),
        advice="Ask the payee or the bank; book it back if it will not come.",
        subject=f"{row.label} {row.date} {row.name} outstanding",
        impact=size(row.amount),
    )
