"""REC501: a person's hours or pay differ between two lists.

Why it matters: somebody is paid too much or too little, and overtime that nobody forecast
stays unseen until payroll posts.

Example: the time cards of the week of 2 March have 58 hours, the payroll register 53.

What to do: take the time card as signed, and have the other list corrected.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few, sheet_of
from addin.reconcile.of_people import LEDGER, PAYROLL
from addin.reconcile.outcome import Reconciliation

CODE = "REC501"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per person and week, by name."""
    for tied in reconciliation.of(PAYROLL, LEDGER):
        for found in tied.differences:
            amount = found.amount
            yield Finding(
                CODE,
                Severity.WARNING,
                f"The {found.subject}: {found.left_says} in {sheet_of(found.left)}, but"
                f" {found.right_says} in {sheet_of(found.right)}.{because(found)}",
                (*few(found.left), *few(found.right)),
                numbers=(("first list", found.left_says), ("second list", found.right_says)),
                advice="Compare both with the signed time card, and correct the wrong one.",
                subject=f"{tied.lists.kind} {found.subject}",
                impact=None if amount is None or found.left[0].label == "hours" else abs(amount),
            )
