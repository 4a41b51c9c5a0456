"""Charges and credits of a budget: on what, within which bounds, down to the grand total."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_patterns import patterns_of
from addin.domain.money import Money, total
from addin.domain.stated_charges import ChargeKind, StatedCharge, below_the_lines, charged

ALL = patterns_of([])
budgets = st.dictionaries(
    st.sampled_from(["1100", "2200", "6700-01"]), st.integers(-(10**8), 10**9).map(Money)
)
charges = st.builds(
    StatedCharge,
    st.just("Fee"),
    st.sampled_from([ALL, patterns_of(["1*"])]),
    st.sampled_from([ALL, patterns_of(["6700"])]),
    st.decimals("0", "1", places=3),
    st.none(),
    st.none() | st.integers(0, 10**6).map(Money),
    st.none() | st.integers(10**6, 10**8).map(Money),
    st.sampled_from(ChargeKind),
)


@settings(deadline=None)
@given(st.lists(charges, max_size=4), budgets)
def test_the_grand_total_is_items_and_charges(stated, amounts):
    """Nothing but the rows above it makes the last number, in whatever order they stand."""
    *rows, grand = below_the_lines(stated, amounts)

    assert grand.base == total(amounts.values())
    assert grand.amount == total([grand.base, *(row.amount for row in rows)])
    assert below_the_lines(stated[::-1], amounts)[-1] == grand


@settings(deadline=None)
@given(charges, budgets)
def test_a_credit_takes_off_and_keeps_its_bounds(charge, amounts):
    """Never a debt, never above its maximum; a charge never below its minimum."""
    row = charged(charge, amounts)

    size = abs(row.amount)
    if charge.kind is ChargeKind.CREDIT:
        assert row.amount <= Money(0)
    else:
        assert charge.least is None or row.amount >= charge.least
    assert charge.most is None or row.amount <= charge.most
    if row.base >= Money(0):
        assert charge.most is None or size <= charge.most


@pytest.mark.parametrize(("rate", "flat"), [(None, None), (Decimal("0.1"), Money(5))])
def test_a_charge_is_a_percentage_or_flat(rate, flat):
    """Both, or neither, says nothing."""
    with pytest.raises(ValueError, match="Bond has either a percentage or a flat amount"):
        StatedCharge("Bond", ALL, ALL, rate, flat)
