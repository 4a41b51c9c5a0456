"""The plain way to find wrong formulas, to compare with: a cell unlike both of its neighbours.

Every cell with a figure is its formula in relative (R1C1) form, or "constant". In each stretch of
figures down a column and along a row, a cell is an outlier when the cells on both sides are alike
and it is not. Neighbouring outliers of one stretch that should be alike are one finding; the longer
the stretch that contradicts it, the earlier it is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.tables.forms import forms
from addin.tables.lines import Line, lines
from addin.tables.table import Book, Sheet, address

CONSTANT = "constant"


def outliers(book: Book) -> list[Finding]:
    """What the plain way finds in a workbook, most contradicted first."""
    found: list[tuple[int, Finding]] = []
    for sheet in book.sheets:
        relative = forms(sheet.formulas)
        for down in (True, False):
            for line in lines(sheet, relative, down=down):
                found += _in_line(book, sheet, line)
    return [finding for _, finding in sorted(found, key=lambda pair: -pair[0])]


def _in_line(book: Book, sheet: Sheet, line: Line) -> Iterator[tuple[int, Finding]]:
    marks = [form or CONSTANT for form in line.forms]
    counts = Counter(marks)
    groups: dict[tuple[str, str], list[int]] = {}
    for at in range(1, len(marks) - 1):
        if marks[at - 1] == marks[at + 1] != marks[at]:
            groups.setdefault((marks[at], marks[at - 1]), []).append(at)
    for (own, usual), places in groups.items():
        named = tuple(Place(book.name, sheet.name, address(*line.cells[at])) for at in places)
        message = f"{own} among {usual}"
        yield counts[usual], Finding("R1C1", Severity.WARNING, message, named)
