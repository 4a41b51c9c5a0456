"""Purchase orders against other lists: what disagrees is found, what may differ is not."""

from __future__ import annotations

from addin.reconcile.of_orders import two_logs, with_invoices
from addin.reconcile.outcome import Cause, Kind, Tier
from tests.make import in_rows, invoice, papers, po

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
