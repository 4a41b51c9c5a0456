"""STR305: a total adds quantities of different units.

Why it matters: three days and two weeks are not five of anything; whoever multiplies the total by a
rate is wrong by the difference between the units.

Example: a column "Qty" with "day" and "week" in the column "Unit" beside it, and =SUM(C2:C9) below.

What to do: bring the lines to one unit, or total each unit by itself (SUMIF over the unit).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, inputs, place, places, sums_a_column
from addin.tables.labels import called, heading, words_in
from addin.tables.lines import is_number
from addin.tables.table import Area
from addin.tables.workings import SheetWorkings

CODE = "STR305"
UNITS = re.compile(r"^\W*(?:units?|uom|u/m|unit of measure|per)\W*$", re.IGNORECASE)
QUANTITY = re.compile(
    r"^\W*(?:qty|quantity|quantities|no\.? of units|number|count|duration|time|units used)\W*$",
    re.IGNORECASE,
)
FARTHEST = 4
"""Columns between a quantity and its unit."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per total."""
    for workings in papers.workings:
        for work in workings.sheets:
            totals = set(filter(sums_a_column, work.form_counts))
            for cell in sorted(cell for cell, form in work.forms.items() if form in totals):
                found = _units(work, cell)
                if found is not None:
                    yield _finding(work, cell, *found)


def _units(work: SheetWorkings, cell: Cell) -> tuple[Area, Counter[str]] | None:
    """Where the units of what a total adds stand, and how often each occurs; None for one unit."""
    node, sheet = work.node(cell), work.sheet
    areas = inputs(work, node, cell) if node else []
    if len(areas) != 1 or areas[0].bottom > len(sheet.rows):
        return None
    area = areas[0]
    if not QUANTITY.match(heading(sheet, area.top, area.left)):
        return None
    near = range(max(1, area.left - FARTHEST), area.left + FARTHEST + 1)
    column = next((c for c in near if _is_headed_unit(work, area, c)), 0)
    if not column:
        return None
    counts = Counter(
        unit
        for row in range(area.top, area.bottom + 1)
        if is_number(sheet.value(row, area.left))
        and (unit := words_in(sheet.value(row, column)).casefold().strip(" .").removesuffix("s"))
    )
    if len(counts) < 2:
        return None
    return Area(area.top, column, area.bottom, column), counts


def _is_headed_unit(work: SheetWorkings, area: Area, column: int) -> bool:
    """Whether a column is called unit, above the lines of a range."""
    rows = range(area.top - 1, max(0, area.top - 4), -1)
    words = (words_in(work.sheet.value(row, column)) for row in rows)
    return bool(UNITS.match(next(filter(None, words), "")))


def _finding(work: SheetWorkings, cell: Cell, where: Area, counts: Counter[str]) -> Finding:
    sheet = work.sheet
    said = ", ".join(f"{count} in {unit}" for unit, count in counts.most_common(5))
    return Finding(
        CODE,
        Severity.NOTE,
        f"{called(sheet, *cell)} = {sheet.formulas[cell]} adds quantities of different units:"
        f" {said}.",
        (*places(work, [cell]), place(work, where)),
        numbers=tuple((unit, count) for unit, count in counts.most_common(5)),
        advice="Bring the lines to one unit, or total each unit by itself.",
        subject=f"units {cell[1]}",
    )
