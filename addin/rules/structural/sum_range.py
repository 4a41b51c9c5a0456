"""STR103: the range of a total begins or ends in the wrong row.

Why it matters: a line added below the range is in the sheet and in no total.

Example: =SUM(D2:D10) takes the heading in row 2 and misses the last line in row 11.

What to do: make the range begin in the first line and end in the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    TOTAL_WORDS,
    Cell,
    amount,
    figure,
    form_is_total,
    has_figures,
    inputs,
    is_total,
    place,
    places,
    shown,
)
from addin.rules.totals_beside import is_year, taken_beside
from addin.tables.labels import called, row_label, words_in
from addin.tables.lines import is_number
from addin.tables.syntax import Call, Cells, Node, walk
from addin.tables.table import Area, address
from addin.tables.workings import SheetWorkings

CODE = "STR103"
MOST_MISSED = 10


@dataclass(frozen=True, slots=True)
class Misfit:
    """A range in a total: the lines it misses at its ends, and the heading it takes."""

    cell: Cell
    form: str
    area: Area
    down: bool
    missed: tuple[Cell, ...]
    heading: Cell | None

    @property
    def kind(self) -> tuple[str, bool, bool]:
        """What makes neighbouring totals one finding."""
        return self.form, bool(self.missed), self.heading is not None


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per run of totals that miss lines, and one per sheet for headings taken."""
    for workings in papers.workings:
        for work in workings.sheets:
            found = [misfit for cell in sorted(work.forms) for misfit in _misfits(work, cell)]
            for group in _runs([one for one in found if one.missed]):
                yield _finding(work, group)
            headings = [one for one in found if not one.missed]
            if headings:
                yield _finding(work, headings)


def _runs(found: list[Misfit]) -> Iterator[list[Misfit]]:
    group: list[Misfit] = []
    for before, each in pairwise([None, *found]):
        if each is None:
            continue
        near = before is not None and before.kind == each.kind and _near(before.cell, each.cell)
        if group and not near:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _near(one: Cell, other: Cell) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) <= 2


def _misfits(work: SheetWorkings, cell: Cell) -> Iterator[Misfit]:
    node = work.node(cell) if form_is_total(work.forms[cell]) else None
    if node is None:
        return
    covered = inputs(work, node, cell)
    for area in _summed(node, cell):
        height, width = area.bottom - area.top, area.right - area.left
        if cell in area or min(height, width) > 0 or max(height, width) == 0:
            continue
        if area.bottom > len(work.sheet.rows) + 1000:
            continue  # a whole column
        down = height > 0
        missed = _missed(work, cell, area, covered, down=down)
        missed = (
            missed or taken_beside(work, cell, area, down=down) if len(covered) == 1 else missed
        )
        heading = _heading(work, area) if down else None
        if missed or heading:
            yield Misfit(cell, work.forms[cell], area, down, missed, heading)


def _summed(node: Node, cell: Cell) -> Iterator[Area]:
    """The ranges of this sheet that a formula sums or averages."""
    for part in walk(node):
        if isinstance(part, Call) and part.function in {"SUM", "AVERAGE", "SUBTOTAL"}:
            for argument in part.arguments:
                if isinstance(argument, Cells) and not (
                    argument.reference.book or argument.reference.sheet
                ):
                    yield argument.reference.area(*cell)


def _missed(
    work: SheetWorkings, cell: Cell, area: Area, covered: list[Area], *, down: bool
) -> tuple[Cell, ...]:
    """Lines that touch the range and stand on the total's side of it."""
    row, column = cell
    if down:
        beyond = ((r, area.left) for r in range(area.bottom + 1, row))
        ahead = ((r, area.left) for r in range(area.top - 1, 0, -1))
        reached = row > area.bottom
    else:
        beyond = ((area.top, c) for c in range(area.right + 1, column))
        ahead = ((area.top, c) for c in range(area.left - 1, 0, -1))
        reached = column > area.right
    found = list(_touching(work, beyond, area, covered)) if reached else []
    if found and down and not _closes(work, cell, found):
        found = []
    if not found and down and reached and len(covered) == 1:
        found = list(_touching(work, ahead, area, covered))
        if len(found) != 1 or not _is_first_line(work, found[0], area):
            found = []
    return tuple(found) if len(found) <= MOST_MISSED else ()


def _closes(work: SheetWorkings, cell: Cell, missed: list[Cell]) -> bool:
    """Whether the missed lines reach down to the total: nothing but blanks in between."""
    last, column = missed[-1]
    return all(work.sheet.value(row, column) is None for row in range(last + 1, cell[0]))


