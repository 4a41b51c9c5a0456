"""BUD106: a budget line lacks its account or its amount.

Why it matters: a line without an account is in the total and in no account; one with days and a
rate but without an amount is in neither.

Example: 10 days at 450.00 with an empty total.

What to do: code the line, or put its formula back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.budget import BudgetLine
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together, named
from addin.rules.orders import is_blank
from addin.rules.rule import Workpapers

CODE = "BUD106"
USUALLY_FILLED: Final = 0.6
"""A column filled less often than this is optional in that budget."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per list and field."""
    for lines in by_list(papers.production.budget):
        columns = lines[0].source.columns
        if "account" in columns:
            bare = [line for line in lines if not line.account and line.amount]
            yield from _missing(papers, "account", bare, len(lines))
        if "amount" in columns:
            bare = [line for line in lines if line.amount is None and line.quantity and line.rate]
            yield from _missing(papers, "amount", bare, len(lines))


def _missing(
    papers: Workpapers, field: str, lines: Sequence[BudgetLine], count: int
) -> Iterator[Finding]:
    empty = [line for line in lines if is_blank(papers, line.source.at(field))]
    if not empty or count - len(empty) < USUALLY_FILLED * count:
        return
    cells = [line.source.at(field) for line in empty]
    amount = sum_of(line.amount for line in empty)
    has = "lines have" if len(empty) > 1 else "line has"
    names = ", ".join(f"“{line.description}”" for line in empty[:3] if line.description)
    yield Finding(
        CODE,
        Severity.ERROR,
        f"{len(empty)} budget {has} no {field}{f' ({names})' if names else ''}: {named(cells)} in"
        f" sheet '{empty[0].source.sheet}'.",
        drawn_together([*cells, *(line.source.at("amount") for line in empty if line.amount)]),
        numbers=(("lines", len(empty)), *((("amount", amount),) if amount else ())),
        advice="Code the line." if field == "account" else "Put the line's formula back.",
        subject=f"{field} missing in {empty[0].source.sheet}",
        impact=abs(amount) if amount else None,
    )
