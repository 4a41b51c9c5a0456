"""Formulas that say the same in any row, and come back as they went."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.formula import FormulaError, pieces
from addin.tables.row_formulas import column_named, lifted, lowered, named

HERE = {"Rate": "C", "Shoot days": "D", "Cost [USD]": "AA"}
THERE = {"Rate": "F", "Shoot days": "B", "Cost [USD]": "C"}


def test_one_formula_at_two_places():
    """The same columns in other places and rows are the same formula."""
    assert lifted("C5*D5", 5, HERE) == lifted("$F9*B9", 9, THERE) == "[@Rate]*[@[Shoot days]]"


def test_what_is_not_of_the_own_row_stays():
    """Other rows, fixed rows, other sheets, whole columns, unknown columns, texts."""
    for formula in ("C4", "$C$5", "C$5", "Codes!C5", "SUM(C:C)", "C5:D5", "Z5", '"C5"', "C5x"):
        assert lifted(formula, 5, HERE) == formula


def test_excel_s_own_way_of_naming_the_row():
    """A table's formulas say it already, with or without the table's name."""
    for formula in ("PO[[#This Row],[Rate]]", "[@Rate]", "PO[@Rate]", "[@[Rate]]"):
        assert lifted(formula, 5, HERE) == "[@Rate]"
    assert lifted("PO[Rate]", 5, HERE) == "PO[Rate]"


def test_a_row_not_known_yet():
    """What is appended says it without a row, and is read back as the same formula."""
    written = lowered("[@Rate]*[@[Cost '[USD']]]", None, HERE)

    assert written == "INDEX(C:C,ROW())*INDEX(AA:AA,ROW())"
    assert lifted(written, 77, HERE) == "[@Rate]*[@[Cost '[USD']]]"


def test_a_column_that_is_not_there():
    """It cannot be written, and says so."""
    with pytest.raises(FormulaError, match="Tax"):
        lowered("[@Tax]*2", 5, HERE)


def test_text_that_is_no_formula_is_left_alone():
    """Nothing is half translated."""
    assert lifted('C5*"open', 5, HERE) == 'C5*"open'


@given(st.text("ab '[]#@ü1", min_size=1, max_size=8))
def test_any_name_can_be_named(name):
    """Brackets, quotes and signs in a heading come back as they went."""
    (piece,) = pieces(named(name))

    assert column_named(piece) == name


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*HERE]), min_size=1, max_size=4),
    st.integers(1, 99_999),
    st.integers(1, 99_999) | st.none(),
)
def test_there_and_back(names, here, there):
    """Lowered at another place and lifted there, it is the same formula."""
    formula = "+".join(named(name) for name in names)
    across = lowered(formula, there, THERE)

    assert lifted(lowered(formula, here, HERE), here, HERE) == formula
    assert lifted(across, there or 7, THERE) == formula
