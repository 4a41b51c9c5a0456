"""REC103: the invoice list repeats a PO amount that the PO log does not have.

Why it matters: the invoice is approved against an amount that was never ordered.

Example: the tracker shows PO 1042 as 29,878.00 beside its invoice; the log has 45,000.00.

What to do: take the amount from the log, by a formula and not by hand, and look at the variance
again.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, differences, few, sheet_of, size
from addin.reconcile.of_orders import INVOICES
from addin.reconcile.outcome import Cause, Kind, Reconciliation

CODE = "REC103"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per invoice, in order of the PO numbers."""
    for _, found in differences(reconciliation, INVOICES, Kind.ORDERED):
        explained = found.cause in (Cause.TAX, Cause.ROUNDED)
        yield Finding(
            CODE,
            Severity.WARNING if explained else Severity.ERROR,
            f"{found.subject}: the invoice list says {found.right_says} was ordered, but"
            f" {sheet_of(found.left)} says {found.left_says}.{because(found)}",
            (*few(found.right), *few(found.left)),
            numbers=(("PO log", found.left_says), ("invoice list", found.right_says)),
            advice="Take the ordered amount from the PO log by a formula, and check the variance.",
            subject=f"{found.subject} ordered",
            impact=size(found.amount),
        )
