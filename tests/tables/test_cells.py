"""What one cell holds, however it was typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.tables.cells import (
    day_first_of,
    is_nothing,
    to_code,
    to_date,
    to_money,
    to_number,
    to_text,
)
from addin.tables.table import ErrorValue

days = st.dates(dt.date(1930, 1, 1), dt.date(2029, 12, 31))
cents = st.integers(-(10**11), 10**11)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("$1,250.00 ", "1250"),
        ("(1,250.00)", "-1250"),
        ("1.250,00", "1250"),
        ("12,50", "12.5"),
        ("1,250", "1250"),
        ("1.250", "1.25"),
        ("1.250.000", "1250000"),
        ("1'250.50", "1250.5"),
        ("1 250,50", "1250.5"),
        ("1,00,000.50", "100000.5"),
        ("12.5%", "0.125"),
        ("RM 30,616.00", "30616"),
        ("1250 kr", "1250"),
        ("USD 5", "5"),
        ("5.00 eur", "5"),
        ("-$5.00", "-5"),
        ("($5.00)", "-5"),
        ("\u22125", "-5"),
        ("300-", "-300"),
        ("300 CR", "-300"),
        ("300 DR", "300"),
        ("\u00a07\u00a0", "7"),
        ("$.50", "0.5"),
        ("1.2E+05", "120000"),
    ],
)
def test_an_amount_typed_as_text_is_a_number(text, number):
    """Signs, currencies, blanks and separators of any custom are understood."""
    assert Decimal(number) == to_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *"- null 12A PO-1 12:30 1,2345 --5 -(5) 555-0100 2026-03-14 1,25,0 INV.12 4.5.6".split(),
        *("", "4 1/8", "1 2 3", "5 apples", "-5 CR", "-4.50?", "(5"),
    ],
)
def test_what_is_no_amount_is_none(text):
    """Nothing is guessed from text that is unclear."""
    assert to_number(text) is None


@given(cents)
@settings(deadline=None)
def test_an_amount_survives_being_written_out(minor):
    """Any amount with thousands separators reads back as itself, in three customs."""
    amount = Money(minor, "USD")
    american = amount.text()
    german = american.translate(str.maketrans(",.", ".,"))
    swiss = american.replace(",", "'")

    assert [amount, amount, amount] == [to_money(t, "USD") for t in (american, german, swiss)]


@given(st.floats(-1e12, 1e12))
@settings(deadline=None)
def test_a_float_and_its_digits_are_the_same_amount(number):
    """The fast path for floats rounds as the exact one does, but for the last bit."""
    quick, exact = to_money(number, "USD"), to_money(f"{number:.4f}", "USD")

    assert quick is not None
    assert exact is not None
    assert abs(quick.minor - exact.minor) <= 1


def test_what_is_no_number_is_no_amount():
    """Yes and no, errors, dates, infinity and nothing are not amounts."""
    values = (True, ErrorValue("#REF!"), dt.datetime(2026, 1, 1), float("inf"), None, "tbc")

    assert [to_money(value, "USD") for value in values] == [None] * 6


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-03-14", (2026, 3, 14)),
        ("3/14/2025 4:05 PM", (2025, 3, 14)),
        ("14.3.26", (2026, 3, 14)),
        ("4.3.2026", (2026, 3, 4)),
        ("14 Mar 2026", (2026, 3, 14)),
        ("14-Mar-26", (2026, 3, 14)),
        ("Sat 14th March, 2026", (2026, 3, 14)),
        ("March 14, 2026", (2026, 3, 14)),
        ("20260314", (2026, 3, 14)),
        ("2026-03-14T10:00:00Z", (2026, 3, 14)),
        ("1/2/30", None),
        ("31/02/2026", None),
        ("May 2026", None),
        ("12 May", None),
        ("30 Net 2026", None),
        ("########", None),
    ],
)
def test_a_date_typed_as_text(text, date):
    """Dates in the usual forms are read; what may be two dates, or is none, is not."""
    assert (dt.date(*date) if date else None) == to_date(text)


@given(days, st.booleans())
@settings(deadline=None)
def test_a_date_survives_being_written_out(day, day_first):
    """A date reads back from either order once the column's order is known."""
    text = f"{day.day}/{day.month}/{day.year}" if day_first else f"{day.month}/{day.day}/{day:%y}"

    assert day == to_date(text, day_first)


@given(st.lists(days, min_size=1), st.booleans())
@settings(deadline=None)
def test_one_clear_date_decides_for_its_column(dates, day_first):
    """A day above twelve anywhere in a column says which number is the day."""
    order = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    column = [date.strftime(order) for date in [*dates, dt.date(2026, 5, 31)]]

    assert day_first is day_first_of(column)


def test_a_column_without_a_clear_date_goes_by_the_order_of_time():
    """Dates that rise under one reading only are read so; else nobody knows."""
    assert day_first_of(["1/2/2026", "5/2/2026", "3/3/2026", "2/4/2026"]) is True
    assert day_first_of(["3/4/2026"]) is None
    assert day_first_of(["13/1/2026", "1/13/2026"]) is None


def test_serials_are_dates_only_when_asked():
    """45000 is a number, unless the caller knows its column."""
    assert to_date(45000) is None
    assert dt.date(2023, 3, 15) == to_date(45000, serials=True)
    assert dt.date(2027, 3, 16) == to_date(45000, serials=True, date_1904=True)


def test_texts_lose_only_what_nobody_sees():
    """Blanks are normalised, whole numbers have no point, errors stay visible."""
    assert to_text(" a\u00a0\u200b b\n") == "a b"
    assert [
        to_text(v) for v in (1245.0, 0.5, True, ErrorValue("#REF!"), dt.datetime(2026, 3, 14), None)
    ] == ["1245", "0.5", "TRUE", "#REF!", "2026-03-14", ""]


def test_codes_keep_their_inside():
    """Inner blanks and leading zeros of a code matter; a float's .0 does not."""
    assert [to_code(value) for value in (" 500 100  01\u00a0", "0100", 1245.0)] == [
        "500 100  01",
        "0100",
        "1245",
    ]


def test_an_error_is_not_nothing():
    """A dash or null says that nothing is there; an error value says something is wrong."""
    assert all(is_nothing(value) for value in (None, " ", "-", "NULL", "n/a", "\u00a0"))
    assert not any(is_nothing(value) for value in (0, ErrorValue("#N/A"), "tbc"))
