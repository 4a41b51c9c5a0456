"""What functions give becomes what a host can show."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.tables.table import ErrorValue
from addin.udfs.answers import LONGEST_TEXT, shown, spilled
from addin.udfs.cell_error import ERRORS, CellError


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (Money(350, "USD"), 3.5),
        (Money(350, "JPY"), 350.0),
        (Decimal("0.0765"), 0.0765),
        (Fraction(1, 4), 0.25),
        (7, 7),
        (10**20, 1e20),
        (None, ""),
        (True, True),
        (dt.date(2026, 3, 14), dt.date(2026, 3, 14)),
        (ErrorValue("#SPILL!"), ErrorValue("#VALUE!")),
    ],
)
def test_an_answer_is_shown_as_a_cell_holds_it(answer, wanted):
    """Money in major units, exact numbers as floats, nothing as an empty cell."""
    found = shown(answer)

    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (float("nan"), "#NUM!"),
        (float("inf"), "#NUM!"),
        (Decimal("1e400"), "#NUM!"),
        (Decimal("NaN"), "#NUM!"),
        (10**400, "#NUM!"),
        ("x" * (LONGEST_TEXT + 1), "#VALUE!"),
        (dt.date(1850, 1, 1), "#NUM!"),
        (object(), "#VALUE!"),
    ],
)
def test_what_excel_cannot_show_is_an_error(answer, code):
    """Never a wrong number, never a text cut off."""
    with pytest.raises(CellError) as caught:
        shown(answer)

    assert caught.value.code == code


def test_a_spill_is_rectangular_and_a_bad_cell_spoils_only_itself():
    """Short rows end in empty cells; what cannot be shown is an error in its place."""
    assert spilled([["a", Money(100)], [float("nan")]]) == [["a", 1.0], [ErrorValue("#NUM!"), ""]]


@pytest.mark.parametrize("answer", [[], [[]], ()])
def test_a_spill_of_nothing_is_not_available(answer):
    """Excel has no empty array."""
    with pytest.raises(CellError, match="nothing to show") as caught:
        spilled(answer)

    assert caught.value.code == "#N/A"


ANSWERS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.fractions()
    | st.text() | st.dates() | st.datetimes() | st.builds(Money, st.integers())
    | st.sampled_from([ErrorValue(error) for error in ERRORS])
)  # fmt: skip


@given(st.lists(st.lists(ANSWERS, max_size=4), max_size=4))
def test_every_cell_of_a_spill_can_be_shown(rows):
    """Finite numbers, texts, dates from 1900 on, logical values, known errors; nothing else."""
    try:
        found = spilled(rows)
    except CellError:
        assert not any(rows)
        return
    assert len({len(row) for row in found}) == 1
    for cell in (cell for row in found for cell in row):
        assert shown(cell) == cell
