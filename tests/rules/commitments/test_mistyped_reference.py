"""PO304."""

from __future__ import annotations

import pytest

from addin.findings import Finding
from addin.rules.commitments.mistyped_reference import check
from tests.make import invoice, papers, po, posting

LOG = [
    po("VR-4417", "Vista Rentals", 900),
    po("VR-4418", "Vista Rentals", 120),
    po("VR-4419", "Other House", 900),
    po("VR-4500", "Other House", 75),
]


def found(*others) -> list[Finding]:
    """What the log gives beside these invoices and postings."""
    bills = [one for one in others if hasattr(one, "due")]
    lines = [one for one in others if not hasattr(one, "due")]
    return list(check(papers(purchase_orders=LOG, invoices=bills, postings=lines)))


@pytest.mark.parametrize("typed", ["VR-4477", "VR-4147", "VR 441", "vr44177"])
def test_a_slip_of_one_key_is_found(typed):
    """A wrong, swapped, missing or doubled digit, of the order's own vendor."""
    (finding,) = found(posting(vendor="VISTA RENTALS", po_number=typed, amount=900))

    assert "Is VR-4417 meant?" in finding.message
    assert [place.sheet for place in finding.places] == ["Ledger", "PO Log", "Ledger"]


def test_an_order_that_nothing_names_goes_first():
    """4416 of the vendor: 4418 has its invoice already, so 4417 is meant."""
    (finding,) = found(
        invoice(po_number="VR-4418", vendor="Vista Rentals"),
        invoice(po_number="VR-4411", vendor="Vista Rentals", total=5),
    )

    assert "Is VR-4417 meant?" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        invoice(po_number="VR-4417", vendor="Vista Rentals"),
        invoice(po_number="VR-4416", vendor="Quite Another", total=5),
        invoice(po_number="VR-9999", vendor="Vista Rentals"),
        invoice(po_number="", vendor="Vista Rentals"),
        invoice(po_number="n/a", vendor="Vista Rentals"),
        posting(vendor="Vista Rentals", po_number=""),
    ],
)
def test_numbers_that_are_right_far_or_of_others_are_left(other):
    """Neighbouring numbers look alike: without the vendor or the amount nothing is said."""
    assert found(other) == []


def test_the_amount_may_point_to_the_order():
    """Without a vendor, the exact amount does."""
    (finding,) = found(posting(po_number="VR-4550", amount=75))

    assert "VR-4500" in finding.message
