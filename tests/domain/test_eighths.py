"""Page counts in eighths: what people type, what Excel makes of it, and back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.eighths import PAGE, NoPageCount, eighths_of, eighths_text

counts = st.integers(0, 9_999 * PAGE)


@settings(deadline=None)
@given(counts)
def test_what_is_printed_reads_back_as_the_same(eighths):
    """Printing and parsing are inverse."""
    assert eighths_of(eighths_text(eighths)) == eighths


@settings(deadline=None)
@given(counts)
def test_a_number_of_pages_is_exact(eighths):
    """A cell holds eighths as a binary fraction; nothing is lost on the way."""
    assert eighths_of(eighths / PAGE) == eighths
    assert eighths_of(str(eighths / PAGE)) == eighths


@settings(deadline=None)
@given(
    st.integers(1, 999),
    st.integers(1, 7),
    st.sampled_from(["{} {}/8", "{}-{}/8", "{}+{}/8", "{} & {}/8", " {}  {} / 8 pgs"]),
)
def test_whole_pages_and_eighths_are_read_however_they_are_joined(pages, eighths, form):
    """1 3/8, 1-3/8, 1+3/8 and 1 3/8 pgs are one count."""
    assert eighths_of(form.format(pages, eighths)) == pages * PAGE + eighths


@pytest.mark.parametrize("count", range(1, 8))
def test_both_dates_that_a_typed_fraction_becomes_are_repaired(count):
    """3/8 is 8 March where the month comes first and 3 August where the day does."""
    month_first, day_first = dt.date(2026, count, 8), dt.date(2026, 8, count)

    assert eighths_of(month_first) == eighths_of(day_first) == count
    assert eighths_of(dt.datetime(2026, count, 8)) == count
    for text in (
        f"{month_first:%Y-%m-%d}",
        f"{month_first:%m/%d/%Y}",
        f"{day_first:%d/%m/%Y}",
        f"{month_first:%d-%b}",
        f"{day_first:%d-%b}",
    ):
        assert eighths_of(text) == count, text


def test_halves_and_quarters_are_eighths():
    """1/2 is four eighths, and a vulgar fraction is one sign."""
    assert [eighths_of(text) for text in ("1/2", "3/4", "2 1/4", "½", "1⅜", ".375", "2.")] == [
        4, 6, 18, 4, 11, 3, 16
    ]  # fmt: skip
    assert eighths_of(dt.date(2026, 1, 2)) == 4


@pytest.mark.parametrize(
    "given",
    [
        "",
        "abc",
        "1 9/8",
        "1/3",
        "1.3",
        -1,
        -0.125,
        0.1,
        "1,375",
        "10000",
        46_089,
        True,
        float("inf"),
        dt.date(2026, 9, 9),
        dt.date(2026, 4, 4),
        dt.date(2026, 12, 31),
        "31-Dec",
        "8-Foo",
        "1 8/8",
    ],
)
def test_what_is_no_page_count_is_an_error_that_shows_it(given):
    """Nothing is guessed: the message repeats what was given."""
    with pytest.raises(NoPageCount, match="is no page count") as failed:
        eighths_of(given)
    assert failed.value.given == given or isinstance(given, dt.date)


def test_the_longest_script_is_shorter_than_the_first_date():
    """9,999 pages are read; a page more may be a date that lost its format."""
    assert eighths_of(9_999) == eighths_of("9999") == 9_999 * PAGE
    with pytest.raises(NoPageCount, match="too many pages"):
        eighths_of(9_999.125)


def test_print_is_unreduced():
    """A day sheet says 4/8, not 1/2."""
    assert eighths_text(12) == "1 4/8"
    with pytest.raises(NoPageCount, match="not negative"):
        eighths_text(-1)
