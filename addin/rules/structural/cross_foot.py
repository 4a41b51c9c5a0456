"""STR106: totals that should agree do not cross-foot.

Why it matters: the sum of the rows and the sum of the columns are the same figures added in another
order. When they differ, one cell in between is wrong.

Example: the total row adds up to 84,200, the total column to 84,020.

What to do: follow the row and the column that differ to the cell where they cross.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.additions import terms
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    alike,
    amount,
    figure,
    place,
    places,
    shown,
)
from addin.tables.labels import called
from addin.tables.lines import is_number
from addin.tables.table import Area, address
from addin.tables.workings import SheetWorkings

CODE = "STR106"
FEWEST = 2


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per corner where a total row and a total column disagree."""
    for workings in papers.workings:
        for work in workings.sheets:
            seen: set[Cell] = set()
            for cell in sorted(work.forms):
                for down in (True, False):
                    found = _corner(work, cell, down=down)
                    if found is not None and cell not in seen:
                        seen.add(cell)
                        yield found


def _corner(work: SheetWorkings, cell: Cell, *, down: bool) -> Finding | None:
    """A grand total made along one way, against the totals it should equal along the other."""
    own = _one_range(work, cell, down=down)
    if own is None:
        return None
    row, column = cell
    crossing = _crossing(work, own, down=down)
    if not crossing:
        return None
    # the totals beside the corner: of the same build, each over the same lines as the corner's
    across = [
        other
        for other in _beside(work, cell, down=down)
        if (found := _one_range(work, other, down=down)) is not None
        and _same_span(found, own, down=down)
    ]
    if len(across) < FEWEST:
        return None
    tracks = {other[1] if down else other[0] for other in across}
    for area in crossing:
        span = range(area.left, area.right + 1) if down else range(area.top, area.bottom + 1)
        if set(span) != tracks:
            return None
    along = sum(amount(work.sheet.value(*other)) or 0.0 for other in across)
    stands = amount(work.sheet.value(*cell))
    if stands is None or alike(along, stands):
        return None
    beside = f"{address(*across[0])}:{address(*across[-1])}"
    return Finding(
        CODE,
        Severity.ERROR,
        f"{called(work.sheet, row, column)} adds {own} to {shown(stands)}, but the totals beside"
        f" it, {beside}, add up to {shown(along)}: {shown(stands - along)} apart.",
        (place(work, Area(*cell, *cell)), place(work, own), *places(work, across)),
        numbers=(
            (f"sum of {own}", figure(stands)),
            (f"sum of {beside}", figure(along)),
            ("difference", figure(stands - along)),
        ),
        advice="Look for a total that is typed, or whose range is shorter than the others.",
        subject=f"cross-foot {address(*cell)}",
    )


def _crossing(work: SheetWorkings, area: Area, *, down: bool) -> list[Area]:
    """What the figures of a range total along the other way; empty unless all of them do."""
    sheet = work.sheet
    bottom, right = min(area.bottom, len(sheet.rows)), min(area.right, sheet.width)
    found: list[Area] = []
    for cell in Area(area.top, area.left, bottom, right).cells:
        if is_number(sheet.value(*cell)):
            total = _one_range(work, cell, down=not down)
            if total is None:
                return []
            found.append(total)
    return found if len(found) >= FEWEST else []


def _one_range(work: SheetWorkings, cell: Cell, *, down: bool) -> Area | None:
    areas = terms(work, cell, down=down)
    if len(areas) != 1 or (areas[0].top == areas[0].bottom and areas[0].left == areas[0].right):
        return None
    return areas[0]


def _same_span(one: Area, other: Area, *, down: bool) -> bool:
    if down:
        return (one.top, one.bottom) == (other.top, other.bottom)
    return (one.left, one.right) == (other.left, other.right)


def _beside(work: SheetWorkings, cell: Cell, *, down: bool) -> list[Cell]:
    row, column = cell
    if down:
        return [(row, c) for c in range(1, column) if (row, c) in work.forms]
    return [(r, column) for r in range(1, row) if (r, column) in work.forms]
