"""BUD_: lines of a budget, their units, and the globals that their amounts name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.budget import line_subtotal
from addin.domain.budget_globals import (
    BadFormula,
    CircularGlobals,
    DividedByZero,
    UnknownGlobal,
    unused,
)
from addin.domain.money import Money
from addin.domain.units import unit_named
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.globals_argument import (
    Values,
    evaluated,
    formula_of,
    globals_from,
    key_of,
    rows_of_globals,
)
from addin.udfs.hours_argument import SHOWS, hours_from
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function

CATEGORY = "Budget"
FORMULAS: Final[Mapping[type[Exception], str]] = {
    UnknownGlobal: "#N/A",
    CircularGlobals: "#NUM!",
    DividedByZero: "#DIV/0!",
    BadFormula: "#VALUE!",
}
ONE = Decimal(1)


@function(CATEGORY, SHOWS)
def bud_line(
    amount: Decimal,
    x: Decimal | None,
    rate: Decimal,
    fourth: Decimal = ONE,
    unit: str = "",
    rate_unit: str = "",
    units: Column[str] = (),
    hours: Column[Decimal] = (),
) -> Money:
    """A detail line's total before fringes: amount times X times rate, to the cent.

    With two units the amount is converted: 3 weeks at a rate per day are 15 days.

    Args:
        amount: how many units; a credit or contra line is negative.
        x: how many times: people, episodes, cars. Empty counts as 1.
        rate: money per unit.
        fourth: the fourth factor of some budgets (4x). Empty counts as 1.
        unit: what the amount counts: Hour, Day, Week, Month … Needed only beside rate_unit.
        rate_unit: what the rate is per, if not the same unit.
        units: your own units (Day, Week, Shift …), a column beside hours.
        hours: how many paid hours each unit stands for. Left out: a day is 12, a week 60, a
            month 240.

    Example:
        =BUD_LINE(5, 3, 612.5) gives 9187.5
        =BUD_LINE(2, "", 350) gives 700
        =BUD_LINE(3, 1, 400, 1, "Wks", "Day") gives 6000
        =BUD_LINE(3, 1, 400, 1, "Wks", "Day", {"Day";"Week"}, {10;60}) gives 7200
        =BUD_LINE(3, 1, 400, 1, "Allow", "Day") gives #N/A

    Source:
        The detail line of Movie Magic Budgeting: Amt, Unit, X, Rate, Subtotal.
    """
    quantity: Decimal | Fraction = amount
    if unit and rate_unit:
        equivalents = hours_from(units, hours)
        quantity = equivalents.convert(amount, unit_named(unit), unit_named(rate_unit))
    return line_subtotal(quantity, rate, multiplier=ONE if x is None else x, fourth=fourth)


@function(CATEGORY)
def bud_lines(
    amounts: Column[Decimal],
    xs: Column[Decimal],
    rates: Column[Decimal],
    fourths: Column[Decimal] = (),
) -> Spill:
    """The totals of many detail lines, one below the other, beside the lines.

    Empty lines stay empty. The columns may begin with their headings.

    Args:
        amounts: how many units, a column.
        xs: how many times; empty cells count as 1. The column may be left out: two commas.
        rates: money per unit, a column.
        fourths: the fourth factor of some budgets (4x); empty cells count as 1.

    Example:
        =BUD_LINES({"Amt";5;2;""}, {"X";3;"";""}, {"Rate";612.5;350;""}) gives {"";9187.5;700}
        =BUD_LINES({5;2}, "", {100;50}, {1;2}) gives {500;200}
    """

    def total_of(row: tuple[Decimal | None, ...]) -> Money | None:
        amount, x, rate, fourth = row
        if amount is None and rate is None:
            return None
        return line_subtotal(
            amount or Decimal(0),
            rate or Decimal(0),
            multiplier=ONE if x is None else x,
            fourth=ONE if fourth is None else fourth,
        )

    rows = in_place(amounts=amounts, xs=xs, rates=rates, fourths=fourths)
    return [[total_of(row)] for row in rows]


@function(CATEGORY, SHOWS)
def bud_unit(
    quantity: Decimal,
    unit: str,
    wanted: str,
    units: Column[str] = (),
    hours: Column[Decimal] = (),
) -> Fraction:
    """A quantity in another unit, by the paid hours that each unit stands for.

    #N/A: a unit stands for no number of hours, as an allowance does.

    Args:
        quantity: how many.
        unit: what it counts: Hour, Day, Week, Month, or one of your own.
        wanted: the unit to convert to.
        units: your own units (Day, Week, Shift …), a column beside hours.
        hours: how many paid hours each unit stands for. Left out: a day is 12, a week 60, a
            month 240.

    Example:
        =BUD_UNIT(3, "Weeks", "Day") gives 15
        =BUD_UNIT(30, "hrs", "day", {"Day";"Week"}, {10;50}) gives 3
        =BUD_UNIT(2, "Shift", "Hour", {"Shift"}, {8}) gives 16
        =BUD_UNIT(1, "Allow", "Day") gives #N/A
    """
    return hours_from(units, hours).convert(quantity, unit_named(unit), unit_named(wanted))


@function(CATEGORY, FORMULAS)
def bud_eval(formula: Cell, names: Column[str] = (), values: Values = ()) -> Fraction:
    """The value of an amount typed as a formula, such as SHOOT_DAYS*2+1, over a table of globals.

    It takes numbers, globals, + - * / and parentheses, nothing else. #N/A: an unknown global;
    #NUM!: globals that refer to one another in a circle; #DIV/0!: a global that became 0.

    Args:
        formula: the amount as it is typed, a number or a text.
        names: the globals, a column; case does not matter, a blank counts as an underscore.
        values: their values beside them, numbers or formulas that may name other globals.

    Example:
        =BUD_EVAL("SHOOT_DAYS*2+1", {"SHOOT_DAYS";"PREP_WKS"}, {25;4}) gives 51
        =BUD_EVAL("(prep_wks+1)/2", {"Shoot days";"Prep wks"}, {"30";"SHOOT_DAYS/5"}) gives 3.5
        =BUD_EVAL(12.5) gives 12.5
        =BUD_EVAL("WRAP_WKS*5", {"SHOOT_DAYS"}, {25}) gives #N/A
    """
    return evaluated(formula_of("formula", formula), globals_from(names, values))


@function(CATEGORY, FORMULAS)
def bud_global(named: str, names: Column[str], values: Values) -> Fraction:
    """A global's value by its name, worked out where it is a formula of other globals.

    #N/A: there is none of that name; #NUM!: it refers to itself in a circle.

    Args:
        named: the global, such as SHOOT_DAYS; case does not matter.
        names: the globals, a column.
        values: their values beside them, numbers or formulas that may name other globals.

    Example:
        =BUD_GLOBAL("Shoot days", {"SHOOT_DAYS";"WEEKS"}, {"WEEKS*5";6}) gives 30
        =BUD_GLOBAL("A", {"A";"B"}, {"B+1";"A*2"}) gives #NUM!
        =BUD_GLOBAL("C", {"A";"B"}, {1;2}) gives #N/A
    """
    table = globals_from(names, values)
    key = key_of(named)
    if key not in table.values:
        known = ", ".join(table.values) or "none"
        raise CellError("#N/A", f"there is no global {named}; the globals: {known}")
    return evaluated(key, table)


@function(CATEGORY)
def bud_globals(names: Column[str], values: Values) -> Spill:
    """Every global's value, one below the other, beside the table; each error in its own cell.

    Args:
        names: the globals, a column.
        values: their values beside them, numbers or formulas that may name other globals.

    Example:
        =BUD_GLOBALS({"WEEKS";"DAYS";"LOST"}, {6;"WEEKS*5";"HOLIDAYS+1"}) gives {6;30;#N/A}
    """
    table = globals_from(names, values)

    def value_of(name: str) -> Answer:
        if not name:
            return None
        try:
            return evaluated(name, table)
        except CellError as error:
            return ErrorValue(error.code)
        except BadFormula as bad:
            return ErrorValue(FORMULAS.get(type(bad), "#VALUE!"))

    return [[value_of(name)] for name, _ in rows_of_globals(names, values)]


@function(CATEGORY)
def bud_unused(names: Column[str], values: Values, formulas: Values) -> Spill:
    """The globals that no amount and no other global names, one below the other.

    #N/A: every global is used.

    Args:
        names: the globals, a column.
        values: their values beside them, numbers or formulas that may name other globals.
        formulas: the amounts of the budget's lines as they are typed.

    Example:
        =BUD_UNUSED({"DAYS";"WEEKS";"CARS"}, {"WEEKS*5";6;3}, {"DAYS*2";"10"}) gives {"CARS"}
    """
    table = globals_from(names, values)
    texts = [formula_of("formulas", cell) for cell in formulas]
    found = unused(table.values, texts)
    if not found:
        raise CellError("#N/A", "every global is used")
    return [[name] for name in found]
