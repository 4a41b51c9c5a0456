"""STR201: a formula gives an error value, or has lost the cells it read.

Why it matters: every total that draws on it shows the error too, or hides it behind IFERROR.

Example: =#REF!+Z5: the column it added was deleted.

What to do: mend the cell named first; the others follow from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, counted, places, subject
from addin.tables.by_column import stretches
from addin.tables.contents import CellKey
from addin.tables.labels import called
from addin.tables.syntax import Call, Literal, parse, walk
from addin.tables.table import Area, ErrorValue, Sheet, Value, Visibility, address
from addin.tables.workings import SheetWorkings, Workings

CODE = "STR201"
MOST_FOLLOWED = 400
"""Formulas behind an error that are looked at."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per kind of error and formula, with the cells where it begins."""
    for workings in papers.workings:
        for sheet in workings.book.sheets:
            work = workings.of(sheet)
            groups: dict[tuple[str, str], list[Cell]] = {}
            for cell, error in _roots(workings, work):
                groups.setdefault((error, work.forms.get(cell, "")), []).append(cell)
            for (error, _), cells in groups.items():
                yield _finding(workings, work, error, cells)


def _roots(workings: Workings, work: SheetWorkings) -> Iterator[tuple[Cell, str]]:
    """Cells whose error does not come from another cell."""
    sheet = work.sheet
    has_errors = any(ErrorValue in map(type, part.values) for part in stretches(sheet.rows))
    for row, values in enumerate(sheet.rows if has_errors else (), 1):
        for column, value in enumerate(values, 1):
            if type(value) is not ErrorValue or _is_meant(work, (row, column), value):
                continue
            if not _inherited(workings, sheet, (row, column)):
                yield (row, column), str(value)
    for cell in work.forms:
        if not isinstance(sheet.value(*cell), ErrorValue) and _has_lost_cells(work, cell):
            yield cell, "#REF!"


def _is_meant(work: SheetWorkings, cell: Cell, value: ErrorValue) -> bool:
    """Whether a formula says #N/A itself, so that a chart leaves a gap there."""
    if value != ErrorValue("#N/A") or "NA(" not in work.sheet.formulas.get(cell, "").upper():
        return False
    node = work.node(cell)
    return node is not None and any(isinstance(p, Call) and p.function == "NA" for p in walk(node))


def _is_dealt_with(workings: Workings, sheet: Sheet, after: list[CellKey]) -> bool:
    """Whether nobody meets the error: the formulas at the end of the chain show none.

    On a hidden sheet it is enough that no visible one shows an error.
    """
    graph = workings.dependencies
    seen = after[:MOST_FOLLOWED]
    if sheet.visibility is not Visibility.VISIBLE:
        homes = ((workings.book.sheet(name), row, column) for name, row, column in seen)
        return not any(
            home and home.visibility is Visibility.VISIBLE and _is_error(home.value(row, column))
            for home, row, column in homes
        )
    ends = [key for key in seen if not graph.drawing_on(*key)]
    values = [
        home.value(row, column)
        for name, row, column in ends
        if (home := workings.book.sheet(name)) is not None
    ]
    return bool(values) and not any(map(_is_error, values))


def _is_error(value: Value) -> bool:
    return isinstance(value, ErrorValue)


def _has_lost_cells(work: SheetWorkings, cell: Cell) -> bool:
    form = work.forms.get(cell)
    return form is not None and _has_lost(form)


@lru_cache(maxsize=16_384)
def _has_lost(form: str) -> bool:
    return "#REF!" in form.upper() and any(
        isinstance(part, Literal) and part.value == ErrorValue("#REF!")
        for part in walk(parse(form))
    )


def _inherited(workings: Workings, sheet: Sheet, cell: Cell) -> bool:
    work = workings.of(sheet)
    if _has_lost_cells(work, cell):
        return False
    for target in workings.dependencies.of(sheet.name, *cell):
        other = None if target.book else workings.book.sheet(target.sheet)
        if other is None:
            continue
        own = cell if other is sheet else None
        if any(each != own for each in _errors_in(workings.of(other), target.area)):
            return True
    return False


def _errors_in(work: SheetWorkings, area: Area) -> Iterator[Cell]:
    """Cells of an area that show an error value, at most two of each column."""
    known = work.kept.get(_errors_in)
    if not isinstance(known, dict):
        known = dict[int, list[int]]()
        for row, values in enumerate(work.sheet.rows, 1):
            for column, value in enumerate(values, 1):
                if type(value) is ErrorValue:
                    known.setdefault(column, []).append(row)
        work.kept[_errors_in] = known
    for column, rows in known.items():
        if area.left <= column <= area.right:
            for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)][:2]:
                yield row, column


def _finding(workings: Workings, work: SheetWorkings, error: str, cells: list[Cell]) -> Finding:
    sheet, first = work.sheet, cells[0]
    keys = [(sheet.name, *cell) for cell in cells]
    begin = set(keys)
    after = [key for key in workings.dependencies.all_drawing_on(keys) if key not in begin]
    formula = sheet.formulas.get(first, "")
    if error == "#REF!" and formula:
        what = f"has lost a cell it read: ={formula}"
    else:
        what = f"shows {error}" + (f": ={formula}" if formula else ", typed or pasted")
    more = f" So with {counted(len(cells) - 1, 'more cell')}." if len(cells) > 1 else ""
    example = f", {after[0][0]}!{address(after[0][1], after[0][2])} among them" if after else ""
    follow = f" It reaches {counted(len(after), 'formula')}{example}." if after else ""
    severity = Severity.ERROR if error == "#REF!" else Severity.WARNING
    if severity is Severity.WARNING and _is_dealt_with(workings, sheet, after):
        severity = Severity.NOTE
        follow += " Nobody meets it: what comes of it in the end shows no error."
    return Finding(
        CODE,
        severity,
        f"{called(sheet, *first)} {what}.{more}{follow}",
        places(work, cells),
        numbers=(("formulas that draw on it", len(after)),) if after else (),
        advice="Mend this cell; the others follow from it.",
        subject=subject(sheet, cells, error) if len(cells) == 1 else "",
    )
