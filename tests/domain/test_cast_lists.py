"""Lists of cast ids in one cell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.cast_lists import NoCastList, cast_ids, cast_lists, one_id

ids = st.lists(
    st.integers(1, 999).map(str) | st.sampled_from(["12X", "3A", "ANNA SMITH"]),
    unique=True,
    min_size=1,
)


@settings(deadline=None)
@given(ids, st.sampled_from([",", ", ", ";", " / ", "\n", " | ", " & "]))
def test_a_list_reads_back_whatever_stands_between(wanted, between):
    """Each id once, in the order of the cell."""
    assert cast_ids(between.join(wanted)) == tuple(wanted)
    assert cast_ids(between.join([*wanted, *wanted])) == tuple(wanted)


def test_numbers_may_be_separated_by_blanks_and_names_not():
    """3 7 12x are three ids, Anna Smith is one."""
    assert cast_ids(" 3  7 #12x ") == ("3", "7", "12X")
    assert cast_ids("Anna  Smith") == ("ANNA SMITH",) == (one_id("anna smith"),)
    assert cast_ids(7.0) == cast_ids(7) == ("7",)
    assert cast_ids(0) == ("0",)
    assert cast_ids(None) == cast_ids("") == cast_ids(" , ") == ()


@pytest.mark.parametrize("cell", ["5-7", "1, 5 \u2013 7", 1.2, -3, True, dt.date(2026, 1, 2)])
def test_what_reads_in_two_ways_is_an_error(cell):
    """A span may be an id; a date or a fraction was a list before the spreadsheet read it."""
    with pytest.raises(NoCastList):
        cast_ids(cell)


def test_a_list_that_became_one_number_is_noticed():
    """1,234 typed as two ids is 1234 to a spreadsheet; the ids of other cells give it away."""
    with pytest.raises(NoCastList, match="cell 3: 1,234 is one number"):
        cast_lists(["1, 2", 234, 1234])
    assert cast_lists(["1, 2", 1234, None]) == [("1", "2"), ("1234",), ()]
    assert cast_lists(["1, 234", 1234, "1234"]) == [("1", "234"), ("1234",), ("1234",)]
    with pytest.raises(NoCastList, match="cell 2"):
        cast_lists(["1", "3-4"])
