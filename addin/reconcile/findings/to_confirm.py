"""REC304: lines of the statement and the books agree in amount and date only.

Why it matters: most of them are one payment, but nothing but the amount says so; a person has to
look once.

Example: 37 deposits that the bank calls only "DEPOSIT".

What to do: look through the pairs, and enter cheque or payment numbers in the books.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few, plural
from addin.reconcile.of_money import BY_JOURNAL, CASH_BOOK, LEDGER
from addin.reconcile.outcome import Reconciliation, Tier, sum_of

CODE = "REC304"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per statement with such pairs; its cells are the first of them."""
    for tied in reconciliation.of(CASH_BOOK, LEDGER):
        pairs = [
            match
            for match in tied.matches
            if match.tier is Tier.SUGGESTED and not match.strategy.endswith(BY_JOURNAL)
        ]
        if pairs:
            rows = [row for match in pairs for row in match.left]
            amount = sum_of(rows)
            yield Finding(
                CODE,
                Severity.NOTE,
                f"{plural(len(pairs), 'pair')} of lines ({tied.lists}) agree in amount and date,"
                " but nothing else says that they are one payment.",
                (*few(rows[:6]), *few([row for match in pairs for row in match.right][:6])),
                numbers=(("pairs", len(pairs)), *([] if amount is None else [("sum", amount)])),
                advice="Look through them; payment numbers in the books settle it for good.",
                subject=f"pairs to confirm {tied.lists}",
            )
