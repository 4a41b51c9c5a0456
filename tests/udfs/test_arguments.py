"""What the hosts hand over becomes what the functions expect."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.tables.table import ErrorValue
from addin.udfs.arguments import cell_reader, column_reader, rows_of, table_reader
from addin.udfs.cell_error import ERRORS, CellError
from addin.udfs.kinds import Cell


class Side(StrEnum):
    """Words for a test."""

    DEBIT = "debit"
    CREDIT = "credit"


@pytest.mark.parametrize(
    ("hint", "value", "wanted"),
    [
        (Decimal, 12.0, Decimal(12)),
        (Decimal, 0.1, Decimal("0.1")),
        (Decimal, "1,250.50", Decimal("1250.50")),
        (Decimal, "12.5%", Decimal("0.125")),
        (Decimal, True, Decimal(1)),
        (Money, 0.285, Money(29)),
        (Money, "(300)", Money(-30000)),
        (float, 3, 3.0),
        (int, 7.0, 7),
        (str, 1100.0, "1100"),
        (str, "  a  b ", "a b"),
        (str, True, "TRUE"),
        (str, dt.datetime(2026, 3, 14), "2026-03-14"),
        (bool, 1.0, True),
        (bool, "no", False),
        (dt.date, 46095.0, dt.date(2026, 3, 14)),
        (dt.date, 46095.75, dt.date(2026, 3, 14)),
        (dt.date, "2026-03-14", dt.date(2026, 3, 14)),
        (dt.date, "14 Mar 2026", dt.date(2026, 3, 14)),
        (dt.datetime, 46095.75, dt.datetime(2026, 3, 14, 18)),
        (dt.datetime, 0.25, dt.datetime(1899, 12, 30, 6)),
        (dt.datetime, "2026-03-14 18:30", dt.datetime(2026, 3, 14, 18, 30)),
        (dt.date, 1, dt.date(1900, 1, 1)),
        (Side, "CREDIT", Side.CREDIT),
        (Cell, "x", "x"),
    ],
)
def test_a_cell_is_read_as_its_kind(hint, value, wanted):
    """Numbers typed as text, serial numbers and codes that Excel made numbers of are understood."""
    found = cell_reader("it", hint)(value)

    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (Decimal, "tbc"),
        (Decimal, float("inf")),
        (Decimal, float("nan")),
        (Money, "12.3.4"),
        (int, 7.5),
        (bool, 2.0),
        (bool, "perhaps"),
        (dt.date, -1.0),
        (dt.date, 3_000_000.0),
        (dt.date, "3/4/2026"),  # 3 April or 4 March
        (dt.date, ""),
        (Side, "both"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_the_arguments_name(hint, value):
    """Never a guess: the message says which argument and what it holds."""
    with pytest.raises(CellError, match="start") as caught:
        cell_reader("start", hint)(value)

    assert caught.value.code == "#VALUE!"


def test_a_word_that_is_not_known_lists_those_that_are():
    """Nobody has to look up what may stand there."""
    with pytest.raises(CellError, match="debit, credit"):
        cell_reader("side", Side)("both")


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_cell_stays_that_error(error):
    """As Excel's own functions do: an error in is the same error out."""
    for read in (
        cell_reader("a", Decimal),
        cell_reader("a", str),
        column_reader("a", Money, errors=False),
    ):
        with pytest.raises(CellError) as caught:
            read(error)
        assert caught.value.code == error


def test_an_empty_cell_is_the_default_else_nothing():
    """A number is 0, a text empty; a default or an optional value comes first."""
    assert cell_reader("a", Decimal)(None) == 0
    assert cell_reader("a", str)("") == ""
    assert cell_reader("a", Money, (Money(5),))("") == Money(5)
    assert cell_reader("a", dt.date, (None,))(None) is None


def test_a_column_keeps_its_places():
    """A blank or a dash is None, so that columns side by side stay beside one another."""
    read = column_reader("amounts", Money, errors=False)

    assert read([["Amount"], [1.0], [None], ["-"], ["2.50"]]) == (
        None, Money(100), None, None, Money(250),
    )  # fmt: skip


def test_a_text_in_the_middle_of_amounts_is_an_error_that_says_where():
    """A heading may stand in the first cell; elsewhere a text hides a number."""
    with pytest.raises(CellError, match="amounts, cell 3: “tbc”"):
        column_reader("amounts", Money, errors=False)([["Amount"], [1.0], ["tbc"]])


def test_a_column_may_ask_to_keep_its_errors():
    """One bad row must not blank a whole report."""
    read = column_reader("amounts", Money, errors=True)

    assert read([[1.0], ["#REF!"]]) == (Money(100), ErrorValue("#REF!"))


@pytest.mark.parametrize("shape", [5.0, [5.0], [[5.0]], ((5.0,),)])
def test_one_cell_is_the_same_in_every_shape(shape):
    """Hosts send a range of one cell as a value, a list or rows."""
    assert column_reader("a", Decimal, errors=False)(shape) == (Decimal(5),)
    assert table_reader("a")(shape) == ((5.0,),)


def test_a_table_is_rectangular_and_tells_errors_from_texts():
    """Rows that a host cut short are filled up with empty cells."""
    assert table_reader("a")([[1.0, "#N/A"], ["x"]]) == ((1.0, ErrorValue("#N/A")), ("x", None))


SHAPES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(ERRORS),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=12,
)


@given(SHAPES)
def test_reading_ends_in_a_value_or_a_cell_error(value):
    """Whatever shape a host sends, no other exception leaves a reader."""
    for read in (
        table_reader("a"),
        column_reader("a", Decimal, errors=False),
        column_reader("a", dt.date, errors=True),
        *(cell_reader("a", hint) for hint in (Decimal, Money, str, bool, dt.date, Side, Cell)),
    ):
        with contextlib.suppress(CellError):
            read(value)
    assert all(isinstance(row, list | tuple) for row in rows_of(value))
