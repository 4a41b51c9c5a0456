"""BUD_: lines, units and globals as a sheet asks for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import money
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cells = st.one_of(st.just(""), st.floats(-9999, 9999).map(lambda number: round(number, 3)))


def column(values):
    """A range of one column, as a host hands it over."""
    return [[value] for value in values]


@settings(deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_a_range_of_lines_gives_what_each_line_gives(lines):
    """One formula for the whole budget, or one in each line: the same cents in the same rows."""
    amounts, xs, rates = (column(part) for part in zip(*lines, strict=True))
    filled = [any(cell != "" for cell in line) for line in lines]
    if not any(filled):
        return

    spilled = called("BUD_LINES", amounts, xs, rates)

    last = max(at for at, any_cell in enumerate(filled) if any_cell)
    assert len(spilled) == last + 1
    for (amount, x, rate), (shown,) in zip(lines, spilled, strict=False):
        if amount == rate == "":
            assert shown == ""
        else:
            assert shown == called("BUD_LINE", amount or 0, x, rate or 0)


@settings(deadline=None)
@given(st.decimals("-9999", "9999", places=2), st.decimals("0", "999", places=3))
def test_a_line_is_rounded_as_excel_rounds(amount, rate):
    """The cents are those of the exact product, halves away from zero."""
    assert called("BUD_LINE", float(amount), "", float(rate)) == float(money(amount * rate).amount)


def test_a_line_converts_its_amount_to_the_unit_of_the_rate():
    """Three weeks at a day rate are fifteen days of twelve hours; a budget may say otherwise."""
    own = (column(["Unit", "Day", "Week"]), column(["Hours", 10, 60]))

    assert called("BUD_LINE", 3, 2, 100, "", "weeks", "day") == 3000
    assert called("BUD_LINE", 3, 2, 100, "", "weeks", "day", *own) == 3600
    assert called("BUD_LINE", 3, 2, 100, "", "weeks", "") == 600


@pytest.mark.parametrize(
    ("units", "hours", "code", "message"),
    [
        (["Day", "days"], [10, 12], "#VALUE!", "days twice"),
        (["Day"], [0], "#NUM!", "stands for 0 hours"),
        (["Day", ""], [10, 5], "#VALUE!", "units is empty beside 5 hours"),
        (["Week"], [60], "#N/A", "“Day” stands for no number of hours"),
        (["Day"], [10, 60], "#VALUE!", "units has 1 cells, hours has 2"),
    ],
)
def test_a_table_of_hours_that_does_not_tell_is_refused(units, hours, code, message):
    """A table takes the place of the usual hours; what it lacks is not guessed."""
    with pytest.raises(CellError, match=message) as failed:
        called("BUD_UNIT", 1, "Day", "Hour", column(units), column(hours))

    assert failed.value.code == code


GLOBALS = (
    column(["Name", "Shoot days", "PREP_WKS", "FX_CAD", "A", "B", "ZERO", "LOST"]),
    column(["Value", 30.0, "SHOOT_DAYS/5", "1,250.50", "B", "A", "0", "#REF!"]),
)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=PREP_WKS × 2 + 1", 13),  # noqa: RUF001 - as pasted from a document
        ("shoot_days", 30),
        (12.5, 12.5),
        ("FX_CAD*2", 2501),
        ("50%", 0.5),
        (True, 1),
        ("1/3*3", 1),
    ],
)
def test_an_amount_is_worked_out_over_the_globals(formula, value):
    """Numbers, texts and names in any case; a blank in a name counts as an underscore."""
    assert called("BUD_EVAL", formula, *GLOBALS) == value


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        ("PREP_WEEKS", "#N/A", "there is no global PREP_WEEKS"),
        ("A+1", "#NUM!", "A → B → A"),
        ("5/ZERO", "#DIV/0!", "ZERO is 0"),
        ("5 apples", "#VALUE!", "'apples' is out of place"),
        ("SUM(1)", "#N/A", "no global SUM"),
        ("LOST*2", "#REF!", "is #REF!"),
        ("(1,250)", "#VALUE!", "write it plainly"),
        ("", "#VALUE!", "a number is missing"),
        (dt.date(2026, 1, 1), "#VALUE!", "is a date"),
        ("2026-01-14", "#VALUE!", "is a date"),
    ],
)
def test_an_amount_without_a_value_says_why(formula, code, message):
    """Each reason has its own error, so that a sheet can tell them apart."""
    with pytest.raises(CellError, match=message) as failed:
        called("BUD_EVAL", formula, *GLOBALS)

    assert failed.value.code == code


def test_a_global_is_asked_for_by_name_and_an_error_names_those_there_are():
    """A misspelt global is not 0."""
    assert called("BUD_GLOBAL", "shoot DAYS", *GLOBALS) == 30
    with pytest.raises(CellError, match="the globals: SHOOT_DAYS, PREP_WKS") as failed:
        called("BUD_GLOBAL", "SHOOTDAYS", *GLOBALS)

    assert failed.value.code == "#N/A"


def test_all_globals_stand_beside_their_table():
    """Each has its value or its own error; the heading stays empty."""
    assert called("BUD_GLOBALS", *GLOBALS) == column(
        ["", 30, 6, 1250.5, ErrorValue("#NUM!"), ErrorValue("#NUM!"), 0, ErrorValue("#REF!")]
    )


def test_a_global_given_twice_is_refused_unless_it_says_the_same():
    """Which of two values counts, nobody can say."""
    with pytest.raises(CellError, match="DAYS twice, with 5 and with 6"):
        called("BUD_GLOBAL", "DAYS", column(["DAYS", "days"]), column([5, 6]))

    assert called("BUD_GLOBAL", "DAYS", column(["DAYS", "days"]), column([5, 5.0])) == 5


def test_globals_that_nothing_names_are_listed():
    """The lines' formulas and the other globals count as use."""
    names, values = column(["DAYS", "WEEKS", "CARS"]), column(["WEEKS*5", 6, 3])

    assert called("BUD_UNUSED", names, values, column(["DAYS*2", 7])) == [["CARS"]]
    with pytest.raises(CellError, match="every global is used"):
        called("BUD_UNUSED", names, values, column(["DAYS*CARS"]))


@settings(deadline=None)
@given(st.decimals("0", "9999", places=2))
def test_a_number_in_a_cell_is_the_number_in_a_formula(number):
    """Whether an amount is typed as a number or as text makes no difference."""
    assert called("BUD_EVAL", float(number)) == called("BUD_EVAL", str(number)) == float(number)


def test_formulas_filled_down_read_the_table_once():
    """A column of amounts over one table spills, each error in its own cell."""
    formulas = column(["SHOOT_DAYS", "NOTHING", "PREP_WKS+1"])

    assert called("BUD_EVAL", formulas, *GLOBALS) == column([30, ErrorValue("#N/A"), 7])
    assert Decimal(called("BUD_EVAL", "SHOOT_DAYS", column(["SHOOT_DAYS"]), column([31]))) == 31
