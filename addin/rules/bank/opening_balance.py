"""BNK102: bank statement and cash book start from different balances.

Why it matters: whatever was not reconciled before this statement stays in the difference at its
end, and nothing in this month explains it.

Example: the statement opens at 38,930.75, the cash book at 45,230.50.

What to do: list what was outstanding at the end of last month. If that does not make up the
difference, last month was not reconciled.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.accounts_of_money import opening, statement_and_book
from addin.rules.discrepancy import slip
from addin.rules.rule import Workpapers

CODE = "BNK102"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account whose two opening balances differ."""
    for statement, book in statement_and_book(papers.production):
        ours, theirs = opening(papers, book), opening(papers, statement)
        if ours is None or theirs is None or ours[0].currency != theirs[0].currency:
            continue
        difference = ours[0] - theirs[0]
        if abs(difference.minor) <= papers.options.tolerance_minor:
            continue
        cause = slip(ours[0], theirs[0])
        yield Finding(
            CODE,
            Severity.WARNING,
            f"The statement in sheet '{statement[0].source.sheet}' opens at {theirs[0]}, the cash"
            f" book at {ours[0]}: {abs(difference)} were open before the first line."
            f"{' ' if cause else ''}{cause}",
            (theirs[1], ours[1]),
            numbers=(
                ("statement opens at", theirs[0]),
                ("cash book opens at", ours[0]),
                ("difference", difference),
            ),
            advice="List what was outstanding before; without it the month cannot reconcile.",
            subject=f"opening balance {statement[0].source.sheet} {book[0].source.sheet}",
            impact=abs(difference),
        )
