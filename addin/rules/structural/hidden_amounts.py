"""STR302: amounts are counted that nobody sees: hidden rows and columns, hidden sheets.

Why it matters: the lines on the screen do not add up to the total below them, and whoever checks
them by hand finds a difference that is no error, or misses one that is.

Example: three hidden rows with 4,300 inside the range of a total.

What to do: show the rows, and delete them or use SUBTOTAL(109, ...) if they should not count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    amount,
    counted,
    figure,
    form_is_total,
    inputs,
    places,
    shown,
)
from addin.tables.labels import called
from addin.tables.remaining import Remaining
from addin.tables.syntax import Call, Literal, walk
from addin.tables.table import Area, Sheet, Visibility, column_letters
from addin.tables.workings import SheetWorkings, Workings

CODE = "STR302"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet with hidden amounts, one per workbook for hidden sheets."""
    for workings in papers.workings:
        for work in workings.sheets:
            if work.sheet.hidden_rows or work.sheet.hidden_columns:
                yield from _hidden_in_totals(work)
        yield from _hidden_sheets(workings)


def _hidden_in_totals(work: SheetWorkings) -> Iterator[Finding]:
    sheet = work.sheet
    unseen = _unseen(sheet)
    by_column: dict[int, list[int]] = {}
    for row, column in unseen:
        by_column.setdefault(column, []).append(row)
    left = Remaining(unseen)
    hidden: dict[Cell, float] = {}
    totals: list[Cell] = []
    for cell in sorted(work.forms) if unseen else ():
        row, column = cell
        if row in sheet.hidden_rows or column in sheet.hidden_columns:
            continue
        areas = [area for area in _added(work, cell) if _takes_in(by_column, area)]
        for area in areas:
            for each in left.within(area):
                hidden[each] = unseen[each]
                left.remove(*each)
        if areas:
            totals.append(cell)
    if not totals:
        return
    rows = sorted({row for row, _ in hidden if row in sheet.hidden_rows})
    columns = sorted({column for _, column in hidden if column in sheet.hidden_columns})
    what = " and ".join(
        filter(
            None,
            [
                f"hidden row{'s' if len(rows) > 1 else ''} {_listed(rows)}" if rows else "",
                f"hidden column{'s' if len(columns) > 1 else ''}"
                f" {', '.join(map(column_letters, columns))}"
                if columns
                else "",
            ],
        )
    )
    first = totals[0]
    counted_by = _added(work, first)
    own = [each for each in hidden if any(each in area for area in counted_by)]
    part = sum(hidden[each] for each in own)
    filtered = " They are filtered out, and SUM counts them all the same." if sheet.filtered else ""
    yield Finding(
        CODE,
        Severity.WARNING,
        f"{called(sheet, *first)} counts {what}: {shown(part)} of its"
        f" {shown(sheet.value(*first))} stands in cells that nobody sees.{filtered}"
        + (f" So do {len(totals) - 1} more totals." if len(totals) > 1 else ""),
        (*places(work, totals), *places(work, hidden)),
        numbers=(("total", figure(sheet.value(*first))), ("hidden", figure(part))),
        advice="Show the rows or columns, and decide whether they should count.",
        subject="hidden amounts",
    )


def _unseen(sheet: Sheet) -> dict[Cell, float]:
    """The amounts in hidden rows and columns, in reading order."""
    return {
        (row, column): figure_
        for row, values in enumerate(sheet.rows, 1)
        for column, value in enumerate(values, 1)
        if (row in sheet.hidden_rows or column in sheet.hidden_columns)
        and (figure_ := amount(value))
    }


def _takes_in(by_column: Mapping[int, list[int]], area: Area) -> bool:
    """Whether an area has one of these cells."""
    return any(
        bisect_left(rows, area.top) < bisect_right(rows, area.bottom)
        for column, rows in by_column.items()
        if area.left <= column <= area.right
    )


def _added(work: SheetWorkings, cell: Cell) -> list[Area]:
    """The ranges of a SUM; SUBTOTAL from 101 on leaves hidden rows out itself."""
    node = work.node(cell) if form_is_total(work.forms[cell]) else None
    if node is None:
        return []
    found: list[Area] = []
    for part in walk(node):
        if not isinstance(part, Call) or part.function not in {"SUM", "SUBTOTAL"}:
            continue
        if part.function == "SUBTOTAL" and _leaves_hidden_out(work.sheet, part):
            continue
        for argument in part.arguments:
            found += inputs(work, argument, cell)
    return [area for area in found if area.top != area.bottom or area.left != area.right]


def _leaves_hidden_out(sheet: Sheet, call: Call) -> bool:
    which = call.arguments[0]
    number = amount(which.value) if isinstance(which, Literal) else None
    return number is None or number > 100 or sheet.filtered is not None


def _listed(rows: list[int]) -> str:
    shown_rows = ", ".join(map(str, rows[:6]))
    return f"{shown_rows} and {len(rows) - 6} more" if len(rows) > 6 else shown_rows


def _hidden_sheets(workings: Workings) -> Iterator[Finding]:
    book = workings.book
    hidden = [sheet for sheet in book.sheets if sheet.visibility is not Visibility.VISIBLE]
    if not hidden:
        return
    used = {
        target.sheet
        for work in workings.sheets
        if work.sheet.visibility is Visibility.VISIBLE
        # equal formulas read the same sheets
        for row, column in {form: cell for cell, form in work.forms.items()}.values()
        for target in workings.dependencies.of(work.sheet.name, row, column)
        if not target.book
    }
    names = [
        f"'{sheet.name}'"
        + (" (very hidden)" if sheet.visibility is Visibility.VERY_HIDDEN else "")
        + (", which formulas on visible sheets read" if sheet.name in used else "")
        for sheet in hidden
    ]
    yield Finding(
        CODE,
        Severity.NOTE,
        f"The workbook has {counted(len(hidden), 'hidden sheet')}: {'; '.join(names[:8])}.",
        tuple(Place(book.name, sheet.name) for sheet in hidden),
        advice="Look at them before the workbook leaves the office.",
        subject="hidden sheets",
    )
