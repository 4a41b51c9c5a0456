"""TIEOUT_: help in the sheet itself: why a cell shows an error, which functions there are."""

from __future__ import annotations

from collections.abc import Sequence

from addin import __version__
from addin.tables.table import ErrorValue, address
from addin.udfs.arguments import rows_of
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.cell_error import CellError
from addin.udfs.function import Function
from addin.udfs.kinds import Shape, Spill, Table
from addin.udfs.registry import function
from addin.udfs.running import run
from addin.udfs.search import nearest, plain_name, search

CATEGORY = "Help"


@function(CATEGORY)
def tieout_why(function_name: str, *arguments: Table) -> str:
    """Why a function shows an error for these arguments; no text if it shows none.

    Write the formula that shows the error once more, with the function's name as its first
    argument: =TIEOUT_WHY("COST_EFC", B4, C4, D4) beside =COST_EFC(B4, C4, D4).

    Args:
        function_name: the name of the function, such as COST_EFC.
        arguments: what the function is given, in the same order; error cells may be among them.

    Example:
        =TIEOUT_WHY("COST_EFC", "abc") gives "cost_to_date: “abc” is no amount"
        =TIEOUT_WHY("COST_EFC", 12000, 3500) gives ""
        =TIEOUT_WHY("COST_EFK", 1) gives "there is no function COST_EFK; the nearest is COST_EFC"
    """
    name = plain_name(function_name)
    found = FUNCTIONS.get(name)
    if found is None:
        return _unknown(name)
    given = [_as_given(each) for each in arguments]
    try:
        answer = run(found, given)
    except CellError as error:
        return error.message or error.code
    if not isinstance(answer, list):
        return ""
    return _why_in_spill(found, given, answer)


@function(CATEGORY)
def tieout_version() -> str:
    """The version of Tieout that works out these functions.

    Example:
        =LEN(TIEOUT_VERSION())>0 gives TRUE
    """
    return __version__


@function(CATEGORY)
def tieout_functions(words: str = "") -> Spill:
    """Every function, or those whose help holds all of some words.

    Spills one row for each, by name: its name, what it gives, how to type it, its category.

    Args:
        words: what to look for in names, help and arguments; left out, every function is listed.

    Example:
        =INDEX(TIEOUT_FUNCTIONS("cost_efc"),1,1) gives "COST_EFC"
        =TIEOUT_FUNCTIONS("no function speaks of this") gives #N/A
    """
    found = search((FUNCTIONS[name] for name in sorted(FUNCTIONS)), words)
    if not found:
        raise CellError("#N/A", f"no function speaks of “{words}”")
    return [(each.name, each.summary, each.usage, each.category) for each in found]


def _unknown(name: str) -> str:
    near = nearest(FUNCTIONS, name, 1)
    hint = f"; the nearest is {near[0]}" if near else "; TIEOUT_FUNCTIONS() lists them"
    return f"there is no function {name}{hint}"


def _as_given(rows: Table) -> object:
    """One cell as a value, a range as its rows: as a host hands them over."""
    if len(rows) == len(rows[0]) == 1:
        return rows[0][0]
    return rows


def _why_in_spill(found: Function, given: list[object], answer: Sequence[Sequence[object]]) -> str:
    """Why the first error in a spill is there; of a function run cell by cell, its own reason."""
    for row, cells in enumerate(answer):
        for column, value in enumerate(cells):
            if isinstance(value, ErrorValue):
                where = f"{address(row + 1, column + 1)} of the result is {value}"
                if found.spills:
                    return where
                try:
                    run(found, _at(found, given, row, column))
                except CellError as error:
                    return f"{where}: {error.message}" if error.message else where
                return where
    return ""


def _at(found: Function, given: list[object], row: int, column: int) -> list[object]:
    """The arguments of one cell of a function that ran cell by cell."""
    picked: list[object] = []
    for at, value in enumerate(given):
        parameter = found.parameters[min(at, len(found.parameters) - 1)]
        if parameter.shape is Shape.CELL and isinstance(value, list | tuple):
            rows = rows_of(value)
            line = rows[row if len(rows) > 1 else 0]
            picked.append(line[column if len(line) > 1 else 0])
        else:
            picked.append(value)
    return picked
