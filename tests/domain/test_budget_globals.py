"""Globals: small formulas, exact, and an answer why there is no value."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.budget_globals import (
    BadFormula,
    CircularGlobals,
    DividedByZero,
    GlobalsTable,
    UnknownGlobal,
    evaluate,
    resolve,
    unused,
)

numbers = st.integers(0, 10**6).map(str) | st.decimals("0", "999", places=3).map(str)
formulas = st.recursive(
    numbers,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | inner.map("-{}".format)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(formulas)
def test_a_formula_has_the_value_of_arithmetic(formula):
    """What Python makes of the same text with exact fractions."""
    names = {"F": Fraction}
    spelt = "".join(
        f"F('{part}')" if part[:1].isdigit() else part for part in re.split(r"([\d.]+)", formula)
    )
    try:
        expected = eval(spelt, names)  # noqa: S307 - our own text
    except ZeroDivisionError:
        with pytest.raises(DividedByZero):
            evaluate(formula)
        return

    assert evaluate(formula) == expected


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_does_worse_than_have_no_value(formula):
    """Whatever stands in a cell, the answer is a number or a reason."""
    (found,) = resolve({"X": formula}).values()

    assert isinstance(found, Fraction | BadFormula)
    assert str(found)


def test_globals_may_name_one_another_in_any_case():
    """Weeks of shooting from its days; typographic signs are signs."""
    values = {"SHOOT_DAYS": "30", "Shoot_Wks": "shoot_days ÷ 5", "PREP": "2 × SHOOT_WKS − 1"}  # noqa: RUF001

    assert resolve(values) == {"SHOOT_DAYS": 30, "Shoot_Wks": 6, "PREP": 11}


def test_globals_in_a_circle_are_said_to_be():
    """A names B, B names A: neither has a value, and others are not harmed."""
    found = resolve({"A": "B + 1", "B": "A", "C": "2", "D": "C / E", "E": "0"})

    assert isinstance(found["A"], CircularGlobals)
    assert "A → B → A" in str(found["A"])
    assert isinstance(found["B"], CircularGlobals)
    assert found["C"] == 2
    assert isinstance(found["D"], DividedByZero)
    assert "E is 0" in str(found["D"])


def test_an_unknown_global_is_named():
    """A misspelt name is not zero."""
    with pytest.raises(UnknownGlobal, match="SHOTS"):
        evaluate("2 * SHOTS", {"SHOOT": "1"})


def test_deep_nesting_is_refused_and_wide_naming_is_quick():
    """Brackets do not exhaust the stack; a global named twice at each step is solved once."""
    with pytest.raises(BadFormula, match="nested too deeply"):
        evaluate("(" * 1000 + "1" + ")" * 1000)
    doubling = {f"G{i}": f"G{i + 1} + G{i + 1}" for i in range(60)} | {"G60": "1"}
    assert evaluate("G0", doubling) == 2**60


def test_a_global_that_nothing_names_is_unused():
    """Each global is there to be used at least once."""
    assert unused({"A": "B", "B": "1", "C": "2"}, ["A * 2"]) == ("C",)


def test_globals_that_square_one_another_come_to_an_end():
    """A hundred globals, each the square of the next, would take all memory there is."""
    squares = {f"G{i}": f"G{i + 1} * G{i + 1}" for i in range(60)} | {"G60": "12345678"}

    with pytest.raises(BadFormula, match="grow too long"):
        evaluate("G0", squares)


def test_brackets_and_globals_share_one_depth():
    """Brackets within each of many globals do not exhaust the stack either."""
    deep = {f"G{i}": "(" * 40 + f"G{i + 1}" + ")" * 40 for i in range(60)} | {"G60": "1"}

    with pytest.raises(BadFormula, match="nested too deeply"):
        evaluate("G0", deep)


@settings(deadline=None)
@given(st.lists(formulas, min_size=1, max_size=4))
def test_a_table_gives_what_each_formula_gives_alone(several):
    """What one formula worked out is not another's value, in whatever order they are asked."""
    values = {f"G{i}": formula for i, formula in enumerate(several)}
    table = GlobalsTable(values)

    for name in [*values, *reversed(values)]:
        try:
            expected = evaluate(name, values)
        except BadFormula as reason:
            with pytest.raises(type(reason)):
                table.evaluate(name)
        else:
            assert table.evaluate(name) == expected
