"""Ticks are round, hold all values and are few; short amounts are true to three digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reports.charts.scale import full, scale, short, unit
from tests.reports.charts.laws import amounts


@settings(deadline=None)
@given(st.lists(amounts, max_size=8), st.integers(2, 8), st.booleans())
def test_a_scale_holds_all_values_with_few_round_ticks(values, most, with_nothing):
    """Steps are 1, 2 or 5 and noughts; every value lies between the first tick and the last."""
    made = scale(values, 0.0, 100.0, most=most, with_nothing=with_nothing)

    assert str(made.step).rstrip("0") in {"1", "2", "5"}
    assert 1 <= len(made.ticks) - 1 <= most
    assert all(tick % made.step == 0 for tick in made.ticks)
    for value in values:
        assert made.low <= value <= made.high
        assert 0.0 <= made.at(value) <= 100.0
    if with_nothing:
        assert 0 in made.ticks


@settings(deadline=None)
@given(amounts, amounts)
def test_more_is_further_along(one, other):
    """Order is kept, and equal differences are equal lengths."""
    made = scale([one, other], 0.0, 300.0)

    if one < other:
        assert made.at(one) <= made.at(other)
    assert made.at(made.low) == 0.0
    assert made.at(made.high) == pytest.approx(300.0)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "USD", "0.00"),
        (1250, "USD", "12.50"),
        (-1250, "USD", "(12.50)"),
        (125_000, "USD", "1,250"),
        (1_250_000, "USD", "12.5k"),
        (123_456_789, "USD", "1.23M"),
        (-34_000_000, "USD", "(340k)"),
        (1_250_000, "JPY", "1.25M"),
        (1_250_000, "", "12.5k"),
        (10**14, "EUR", "1T"),
        (10**30, "EUR", "1e28"),
    ],
)
def test_a_short_amount_reads_as_people_say_it(minor, currency, text):
    """Minor units of the currency, three digits that count, parentheses below zero."""
    assert short(minor, currency) == text


@settings(deadline=None)
@given(st.integers(0, 10**17), st.sampled_from(["USD", "JPY", "KWD", ""]))
def test_a_short_amount_is_never_off_by_more_than_its_last_digit(minor, currency):
    """What is read off a chart is the amount, rounded."""
    text = short(minor, currency)
    powers = {"k": 3, "M": 6, "bn": 9, "T": 12}
    letter = text.lstrip("0123456789.,")
    read = Decimal(text.removesuffix(letter).replace(",", "")).scaleb(powers.get(letter, 0))
    exact = Decimal(full(minor, currency).replace(",", ""))

    assert abs(read - exact) <= max(abs(exact) / 200, Decimal("0.5"))


@settings(deadline=None)
@given(st.lists(amounts, min_size=1), st.sampled_from(["USD", "JPY", "KWD", ""]))
def test_the_texts_of_an_axis_are_short(values, currency):
    """No tick of a chart with nothing on it takes more than twelve letters, however large."""
    made = scale(values, 0.0, 1.0)
    given_in = unit(values, currency)

    assert all(len(given_in.text(tick)) <= 12 for tick in made.ticks)


def test_an_axis_says_its_currency_and_its_thousands():
    """One that is not known is left out."""
    assert unit([999_999_00], "EUR").label == "EUR thousand"
    assert unit([5_00], "EUR").label == "EUR"
    assert unit([5_00], "").label == ""
    assert unit([-12_345_678_00], "USD").text(-2_500_000_00) == "\N{MINUS SIGN}2.5"
