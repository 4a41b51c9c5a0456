"""Purchase orders against the ledger: what contradicts an order is found, what may differ is not."""

from __future__ import annotations

from addin.reconcile.of_relief import with_ledger
from addin.reconcile.outcome import Kind, Tier
from tests.make import papers, po, posting

VENDOR = "Northlight Camera"


def production(**lists):
    """A production of these lists, in rows 2, 3 and on."""
    return papers(**lists).production


def test_a_partial_relief_with_freight_on_its_own_account_is_fine():
    """Half is invoiced, freight booked elsewhere, a credit taken off: no difference."""
    (tied,) = with_ledger(
        production(
            purchase_orders=[po("1042", amount=1000, account="3300", date="2026-03-01")],
            postings=[
                posting("3300", 500, po_number="1042", vendor="Northlight Camera"),
                posting("3500", 40, po_number="1042", vendor="Northlight Camera"),
                posting("3300", -20, po_number="1042", vendor="Northlight Camera"),
            ],
        ),
        0,
    )

    assert tied.differences == ()
    assert tied.matched(Tier.CONFIRMED) == 1


def test_what_contradicts_an_order_in_the_ledger_is_found():
    """Another vendor, another account, another amount relieved."""
    (tied,) = with_ledger(
        production(
            purchase_orders=[
                po("1042", amount=1000, account="3300", relieved=300),
                po("1043", amount=1000, account="3300"),
            ],
            postings=[
                posting("3300", 500, po_number="1042", vendor="Northlight Camera"),
                posting("3400", 70, po_number="1043", vendor="Ridge Lumber"),
            ],
        ),
        0,
    )

    assert [(d.kind, d.subject) for d in tied.differences] == [
        (Kind.RELIEVED, "PO 1042"),
        (Kind.NAME, "PO 1043"),
        (Kind.ACCOUNT, "PO 1043"),
    ]
    assert not any(d.certain for d in tied.differences)


def test_a_posting_without_a_number_that_fits_one_open_order_is_paired_with_it():
    """Vendor, amount, account and time fit; two orders of one price are ambiguous."""
    orders = [
        po("1041", amount="77", account="3300", date="2026-03-01"),
        po("1042", amount="812.40", account="3300", date="2026-03-01"),
        po("1043", amount="500", account="3300", date="2026-03-01"),
        po("1044", amount="500", account="3300", date="2026-03-02"),
    ]
    more = {"vendor": "Northlight Camera Inc", "date": "2026-03-20"}
    (tied,) = with_ledger(
        production(
            purchase_orders=orders,
            postings=[
                posting("3300", "77", po_number="1041", **more),
                posting("3300", "812.40", **more),
                posting("3300", "500", **more),
            ],
        ),
        0,
    )

    by_tier = {(one.left[0].label, one.tier) for one in tied.matches[1:]}
    assert ("PO 1042", Tier.CONFIRMED) in by_tier
    assert {tier for label, tier in by_tier if label != "PO 1042"} == {Tier.SUGGESTED}


def test_a_number_one_slip_from_an_order_of_the_vendor_is_near_it():
    """VR-4477 was meant to be VR-4417; with another vendor it is just unknown."""
    (tied,) = with_ledger(
        production(
            purchase_orders=[po("VR-4417"), po("VR-5000")],
            postings=[
                posting(po_number="VR-5000", vendor="Northlight Camera"),
                posting(po_number="VR-4477", vendor="NORTHLIGHT CAMERA LTD"),
                posting(po_number="VR-4416", vendor="Ridge Lumber"),
            ],
        ),
        0,
    )

    near = {left.row.reference: [r.label for r in left.near] for left in tied.right_over}
    assert near == {"vr.4477": ["PO VR-4417"], "vr.4416": []}


def test_what_the_ledger_has_twice_or_on_no_account_of_the_order_is_told_elsewhere():
    """Relief is compared only where the order's own account has something to compare."""
    (tied,) = with_ledger(
        production(
            purchase_orders=[
                po("1042", amount=1000, account="3300", relieved=500),
                po("1043", amount=1000, account="3300", relieved=70),
            ],
            postings=[
                *(
                    posting("3300", 500, po_number="1042", vendor=VENDOR, document="A-1")
                    for _ in range(2)
                ),
                posting("3400", 70, po_number="1043", vendor=VENDOR, document="A-2"),
                posting("0500", -70, po_number="1043", vendor=VENDOR, account_name="Payables"),
            ],
        ),
        0,
    )

    assert [(d.kind, d.subject) for d in tied.differences] == [(Kind.ACCOUNT, "PO 1043")]
