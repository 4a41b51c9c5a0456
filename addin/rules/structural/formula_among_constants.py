"""STR102: one formula stands where all its neighbours are typed.

Why it matters: the figure moves when another cell moves, while the figures around it stay; often
it was meant as a quick sum and never replaced by its value.

Example: a column of typed rates in which one cell is =F7*1.1.

What to do: check that the cell should follow the others; if not, type its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    figure,
    inputs,
    is_total,
    places,
    shown,
    subject,
)
from addin.tables.labels import called
from addin.tables.lines import Line
from addin.tables.syntax import Call, Node, walk
from addin.tables.workings import SheetWorkings

CODE = "STR102"
FEWEST = 5
"""Typed numbers that a line must have beside its one formula."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per lonely formula."""
    for workings in papers.workings:
        for work in workings.sheets:
            lonely = {cell for line in work.rows for cell in _lonely(line, 1)}
            rows: dict[int, list[Line]] = {}
            for line in work.rows:
                rows.setdefault(line.cells[0][0], []).append(line)
            for line in work.columns:
                for cell in _lonely(line, FEWEST):
                    if _in_company(rows, cell, lonely) or not _reads_other_lines(work, cell):
                        continue
                    yield _finding(work, cell)


def _lonely(line: Line, fewest: int) -> Iterator[Cell]:
    """The one formula of a line, with typed numbers on both sides."""
    found = [at for at, form in enumerate(line.forms) if form is not None]
    if len(found) == 1 and line.typed >= fewest and 0 < found[0] < len(line.cells) - 1:
        yield line.cells[found[0]]


def _in_company(rows: Mapping[int, list[Line]], cell: Cell, lonely: set[Cell]) -> bool:
    """Whether its row has other formulas: then it is the row that is worked out."""
    row = [line for line in rows.get(cell[0], ()) if cell in line.cells]
    return (
        bool(row)
        and cell not in lonely
        and any(sum(f is not None for f in r.forms) > 1 for r in row)
    )


def _reads_other_lines(work: SheetWorkings, cell: Cell) -> bool:
    """Whether it draws on cells by a plain sum of signs: no lookup, no total of its own block."""
    node = work.node(cell)
    if node is None or is_total(node) or _looks_up(node):
        return False
    areas = inputs(work, node, cell)
    same_row = all(area.top == area.bottom == cell[0] for area in areas)
    return bool(areas) and not same_row


def _looks_up(node: Node) -> bool:
    return any(isinstance(part, Call) for part in walk(node))


def _finding(work: SheetWorkings, cell: Cell) -> Finding:
    value = work.sheet.value(*cell)
    return Finding(
        CODE,
        Severity.NOTE,
        f"{called(work.sheet, *cell)} is a formula, ={work.sheet.formulas[cell]}, among typed"
        f" numbers: its {shown(value)} moves with other cells, its neighbours do not.",
        places(work, [cell]),
        numbers=(("value", figure(value)),),
        advice="Type the value if it should not move.",
        subject=subject(work.sheet, [cell], "lonely formula"),
    )
