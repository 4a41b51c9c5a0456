"""REC201: an invoice is posted at another amount than the invoice list has.

Why it matters: one of the two is wrong, and the vendor is paid by one and reported by the other.

Example: invoice 2207 is 1,240.00 in the list and 1,420.00 in the ledger: two digits are swapped.

What to do: look at the invoice, and correct the list or the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, differences, few, size
from addin.reconcile.of_documents import LEDGER
from addin.reconcile.outcome import Cause, Kind, Reconciliation

CODE = "REC201"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per invoice, in order of the numbers."""
    for kind in (Kind.AMOUNT, Kind.CURRENCY):
        for _, found in differences(reconciliation, LEDGER, kind):
            explained = found.cause in (Cause.TAX, Cause.ROUNDED)
            vendor = found.left[0].name or found.right[0].name
            yield Finding(
                CODE,
                Severity.WARNING if explained or not found.certain else Severity.ERROR,
                f"{found.subject[:1].upper()}{found.subject[1:]} of {vendor} is {found.left_says}"
                f" in the list, but posted at {found.right_says}.{because(found)}",
                (*few(found.left), *few(found.right)),
                numbers=(("invoice list", found.left_says), ("ledger", found.right_says)),
                advice="Look at the invoice, and correct the list or the ledger.",
                subject=f"{found.subject} {vendor} posted",
                impact=size(found.amount),
            )
