"""Purchase orders against other lists: what disagrees is found, what may differ is not."""

from __future__ import annotations

from addin.reconcile.of_orders import two_logs, with_invoices, with_ledger
from addin.reconcile.outcome import Cause, Kind, Tier
from tests.make import in_rows, invoice, papers, po, posting

VENDOR = "Northlight Camera"


def production(**lists):
    """A production of these lists, in rows 2, 3 and on."""
    return papers(**lists).production


def second_list(*orders):
    """The same orders in another workbook."""
    return in_rows(orders, workbook="Procurement.xlsx", sheet="Items")


def test_two_lists_of_one_order_must_agree_on_total_and_vendor():
    """The numbers agree, the total and the vendor do not; lines of one number are added up."""
    first = in_rows([po("PO-1041", amount=300), po("PO-1042", amount=500), po("PO-1043", amount=9)])
    second = second_list(
        po("1041", amount=100),
        po("1041", amount=200),
        po("1042", amount=5000),
        po("1043", "Harbour Catering", 9),
    )

    (tied,) = two_logs(production(purchase_orders=(*first, *second)), 0)

    assert tied.matched(Tier.CONFIRMED) == 3
    assert [(d.kind, d.subject) for d in tied.differences] == [
        (Kind.AMOUNT, "PO-1042"),
        (Kind.NAME, "PO-1043"),
    ]
    assert tied.differences[0].cause is Cause.SHIFTED
    assert tied.differences[0].certain


def test_lists_that_share_few_numbers_are_not_of_the_same_orders():
    """Numbers that count from one in both lists say nothing."""
    counted = in_rows([po(str(n), amount=n) for n in (1, 2, 3)])
    others = second_list(*(po(str(n), amount=n * 7) for n in (1, 2, 3)))
    strangers = second_list(
        po("9001"), po("1041", amount=1), *(po(f"80{n}") for n in range(10, 20))
    )
    few = in_rows([po("1041"), po("1042"), po("1043"), po("1044")])

    assert list(two_logs(production(purchase_orders=(*counted, *others)), 0)) == []
    assert list(two_logs(production(purchase_orders=(*few, *strangers)), 0)) == []


def test_an_invoice_list_that_repeats_another_amount_is_found_per_invoice():
    """The amount ordered beside each invoice is the log's."""
    (tied,) = with_invoices(
        production(
            purchase_orders=[po("1042", amount=500), po("1043", amount=80)],
            invoices=[
                invoice("A", total=200, po_number="1042", ordered=500),
                invoice("B", total=300, po_number="1042", ordered=450),
                invoice("C", "Ridge Lumber", total=80, po_number="1043", ordered=80),
            ],
        ),
        0,
    )

    assert [(d.kind, d.subject) for d in tied.differences] == [
        (Kind.ORDERED, "PO 1042, invoice B"),
        (Kind.NAME, "PO 1043, invoice C"),
    ]
    assert [place.cell for place in tied.differences[0].places][-1].endswith("3")


def test_an_order_without_an_invoice_is_simply_open():
    """Nothing is said of it; an invoice of an unknown order is left over."""
    (tied,) = with_invoices(
        production(
            purchase_orders=[po("1042"), po("1043")],
            invoices=[invoice("A", po_number="1042"), invoice("B", po_number="8800")],
        ),
        0,
    )

    assert tied.left_over == ()
    assert [left.row.label for left in tied.right_over] == ["invoice B"]


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
