"""REC110: a posting without a PO number seems to belong to an open order.

Why it matters: the cost is in the ledger and the order is still committed, so the estimated final
cost counts it twice.

Example: 1,240.00 of a lamp house are posted without a PO; PO 1042 of 1,240.00 with it is open.

What to do: if they belong together, enter the PO number in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few, plural
from addin.reconcile.of_relief import LEDGER
from addin.reconcile.outcome import Match, Reconciliation, Tied, sum_of
from addin.reconcile.strategies.exact_reference import NAME as BY_NUMBER

CODE = "REC110"


_MOST: Final = 20
"""More than this on one ledger is how it is kept, and no list of slips."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per posting that fits an order, in the order they were matched.

    One for all of them where a ledger names no POs, or hardly any.
    """
    for tied in reconciliation.of(LEDGER):
        fitting = [match for match in tied.matches if match.strategy != BY_NUMBER]
        if len(fitting) > _MOST or (fitting and len(fitting) == len(tied.matches)):
            yield _all_of_them(tied, fitting)
        else:
            yield from map(_finding, fitting)


def _all_of_them(tied: Tied, fitting: list[Match]) -> Finding:
    amount = sum_of(row for match in fitting for row in match.right)
    return Finding(
        CODE,
        Severity.NOTE,
        f"{plural(len(fitting), 'open order')} may be in the ledger already: postings without a PO"
        " number fit them in vendor and amount.",
        few([*fitting[0].right, *fitting[0].left]),
        numbers=(("orders", len(fitting)), *([] if amount is None else [("sum", amount)])),
        advice="Enter PO numbers in the ledger; without them no order is relieved.",
        subject=f"postings that fit orders {tied.lists}",
        impact=amount,
    )


def _finding(match: Match) -> Finding:
    order, posting = match.left[0], match.right[0]
    names = " and ".join(dict.fromkeys(row.label for row in match.left))
    if len(match.right) > 1:
        return _in_parts(match, names)
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


def _in_parts(match: Match, names: str) -> Finding:
    order, posting = match.left[0], match.right[0]
    amount = sum_of(match.right)
    return Finding(
        CODE,
        Severity.NOTE,
        f"{plural(len(match.right), 'posting')} to {posting.name} that come to {amount} name no PO,"
        f" but fit {names} with {order.name}, which nothing has relieved"
        f" ({', '.join(match.evidence)}).",
        (*few(match.right), *few(match.left)),
        numbers=() if amount is None else (("posted and ordered", amount),),
        advice="If they belong together, enter the PO number in the ledger.",
        subject=f"postings {posting.date} {posting.name} fit {names}",
        impact=amount,
    )
