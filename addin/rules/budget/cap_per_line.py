"""BUD103: a fringe's cut-off is applied to each line instead of each person.

Why it matters: prep, shoot and wrap of one person are one wage, so the cut-off counts once; by line
the budget pays fringes above it, or for a person near it, the wrong amount.

Example: a director at 10 % up to 10,000.00 with 6,000.00 prep and 12,000.00 shoot: 1,600.00 by
line, 1,000.00 by person.

What to do: make the lines one fringe range, or split the cut-off over them.

Source: cut-offs and fringe ranges as Movie Magic Budgeting defines them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from addin.domain.budget import BudgetLine
from addin.domain.fringes import percentage_fringe
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together, named
from addin.rules.fringe_base import cap_of, wages
from addin.rules.labour import person
from addin.rules.rule import Workpapers

CODE = "BUD103"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person: lines in a row, of one account, rate and name."""
    for lines in by_list(papers.production.budget):
        fringed = [line for line in lines if line.fringe_rate and person(line)]
        for _, same in groupby(fringed, lambda one: (one.account, person(one), one.fringe_rate)):
            yield from _of_person(list(same), papers.options.tolerance_minor)


def _of_person(lines: Sequence[BudgetLine], allowed: int) -> Iterator[Finding]:
    caps = {cap for line in lines if (cap := cap_of(line)) is not None}
    paid = [base for line in lines if (base := wages(line)) is not None]
    rate = lines[0].fringe_rate
    if len(lines) < 2 or len(caps) != 1 or len(paid) != len(lines) or rate is None:
        return
    (cap,) = caps
    one_cent = Money(1, cap.currency)
    if {base.currency for base in paid} != {cap.currency}:
        return
    by_line = [min(base, cap).times(rate) for base in paid]
    if any(
        line.fringes is None
        or line.fringes.currency != one.currency
        or abs(line.fringes - one) > one_cent
        for line, one in zip(lines, by_line, strict=True)
    ):
        return  # a cut-off spread over the lines, as it should be, leaves other figures
    due = sum_of(percentage_fringe(paid, rate, cap))
    stated = sum_of(line.fringes for line in lines)
    if due is None or stated is None or stated.currency != due.currency:
        return
    if (stated - due).minor > allowed + len(lines):
        yield _finding(lines, cap, stated, due)


def _finding(lines: Sequence[BudgetLine], cap: Money, stated: Money, due: Money) -> Finding:
    first = lines[0]
    cells = [line.source.at("fringes") for line in lines]
    return Finding(
        CODE,
        Severity.WARNING,
        f"{first.account} “{first.description}” and {len(lines) - 1} more of one person"
        f" ({named(cells)}): the cut-off of {cap.text()} is applied line by line, so fringes are"
        f" {stated} instead of {due}.",
        drawn_together([*cells, *(line.source.at("description") for line in lines)]),
        numbers=(("fringes", stated), ("per person", due), ("too much", stated - due)),
        advice="Make the lines one fringe range, or split the cut-off over them.",
        subject=f"cut-off of {first.account} {person(first)}",
        impact=stated - due,
    )
