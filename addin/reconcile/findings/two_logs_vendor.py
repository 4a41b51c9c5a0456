"""REC102: two lists of the same orders give one PO different vendors.

Why it matters: either a number was given twice, or a vendor was typed wrongly; the invoice will be
paid to somebody.

Example: PO 1042 is with a lamp house in one list and with a caterer in the other.

What to do: look at the order itself. If there are two orders, give one of them a new number.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import differences, few, sheet_of
from addin.reconcile.of_orders import TWO_LOGS
from addin.reconcile.outcome import Kind, Reconciliation

CODE = "REC102"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per order number, in order of the numbers."""
    for _, found in differences(reconciliation, TWO_LOGS, Kind.NAME):
        here, there = sheet_of(found.left), sheet_of(found.right)
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{found.subject} is with {found.left_says} in {here}, but with {found.right_says} in"
            f" {there}.",
            (*few(found.left, "vendor"), *few(found.right, "vendor")),
            numbers=(("one list", found.left_says), ("other list", found.right_says)),
            advice="Look at the order itself; two orders under one number need a second number.",
            subject=f"{found.subject} vendor",
        )
