"""STR108: a check that the workbook makes itself says that it does not tie.

Why it matters: somebody built the check so that nobody would send the workbook on as it is.

Example: DIFFERENCE in D48 is 10,085, and the status below it reads NOT RECONCILED.

What to do: find the difference before the figures are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, amount, figure, inputs, places, shown
from addin.tables.labels import row_label, words_in
from addin.tables.syntax import Call, Cells, Chain, Node, walk
from addin.tables.table import address
from addin.tables.workings import SheetWorkings

CODE = "STR108"
LABEL = re.compile(
    r"^\W*(?:(?:unreconciled |unexplained |reconciling )?difference|out[- ]of[- ]balance"
    r"|(?:balance |control |cross[- ]?foot )?(?:check|proof)(?: figure| total)?"
    r"|check(?:sum)?|(?:should|must) (?:be|equal) (?:0|zero|nil)|unreconciled(?: amount)?"
    r"|over ?/ ?(?:\(?short\)?|under)|tie[- ]?out|unallocated|unbalanced)\b[^a-z]*"
    r"(?:\((?:should|must) be (?:0|zero|nil)\)|if any)?\W*$",
    re.IGNORECASE,
)
FAILED = re.compile(
    r"\bnot (?:reconciled|balanced|in balance|tied|ok|equal|matching)\b|\bout of balance\b"
    r"|\bunbalanced\b|\bunreconciled\b|\bdoes(?: not|n't) (?:tie|balance|match|agree|reconcile)\b"
    r"|\b(?:check|balance) (?:failed|error)\b|^error\b|^off by\b|^mismatch",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:budget|allocat|plan|project|estimat|forecast|goal|target|expect)", re.IGNORECASE
)
SPENT = re.compile(r"\b(?:actual|spent|spend|to date|paid|used|incurred)", re.IGNORECASE)
SMALLEST = 0.005


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per failed check; a status that follows from it is part of it."""
    for workings in papers.workings:
        for work in workings.sheets:
            numbers = [cell for cell in sorted(work.forms) if _says_a_difference(work, cell)]
            told: set[Cell] = set()
            statuses = [cell for cell in sorted(work.forms) if _says_it_failed(work, cell)]
            for cell in numbers:
                follow = [
                    (row, column)
                    for name, row, column in workings.dependencies.all_drawing_on(
                        [(work.sheet.name, *cell)]
                    )
                    if name == work.sheet.name and (row, column) in statuses
                ]
                told |= set(follow)
                yield _finding(work, cell, follow)
            for cell in statuses:
                if cell not in told:
                    yield _finding(work, cell, [])


def _says_a_difference(work: SheetWorkings, cell: Cell) -> bool:
    value = amount(work.sheet.value(*cell))
    if value is None or abs(value) < SMALLEST:
        return False
    if _in_a_column(work, cell) or not _compares(work, cell):
        return False
    return bool(LABEL.match(row_label(work.sheet, *cell))) and not _is_variance(work, cell)


def _is_variance(work: SheetWorkings, cell: Cell) -> bool:
    """Whether it takes what was spent from what was planned: nobody means that to be nought."""
    node = work.node(cell)
    areas = inputs(work, node, cell) if node else []
    labels = [row_label(work.sheet, area.top, area.left) for area in areas]
    return any(map(PLANNED.search, labels)) and any(map(SPENT.search, labels))


def _in_a_column(work: SheetWorkings, cell: Cell) -> bool:
    """Whether the cells above or below have the same formula: a column of a table, no check."""
    row, column = cell
    near = [(row - 1, column), (row + 1, column)]
    return any(work.forms.get(each) == work.forms[cell] for each in near)


def _compares(work: SheetWorkings, cell: Cell) -> bool:
    """Whether the formula takes one figure from another, or tests two for being equal."""
    node = work.node(cell)
    return node is not None and any(_subtracts(part) for part in walk(node))


def _subtracts(node: Node) -> bool:
    return isinstance(node, Chain) and any(sign in {"-", "=", "<>"} for sign, _ in node.rest)


def _says_it_failed(work: SheetWorkings, cell: Cell) -> bool:
    value = work.sheet.value(*cell)
    if value is not False and not isinstance(value, str):
        return False
    words = words_in(value)
    if value is False:
        label = row_label(work.sheet, *cell)
        return bool(LABEL.match(label)) and not _in_a_column(work, cell)
    if not FAILED.search(words) or len(words) > 60 or _in_a_column(work, cell):
        return False
    node = work.node(cell)
    return node is not None and any(
        isinstance(part, Call) and part.function in {"IF", "IFS", "IFERROR"} for part in walk(node)
    )


def _finding(work: SheetWorkings, cell: Cell, follow: list[Cell]) -> Finding:
    sheet = work.sheet
    value = sheet.value(*cell)
    label = row_label(sheet, *cell) or "the check"
    node = work.node(cell)
    read = [
        part.reference.area(*cell)
        for part in (walk(node) if node else ())
        if isinstance(part, Cells) and part.reference.is_cell and not part.reference.sheet
    ]
    numbers: list[tuple[str, Number]] = []
    compared: list[Cell] = []
    for area in dict.fromkeys(read):
        each = area.top, area.left
        if amount(sheet.value(*each)) is not None:
            name = row_label(sheet, *each)
            numbers.append((f"{address(*each)} {name}".strip(), figure(sheet.value(*each))))
            compared.append(each)
    status = "".join(f" {address(*c)} says: {words_in(sheet.value(*c))}." for c in follow)
    is_number = amount(value) is not None
    if is_number:
        numbers.append(("difference", figure(value)))
    stands = (
        f"is {shown(value)} where 0 is meant" if is_number else f"says: {words_in(value) or value}"
    )
    return Finding(
        CODE,
        Severity.ERROR,
        f"The workbook's own check does not tie: {address(*cell)} ({label}) {stands}.{status}",
        (*places(work, [cell]), *places(work, follow), *places(work, compared)),
        numbers=tuple(numbers),
        advice="Find the difference before the figures are used.",
        subject=f"check {label}",
    )
