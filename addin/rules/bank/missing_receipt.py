"""BNK106: a card charge has no receipt.

Why it matters: without a receipt nobody can tell what was bought or whose account it is, the tax in
it cannot be claimed, and the holder may have to pay it back.

Example: fuel of 92.00 on 18 November, receipt: No.

What to do: ask the holder for the receipt, or for a signed statement that it is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.domain.bank import StatementLine
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "BNK106"
_NONE: Final = frozenset(
    "no n false missing none lost 0 x ✗ ✘ ❌ - outstanding pending tbd ? not received".split()
) | {"not received", "no receipt", "receipt missing", "missing receipt"}
KEPT = 0.5
"""The column is kept when it is filled this often; then an empty cell is a missing receipt."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per charge, in statement order."""
    for lines in by_list(papers.production.cards):
        if "receipt" not in lines[0].source.columns:
            continue
        is_kept = sum(bool(line.receipt) for line in lines) >= KEPT * len(lines)
        for line in lines:
            text = line.receipt.strip().casefold()
            is_charge = line.amount and not line.amount.is_negative
            if is_charge and (text in _NONE or (is_kept and not text)):
                yield _finding(line)


def _finding(line: StatementLine) -> Finding:
    who = f", card of {line.holder}" if line.holder else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"{line.description or 'A charge'} of {line.date or 'no date'} over {line.amount}{who}, has"
        " no receipt.",
        (line.source.at("receipt"), line.source.at("amount")),
        numbers=(("amount", line.amount),) if line.amount else (),
        advice="Ask the holder for the receipt, or for a signed statement that it is lost.",
        subject=f"receipt {line.description} {line.date} {line.amount}",
        impact=line.amount,
    )
