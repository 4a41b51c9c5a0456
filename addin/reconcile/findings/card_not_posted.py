"""REC401: a card charge is not in the ledger.

Why it matters: cost to date is too low by it, and the card's account will not clear.

Example: a charge of 92.00 of 4 March; all other charges of the statement are posted.

What to do: find the receipt, code it and post it.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few
from addin.reconcile.of_money import CARD
from addin.reconcile.outcome import Reconciliation

CODE = "REC401"
_MOST_ARE = 0.5
"""When fewer charges are posted one by one, they are posted by the month or not at all yet."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per charge, by date."""
    for tied in reconciliation.of(CARD):
        if tied.left_share < _MOST_ARE:
            continue
        for left in tied.left_over:
            row = left.row
            yield Finding(
                CODE,
                Severity.WARNING,
                f"The {row.label} of {row.date or 'no date'} ({row.name or 'no text'}) over"
                f" {row.amount} is not in the ledger.{because(left)}",
                (*few([row]), *few(left.near)),
                numbers=() if row.amount is None else (("card", row.amount),),
                advice="Find the receipt, code it and post it.",
                subject=f"{row.label} {row.date} {row.name} {row.amount} not posted",
                impact=None if row.amount is None else abs(row.amount),
            )
