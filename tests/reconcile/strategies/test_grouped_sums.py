"""Several rows that make up one of the other list."""

from __future__ import annotations

from addin.reconcile.match import match
from addin.reconcile.outcome import Tier, Tolerance
from addin.reconcile.strategies import grouped_sums
from tests.reconcile.rows import row, rows_of

NAME = "Northlight Camera"
STEPS = (grouped_sums.pair,)


def part(at, amount, day=0, **more):
    """A row of the right list."""
    return row(at, amount, day, sheet="Right", name=NAME, **more)


def test_an_invoice_paid_in_parts_is_confirmed():
    """Three payments, one invoice, no other sum."""
    left = [row(2, "1200.37", 0, name=NAME)]
    right = [part(2, "500.10", 1), part(3, "300.20", 3), part(4, "400.07", 6), part(5, "77.77", 2)]

    (found,), rest = match(left, right, STEPS, Tolerance())

    assert rows_of(found) == (frozenset({2}), frozenset({2, 3, 4}), "confirmed")
    assert "sums equal (1,200.37 USD: 1 and 3 rows)" in found.evidence
    assert [r.source.row for r in rest.right] == [5]


def test_a_batch_is_a_split_seen_from_the_other_list():
    """Several invoices, one payment."""
    left = [row(2, "812.15", 0, name=NAME), row(3, "199.99", 1, name=NAME)]

    (found,), _ = match(left, [part(2, "1012.14", 4)], STEPS, Tolerance())

    assert rows_of(found) == (frozenset({2, 3}), frozenset({2}), "confirmed")


def test_two_ways_to_make_a_sum_are_a_suggestion_with_its_rival():
    """500 + 700 or 400 + 800: nobody knows."""
    left = [row(2, "1200", 0, name=NAME)]
    right = [part(at, amount, 1) for at, amount in enumerate(("500", "700", "400", "800"), 2)]

    (found,), _ = match(left, right, STEPS, Tolerance())

    assert found.tier is Tier.SUGGESTED
    assert found.rivals == 1
    assert len(found.others) == 1


def test_a_sum_that_chance_could_make_is_only_suggested():
    """Small round figures sum to anything."""
    left = [row(2, "3.00", 0, name=NAME)]
    right = [part(at, "1.00", 1) for at in (2, 3, 4)]

    (found,), _ = match(left, right, STEPS, Tolerance())

    assert found.tier is Tier.SUGGESTED


def test_a_twin_of_the_whole_makes_it_a_suggestion():
    """Two invoices of one amount, the parts of one: which, nobody knows."""
    left = [row(2, "1200.37", 0, name=NAME), row(3, "1200.37", 2, name=NAME)]
    right = [part(2, "500.10", 1), part(3, "700.27", 3)]

    found, _ = match(left, right, STEPS, Tolerance())

    assert [one.tier for one in found] == [Tier.SUGGESTED]


def test_another_vendor_another_sign_or_another_reference_is_no_part():
    """What contradicts the group keeps it apart."""
    left = [row(2, "1200.37", 0, name=NAME, reference="77")]
    good = part(2, "500.10", 1)
    for bad in (
        row(3, "700.27", 1, sheet="Right", name="Ridge Lumber"),
        part(3, "700.27", 40),
        part(3, "700.27", 1, reference="78"),
    ):
        assert match(left, [good, bad], STEPS, Tolerance())[0] == ()


def test_parts_on_another_account_are_only_suggested():
    """It may be the freight, or another purchase."""
    left = [row(2, "1200.37", 0, name=NAME, account="3300")]
    right = [part(2, "1100.30", 1, account="3300"), part(3, "100.07", 1, account="3700")]

    (found,), _ = match(left, right, STEPS, Tolerance())

    assert found.tier is Tier.SUGGESTED
    assert "account differs (3300, 3300, 3700)" in found.evidence