def _touching(
    work: SheetWorkings, cells: Iterator[Cell], area: Area, covered: list[Area]
) -> Iterator[Cell]:
    """Figures next to a range, up to the first cell that is none, or is a total itself."""
    sheet = work.sheet
    for each in cells:
        value = sheet.value(*each)
        if not is_number(value) or any(each in other for other in covered):
            return
        node = work.node(each)
        if node is not None and (is_total(node) or _reads(work, node, each, area)):
            return
        if each in sheet.formulas and node is None:
            return
        if TOTAL_WORDS.search(row_label(sheet, *each)):
            return
        yield each


def _reads(work: SheetWorkings, node: Node, cell: Cell, area: Area) -> bool:
    """Whether a formula draws on the range: a percentage of it, its average."""
    return any(
        other.top <= area.bottom
        and other.bottom >= area.top
        and other.left <= area.right
        and other.right >= area.left
        for other in inputs(work, node, cell)
    )


def _is_first_line(work: SheetWorkings, cell: Cell, area: Area) -> bool:
    """Whether a figure above a range is the first line under the heading, and no year itself."""
    sheet = work.sheet
    value = sheet.value(*cell)
    if amount(value) is None or is_year(value):
        return False
    if (cell in sheet.formulas) != ((area.top, area.left) in sheet.formulas):
        return False
    label = row_label(sheet, *cell)
    above = sheet.value(cell[0] - 1, cell[1])
    return bool(label) and not TOTAL_WORDS.search(label) and bool(words_in(above))


def _heading(work: SheetWorkings, area: Area) -> Cell | None:
    """The first row of the range, if it is a heading: words in the column, or only beside it."""
    sheet = work.sheet
    top = area.top, area.left
    if not has_figures(sheet, area, 2) or area.bottom - area.top < 2:
        return None
    words = words_in(sheet.value(*top))
    if any(letter.isalpha() for letter in words):
        return top
    if words or sheet.value(*top) is not None or top in sheet.formulas:
        return None
    label = row_label(sheet, *top)
    figures = sum(is_number(value) for value in sheet.rows[area.top - 1])
    return top if label and not figures and not TOTAL_WORDS.search(label) else None


def _finding(work: SheetWorkings, group: list[Misfit]) -> Finding:
    sheet, first = work.sheet, group[0]
    stands = amount(sheet.value(*first.cell))
    extra = sum(amount(sheet.value(*cell)) or 0.0 for cell in first.missed)
    parts: list[str] = []
    numbers: list[tuple[str, Number]] = []
    if first.heading:
        label = words_in(sheet.value(*first.heading)) or row_label(sheet, *first.heading)
        parts.append(f"begins on row {first.heading[0]} ({label}), a heading without a figure")
    if first.missed:
        parts.append(f"misses {', '.join(called(sheet, *c) for c in first.missed[:4])}")
    value = ""
    if first.missed and stands is not None and _is_plain_sum(work, first.cell):
        numbers = [
            ("stands", figure(stands)),
            ("missed", figure(extra)),
            ("with them", figure(stands + extra)),
        ]
        value = f" {shown(stands)} stands, {shown(stands + extra)} with what it misses."
    more = f" So do {len(group) - 1} more here." if len(group) > 1 else ""
    cells = [one.cell for one in group]
    return Finding(
        CODE,
        _severity(first, extra),
        f"{called(sheet, *first.cell)} = {sheet.formulas[first.cell]} {' and '.join(parts)}."
        f"{value}{more}",
        (
            *places(work, cells),
            *places(work, [cell for one in group for cell in one.missed]),
            *(place(work, Area(*one.heading, *one.heading)) for one in group if one.heading),
        ),
        numbers=tuple(numbers),
        advice=f"Make the range begin in the first line and end in the last ({_fitting(first)}).",
        subject=f"range of {row_label(sheet, *first.cell)} column {first.cell[1]}",
    )


def _severity(first: Misfit, extra: float) -> Severity:
    if not first.missed or not extra:
        return Severity.NOTE
    own_line = first.cell[1] == first.area.left if first.down else first.cell[0] == first.area.top
    below = first.missed[0] > (first.area.bottom, first.area.left)
    return Severity.ERROR if below and (first.heading or own_line) else Severity.WARNING


def _fitting(first: Misfit) -> str:
    """The range as it should be."""
    rows = [row for row, _ in (*first.missed, (first.area.bottom, 0))]
    top = first.area.top + 1 if first.heading else min(first.area.top, *rows)
    if not first.down:
        columns = [column for _, column in first.missed]
        return str(
            Area(
                first.area.top, first.area.left, first.area.bottom, max(first.area.right, *columns)
            )
        )
    return f"{address(top, first.area.left)}:{address(max(rows), first.area.right)}"


def _is_plain_sum(work: SheetWorkings, cell: Cell) -> bool:
    node = work.node(cell)
    return isinstance(node, Call) and node.function == "SUM"
