"""BUD107: the same budget line is there twice.

Why it matters: a copied row doubles its cost, and nobody sees it in the total.

Example: “Camera package, 12 days at 900.00” in rows 41 and 57 of account 3300.

What to do: delete one. If two people do the same work at the same rate, one line with a quantity of
two says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from addin.domain.budget import BudgetLine
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together, named
from addin.rules.labour import is_labour
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "BUD107"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line that occurs again in its list, under the same account and section.

    Crew of one description may be several people: a note.
    """
    groups: dict[Hashable, list[BudgetLine]] = defaultdict(list)
    for line in papers.production.budget:
        words = name_key(line.description)
        if words and line.amount and len(line.amount.text()) > 4:
            key = (
                line.source.table,
                line.account,
                line.group,
                words,
                line.amount,
                line.quantity,
                line.multiplier,
                line.rate,
            )
            groups[key].append(line)
    for lines in groups.values():
        if len(lines) > 1 and (lines[0].account or lines[0].group or len(lines) == 2):
            yield _finding(lines)


def _finding(lines: Sequence[BudgetLine]) -> Finding:
    first = lines[0]
    assert first.amount is not None  # noqa: S101 - only lines with an amount are grouped
    cells = [line.source.at("description", "amount") for line in lines]
    times = "twice" if len(lines) == 2 else f"{len(lines)} times"
    over = first.amount.times(len(lines) - 1)
    name = " ".join(filter(None, (first.account, f"“{first.description}”")))
    people = is_labour(first)
    question = ": are these several people?" if people else "."
    return Finding(
        CODE,
        Severity.NOTE if people else Severity.WARNING,
        f"{name} at {first.amount} is there {times} ({named(cells)}){question}",
        drawn_together([*cells, *(line.source.at("amount") for line in lines)]),
        numbers=(("amount", first.amount), ("times", len(lines)), ("too much", over)),
        advice="Delete the copy; for several people, use one line with their number.",
        subject=f"{first.account} {first.description} at {first.amount}",
        impact=abs(over),
    )
