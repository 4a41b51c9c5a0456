"""STR203: formulas draw on one another in a circle.

Why it matters: Excel shows 0 or the last value that it happened to hold, and warns only the first
time the workbook is opened.

Example: the total in B20 includes the contingency in B19, which is 10 % of the total in B20.

What to do: let one of the cells read the figure before the circle, such as the subtotal.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.tables.circles import circles
from addin.tables.labels import called, joined
from addin.tables.table import address

CODE = "STR203"
MOST_SHOWN = 6


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per circle."""
    for workings in papers.workings:
        book = workings.book
        for circle in circles(workings.dependencies):
            name, row, column = circle[0]
            sheet = book.sheet(name)
            if sheet is None:
                continue
            cells: dict[str, list[tuple[int, int]]] = {}
            for each, r, c in circle:
                cells.setdefault(each, []).append((r, c))
            where = tuple(
                Place(book.name, each, str(area))
                for each, found in cells.items()
                for area in joined(found)
            )
            chain = ", ".join(f"{each}!{address(r, c)}" for each, r, c in circle[1:MOST_SHOWN])
            if len(circle) == 1:
                what = f"draws on itself: ={sheet.formulas[row, column]}"
            else:
                what = f"and {len(circle) - 1} more formulas draw on one another ({chain})"
            yield Finding(
                CODE,
                Severity.ERROR,
                f"{called(sheet, row, column)} {what}. What they show cannot be relied on.",
                where,
                numbers=(("formulas in the circle", len(circle)),),
                advice="Let one of them read the figure before the circle.",
            )
