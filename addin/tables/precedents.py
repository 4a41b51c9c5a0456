"""Which cells a formula draws on: its precedents, across sheets and workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from addin.tables.contents import DEEPEST_NAME, CellKey, Contents, Target, Unresolved, spread
from addin.tables.functions import SCALAR
from addin.tables.syntax import Call, Cells, Chain, Name, Node, Sign, Structured, Union
from addin.tables.table import Area

SELECTIVE = frozenset(
    "INDEX MATCH VLOOKUP HLOOKUP LOOKUP XLOOKUP CHOOSE OFFSET ROW COLUMN ROWS COLUMNS CELL"
    " FORMULATEXT ISFORMULA SHEET AREAS FILTER".split()
)
"""Functions that read one cell of the ranges they are given, or none."""


def targets(node: Node, contents: Contents, sheet: str, row: int, column: int) -> list[Target]:
    """The cells a formula draws on, in reading order; what cannot be resolved is left out.

    Both branches of an IF count, and all of a table that is looked up in. A column or row where
    one value is wanted counts with the cell beside the formula, as Excel takes it.
    """
    own = contents.sheets.get(sheet.casefold())
    arrays = own is not None and (row, column) in own.arrays
    found: list[Target] = []
    _collect(node, contents, (sheet, row, column), found, 0, single=not arrays)
    return found


def certain_targets(
    node: Node, contents: Contents, sheet: str, row: int, column: int
) -> list[Target]:
    """As ``targets``, without what is only looked up in, or asked for its place."""
    own = contents.sheets.get(sheet.casefold())
    arrays = own is not None and (row, column) in own.arrays
    found: list[Target] = []
    _collect(
        node, contents, (sheet, row, column), found, 0, single=not arrays, leaving_out=SELECTIVE
    )
    return found


def _collect(
    node: Node,
    contents: Contents,
    cell: CellKey,
    found: list[Target],
    depth: int,
    *,
    single: bool,
    leaving_out: frozenset[str] = frozenset(),
) -> None:
    sheet, row, column = cell
    for part, one in wanted_parts(node, single=single, leaving_out=leaving_out):
        try:
            if isinstance(part, Cells):
                named = spread(part.reference, contents, sheet, row, column)
                found.extend(_beside(each, row, column) if one else each for each in named)
            elif isinstance(part, Structured):
                target = contents.structured(part, sheet, row, column)
                found.append(_beside(target, row, column) if one else target)
            elif isinstance(part, Name) and depth < DEEPEST_NAME:
                meaning = contents.definition(part, sheet)
                _collect(
                    meaning, contents, cell, found, depth + 1, single=one, leaving_out=leaving_out
                )
        except Unresolved:
            continue


def wanted_parts(
    node: Node, *, single: bool, leaving_out: frozenset[str]
) -> Iterator[tuple[Node, bool]]:
    """Every part of a formula, and whether one value of it is wanted rather than all its cells.

    Signs want one value even within a function of ranges, but not in an array formula.
    """
    stack = [(node, single, not single)]
    while stack:
        part, one, arrays = stack.pop()
        yield part, one
        if isinstance(part, Call):
            if part.function not in leaving_out:
                stack.extend(reversed(list(_of_call(part, one=one, arrays=arrays))))
        elif isinstance(part, Chain):
            ranges = any(sign in {":", " "} for sign, _ in part.rest)
            operands = [part.first, *(operand for _, operand in part.rest)]
            stack.extend((each, not (arrays or ranges), arrays) for each in reversed(operands))
        elif isinstance(part, Sign):
            stack.append((part.operand, not (arrays or part.sign in "#+"), arrays))
        elif isinstance(part, Union):
            stack.extend((each, False, arrays) for each in reversed(part.parts))


def _of_call(call: Call, *, one: bool, arrays: bool) -> Iterator[tuple[Node, bool, bool]]:
    arrays = arrays or call.function == "SUMPRODUCT"
    by_value = call.function in SCALAR or call.function in {"IFERROR", "IFNA"}
    for at, argument in enumerate(call.arguments):
        branch = call.function in {"IF", "IFERROR", "IFNA"} and at > 0
        wanted = one if branch else by_value or call.function == "IF"
        yield argument, wanted and not arrays, arrays


def _beside(target: Target, row: int, column: int) -> Target:
    """The cell of a single column or row that stands beside the formula."""
    area = target.area
    if area.left == area.right and area.top <= row <= area.bottom:
        area = Area(row, area.left, row, area.left)
    elif area.top == area.bottom and area.left <= column <= area.right:
        area = Area(area.top, column, area.top, column)
    return Target(target.book, target.sheet, area)
