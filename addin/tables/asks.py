"""What a formula asks of whoever works it out: its functions, and the forms of reference in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.tables.contents import DEEPEST_NAME, Contents, Unresolved
from addin.tables.formula import FormulaError
from addin.tables.syntax import (
    Braces,
    Call,
    Cells,
    Chain,
    Name,
    Node,
    Sign,
    Structured,
    Union,
    parse,
    walk,
)
from addin.tables.table import Sheet

_ANY_NUMBER: Final = frozenset(
    "SUM PRODUCT SUMSQ AVERAGE AVERAGEA MIN MINA MAX MAXA COUNT COUNTA MEDIAN AND OR XOR CONCAT"
    " CONCATENATE TEXTJOIN CHOOSE SUMIFS COUNTIFS AVERAGEIFS MAXIFS MINIFS SUMPRODUCT IFS SWITCH"
    " NPV STDEV STDEV.S STDEV.P STDEVP VAR VAR.S VAR.P VARP SUBTOTAL AGGREGATE GCD LCM HSTACK"
    " VSTACK LET GEOMEAN HARMEAN DEVSQ AVEDEV SKEW KURT MODE MODE.SNGL MULTINOMIAL".split()
)
"""Functions that take one more argument as they take the last; of the others, each number of
arguments is another way to call them, and one engine knows three of the five of XLOOKUP."""


def asks(form: str, contents: Contents, sheet: Sheet, cell: tuple[int, int]) -> frozenset[str]:
    """Everything that the formula of a cell, in relative form, asks for.

    Functions are ``SUM`` or, with the number of their arguments, ``VLOOKUP/4``; what else an engine
    may not know is in words: ``table reference``, ``array formula`` …

    Raises:
        FormulaError: it cannot be read.
    """
    found = set(_of(parse(form), contents, sheet.name, 0))
    if cell in sheet.arrays:
        area = sheet.arrays[cell]
        one = (area.top, area.left) == (area.bottom, area.right)
        found.add("array formula" if one else "array formula over several cells")
    return frozenset(found)


def _of(node: Node, contents: Contents, sheet: str, depth: int) -> Iterator[str]:
    for part in walk(node):
        if isinstance(part, Call):
            counted = "" if part.function in _ANY_NUMBER else f"/{len(part.arguments)}"
            yield f"{part.function}{counted}"
        elif isinstance(part, Cells):
            yield from _of_cells(part)
        elif isinstance(part, Name):
            yield from _of_name(part, contents, sheet, depth)
        elif isinstance(part, Chain):
            yield from (f"sign {sign}" if sign != " " else "intersection" for sign, _ in part.rest)
        elif isinstance(part, Sign):
            yield f"{part.sign} of a value"
        elif type(part) in _IN_WORDS:
            yield _IN_WORDS[type(part)]


_IN_WORDS: Final[dict[type, str]] = {
    Structured: "table reference",
    Braces: "array constant",
    Union: "union",
}


def _of_name(part: Name, contents: Contents, sheet: str, depth: int) -> Iterator[str]:
    yield "name"
    if depth < DEEPEST_NAME:
        try:
            meaning = contents.definition(part, sheet)
        except (Unresolved, FormulaError):
            yield "name that cannot be followed"
        else:
            inner = set(_of(meaning, contents, sheet, depth + 1))
            yield from inner
            yield from (f"name for a {each}" for each in inner & {"table reference", "name"})


def _of_cells(part: Cells) -> Iterator[str]:
    reference = part.reference
    if reference.book not in {"", "0"}:
        yield "another workbook"
    if reference.last_sheet:
        yield "span of sheets"
    if reference.whole:
        yield f"whole {reference.whole}"
