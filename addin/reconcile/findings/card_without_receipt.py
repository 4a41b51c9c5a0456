"""REC403: a card charge has no receipt.

Why it matters: without a receipt the cost cannot be coded, the tax not claimed, and the charge
may be personal.

Example: 92.00 of 4 March; every other charge of the statement has its receipt.

What to do: ask the holder for the receipt, or have the charge paid back.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few
from addin.reconcile.of_money import RECEIPTS
from addin.reconcile.outcome import Reconciliation

CODE = "REC403"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per charge, and per charge whose receipt says another amount, by date."""
    for tied in reconciliation.of(RECEIPTS):
        for left in tied.left_over:
            row = left.row
            if row.amount is None or row.amount.is_negative:
                continue
            yield Finding(
                CODE,
                Severity.WARNING,
                f"The {row.label} of {row.date or 'no date'} ({row.name or 'no text'}) over"
                f" {row.amount} has no receipt in {tied.lists.right}.{because(left)}",
                (*few([row]), *few(left.near)),
                numbers=(("card", row.amount),),
                advice="Ask the holder for the receipt, or have the charge paid back.",
                subject=f"{row.label} {row.date} {row.name} {row.amount} without receipt",
                impact=row.amount,
            )
        for found in tied.differences:
            row = found.left[0]
            amount = found.amount
            yield Finding(
                CODE,
                Severity.WARNING,
                f"The {row.label} of {row.date or 'no date'} ({row.name or 'no text'}) is"
                f" {found.left_says}, its receipt {found.right_says}.{because(found)}",
                (*few(found.left), *few(found.right)),
                numbers=(("card", found.left_says), ("receipt", found.right_says)),
                advice="Look at the receipt: a tip, a typing slip, or another purchase.",
                subject=f"{row.label} {row.date} {row.name} receipt differs",
                impact=None if amount is None else abs(amount),
            )
