"""STR109: a cell is empty where its whole column has a formula.

Why it matters: the row falls out of every total of that column without a sign.

Example: an ageing table works out its column "Current" in every row but the first, so that the
newest invoice is in no column at all.

What to do: copy the formula of the neighbouring row into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, figure, places, shown, subject
from addin.tables.calculate import Outcome
from addin.tables.labels import called
from addin.tables.precedents import targets
from addin.tables.syntax import parse
from addin.tables.table import address
from addin.tables.workings import SheetWorkings

CODE = "STR109"
FEWEST = 5
"""Rows that must have the formula."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per column with such gaps."""
    for workings in papers.workings:
        for work in workings.sheets:
            for form, rows, column in _columns(work):
                gaps = [row for row in _gaps(work, rows) if _belongs(work, form, (row, column))]
                if gaps and len(gaps) * 4 <= len(rows):
                    yield _finding(work, form, [(row, column) for row in gaps], rows[0])


def _columns(work: SheetWorkings) -> Iterator[tuple[str, list[int], int]]:
    """The usual formula of each column, with the rows that have it."""
    by_column: dict[int, list[Cell]] = {}
    for cell in sorted(work.forms):
        by_column.setdefault(cell[1], []).append(cell)
    for column, cells in sorted(by_column.items()):
        form, count = Counter(work.forms[cell] for cell in cells).most_common(1)[0]
        if count >= FEWEST:
            yield form, [row for row, _ in cells if work.forms[row, column] == form], column


def _gaps(work: SheetWorkings, rows: list[int]) -> Iterator[int]:
    """Rows between those with the formula, and the one before and after them."""
    known = set(rows)
    if rows[-1] - rows[0] > 4 * len(rows):
        return
    for row in range(max(1, rows[0] - 1), min(rows[-1] + 1, len(work.sheet.rows)) + 1):
        if row not in known:
            yield row


def _belongs(work: SheetWorkings, form: str, cell: Cell) -> bool:
    """Whether the empty cell stands in a line like the others, with all that the formula reads."""
    sheet = work.sheet
    if cell in sheet.formulas or sheet.value(*cell) is not None:
        return False
    row, column = cell
    named = targets(parse(form), work.book.dependencies.contents, sheet.name, row, column)
    own = [t.area for t in named if not t.book and t.sheet == sheet.name and t.area.top == row]
    if not own or any(
        t.area.top != t.area.bottom and row not in range(t.area.top, t.area.bottom + 1)
        for t in named
    ):
        return False
    if any(sheet.value(row, c) in (None, "") for a in own for c in range(a.left, a.right + 1)):
        return False
    return _like_its_neighbours(work, cell)


def _like_its_neighbours(work: SheetWorkings, cell: Cell) -> bool:
    """Whether other columns of the row have the formula of the row above or below."""
    row, column = cell
    for other, form in ((c, f) for (r, c), f in _row(work, row).items() if c != column):
        if form in {work.forms.get((row - 1, other)), work.forms.get((row + 1, other))}:
            return True
    return any(
        table.area.top + table.header_rows <= row <= table.area.bottom - table.totals_rows
        and cell in table.area
        for table in work.sheet.list_objects
    )


def _row(work: SheetWorkings, row: int) -> dict[Cell, str]:
    return {
        (row, column): work.forms[row, column]
        for column in range(1, work.sheet.width + 1)
        if (row, column) in work.forms
    }


def _finding(work: SheetWorkings, form: str, gaps: list[Cell], model: int) -> Finding:
    sheet, first = work.sheet, gaps[0]
    outcome: Outcome = work.gives(form, first)
    known = outcome.known and outcome.value not in (None, "")
    gives = f" It would give {shown(outcome.value)}." if known else ""
    more = f" {len(gaps) - 1} more cells of the column are empty too." if len(gaps) > 1 else ""
    neighbour = model, first[1]
    return Finding(
        CODE,
        Severity.WARNING,
        f"{called(sheet, *first)} is empty where the column has a formula"
        f" ({address(*neighbour)}: ={sheet.formulas[neighbour]}).{gives}{more}",
        places(work, gaps),
        numbers=(("formula gives", figure(outcome.value)),) if known else (),
        advice="Copy the formula of the row above or below into it.",
        subject=subject(sheet, gaps, "gap") if len(gaps) == 1 else "",
    )
