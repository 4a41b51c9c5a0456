"""The slips that leave a trace in the figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money, money
from addin.rules.discrepancy import culprit, same_digits, shifted_point, slip


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        ("8200", "8020", "swapped"),
        ("45", "-45", "sign"),
        ("1250", "125", "10 times"),
        ("71230", "71230.75", "decimals"),
        ("100", "317", ""),
        ("100", "100", ""),
    ],
)
def test_a_slip_is_recognised(left, right, says):
    """Swapped digits, a turned sign, a moved point, lost cents; or nothing at all."""
    sentence = slip(money(left), money(right))

    assert says in sentence
    assert bool(sentence) == bool(says)


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_what_looks_like_a_slip_looks_like_one_from_both_sides(left, right):
    """Neither side is the right one by itself; and swapped digits differ by a multiple of nine."""
    a, b = Money(left), Money(right)

    assert same_digits(a, b) == same_digits(b, a)
    assert shifted_point(a, b) == shifted_point(b, a)
    if same_digits(a, b) and left * right > 0:
        assert (left - right) % 9 == 0


def test_the_culprit_is_the_line_that_alone_explains_it():
    """Exactly the difference, half of it, a swap of its digits; or nobody."""
    items = [("B2", money(120)), ("B3", money(540)), ("B4", money("8200"))]

    assert culprit(money(540), items) == "The difference is exactly B3."
    assert "B2, which may stand on the wrong side" in culprit(money(240), items)
    assert "8,020.00" in culprit(money(180), items)
    assert not culprit(money(77), items)
