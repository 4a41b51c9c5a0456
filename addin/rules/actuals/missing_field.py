"""ACT109: a posting lacks its account, amount or date.

Why it matters: a line without an account is in no total by account, one without a date in no
period, and one without an amount in no total at all.

Example: 412.50 in row 96 with an empty account cell.

What to do: complete the line from its document, or remove it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.money import total
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together, named
from addin.rules.rule import Workpapers

CODE = "ACT109"
USUALLY_FILLED = 0.8
"""A column filled less often than this is optional in that list."""

_FIELDS: Final[tuple[tuple[str, tuple[str, ...], Callable[[Posting], bool]], ...]] = (
    ("account", ("account",), lambda line: bool(line.account)),
    ("amount", ("amount", "debit", "credit"), lambda line: line.amount is not None),
    ("date", ("date",), lambda line: line.date is not None),
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per list and field."""
    for lines in by_list(papers.production.postings):
        for name, columns, is_filled in _FIELDS:
            if not any(column in lines[0].source.columns for column in columns):
                continue
            postings = [line for line in lines if _is_posting(line, name)]
            empty = [line for line in postings if not is_filled(line)]
            if empty and len(postings) - len(empty) >= USUALLY_FILLED * len(postings):
                yield _finding(name, columns, empty)


def _is_posting(line: Posting, lacking: str) -> bool:
    """Two of the other things a posting has are there: not a note, a title or a carried balance."""
    if lacking == "amount":
        return bool(line.account and (line.date or line.document or line.vendor))
    if not line.amount:
        return False
    return bool(line.vendor or line.document or line.date or line.account)


def _finding(name: str, columns: Sequence[str], lines: Sequence[Posting]) -> Finding:
    cells = [line.source.at(*columns) for line in lines]
    amounts = [line.amount for line in lines if line.amount]
    at_stake = total(amounts) if len({amount.currency for amount in amounts}) == 1 else None
    count = len(lines)
    which = "1 posting has" if count == 1 else f"{count} postings have"
    of = f" ({at_stake})" if at_stake else ""
    return Finding(
        CODE,
        Severity.WARNING if name == "date" else Severity.ERROR,
        f"{which} no {name}{of}: {named(cells)} in sheet '{lines[0].source.sheet}'.",
        drawn_together([*cells, *(amount_cell(line) for line in lines if line.amount)]),
        numbers=(("postings", count), *((("amount", at_stake),) if at_stake else ())),
        advice="Complete each line from its document, or remove it.",
        subject=f"{name} missing in {lines[0].source.sheet}",
        impact=abs(at_stake) if at_stake else None,
    )
