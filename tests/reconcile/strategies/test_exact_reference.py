"""Rows with one reference are one thing, whatever their amounts."""

from __future__ import annotations

from addin.reconcile.match import match
from addin.reconcile.outcome import Tier, Tolerance
from addin.reconcile.strategies import exact_reference
from tests.reconcile.rows import row, rows_of


def test_an_order_with_lines_ties_to_all_its_invoices():
    """Two lines, three invoices, one match, and what is still open as its difference."""
    left = [row(2, "300", reference="1042"), row(3, "200", reference="1042")]
    right = [row(at, "100", sheet="Right", reference="1042") for at in (2, 3, 4)]

    (found,), pool = match(left, right, (exact_reference.pair,), Tolerance())

    assert rows_of(found) == (frozenset({2, 3}), frozenset({2, 3, 4}), "confirmed")
    assert str(found.difference) == "-200.00 USD"
    assert (pool.left, pool.right) == ((), ())


def test_a_short_number_over_other_amounts_and_names_is_only_suggested():
    """Both lists may simply count from one."""
    left = [row(2, "300", reference="7", name="Ridge Lumber")]
    other = [row(2, "990", sheet="Right", reference="7", name="Harbour Catering")]
    same = [row(2, "300", sheet="Right", reference="7", name="Harbour Catering")]

    (unlike,), _ = match(left, other, (exact_reference.pair,), Tolerance())
    (alike,), _ = match(left, same, (exact_reference.pair,), Tolerance())

    assert unlike.tier is Tier.SUGGESTED
    assert alike.tier is Tier.CONFIRMED


def test_one_invoice_number_of_two_vendors_is_two_invoices():
    """Every vendor has an invoice 1001."""
    left = [
        row(2, "300", reference="1001", name="Ridge Lumber"),
        row(3, "80", reference="1001", name="Harbour Catering"),
    ]
    right = [
        row(2, "80", sheet="Right", reference="1001", name="HARBOUR CATERING LTD"),
        row(3, "310", sheet="Right", reference="1001", name="Ridge Lumber Inc"),
    ]

    found, _ = match(left, right, (exact_reference.pair_within_vendor,), Tolerance())

    assert {rows_of(one) for one in found} == {
        (frozenset({2}), frozenset({3}), "confirmed"),
        (frozenset({3}), frozenset({2}), "confirmed"),
    }


def test_a_row_without_a_vendor_joins_only_when_there_is_one_vendor():
    """Among two vendors' invoices of one number nobody knows whose it is."""
    nameless = row(9, "300", sheet="Right", reference="1001")
    one = [row(2, "300", reference="1001", name="Ridge Lumber")]
    two = [*one, row(3, "80", reference="1001", name="Harbour Catering")]

    sure, _ = match(one, [nameless], (exact_reference.pair_within_vendor,), Tolerance())
    unsure, _ = match(two, [nameless], (exact_reference.pair_within_vendor,), Tolerance())

    assert len(sure) == 1
    assert unsure == ()


def test_a_distinctive_number_over_one_amount_is_one_invoice_under_two_names():
    """INV-88412 of 300.00 on both lists: the name is what differs."""
    left = [row(2, "300", reference="inv.88412", name="Ridge Lumber")]
    right = [row(2, "300", sheet="Right", reference="inv.88412", name="Card Services")]
    other = [row(2, "301", sheet="Right", reference="inv.88412", name="Card Services")]

    found, _ = match(left, right, (exact_reference.pair_within_vendor,), Tolerance())
    nothing, _ = match(left, other, (exact_reference.pair_within_vendor,), Tolerance())

    assert len(found) == 1
    assert nothing == ()
