"""Money: exact sums, exact splits, any exponent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import (
    CurrencyMismatch,
    Money,
    exponent,
    money,
    ratio_half_up,
    round_half_up,
    total,
    zero,
)

currencies = st.sampled_from(["USD", "JPY", "KWD", "CLF", "GBP"])
minors = st.integers(-(10**13), 10**13)
weights = st.lists(st.fractions(0, 1000), min_size=1, max_size=12).filter(lambda w: sum(w) > 0)


@settings(deadline=None)
@given(minors, weights, currencies)
def test_an_amount_split_by_weights_sums_to_itself(minor, shares, currency):
    """No minor unit is lost or made, and no part is a minor unit or more from its exact share."""
    whole = Money(minor, currency)

    parts = whole.allocate(shares)

    assert total(parts) == whole
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.minor - Fraction(share) * minor / sum(shares)) < 1


@settings(deadline=None)
@given(minors, currencies)
def test_an_amount_survives_being_shown(minor, currency):
    """Read back from its own text, whatever the currency's exponent, it is the same."""
    amount = Money(minor, currency)

    assert money(amount.text(), currency) == amount
    assert money(str(amount)) == amount
    assert amount.amount == Decimal(minor) / 10 ** exponent(currency)


@settings(deadline=None)
@given(st.integers(-(10**11), 10**11), currencies)
def test_a_float_from_a_cell_is_the_cents_it_shows(minor, currency):
    """A double that stands for whole minor units becomes exactly those."""
    assert money(minor / 10 ** exponent(currency), currency).minor == minor


@settings(deadline=None)
@given(minors, minors, currencies)
def test_sums_are_those_of_whole_numbers(left, right, currency):
    """Adding and taking away undo one another."""
    a, b = Money(left, currency), Money(right, currency)

    assert (a + b) - b == a
    assert a - b == -(b - a)
    assert total([a, b, -a], currency) == b


def test_two_currencies_have_no_sum():
    """Pounds and dollars are exchanged first; comparing them is as wrong as adding them."""
    with pytest.raises(CurrencyMismatch, match="GBP and USD cannot be added"):
        Money(1, "GBP") + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        Money(1, "GBP") < Money(1, "USD")  # noqa: B015 - it raises


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1.2.3"])
def test_what_is_no_number_is_no_amount(text):
    """A named error, never a zero."""
    with pytest.raises(ValueError, match="not an amount"):
        money(text)


def test_weights_of_nothing_cannot_split():
    """All zero, none, or negative weights are refused."""
    for shares in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="weights"):
            zero("USD").allocate(shares)


@settings(deadline=None)
@given(minors, minors.filter(bool))
def test_a_ratio_is_rounded_as_its_fraction_is(above, below):
    """Halves away from zero, whatever the signs; no nearer whole number exists."""
    exact = Fraction(above, below)

    found = ratio_half_up(above, below)

    assert found == round_half_up(exact)
    assert abs(found - exact) <= Fraction(1, 2)
    assert abs(found) >= abs(exact) or abs(found - exact) < Fraction(1, 2)
