"""Relative forms of whole sheets."""

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.forms import forms
from addin.tables.formula import relative

PIECES = (
    "A{r}", "$A{r}", "A${r}", "B{p}", "SUM(C$2:C{p})", "{p}:{r}", "A:A", "'5% fee'!D{p}",
    '"row 5 100%"', "5%", "LOG10(D{r})", "rate2", "Orders[@Amount]", "[1]Sheet1!$C${p}", "12", "'It''s 3'!A3",
)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.integers(1, 30), st.integers(1, 3), st.lists(st.sampled_from(PIECES), min_size=1)
        ),
        max_size=25,
    )
)
@settings(deadline=None)
def test_forms_of_a_sheet_are_the_forms_of_its_cells(
    written: list[tuple[int, int, list[str]]],
) -> None:
    """Whatever stands above it, a formula has the form that it has alone."""
    formulas = {
        (row, column): " + ".join(pieces).format(r=row, p=max(1, row - 1))
        for row, column, pieces in written
    }
    expected = {cell: relative(text, *cell) for cell, text in formulas.items()}

    assert forms(formulas) == expected


def test_a_row_outside_the_sheet_is_never_taken_for_a_step() -> None:
    """``A-1`` in row 1 is a name less one, and not the cell that row 2 calls ``A0``."""
    formulas = {(3, 2): "A1+X2", (2, 2): "A0+X1", (1, 2): "A-1+X0"}

    assert forms(formulas)[3, 2] == "R[-2]C[-1]+R[-1]C[22]"
    assert forms(formulas)[1, 2] == relative("A-1+X0", 1, 2)


def test_an_unreadable_formula_is_left_out_and_its_neighbours_are_not() -> None:
    """One formula that nobody can read says nothing about the next one."""
    formulas = {(1, 1): "B1*2", (2, 1): "B2*(", (3, 1): "B3*2"}

    assert forms(formulas) == {(1, 1): "RC[1]*2", (3, 1): "RC[1]*2"}


def test_equal_forms_are_one_object() -> None:
    """A long column holds its form once."""
    formulas = {(row, 4): f"B{row}-C{row}" for row in range(1, 50)}
    formulas[50, 4] = "SUM(D1:D49)"
    formulas |= {(row, 4): f"B{row}-C{row}" for row in range(51, 60)}

    assert len({id(form) for form in forms(formulas).values()}) == 2
