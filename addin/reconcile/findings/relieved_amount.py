"""REC109: the PO log and the ledger disagree on what an order was invoiced so far.

Why it matters: the open balance, and with it the commitments of the cost report, are taken from
the log.

Example: the log says 500.00 of PO 1042 are relieved; 620.00 are posted to it.

What to do: enter the missing invoice in the log, or recode the posting.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, differences, few, size
from addin.reconcile.of_relief import LEDGER
from addin.reconcile.outcome import Kind, Reconciliation

CODE = "REC109"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per order, by PO number."""
    for _, found in differences(reconciliation, LEDGER, Kind.RELIEVED):
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{found.subject}: the log has {found.left_says} as invoiced so far, but"
            f" {found.right_says} are posted to it.{because(found)}",
            (*few(found.left), *few(found.right)),
            numbers=(("relieved in the log", found.left_says), ("posted", found.right_says)),
            advice="Enter the missing invoice in the log, or recode the posting.",
            subject=f"{found.subject} relieved",
            impact=size(found.amount),
        )
