"""REC202: an invoice that is paid is not in the ledger.

Why it matters: cost to date is too low, and the payment will stand in the bank account unexplained.

Example: invoice 2207 is marked paid on 3 March; the ledger runs to 30 April without it.

What to do: post it, or correct its number in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.commitments import Invoice
from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import because, few
from addin.reconcile.of_documents import LEDGER
from addin.reconcile.outcome import Leftover, Reconciliation, Tied

CODE = "REC202"
_MOST_ARE = 0.5
"""When fewer of the list's invoices are in the ledger than this, it is another ledger."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per invoice, by date; invoices that are not paid yet may wait."""
    for tied in reconciliation.of(LEDGER):
        if tied.left_share >= _MOST_ARE:
            last = _last_posting(tied)
            for left in tied.left_over:
                if _is_paid(left) and left.row.date and left.row.date.toordinal() <= last:
                    yield _finding(left)


def _last_posting(tied: Tied) -> int:
    rows = [row for match in tied.matches for row in match.right]
    rows += [left.row for left in tied.right_over]
    return max((row.date.toordinal() for row in rows if row.date), default=0)


def _is_paid(left: Leftover) -> bool:
    invoice = left.row.record
    if not isinstance(invoice, Invoice):
        return False
    words = invoice.status_text.casefold().split()
    return bool(invoice.paid) or ("paid" in words and not {"not", "un", "part"} & set(words))


def _finding(left: Leftover) -> Finding:
    row = left.row
    return Finding(
        CODE,
        Severity.WARNING,
        f"{row.label[:1].upper()}{row.label[1:]} of {row.name or 'nobody named'} over {row.amount}"
        f" is paid, but not in the ledger.{because(left)}",
        (*few([row]), *few(left.near)),
        numbers=() if row.amount is None else (("invoice", row.amount),),
        advice="Post it, or correct its number in the ledger.",
        subject=f"{row.label} {row.name} not posted",
        impact=row.amount,
    )
