"""STR113: a total runs over headings in the middle of its range.

Why it matters: a range that takes in headings takes in whatever is typed there later: a year, a
code or a subtotal beside the heading is added without a sign.

Example: =SUM(C110:C126) runs over three rows that only name a category.

What to do: give each category its own subtotal, and add the subtotals.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    TOTAL_WORDS,
    Cell,
    counted,
    figures_in,
    inputs,
    places,
    sums_a_column,
)
from addin.tables.labels import called, words_in
from addin.tables.lines import is_number
from addin.tables.table import Area, Sheet, Value
from addin.tables.workings import SheetWorkings

CODE = "STR113"
TALLEST = 200
"""Rows of a range that a person would look through."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per sheet."""
    for workings in papers.workings:
        for work in workings.sheets:
            totals = set(filter(sums_a_column, work.form_counts))
            cells = sorted(cell for cell, form in work.forms.items() if form in totals)
            known: dict[int, bool] = {}
            found = [(cell, rows) for cell in cells if (rows := _headings(work, cell, known))]
            if found:
                yield _finding(work, found)


def _headings(work: SheetWorkings, cell: Cell, known: dict[int, bool]) -> list[int]:
    """The rows in the middle of a total's one range that are headings."""
    node = work.node(cell)
    areas = inputs(work, node, cell) if node else []
    if len(areas) != 1 or cell in areas[0]:
        return []
    area = areas[0]
    if not 3 <= area.bottom - area.top + 1 <= TALLEST:
        return []
    sheet = work.sheet
    inner = range(area.top + 1, min(area.bottom, len(sheet.rows) + 1))
    for row in inner:
        if row not in known:
            known[row] = _is_heading(sheet, row, work)
    rows = [row for row in inner if known[row]]
    if not rows:
        return []
    before = figures_in(sheet, Area(area.top, area.left, rows[0], area.left))
    after = figures_in(sheet, Area(rows[0], area.left, area.bottom, area.left))
    return rows if before and after else []


def _is_heading(sheet: Sheet, row: int, work: SheetWorkings) -> bool:
    """A row of one or two words and nothing else."""
    values = sheet.rows[row - 1]
    stated = [value for value in values if value is not None and value != ""]
    if not 1 <= len(stated) <= 2 or any(map(is_number, stated)):
        return False
    if any((row, column) in work.forms for column in range(1, len(values) + 1)):
        return False
    return all(map(_names, stated)) and not TOTAL_WORDS.search(words_in(stated[0]))


def _names(value: Value) -> bool:
    return any(map(str.isalpha, words_in(value)))


def _finding(work: SheetWorkings, found: list[tuple[Cell, list[int]]]) -> Finding:
    sheet, (first, rows) = work.sheet, found[0]
    label = next(words_in(value) for value in sheet.rows[rows[0] - 1] if words_in(value))
    also = f", and over {counted(len(rows) - 1, 'more such row')}" if rows[1:] else ""
    more = f" So do {len(found) - 1} more here." if len(found) > 2 else ""
    if len(found) == 2:
        more = " So does 1 more here."
    return Finding(
        CODE,
        Severity.NOTE,
        f"{called(sheet, *first)} = {sheet.formulas[first]} runs over row {rows[0]} ({label}),"
        f" which has words and no figure{also}.{more}",
        places(work, [cell for cell, _ in found]),
        numbers=(("totals", len(found)),),
        advice="Give each category its own subtotal, and add the subtotals.",
        subject="totals over headings",
    )
