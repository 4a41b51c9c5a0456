"""REC105: an invoice names a PO that no PO log has.

Why it matters: it relieves nothing, so the order it belongs to stays committed beside its cost; or
nobody ever approved it.

Example: an invoice names PO 4477, and the log ends at 4420.

What to do: correct the number, or enter the order. A number that is one slip away from an order of
the same vendor is another finding: a mistyped reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.commitments import Invoice
from addin.domain.references import labelled
from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few
from addin.reconcile.of_orders import INVOICES
from addin.reconcile.outcome import Reconciliation, Row

CODE = "REC105"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per invoice, by date."""
    for tied in reconciliation.of(INVOICES):
        for left in tied.right_over:
            if left.near:
                continue  # a rule on references says which number was meant
            row = left.row
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{_named(row)} of {row.name or 'nobody named'} names {labelled(_order(row))},"
                f" which is in no PO log.",
                few([row], "po_number", "total"),
                numbers=() if row.amount is None else (("invoice", row.amount),),
                advice="Correct the PO number, or enter the order.",
                subject=f"{row.label} names {labelled(_order(row))}",
                impact=row.amount,
            )


def _named(row: Row) -> str:
    return row.label[:1].upper() + row.label[1:]


def _order(row: Row) -> str:
    return row.record.po_number if isinstance(row.record, Invoice) else row.reference
