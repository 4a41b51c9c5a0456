"""STR302: amounts are counted that nobody sees: hidden rows and columns, hidden sheets.

Why it matters: the lines on the screen do not add up to the total below them, and whoever checks
them by hand finds a difference that is no error, or misses one that is.

Example: three hidden rows with 4,300 inside the range of a total.

What to do: show the rows, and delete them or use SUBTOTAL(109, ...) if they should not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    amount,
    counted,
    figure,
    figures_in,
    inputs,
    places,
    shown,
)
from addin.tables.labels import called
from addin.tables.syntax import Call, Literal, walk
from addin.tables.table import Sheet, Visibility, column_letters
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
    hidden: dict[Cell, float] = {}
    totals: list[Cell] = []
    for cell in sorted(work.forms):
        row, column = cell
        if row in sheet.hidden_rows or column in sheet.hidden_columns:
            continue
        found = {
            each: value
            for each in _added(work, cell)
            if (each[0] in sheet.hidden_rows or each[1] in sheet.hidden_columns)
            and (value := amount(sheet.value(*each)))
        }
        if found:
            hidden.update(found)
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
    own = {each for each in _added(work, first) if each in hidden}
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


def _added(work: SheetWorkings, cell: Cell) -> list[Cell]:
    """The figures in the ranges of a SUM; SUBTOTAL from 101 on leaves hidden rows out itself."""
    node = work.node(cell)
    if node is None:
        return []
    found: list[Cell] = []
    for part in walk(node):
        if not isinstance(part, Call) or part.function not in {"SUM", "SUBTOTAL"}:
            continue
        if part.function == "SUBTOTAL" and _leaves_hidden_out(work.sheet, part):
            continue
        for argument in part.arguments:
            for area in inputs(work, argument, cell):
                if area.top != area.bottom or area.left != area.right:
                    found += figures_in(work.sheet, area)
    return found


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
        for row, column in work.forms
        if work.sheet.visibility is Visibility.VISIBLE
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
