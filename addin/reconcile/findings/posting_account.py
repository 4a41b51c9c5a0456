"""REC108: the ledger posts a PO to an account that the order is not coded to.

Why it matters: the cost stands on one account and the commitment on another: both accounts'
estimated final costs are wrong, although their sum is right.

Example: PO 1042 is coded to 3300; its invoice is posted to 3200.

What to do: recode the posting or the order. Freight and tax on accounts of their own are fine as
long as something is posted to the order's account.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import differences, few, sheet_of
from addin.reconcile.of_relief import LEDGER
from addin.reconcile.outcome import Kind, Reconciliation, sum_of

CODE = "REC108"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per order none of whose postings is on its account, by PO number."""
    for _, found in differences(reconciliation, LEDGER, Kind.ACCOUNT):
        posted = sum_of(found.right)
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{found.subject} is coded to {found.left_says} in {sheet_of(found.left)}, but posted"
            f" to {found.right_says}.",
            (*few(found.right, "account"), *few(found.left, "account")),
            numbers=(("order's account", found.left_says), ("posted to", found.right_says)),
            advice="Recode the posting or the order, so that cost and commitment meet.",
            subject=f"{found.subject} account",
            impact=None if posted is None else abs(posted),
        )
