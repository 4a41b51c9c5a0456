"""REC203: the ledger has an invoice that the invoice list does not have.

Why it matters: the list is what is approved and paid from; a cost that never passed it was approved
by nobody.

Example: the ledger posts invoice 8841; the tracker, which has all others, does not know it.

What to do: enter it in the list, or correct its number in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.actuals import Posting
from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few
from addin.reconcile.of_documents import LEDGER
from addin.reconcile.outcome import Leftover, Reconciliation

CODE = "REC203"
_NEARLY_ALL = 0.9
"""Only a list that has nearly all of the ledger's documents is meant to have every one."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per document, by date."""
    for tied in reconciliation.of(LEDGER):
        if tied.right_share >= _NEARLY_ALL:
            for left in tied.right_over:
                yield _finding(left)


def _finding(left: Leftover) -> Finding:
    row = left.row
    document = row.record.document if isinstance(row.record, Posting) else row.reference
    return Finding(
        CODE,
        Severity.NOTE,
        f"Invoice {document} of {row.name or 'nobody named'} over {row.amount} is posted, but not"
        f" in the invoice list.{because(left)}",
        (*few([row], "document", "amount"), *few(left.near)),
        numbers=() if row.amount is None else (("posted", row.amount),),
        advice="Enter it in the list, or correct its number in the ledger.",
        subject=f"document {document} {row.name} not listed",
        impact=row.amount,
    )
