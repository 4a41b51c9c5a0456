"""What a difference looks like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.differences import is_transposed, same_digits
from addin.domain.money import Money, money
from addin.reconcile.causes import cause_of, culprit
from addin.reconcile.outcome import Cause


@pytest.mark.parametrize(
    ("left", "right", "cause"),
    [
        ("8200", "8020", Cause.TRANSPOSED),
        ("45.00", "-45.00", Cause.SIGN),
        ("120.00", "1200.00", Cause.SHIFTED),
        ("30616", "32452.96", Cause.TAX_RATE),
        ("119", "100", Cause.TAX_RATE),
        ("184.55", "185", Cause.ROUNDED),
        ("35000", "25000", Cause.DIGIT),
        ("500", "731.20", Cause.NONE),
        ("500", "500", Cause.NONE),
    ],
)
def test_the_usual_slips_are_named(left, right, cause):
    """Transposition, sign, decimal point, tax, decimals, one digit."""
    assert cause_of(money(left), money(right))[0] is cause
    assert cause_of(money(right), money(left))[0] is cause


def test_a_stated_tax_is_the_tax():
    """12.37 is no usual rate of 200, but the invoice says it is its tax."""
    assert cause_of(money("200"), money("212.37"), [money("12.37")])[0] is Cause.TAX


@settings(deadline=None)
@given(st.integers(10, 10**12), st.data())
def test_swapping_two_neighbours_is_a_transposition_and_nine_divides_it(minor, draw):
    """The bookkeeper's test holds, and equal digits in order are no slip."""
    digits = str(minor)
    i = draw.draw(st.integers(0, len(digits) - 2))
    swapped = int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    left, right = Money(minor), Money(swapped)

    if len(str(swapped)) == len(digits) and swapped != minor:
        assert is_transposed(left, right)
        assert same_digits(left) == same_digits(right)
    assert (minor - swapped) % 9 == 0


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9).map(Money), st.integers(-(10**9), 10**9).map(Money))
def test_a_cause_is_the_same_seen_from_either_side(left, right):
    """Which list comes first says nothing about the slip."""
    assert cause_of(left, right)[0] is cause_of(right, left)[0]


def test_two_currencies_have_no_slip_between_them():
    """8,200 pounds and 8,020 dollars are two amounts."""
    assert cause_of(money("8200 GBP"), money("8020 USD"))[0] is Cause.NONE


def test_the_one_item_that_explains_a_sum_is_named():
    """An item of the difference, an item of half of it, or one with two digits swapped."""
    items = [("invoice A", money("120")), ("invoice B", money("75")), ("invoice C", money("8200"))]

    assert culprit(money("120"), items)[1] == "the difference is exactly invoice A"
    assert culprit(money("150"), items)[0] is Cause.SIGN
    assert culprit(money("180"), items)[0] is Cause.TRANSPOSED
    assert culprit(money("9.99"), items)[0] is Cause.NONE
