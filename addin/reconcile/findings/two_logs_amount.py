"""REC101: two lists of the same orders give one PO different totals.

Why it matters: one of them is wrong, and commitments are taken from one of them. Nobody sees it
while each list adds up in itself.

Example: PO 1042 is 4,800.00 in the PO log and 8,400.00 in the procurement list.

What to do: look at the order itself, correct the list that is wrong, and keep only one by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, differences, few, sheet_of, size
from addin.reconcile.of_orders import TWO_LOGS
from addin.reconcile.outcome import Cause, Kind, Reconciliation

CODE = "REC101"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per order number, in order of the numbers."""
    for kind in (Kind.AMOUNT, Kind.CURRENCY):
        for _, found in differences(reconciliation, TWO_LOGS, kind):
            here, there = sheet_of(found.left), sheet_of(found.right)
            explained = found.cause in (Cause.TAX, Cause.ROUNDED)
            sure = found.certain and not explained
            yield Finding(
                CODE,
                Severity.ERROR if sure else Severity.WARNING,
                f"{found.subject} is {found.left_says} in {here}, but {found.right_says} in"
                f" {there}.{because(found)}",
                (*few(found.left), *few(found.right)),
                numbers=(("one list", found.left_says), ("other list", found.right_says)),
                advice="Look at the order itself and correct the list that is wrong.",
                subject=f"{found.subject} total",
                impact=size(found.amount),
            )
