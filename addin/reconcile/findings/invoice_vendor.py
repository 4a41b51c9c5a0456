"""REC104: an invoice and the PO it names are with different vendors.

Why it matters: the invoice was coded to somebody else's order, which then looks used up while its
own vendor's bill is still to come.

Example: an invoice of a caterer names PO 1042, which is with a lamp house.

What to do: find the right order, or write one. If it is one vendor under two names, use one name.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import differences, few, sheet_of
from addin.reconcile.of_orders import INVOICES
from addin.reconcile.outcome import Kind, Reconciliation

CODE = "REC104"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per invoice, in order of the PO numbers."""
    for _, found in differences(reconciliation, INVOICES, Kind.NAME):
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{found.subject}: the invoice is from {found.right_says}, but the order in"
            f" {sheet_of(found.left)} is with {found.left_says}.",
            (*few(found.right, "vendor"), *few(found.left, "vendor")),
            numbers=(("invoice from", found.right_says), ("ordered from", found.left_says)),
            advice="Find the order that the invoice belongs to, or use one name for the vendor.",
            subject=f"{found.subject} vendor",
        )
