"""A1 notation there and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator.a1 import Ends, Rect, column_of, ends, letters, quoted, split, written


@given(st.integers(0, 18_277))
def test_letters_name_one_column(column):
    """Up to ZZZ."""
    assert column == column_of(letters(column))


@given(st.text(min_size=1).filter(lambda t: t.strip()), st.integers(0, 50), st.integers(0, 50), st.integers(1, 9), st.integers(1, 9))  # fmt: skip
def test_a_written_range_is_read_as_itself(title, top, left, height, width):
    """Whatever the sheet's title: quotes, marks, other alphabets."""
    rect = Rect(top, left, top + height, left + width)
    found, rest = split(written(title, rect))

    assert (found, ends(rest or "")) == (title, Ends(*rect))


def test_a_title_that_looks_like_a_cell_is_quoted():
    """Else it would be one."""
    assert [quoted(t) for t in ("Sheet1", "A1", "R1C1", "PO log", "it's")] == [
        "Sheet1",
        "'A1'",
        "'R1C1'",
        "'PO log'",
        "'it''s'",
    ]


def test_ends_may_be_open_turned_around_or_by_number():
    """All the ways of writing a range."""
    assert ends("A:C") == Ends(None, 0, None, 3)
    assert ends("2:5") == Ends(1, None, 5, None)
    assert ends("B3:B") == Ends(2, 1, None, 2)
    assert ends("D4:A1") == Ends(0, 0, 4, 4)
    assert ends("$B$2") == Ends(1, 1, 2, 2)
    assert ends("R2C3:R4C5") == Ends(1, 2, 4, 5)


def test_what_is_no_range_is_none():
    """A name, a title, a half."""
    assert [ends(text) for text in ("Costs", "A1:", ":B2", "A", "1", "A0", "")] == [None] * 7
