"""REC107: the ledger posts a PO to another vendor than the PO log.

Why it matters: the cost relieved somebody else's order; both orders' open balances are wrong.

Example: PO 1042 is with a lamp house; a caterer's invoice is posted to it.

What to do: move the posting to the right PO. If it is one vendor under two names, use one name.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import differences, few, sheet_of
from addin.reconcile.of_relief import LEDGER
from addin.reconcile.outcome import Kind, Reconciliation

CODE = "REC107"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per order none of whose postings is of its vendor, by PO number."""
    for _, found in differences(reconciliation, LEDGER, Kind.NAME):
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{found.subject} is posted to {found.right_says}, but the order in"
            f" {sheet_of(found.left)} is with {found.left_says}.",
            (*few(found.right, "vendor", "description"), *few(found.left, "vendor")),
            numbers=(("posted to", found.right_says), ("ordered from", found.left_says)),
            advice="Move the posting to the right PO, or use one name for the vendor.",
            subject=f"{found.subject} posted vendor",
        )
