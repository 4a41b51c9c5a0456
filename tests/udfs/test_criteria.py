"""What picks rows: codes, patterns, comparisons."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import ANY_MASK, Mask
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.criteria import picks, picks_code, written_codes

DAY = dt.date(2026, 3, 14)
SERIAL = 46095.0


@pytest.mark.parametrize(
    ("wanted", "cell", "is_picked"),
    [
        ("ep1", "EP1", True),
        ("EP1", " EP1 ", True),
        ("EP1", "EP10", False),
        (2210, "2210", True),
        ("2210", 2210.0, True),
        ("22*", 2210.0, True),
        ("22*", "3300", False),
        ("INT. ?AR", "int. bar", True),
        ("INT. ?AR", "int. foyer", False),
        ("5~*", "5*", True),
        ("5~*", "55", False),
        ("(5)", "(5)", True),
        (">=5", 5, True),
        (">5", 5, False),
        ("<-5", -6, True),
        ("<>ep1", "EP1", False),
        ("<>ep1", None, True),
        ("=", None, True),
        ("=", "x", False),
        ("<>", "x", True),
        ("<>", None, False),
        (">=2026-03-14", SERIAL, True),
        (">=2026-03-14", DAY, True),
        (">2026-03-14", DAY, False),
        ("<2026-03-15", dt.datetime(2026, 3, 14, 23, 59), True),
        (DAY, SERIAL, True),
        ("2026-03-14", DAY, True),
        (">M", "N", True),
        (">M", None, False),
        (">=5", "text", False),
        (None, "anything", True),
        (None, None, True),
    ],
)
def test_a_wish_picks_what_sumifs_picks(wanted, cell, is_picked):
    """Text without case, numbers and their text, dates and their serial numbers."""
    assert picks(wanted)(cell) is is_picked


def test_an_error_is_no_wish():
    """A wish that is an error gives that error."""
    with pytest.raises(CellError, match="#N/A"):
        picks(ErrorValue("#N/A"))


@settings(deadline=None)
@given(st.text(max_size=12), st.text(max_size=12) | st.floats() | st.none())
def test_no_wish_breaks_on_any_cell(wanted, cell):
    """Whatever stands in the cells, the answer is yes or no."""
    assert picks(wanted)(cell) in (True, False)


def test_a_code_is_picked_as_the_mask_writes_it():
    """Lost zeros and dashes are put back on both sides; a pattern is compared as it stands."""
    detailed = Mask("0000-00")

    assert picks_code("110001", detailed)("1100-01")
    assert picks_code("11*", detailed)("1100-01")
    assert not picks_code("1100", detailed)("1100-01")
    assert picks_code("*", ANY_MASK)("")


def test_a_code_is_shown_as_the_sheet_writes_it():
    """A number stays one, so that it can be looked up; what the mask changes is text."""
    texts, first = written_codes((2210.0, "2210", 100.0, None), Mask("0000").normal)

    assert texts == ("2210", "2210", "100", None)
    assert first == {"2210": 2210.0, "0100": "0100"}
