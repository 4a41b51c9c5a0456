"""Help in the sheet itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import addin
from addin.tables.table import ErrorValue
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=True),
    st.text(max_size=8),
    st.sampled_from(["#N/A", "#DIV/0!", "#VALUE!", "2026-03-14", "VOID"]),
)
BLOCKS = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=3)
)


def reason(name: str, arguments: list[object]) -> str | None:
    """What ``call`` itself says is wrong; None where it gives a value."""
    try:
        call(name, arguments)
    except CellError as error:
        return error.message or error.code
    return None


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(CELLS | BLOCKS, max_size=4))
def test_it_says_what_the_function_itself_says(name, arguments):
    """The reason is the function's own, whatever it is given; without an error there is none."""
    own = reason(name, arguments)
    told = call("TIEOUT_WHY", [name, *arguments])

    if own is not None:
        assert told == own[:32767]
    else:
        assert told == "" or "of the result is #" in str(told)


def test_error_cells_reach_it():
    """It is there to explain them, so they are no error of its own."""
    assert call("TIEOUT_WHY", ["COST_EFC", "#N/A", 3500]) == "cost_to_date is #N/A"
    assert call("TIEOUT_WHY", ["COST_EFC", [["#DIV/0!"]]]) == "cost_to_date is #DIV/0!"


def test_a_missing_argument_is_named_with_the_usage():
    """The person sees how the function is typed."""
    assert call("TIEOUT_WHY", ["COST_EFC"]) == (
        "cost_to_date is missing: COST_EFC(cost_to_date, [commitments], [etc])"
    )


def test_the_first_error_in_a_spill_is_explained_from_its_own_arguments():
    """A column of accounts is worked out cell by cell; one of them holds a text."""
    amounts = [[100], ["see notes"], [300]]

    assert call("COST_EFC", [amounts, 5]) == [[105.0], [ErrorValue("#VALUE!")], [305.0]]
    assert call("TIEOUT_WHY", ["COST_EFC", amounts, 5]) == (
        "A2 of the result is #VALUE!: cost_to_date: “see notes” is no amount"
    )


@pytest.mark.parametrize("typed", ["cost_efc", "TIEOUT.COST_EFC", "=COST_EFC("])
def test_the_name_may_be_written_as_people_see_it(typed):
    """Copied out of a formula on the web, or in small letters."""
    assert call("TIEOUT_WHY", [typed, 1]) == ""


def test_the_version_is_the_one_that_runs():
    """So that a sheet can show which program made its numbers."""
    assert call("TIEOUT_VERSION", []) == addin.__version__


def test_every_function_is_listed_with_how_to_type_it():
    """The list in the sheet is the catalogue, by name."""
    listed = call("TIEOUT_FUNCTIONS", [])

    assert isinstance(listed, list)
    assert [row[0] for row in listed] == sorted(FUNCTIONS)
    assert [row[2] for row in listed] == [FUNCTIONS[name].usage for name in sorted(FUNCTIONS)]
