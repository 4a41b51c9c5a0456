"""REC301: the bank and the books have one payment at different amounts.

Why it matters: the account will not reconcile until one of them is corrected; the bank is usually
right.

Example: a deposit of 8 December is 8,200.00 on the statement and 8,020.00 in the cash book: two
digits are swapped, and the difference of 180.00 is divisible by 9.

What to do: correct the books, or claim the difference from the bank.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few, sheet_of, size
from addin.reconcile.of_money import CASH_BOOK, LEDGER
from addin.reconcile.outcome import Kind, Reconciliation

CODE = "REC301"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per payment; those by cheque number first."""
    for tied in reconciliation.of(CASH_BOOK, LEDGER):
        for found in tied.differences:
            if found.kind is Kind.AMOUNT:
                row = found.left[0]
                yield Finding(
                    CODE,
                    Severity.ERROR if found.certain else Severity.WARNING,
                    f"The {row.label} of {row.date or 'no date'} ({row.name}) is {found.left_says}"
                    f" on the statement, but {found.right_says} in"
                    f" {sheet_of(found.right)}.{because(found)}",
                    (*few(found.left), *few(found.right)),
                    numbers=(
                        ("statement", found.left_says),
                        ("books", found.right_says),
                        ("difference", found.amount or 0),
                    ),
                    advice="Correct the books, or claim the difference from the bank.",
                    subject=f"{row.label} {row.date} {row.name}",
                    impact=size(found.amount),
                )
