"""What is handed over so that Excel takes it for what it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.live_excel.entering import entered
from addin.adapters.live_excel.files.values import typed, value2
from addin.tables.table import ErrorValue

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@pytest.mark.parametrize(
    "text", ["2510", "3-4", "TRUE", "Wahr", "=A1", "+1", "@x", "1,200.50", "#N/A", "12%", "'tis", "5e3"]
)  # fmt: skip
def test_a_text_that_excel_would_read_otherwise_gets_an_apostrophe(text):
    """Which is no part of what the cell holds."""
    assert entered(text, date_1904=False) == f"'{text}"


@pytest.mark.parametrize("text", ["Lamps", "Night exterior", "Northlight, Ltd.", "Größe", "A & B"])
def test_plain_words_are_handed_over_as_they_are(text):
    """Nobody wants apostrophes in front of every word."""
    assert entered(text, date_1904=False) == text


@given(ANY_TEXT)
def test_every_text_stays_the_text_that_it_is(text):
    """Whatever it looks like, in a cell of any format."""
    assert typed(entered(text, date_1904=False), "General") == (text, False)
    assert typed(entered(text, date_1904=False), "@") == (text, False)


@given(st.one_of(st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**9), 10**9)))  # fmt: skip
def test_every_number_stays_the_number_that_it_is(value):
    """And a truth stays a truth."""
    held, is_formula = typed(entered(value, date_1904=False), "General")

    assert held == value
    assert isinstance(held, bool) is isinstance(value, bool)
    assert not is_formula


@pytest.mark.parametrize("date_1904", [False, True])
@given(moment=st.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2100, 1, 1)))
def test_a_day_is_handed_over_as_the_number_that_excel_counts(date_1904, moment):
    """In both ways that workbooks count days."""
    handed = entered(moment, date_1904=date_1904)

    assert handed == value2(moment, date_1904=date_1904)
    assert isinstance(handed, float)


def test_an_error_is_an_error():
    """Excel reads its text as the error that it is."""
    assert typed(entered(ErrorValue("#N/A"), date_1904=False), "General") == (
        ErrorValue("#N/A"),
        False,
    )
