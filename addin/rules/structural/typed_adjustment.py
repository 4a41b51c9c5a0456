"""STR110: an amount is typed into a formula that reads other cells.

Why it matters: a plug. The total ties out because somebody made it; the amount has no line, no
document and no name, and it stays when the figures around it change.

Example: =SUM(E47:E59)-1000 below the lines of a note, and ='Income statement'!D29+514.

What to do: give the amount a line of its own with what it is for, or take it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    amount,
    counted,
    figure,
    places,
    shown,
    subject,
)
from addin.tables.labels import called
from addin.tables.syntax import Call, Cells, Chain, Literal, Name, Node, Sign, Structured, walk
from addin.tables.syntax import parse as parsed
from addin.tables.table import address
from addin.tables.workings import SheetWorkings

CODE = "STR110"
MOST_ALIKE = 2
"""A constant that more formulas of the same build share is how the sheet works."""
LEAST_SHARE = 1e-7
MOST_SHOWN = 5
ROUNDING = 1.0
"""Up to one unit an amount only makes rounded figures agree."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet."""
    for workings in papers.workings:
        for work in workings.sheets:
            typed = {
                form: extra
                for form, count in work.form_counts.items()
                if count <= MOST_ALIKE and (extra := typed_in(form))
            }
            found = [
                (cell, typed[form])
                for cell, form in (work.forms.items() if typed else ())
                if form in typed and _is_money(work, cell, typed[form])
            ]
            if found:
                yield _finding(work, found)


@lru_cache(maxsize=16_384)
def typed_in(form: str) -> float:
    """The amount typed into a sum of cells, with its sign; nought if there is none.

    >>> typed_in("SUM(R[-3]C:R[-1]C)-1000"), typed_in("RC[-1]*2"), typed_in("5+6")
    (-1000.0, 0.0, 0.0)
    """
    found, reads = 0.0, False
    if "+" not in form and "-" not in form and "," not in form:
        return 0.0
    for sign, node in _added(parsed(form), 1):
        if isinstance(node, Literal):
            value = amount(node.value)
            if value is None:
                return 0.0
            found += sign * value
        elif _counts_or_dates(node):
            return 0.0
        else:
            reads = reads or _reads(node)
    return found if reads and abs(found) != 1 else 0.0


def _added(node: Node, sign: int) -> Iterator[tuple[int, Node]]:
    """What a formula adds and takes off, through brackets and SUM."""
    if isinstance(node, Chain) and all(joint in "+-" for joint, _ in node.rest):
        yield from _added(node.first, sign)
        for joint, operand in node.rest:
            yield from _added(operand, -sign if joint == "-" else sign)
    elif isinstance(node, Sign) and node.sign in "+-":
        yield from _added(node.operand, -sign if node.sign == "-" else sign)
    elif isinstance(node, Call) and node.function == "SUM":
        for argument in node.arguments:
            yield from _added(argument, sign)
    else:
        yield sign, node


def _reads(node: Node) -> bool:
    return any(isinstance(part, Cells | Name | Structured) for part in walk(node))


def _counts_or_dates(node: Node) -> bool:
    """Whether a term tells rows, days or times, to which constants are added by right."""
    return any(
        isinstance(part, Call)
        and part.function not in {"SUM", "SUBTOTAL", "ROUND", "AVERAGE", "SUMIF", "SUMIFS", "ABS"}
        for part in walk(node)
    )


def _is_money(work: SheetWorkings, cell: Cell, extra: float) -> bool:
    """Whether the cell shows a figure to which such an amount may matter; no date, no percentage.

    A constant as large as the figure it is added to (100 - x, 1900 + year) is the formula's sense.
    """
    value = work.sheet.value(*cell)
    stands = amount(value)
    if stands is None or isinstance(value, dt.date | dt.time | dt.timedelta):
        return False
    if abs(extra) < LEAST_SHARE * abs(stands):
        return False
    rest = stands - extra
    return abs(rest) > abs(extra) and not (abs(extra) <= ROUNDING and abs(stands) <= 100)


def _finding(work: SheetWorkings, found: list[tuple[Cell, float]]) -> Finding:
    sheet = work.sheet
    found.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
    first, extra = found[0]
    cells = [cell for cell, _ in found]
    sign = "takes off" if extra < 0 else "adds"
    more = (
        f" {counted(len(found) - 1, 'more formula')} of the sheet do so too." if found[1:] else ""
    )
    if len(found) == 2:
        more = more.replace(" do ", " does ")
    numbers: list[tuple[str, Number]] = [
        (f"typed in {address(*cell)}", figure(typed)) for cell, typed in found[:MOST_SHOWN]
    ]
    return Finding(
        CODE,
        Severity.WARNING if abs(extra) > ROUNDING else Severity.NOTE,
        f"{called(sheet, *first)} = {sheet.formulas[first]} {sign} {shown(abs(extra))} that stands"
        f" in no cell.{more}",
        (*places(work, [first]), *places(work, cells[1:])),
        numbers=tuple(numbers),
        advice="Give the amount a line of its own that says what it is for, or take it out.",
        subject=subject(sheet, [first], "plug") if len(found) == 1 else "",
    )
