"""A budget's globals as a function takes them: a column of names beside a column of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.budget_globals import BadFormula, GlobalsTable
from addin.tables.cells import is_nothing, to_number, to_text
from addin.tables.headings import normal
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError, is_error
from addin.udfs.columns import in_place
from addin.udfs.kinds import Cell, Column
from addin.udfs.read_once import read_once

Values = Column[Cell | ErrorValue]

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d.*")
"""As dates are written; the formula 2026-01-14 would be 2011."""
_HEADINGS: Final = ("name", "global", "global name", "variable", "code")


def key_of(name: str) -> str:
    """A global's name as formulas write it: ``Shoot days`` is ``SHOOT_DAYS``."""
    return "_".join(name.upper().split())


def rows_of_globals(names: Column[str], values: Values) -> Iterator[tuple[str, str]]:
    """Name and formula of each row, down to the last; the name is empty on blanks and headings."""
    for at, (name, value) in enumerate(in_place(names=names, values=values)):
        heads = at == 0 and name is not None and normal(name) in map(normal, _HEADINGS)
        yield ("", "") if name is None or heads else (key_of(name), formula_of("values", value))


@read_once
def globals_from(names: Column[str], values: Values) -> GlobalsTable:
    """The globals, ready to be worked out.

    Raises:
        CellError: a name stands there twice with different values.
    """
    found: dict[str, str] = {}
    for name, formula in rows_of_globals(names, values):
        if name and found.setdefault(name, formula) != formula:
            raise CellError(
                "#VALUE!", f"names has {name} twice, with {found[name]} and with {formula}"
            )
    return GlobalsTable(found)


def formula_of(name: str, given: Cell) -> str:
    """An amount as budget formulas write it: the cell's number, or its text.

    Raises:
        CellError: a date; or an amount in parentheses, which an accountant reads as negative and a
            formula does not.
    """
    if isinstance(given, ErrorValue):
        return str(given)
    text = to_text(given)
    if _DATE.fullmatch(text):
        raise CellError("#VALUE!", f"{name}: {text} is a date, and no amount")
    number = to_number(int(given) if isinstance(given, bool) else given)
    if number is None:
        return "" if is_nothing(text) else text
    if text.startswith("("):
        raise CellError("#VALUE!", f"{name}: {text} may be {number} or {-number}: write it plainly")
    return format(Decimal(number), "f")


def evaluated(formula: str, table: GlobalsTable) -> Fraction:
    """A formula's value; an error in a global that it names is its own.

    Raises:
        CellError: that error.
        BadFormula: it has no value.
    """
    try:
        return table.evaluate(formula)
    except BadFormula as bad:
        if is_error(bad.formula):
            raise CellError(bad.formula, f"a global in {formula} is {bad.formula}") from bad
        raise
