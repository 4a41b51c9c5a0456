"""REC110: a posting without a PO number seems to belong to an open order.

Why it matters: the cost is in the ledger and the order is still committed, so the estimated final
cost counts it twice.

Example: 1,240.00 of a lamp house are posted without a PO; PO 1042 of 1,240.00 with it is open.

What to do: if they belong together, enter the PO number in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few
from addin.reconcile.of_orders import LEDGER
from addin.reconcile.outcome import Match, Reconciliation
from addin.reconcile.strategies.exact_reference import NAME as BY_NUMBER

CODE = "REC110"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per posting that fits an order, in the order they were matched."""
    for tied in reconciliation.of(LEDGER):
        for match in tied.matches:
            if match.strategy != BY_NUMBER:
                yield _finding(match)


def _finding(match: Match) -> Finding:
    order, posting = match.left[0], match.right[0]
    names = " and ".join(dict.fromkeys(row.label for row in match.left))
    return Finding(
        CODE,
        Severity.NOTE,
        f"A posting of {posting.amount} to {posting.name} names no PO, but fits {names} with"
        f" {order.name}, which nothing has relieved ({', '.join(match.evidence)}).",
        (*few(match.right), *few(match.left)),
        numbers=() if posting.amount is None else (("posted and ordered", posting.amount),),
        advice="If they belong together, enter the PO number in the ledger.",
        subject=f"posting {posting.date} {posting.name} fits {names}",
        impact=posting.amount,
    )
