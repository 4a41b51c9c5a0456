"""What is suggested when nothing strict fits: each kind of slip, and what is no slip."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.domain.money import money
from addin.reconcile.match import match
from addin.reconcile.outcome import Tier, Tolerance
from addin.reconcile.strategies import (
    exchanged,
    mistyped_reference,
    near_amount,
    probable,
    reversed_within,
    swapped_digits,
    two_and_two,
    with_fee,
)
from tests.reconcile.rows import row, rows_of

NAME = "Northlight Camera"


def there(at, amount, day=1, **more):
    """A row of the right list."""
    return row(at, amount, day, sheet="Right", **{"name": NAME, **more})


def here(at, amount, day=0, **more):
    """A row of the left list."""
    return row(at, amount, day, **{"name": NAME, **more})


def found(step, left, right):
    """The matches of one strategy."""
    return match(left, right, (step,), Tolerance())[0]


@pytest.mark.parametrize(
    ("step", "amount", "fits"),
    [
        (near_amount.pair, "500.09", True),
        (near_amount.pair, "500.11", False),
        (near_amount.pair, "-500.00", False),
        (near_amount.pair_by_share, "514.00", True),
        (near_amount.pair_by_share, "520.00", False),
        (swapped_digits.pair, "050.00", False),
        (probable.pair, "500.00", True),
        (probable.pair, "1500.00", False),
    ],
)
def test_an_amount_a_little_apart_is_suggested(step, amount, fits):
    """Near by minor units or by percent; never confirmed."""
    matches = found(step, [here(2, "500")], [there(2, amount)])

    assert [one.tier for one in matches] == ([Tier.SUGGESTED] if fits else [])


def test_swapped_digits_are_suggested():
    """8,200 and 8,020."""
    (one,) = found(swapped_digits.pair, [here(2, "8200")], [there(2, "8020")])

    assert one.tier is Tier.SUGGESTED
    assert "amount differs by -180.00 USD" in one.evidence


def test_a_reference_one_slip_away_and_missing_elsewhere_is_suggested():
    """VR-4417 here, VR-4477 there; not if the other number exists here too."""
    left = [here(2, "500", reference="vr.4417")]
    right = [there(2, "500", reference="vr.4477")]
    both = [*left, here(3, "80", reference="vr.4477")]

    (one,) = found(mistyped_reference.pair, left, right)

    assert one.tier is Tier.SUGGESTED
    assert "reference differs (vr.4417, vr.4477)" in one.evidence
    assert found(mistyped_reference.pair, both, right) == ()


def test_a_charge_and_its_credit_that_the_other_list_never_saw_cancel():
    """A purchase and its return in the ledger alone; with either on the other list they stay."""
    left = [here(2, "500", 0), here(3, "-500", 4)]

    (one,) = found(reversed_within.pair, left, [there(2, "80")])

    assert rows_of(one) == (frozenset({2, 3}), frozenset(), "confirmed")
    assert one.evidence[0] == "they come to nothing, 4 days apart"
    assert found(reversed_within.pair, left, [there(2, "500")]) == ()
    assert found(reversed_within.pair_left, [there(2, "80")], left) == ()


def test_two_against_two_of_one_sum_are_confirmed():
    """300.12 + 700.30 against 450.21 + 550.21, and no other way."""
    left = [here(2, "300.12"), here(3, "700.30")]
    right = [there(2, "450.21"), there(3, "550.21", 2)]

    (one,) = found(two_and_two.pair, left, right)
    more = found(two_and_two.pair, left, [*right, there(4, "450.21", 2)])

    assert rows_of(one) == (frozenset({2, 3}), frozenset({2, 3}), "confirmed")
    assert [other.tier for other in more] == [Tier.SUGGESTED]


def test_a_fee_in_a_row_of_its_own_is_an_adjustment():
    """The book has a payment and the wire fee; the bank has them as one."""
    fee = replace(here(3, "25", name="First Bank"), text="Wire fee")
    left = [here(2, "1000"), fee]

    (one,) = found(with_fee.pair, left, [there(2, "1025")])

    assert one.adjustments == (fee,)
    assert (one.tier, one.difference) == (Tier.SUGGESTED, money("0", "USD"))


def test_a_rate_that_several_rows_show_matches_two_currencies():
    """Three euro invoices paid in dollars near 1.08; one at 2.00 is none of them."""
    left = [
        replace(here(at, amount, 10 * at), amount=money(amount, "EUR"))
        for at, amount in enumerate(("100", "230", "57", "400"), 2)
    ]
    right = [
        there(at, amount, 10 * at + 1)
        for at, amount in enumerate(("108.10", "247.90", "61.70", "800"), 2)
    ]

    matches = found(exchanged.pair, left, right)

    assert [rows_of(one) for one in matches] == [
        (frozenset({at}), frozenset({at}), "suggested") for at in (2, 3, 4)
    ]
    assert any("USD for 1 EUR" in fact for fact in matches[0].evidence)


def test_the_most_probable_pair_goes_first():
    """A late payment of the very amount, before a near one of another."""
    left = [here(2, "512.40", 0)]
    right = [there(2, "512.40", 30), there(3, "640.00", 3)]

    (one,) = found(probable.pair, left, right)

    assert rows_of(one) == (frozenset({2}), frozenset({2}), "suggested")
