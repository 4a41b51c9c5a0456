"""Sums and comparisons that never raise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.rules.amounts import above, apart, near, sum_of

amounts = st.one_of(
    st.none(), st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from(["USD", "EUR"]))
)


@given(st.lists(amounts))
@settings(deadline=None)
def test_a_sum_is_known_only_in_one_currency(parts):
    """Missing amounts count as nothing; two currencies, or no amount at all, have no sum."""
    known = [part for part in parts if part is not None]
    currencies = {part.currency for part in known}
    result = sum_of(parts)

    assert (result is None) == (len(currencies) != 1)
    assert result is None or result.minor == sum(part.minor for part in known)


@given(amounts, amounts, st.integers(0, 100))
@settings(deadline=None)
def test_differences_are_those_beyond_the_tolerance(left, right, allowed):
    """The difference is returned as it is, and nothing where the two cannot be compared."""
    difference = apart(left, right, allowed)

    if left is None or right is None or left.currency != right.currency:
        assert difference is None
        assert above(left, right, allowed) is None
        assert not near(left, right)
    else:
        assert (difference is not None) == (abs(left.minor - right.minor) > allowed)
        assert difference is None or difference == left - right
        assert (above(left, right, allowed) is not None) == (left.minor - right.minor > allowed)


def test_near_is_a_share_of_the_right_one():
    """Within ten per cent, of one sign; nothing is near to zero."""
    assert near(Money(110), Money(100))
    assert not near(Money(111), Money(100))
    assert not near(Money(-100), Money(100))
    assert not near(Money(0), Money(0))
