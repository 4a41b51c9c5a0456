"""STR114: formulas read empty columns, where another sheet has the figures.

Why it matters: a formula that was copied to another sheet goes on reading its own: the dashboard
shows 0 or #DIV/0!, and looks like a quiet month.

Example: =SUM(F2:F9) on the sheet Dashboard, whose column F is empty; the eight figures stand in
F2:F9 of the sheet Vendor Data.

What to do: name the sheet in the formula ('Vendor Data'!F2:F9).
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, counted, inputs, places, shown
from addin.tables.labels import called
from addin.tables.syntax import Cells, walk
from addin.tables.table import Area, Sheet
from addin.tables.workings import SheetWorkings, Workings

CODE = "STR114"
FEWEST = 2
"""Formulas that must do so, each with figures on the other sheet."""
MOST_ROWS = 2_000
"""Longer sheets are lists, no summaries of another."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet."""
    for workings in papers.workings:
        for work in workings.sheets if len(workings.book.sheets) > 1 else ():
            found = _reading_nothing(work)
            for other in workings.book.sheets if len(found) >= FEWEST else ():
                there = [cell for cell, areas in found if _fits(workings, other, work, cell, areas)]
                if len(there) >= FEWEST:
                    yield _finding(work, there, other, dict(found)[there[0]])
                    break


def _reading_nothing(work: SheetWorkings) -> list[tuple[Cell, list[Area]]]:
    """Formulas whose every range lies in columns of this sheet that hold nothing at all."""
    # forms spell a range with a colon and another sheet with an exclamation mark
    ranged = {form for form in work.form_counts if ":" in form and "!" not in form}
    if not ranged or len(work.sheet.rows) > MOST_ROWS:
        return []
    used = {column for _, column in work.forms}
    for values in work.sheet.rows:
        used.update(at for at, value in enumerate(values, 1) if value not in (None, ""))
    found = []
    for cell in sorted(cell for cell, form in work.forms.items() if form in ranged):
        areas = _ranges(work, cell)
        if areas and not any(set(range(a.left, min(a.right, 999) + 1)) & used for a in areas):
            found.append((cell, areas))
    return found


def _ranges(work: SheetWorkings, cell: Cell) -> list[Area]:
    """The cells a formula reads, if all are of its own sheet and some are a range."""
    node = work.node(cell)
    named = [part for part in walk(node) if isinstance(part, Cells)] if node else []
    if node is None or all(part.reference.is_cell for part in named):
        return []
    areas = inputs(work, node, cell)
    return areas if len(areas) == len(named) else []


def _fits(
    workings: Workings, other: Sheet, work: SheetWorkings, cell: Cell, areas: list[Area]
) -> bool:
    """Whether another sheet has something in all these places, and is no sheet of the same make."""
    if other is work.sheet or workings.of(other).forms.get(cell) == work.forms[cell]:
        return False
    return all(
        any(
            other.value(row, column) not in (None, "")
            for row in range(area.top, min(area.bottom, len(other.rows)) + 1)
            for column in range(area.left, min(area.right, other.width) + 1)
        )
        for area in areas
    )


def _finding(work: SheetWorkings, cells: list[Cell], other: Sheet, areas: list[Area]) -> Finding:
    sheet, first = work.sheet, cells[0]
    value = sheet.value(*first)
    more = f" So do {counted(len(cells) - 1, 'more formula')} here." if len(cells) > 2 else ""
    if len(cells) == 2:
        more = " So does 1 more formula here."
    return Finding(
        CODE,
        Severity.WARNING,
        f"{called(sheet, *first)} = {sheet.formulas[first]} reads empty columns of its own sheet"
        f" and shows {shown(value)}; on '{other.name}' {areas[0]} is filled.{more}",
        places(work, cells),
        numbers=(("formulas", len(cells)),),
        advice=f"Name the sheet in the formula: '{other.name}'!{areas[0]}.",
        subject=f"formulas meant for {other.name}",
    )
