"""REC504: an item is on one stock list and not on the other.

Why it matters: it was not counted, or the books do not know that it is there.

Example: item K-230 is in the system with 4 pieces; the count sheet has no such line.

What to do: look for the item; then add the line, or write it off with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few
from addin.reconcile.of_stock import COUNT
from addin.reconcile.outcome import Reconciliation

CODE = "REC504"
_MOST = 0.5
"""When more of a list has no partner, the other is a part of it and not its count."""


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per item, in the order of the lists."""
    for tied in reconciliation.of(COUNT):
        sides = (
            (tied.left_over, tied.left_share, tied.lists.left, tied.lists.right),
            (tied.right_over, tied.right_share, tied.lists.right, tied.lists.left),
        )
        for leftovers, share, here, there in sides:
            if share < _MOST:
                continue
            for row in (leftover.row for leftover in leftovers if leftover.row.amount):
                said = " ".join(dict.fromkeys((row.label, row.name)))
                yield Finding(
                    CODE,
                    Severity.NOTE,
                    f"{said}: {row.amount} in {here}, and no such item in {there}.",
                    few([row]),
                    numbers=() if row.amount is None else (("there", row.amount),),
                    advice="Look for the item; then add the line or write it off with a reason.",
                    subject=f"{said} not in {there}",
                )
