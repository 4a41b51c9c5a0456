"""References in formulas follow their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator import references
from sheets_emulator.a1 import Rect
from sheets_emulator.shift import Deleted, Inserted, Moved


@pytest.mark.parametrize(
    ("before", "shift", "after"),
    [
        ("=A1+A5", Inserted(2, 3), "=A1+A8"),
        ("=$A$5+A$5+$A5", Inserted(2, 1), "=$A$6+A$6+$A6"),
        ("=SUM(A1:A10)", Inserted(4, 2), "=SUM(A1:A12)"),
        ("=SUM(A1:A10)", Inserted(10, 2), "=SUM(A1:A10)"),
        ("=SUM(A3:A)", Inserted(0, 2), "=SUM(A5:A)"),
        ("=SUM(A:A)+SUM(3:9)+SUM($4:$7)", Deleted(4, 6), "=SUM(A:A)+SUM(3:7)+SUM($4:$5)"),
        ("=A5*2", Deleted(4, 5), "=#REF!*2"),
        ("=SUM(A5:A6)", Deleted(4, 6), "=SUM(#REF!)"),
        ("=SUM(A4:A6)", Deleted(4, 5), "=SUM(A4:A5)"),
        ("=A2", Moved(1, 2, 8), "=A8"),
        ('="A5"&A5', Inserted(0, 1), '="A5"&A6'),
        ("=Other!A5+'My sheet'!A5+Sheet1!A5", Inserted(0, 1), "=Other!A5+'My sheet'!A5+Sheet1!A6"),
        ("=LOG10(A5)+ATAN2(A5,1)", Inserted(0, 1), "=LOG10(A6)+ATAN2(A6,1)"),
        ("=Q1_total+A5", Inserted(0, 1), "=Q1_total+A6"),
        ("=1E5+A5", Inserted(0, 1), "=1E5+A6"),
    ],
)
def test_a_reference_follows_inserted_deleted_and_moved_rows(before, shift, after):
    """Texts, functions, names and other sheets are left alone."""
    assert after == references.shifted(before, "Sheet1", "sheet1", "ROWS", shift)


def test_columns_are_shifted_by_letters():
    """The same across."""
    formula = "=A1+C1+$D$2+SUM(B:E)+SUM(1:2)"
    after = "=A1+E1+$F$2+SUM(B:G)+SUM(1:2)"

    assert after == references.shifted(formula, "S", "S", "COLUMNS", Inserted(2, 2))


def test_a_reference_to_a_shifted_sheet_follows_from_elsewhere():
    """From another sheet too."""
    assert references.shifted("='PO log'!A5+A5", "Sheet1", "PO log", "ROWS", Inserted(0, 1)) == (
        "='PO log'!A6+A5"
    )


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 9))
def test_inserting_and_deleting_the_same_rows_changes_no_reference(row, at, count):
    """One takes back the other."""
    formula = f"=B{row + 1}+SUM(C{row + 1}:C{row + 5})"
    there = references.shifted(formula, "S", "S", "ROWS", Inserted(at, count))

    assert formula == references.shifted(there, "S", "S", "ROWS", Deleted(at, at + count))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=A1+$A1+A$1+$A$1", "=B3+$A3+B$1+$A$1"),
        ("=SUM(A:A)+SUM(1:1)", "=SUM(B:B)+SUM(3:3)"),
        ("='x y'!A1", "='x y'!B3"),
    ],
)
def test_a_copied_formula_shifts_what_is_relative(before, after):
    """Two down and one to the right."""
    assert after == references.translated(before, 2, 1)


def test_a_copied_reference_that_leaves_the_sheet_is_gone():
    """Above the first row there is nothing."""
    assert references.translated("=A1+B2", -1, 0) == "=#REF!+B1"


def test_a_new_title_is_quoted_where_it_needs_quotes():
    """And an old one is found whatever its case and quotes."""
    assert references.renamed("=orders!A1+'Orders'!B2+A1", "Orders", "PO log") == (
        "='PO log'!A1+'PO log'!B2+A1"
    )


A1_B2 = Rect(0, 0, 2, 2)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=A1*2+$B$2", "=D6*2+$E$7"),
        ("=SUM(A1:B2)+SUM(B1:B2)", "=SUM(D6:E7)+SUM(E6:E7)"),
        ("=SUM(A1:B3)+C1+SUM(A:A)+SUM(A1:A)", "=SUM(A1:B3)+C1+SUM(A:A)+SUM(A1:A)"),
        ('=Sheet1!A1&"A1"&Other!A1', '=Sheet1!D6&"A1"&Other!A1'),
    ],
)
def test_a_reference_to_cells_that_were_cut_goes_along_with_all_of_them(before, after):
    """What only partly lies among them, and what is open at an end, stays."""
    assert references.cut(before, "Sheet1", "Sheet1", A1_B2, "sheet1", 5, 3) == after


@pytest.mark.parametrize(
    ("home", "before", "after"),
    [
        ("Sheet1", "=A1+C1", "='PO log'!A1+C1"),
        ("PO log", "=Sheet1!A1+A1", "=A1+A1"),
        ("Third", "=Sheet1!A1+Sheet1!C1", "='PO log'!A1+Sheet1!C1"),
    ],
)
def test_a_reference_to_cells_that_were_cut_to_another_sheet_names_it(home, before, after):
    """From wherever; on that sheet itself no name is needed."""
    assert references.cut(before, home, "Sheet1", A1_B2, "PO log", 0, 0) == after


def test_a_formula_that_leaves_its_sheet_names_it_where_it_points_back():
    """Names of functions and ranges are left alone."""
    formula = '=SUM(A1:B9,C:C,3:4)+Other!A1+Costs&"A1"'
    after = "=SUM('PO log'!A1:B9,'PO log'!C:C,'PO log'!3:4)+Other!A1+Costs&\"A1\""

    assert references.leaving(formula, "PO log") == after
