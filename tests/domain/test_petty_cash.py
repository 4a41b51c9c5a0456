"""Petty cash: the float is cash, receipts, or somebody's to explain."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money, total
from addin.domain.petty_cash import Float, Receipt, cash_left, floats, spent, spent_and_received

minors = st.integers(0, 10**6).map(Money)


@settings(deadline=None)
@given(minors, minors, minors, minors, minors)
def test_what_is_short_makes_the_equation_hold(issued, top_ups, posted, on_hand, in_transit):
    """Float + top-ups = receipts posted + cash on hand + receipts in transit + what is short."""
    held = Float("Props", issued, top_ups, posted, on_hand, in_transit)

    assert issued + top_ups == posted + on_hand + in_transit + held.short


@settings(deadline=None)
@given(minors, st.lists(st.integers(-(10**6), 10**6).map(Money), max_size=20))
def test_cash_left_is_the_opening_less_what_went_out(opening, amounts):
    """Spending is positive and takes cash away; receiving adds it."""
    lines = [Receipt(None, amount) for amount in amounts]

    assert cash_left(lines, opening).minor == opening.minor - sum(a.minor for a in amounts)


def test_only_spending_is_spent_and_holders_are_kept_apart():
    """A top-up is no negative receipt."""
    lines = [
        Receipt(None, Money(500), holder="Props"),
        Receipt(None, Money(-900), holder="Props"),
        Receipt(None, Money(70), holder="Art"),
        Receipt(None, None),
    ]

    assert spent(lines) == Money(570)
    assert spent(lines, "Art") == Money(70)


holders = st.sampled_from(["Ana", "Ben", "ana"])
receipts = st.lists(st.tuples(holders, st.integers(-(10**6), 10**6).map(Money)), max_size=12)


@settings(deadline=None)
@given(receipts)
def test_receipts_are_spent_or_received(lines):
    """What was spent less what was received is what the lines come to."""
    out, back = spent_and_received(amount for _, amount in lines)

    assert out - back == total(amount for _, amount in lines)
    assert not out.is_negative
    assert not back.is_negative


@settings(deadline=None)
@given(st.lists(st.tuples(holders, minors, minors, minors, minors), max_size=5), receipts)
def test_all_floats_together_are_short_by_what_all_lists_say(issued, lines):
    """Splitting by holder loses nothing, and every holder is named once."""
    found = floats(issued, lines, str.casefold)

    whole = total(f + t - c - i for _, f, t, c, i in issued) - total(a for _, a in lines)
    assert total(each.short for each in found) == whole
    assert len({each.holder.casefold() for each in found}) == len(found)
