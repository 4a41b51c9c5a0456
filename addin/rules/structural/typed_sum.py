"""STR111: amounts are added up inside a cell, without reading any.

Why it matters: the figure cannot be traced. Which amounts it is made of shows only to whoever
clicks the cell, and a correction at the end of it shows to nobody.

Example: =2*7.093+12*7.093 holds a unit rate that no cell names; =22-10.3 holds a correction.

What to do: give the amounts lines of their own, and let the cell total them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, amount, counted, figure, places, shown
from addin.tables.labels import called
from addin.tables.syntax import Chain, Literal, Sign, parse, walk
from addin.tables.workings import SheetWorkings

CODE = "STR111"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per workbook."""
    for workings in papers.workings:
        found = []
        for work in workings.sheets:
            typed = set(filter(adds_typed, work.form_counts))
            if typed:
                cells = sorted(cell for cell, form in work.forms.items() if form in typed)
                found.append((work, cells))
        if found:
            yield _finding(found)


@lru_cache(maxsize=16_384)
def adds_typed(form: str) -> bool:
    """Whether a formula is nothing but a sum of typed amounts.

    >>> adds_typed("8.2+6.1"), adds_typed("RC[-1]+6.1"), adds_typed("52*12")
    (True, False, False)
    """
    if "+" not in form and "-" not in form[1:]:
        return False
    parts = list(walk(parse(form)))
    if not all(isinstance(part, Literal | Chain | Sign) for part in parts):
        return False
    amounts = [p for p in parts if isinstance(p, Literal) and amount(p.value) is not None]
    joints = {j for p in parts if isinstance(p, Chain) for j, _ in p.rest}
    return len(amounts) > 1 and bool(joints & {"+", "-"})


def _finding(found: list[tuple[SheetWorkings, list[Cell]]]) -> Finding:
    work, cells = found[0]
    sheet, first = work.sheet, cells[0]
    value = sheet.value(*first)
    count = sum(len(own) for _, own in found)
    where = f" on {len(found)} sheets" if found[1:] else ""
    are = "is the figure" if count == 2 else "are the figures"
    more = f" So {are} of {counted(count - 1, 'more cell')}{where}." if count > 1 else ""
    numbers: tuple[tuple[str, Number], ...] = (("value", figure(value)), ("cells", count))
    return Finding(
        CODE,
        Severity.NOTE,
        f"The {shown(value)} in {called(sheet, *first)} is added up inside the cell:"
        f" ={sheet.formulas[first]}.{more}",
        tuple(place for each, own in found for place in places(each, own)),
        numbers=numbers,
        advice="Give the amounts lines of their own, and let the cell total them.",
        subject="sums typed into cells",
    )
