"""REC503: an item was counted at another quantity than the books have.

Why it matters: what is missing has been used, lost or never arrived, and its cost is in the
wrong place.

Example: the count has 11 stands of item K-104, the system 12.

What to do: count again; then book the difference with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few, sheet_of
from addin.reconcile.of_stock import COUNT
from addin.reconcile.outcome import Reconciliation

CODE = "REC503"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per item, by its number."""
    for tied in reconciliation.of(COUNT):
        for found in tied.differences:
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{found.subject}: {found.left_says} in {sheet_of(found.left)}, but"
                f" {found.right_says} in {sheet_of(found.right)}.",
                (*few(found.left), *few(found.right)),
                numbers=(("first list", found.left_says), ("second list", found.right_says)),
                advice="Count again; then book the difference with a reason.",
                subject=f"stock {found.subject}",
            )
