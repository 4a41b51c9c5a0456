"""Rows of one amount from one vendor, whatever their account says."""

from __future__ import annotations

from addin.reconcile.match import match
from addin.reconcile.outcome import Tier, Tolerance
from addin.reconcile.strategies import similar_vendor
from tests.reconcile.rows import row


def found(left, right):
    """The matches of the strategy alone."""
    return match([left], [right], (similar_vendor.pair,), Tolerance())[0]


def test_a_vendor_spelt_otherwise_is_confirmed_where_no_account_speaks_against_it():
    """Amount, vendor and days fit, and one list has no accounts."""
    left = row(2, "512.40", 0, name="Northlight Camera", account="3300")

    (one,) = found(left, row(2, "512.40", 3, sheet="Right", name="Northlight Camera Inc."))

    assert one.tier is Tier.CONFIRMED


def test_another_account_makes_it_a_suggestion():
    """It may be another purchase of the same price."""
    left = row(2, "512.40", 0, name="Northlight Camera", account="3300")

    (one,) = found(
        left, row(2, "512.40", 3, sheet="Right", name="Northlight Camera", account="3200")
    )

    assert one.tier is Tier.SUGGESTED
    assert "account differs (3300, 3200)" in one.evidence


def test_another_vendor_is_no_candidate():
    """Equal amounts of two vendors have nothing to do with one another."""
    left = row(2, "512.40", 0, name="Northlight Camera")

    assert found(left, row(2, "512.40", 0, sheet="Right", name="Ridge Lumber")) == ()
    assert found(left, row(2, "512.40", 0, sheet="Right", name="")) == ()
