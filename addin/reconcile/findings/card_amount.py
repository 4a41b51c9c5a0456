"""REC402: a card charge is posted at another amount.

Why it matters: the card's account will not clear, and the cost is wrong by the difference.

Example: 184.00 on the statement, 148.00 in the ledger, the same merchant and day.

What to do: look at the receipt, and correct the posting.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, differences, few, size
from addin.reconcile.of_money import CARD
from addin.reconcile.outcome import Kind, Reconciliation

CODE = "REC402"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per charge, in order of date."""
    for _, found in differences(reconciliation, CARD, Kind.AMOUNT):
        row = found.left[0]
        yield Finding(
            CODE,
            Severity.ERROR if found.certain else Severity.WARNING,
            f"The {row.label} of {row.date or 'no date'} ({row.name}) is {found.left_says} on the"
            f" statement, but posted at {found.right_says}.{because(found)}",
            (*few(found.left), *few(found.right)),
            numbers=(("card", found.left_says), ("ledger", found.right_says)),
            advice="Look at the receipt, and correct the posting.",
            subject=f"{row.label} {row.date} {row.name} posted",
            impact=size(found.amount),
        )
