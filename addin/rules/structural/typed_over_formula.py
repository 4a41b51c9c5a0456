"""STR101: a number is typed where a formula belongs.

Why it matters: the cell no longer follows the figures it was made from. Whoever changes a rate or
a line sees every other row move, and this one stay.

Example: every line of a budget has remaining = budgeted - spent, but D14 holds a typed 15,000
where the formula gives 0.

What to do: put the formula of the neighbouring cells back, or say in the row why the number was
fixed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from addin.findings import Finding, Number, Severity
from addin.rules.overtyped import Evidence, Overtyped, overtyped
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import figure, places, shown, subject
from addin.tables.labels import called
from addin.tables.table import address
from addin.tables.workings import SheetWorkings

CODE = "STR101"
MOST_SHOWN = 5


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per row or column with such numbers, one per sheet where they agree."""
    for workings in papers.workings:
        for work in workings.sheets:
            for group in _groups(overtyped(work)):
                yield _finding(work, group)


def _groups(found: Iterable[Overtyped]) -> Iterator[list[Overtyped]]:
    """Those of one row or column that differ together; all that agree today in one group."""

    def track(one: Overtyped) -> tuple[bool, bool, int]:
        if not one.differs:
            return False, False, 0
        return True, one.down, one.cell[1] if one.down else one.cell[0]

    for _, group in groupby(sorted(found, key=lambda o: (track(o), o.cell)), key=track):
        yield list(group)


def _finding(work: SheetWorkings, group: list[Overtyped]) -> Finding:
    sheet, first = work.sheet, group[0]
    cells = [one.cell for one in group]
    neighbour = f"{address(*first.neighbour)} has ={sheet.formulas[first.neighbour]}"
    many = len(group) > 1
    where = places(work, cells)
    if many:
        what = f"{len(group)} numbers in {', '.join(p.cell for p in where[:6])} are typed"
    else:
        what = f"{called(sheet, *first.cell)} is typed as {shown(first.typed)}"
    if not first.differs:
        then = "today the formula gives the same" + (" in each" if many else "")
    elif many:
        then = (
            f"in {address(*first.cell)} {shown(first.typed)} stands, the formula gives"
            f" {shown(first.gives)}"
        )
    else:
        difference = shown(first.typed - first.gives)
        then = f"the formula gives {shown(first.gives)}, a difference of {difference}"
    return Finding(
        CODE,
        _severity(group),
        f"{what} where a formula belongs ({neighbour}): {then}.",
        where,
        numbers=tuple(_numbers(group)),
        advice="Put the formula back, or note in the row why the number is fixed.",
        subject="" if many else subject(sheet, cells, "typed"),
    )


def _severity(group: list[Overtyped]) -> Severity:
    if not group[0].differs:
        return Severity.NOTE
    certain = len(group) == 1 and group[0].evidence >= Evidence.MOST_OF_LINE
    return Severity.ERROR if certain and not group[0].is_rounded else Severity.WARNING


def _numbers(group: list[Overtyped]) -> Iterator[tuple[str, Number]]:
    for one in group[:MOST_SHOWN]:
        name = f"{address(*one.cell)} " if len(group) > 1 else ""
        yield f"{name}typed", figure(one.typed)
        yield f"{name}formula gives", figure(one.gives)
    if len(group) == 1:
        yield "difference", figure(group[0].typed - group[0].gives)
