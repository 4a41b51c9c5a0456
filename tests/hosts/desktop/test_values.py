"""Values over COM: nothing is lost, taken for something else, or sent as Excel cannot take it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given as for_all
from hypothesis import strategies as st

from addin.hosts.desktop.values import ERROR_CODES, LEFT_OUT, MARK, given, sent, up_to_the_last
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError

CELLS = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=5))


def test_one_cell_is_a_cell_and_several_are_rows():
    """A range of one cell, a row, a column and a block."""
    assert given(((3.0,),)) == 3.0
    assert given((3.0,)) == 3.0
    assert given((1.0, 2.0)) == ((1.0, 2.0),)
    assert given(((1.0,), (2.0,))) == ((1.0,), (2.0,))
    assert given(((1.0, None), ("a", 7))) == [[1.0, None], ["a", 7]]


def test_what_is_left_out_is_a_blank():
    """COM says it with a number; so does an empty cell with None."""
    assert given(LEFT_OUT) is None
    assert given(-2146828288 + 448) is None
    assert given(None) is None


def test_what_is_left_out_at_the_end_is_not_handed_over():
    """Then the function knows that it is missing; a blank cell is not missing."""
    assert up_to_the_last((1.0, LEFT_OUT, 2.0, LEFT_OUT, LEFT_OUT)) == (1.0, LEFT_OUT, 2.0)
    assert up_to_the_last((None, None)) == (None, None)
    assert up_to_the_last((LEFT_OUT,)) == ()
    assert up_to_the_last((1.0, -2146828288 + 448)) == (1.0,)


def test_every_error_arrives_as_its_text():
    """Also those of newer Excels, which xlwings lets through as numbers; unknown ones as #VALUE!."""
    for code, text in ERROR_CODES.items():
        assert given(code) == text
        assert given(((code,), (1.0,))) == [[text], [1.0]]
    assert given(-2146828288 + 2046) == "#VALUE!"


def test_whole_numbers_that_are_no_errors_stay_numbers():
    """VBA may send one."""
    assert given(7) == 7
    assert given(True) is True


def test_a_moment_is_rounded_to_the_millisecond_and_has_no_zone():
    """COM counts days as a float, so half past two may come as a little less."""
    nearly = dt.datetime(2026, 3, 14, 14, 29, 59, 999_996, tzinfo=dt.UTC)

    assert given(nearly) == dt.datetime(2026, 3, 14, 14, 30)


@for_all(st.datetimes())
def test_rounding_moves_a_moment_by_half_a_millisecond_at_most(moment):
    """Also the last of all, which has no later one."""
    rounded = given(moment)

    assert isinstance(rounded, dt.datetime)
    assert rounded.microsecond % 1000 == 0
    assert abs(rounded - moment) <= dt.timedelta(microseconds=999 if moment.year == 9999 else 500)


@for_all(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=4))
def test_plain_cells_arrive_as_they_are(rows):
    """Numbers, texts, logical values and blanks keep value, type and place."""
    sent_rows = tuple(map(tuple, rows))

    assert given(sent_rows) == sent_rows


def test_a_result_goes_out_as_rows():
    """The server of xlwings asks a result for its rows, also that of one cell."""
    assert sent(lambda: 3) == [[3.0]]
    assert sent(lambda: [[1, "a"], [True, ""]]) == [[1.0, "a"], [True, ""]]


def test_a_whole_number_goes_out_as_a_float():
    """Excel takes no 64-bit integer from a function."""
    ((cell,),) = sent(lambda: 2**40)

    assert (type(cell), cell) == (float, 2.0**40)


def test_dates_go_out_as_moments_in_utc():
    """pywin32 moves a moment without a zone by the computer's; Excel then shows another day."""
    day, moment = sent(lambda: [[dt.date(2026, 3, 14), dt.datetime(2026, 3, 14, 6, 30)]])[0]

    assert day == dt.datetime(2026, 3, 14, tzinfo=dt.UTC)
    assert moment == dt.datetime(2026, 3, 14, 6, 30, tzinfo=dt.UTC)


def test_errors_go_out_marked():
    """Of a call as a whole, and of a cell in a spill."""

    def fails() -> float:
        raise CellError("#N/A", "no such account")

    assert sent(fails) == [[MARK + "#N/A"]]
    assert sent(lambda: [[ErrorValue("#DIV/0!"), 1.0]]) == [[MARK + "#DIV/0!", 1.0]]


def test_a_text_that_looks_like_a_marked_error_stays_a_text():
    """It gets a second mark, which the add-in takes off again."""
    assert sent(lambda: MARK + "#N/A") == [[MARK + MARK + "#N/A"]]
