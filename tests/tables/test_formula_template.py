"""Shared formulas, written out."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from addin.tables.formula import relative
from addin.tables.formula_template import FormulaTemplate


@pytest.mark.parametrize(
    ("text", "down", "right", "expected"),
    [
        ("A1+B$2+$C3+$D$4", 2, 1, "B3+C$2+$C5+$D$4"),
        ("SUM(A1:B2)", 1, 0, "SUM(A2:B3)"),
        ("SUM(A:A,$B:C)+SUM(1:1,$2:3)", 1, 1, "SUM(B:B,$B:D)+SUM(2:2,$2:4)"),
        ('"A1"&A1', 1, 0, '"A1"&A2'),
        ('"say ""A1"""&A1', 1, 0, '"say ""A1"""&A2'),
        ("'A1 B2'!A1", 1, 0, "'A1 B2'!A2"),
        ("'O''Neil A1'!A1", 1, 0, "'O''Neil A1'!A2"),
        ("Sheet1!A1+[2]Q1!B1", 1, 0, "Sheet1!A2+[2]Q1!B2"),
        ("Jan:Mar!A1", 1, 1, "Jan:Mar!B2"),
        ("LOG10(A1)+ATAN2(1,A1)", 1, 0, "LOG10(A2)+ATAN2(1,A2)"),
        ("FY2026+Rate_A1+A1.b+_A1", 1, 0, "FY2027+Rate_A1+A1.b+_A1"),
        ("XYZ2026+ABCD1", 1, 0, "XYZ2026+ABCD1"),
        ("POs[[#This Row],[A1]]+POs[A1]", 1, 0, "POs[[#This Row],[A1]]+POs[A1]"),
        ("1E5+A1*1.5", 1, 0, "1E5+A2*1.5"),
        ("A1#+{1,2;3,4}", 1, 0, "A2#+{1,2;3,4}"),
        ("A1", -1, 0, "A1048576"),
        ("A1", 0, -1, "XFD1"),
        ("TRUE+NA()", 1, 1, "TRUE+NA()"),
        ("#REF!+A1", 1, 0, "#REF!+A2"),
    ],
)
def test_relative_references_move_and_nothing_else(text, down, right, expected):
    """Text, names, functions, sheets and columns of tables stay as they are."""
    assert expected == FormulaTemplate(text, 10, 10).at(10 + down, 10 + right)


operands = st.sampled_from(
    "A1~$B2~C$3~$D$4~SUM(AB12:AC40)~SUM(A:B)~SUM($1:3)~LOG10(A1)~Rate~\"A1\"~'A 1'!B5~Sheet1!C6"
    "~[1]Data!D7~Costs[A1]~Costs[[A1]:[B2]]~1.5~1E5~#REF!~TRUE~{1,2;3,4}~F9%".split("~")
)


@settings(deadline=None, max_examples=300)
@given(st.lists(operands, min_size=1, max_size=6), st.integers(9, 90), st.integers(9, 90))
def test_every_cell_of_a_shared_formula_has_the_same_relative_form(parts, row, column):
    """What makes two cells hold the same formula is what sharing it keeps."""
    text = "+".join(parts)
    there = FormulaTemplate(text, 8, 8).at(row, column)

    assert relative(text, 8, 8) == relative(there, row, column)


@settings(deadline=None)
@example("0:0")
@given(st.text(max_size=40))
def test_formula_where_it_stands_is_the_text_itself(text):
    """Nothing is lost in taking a text apart, whatever it is."""
    assert text == FormulaTemplate(text, 3, 3).at(3, 3)
