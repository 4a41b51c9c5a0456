"""COS103."""

from __future__ import annotations

import datetime as dt

from addin.domain.commitments import Status
from addin.rules.cost_report.commitments_tie import check
from tests.make import invoice, papers, po, posting, report_line, usd

ORDERS = [
    po("1042", amount=2400, account="3320"),
    po("1043", amount=500, account="3300", relieved=200),
    po("1044", amount=900, account="2510", status=Status.CLOSED, relieved=900),
]


def report(camera: float, grip: float, lumber: float):
    """Commitments by account."""
    return [
        report_line("3300", commitments=camera),
        report_line("3320", commitments=grip),
        report_line("2510", commitments=lumber),
        report_line("2520", commitments=0, actual_to_date=5),
    ]


def test_open_orders_by_account_pass():
    """Ordered less relieved; closed orders hold nothing; a partial relief leaves the rest."""
    assert not list(check(papers(cost_report=report(300, 2400, 0), purchase_orders=ORDERS)))


def test_an_order_counted_twice_is_named():
    """4,800 where the only open PO has 2,400."""
    (finding,) = check(papers(cost_report=report(300, 4800, 0), purchase_orders=ORDERS))

    assert "PO 1042" in finding.message
    assert "twice" in finding.message
    assert [(p.sheet, p.cell) for p in finding.places] == [("Cost Report", "E3"), ("PO Log", "L2")]
    assert finding.impact == usd(2400)


def test_an_order_left_out_is_named():
    """Nothing where 300 is open."""
    (finding,) = check(papers(cost_report=report(0, 2400, 0), purchase_orders=ORDERS))

    assert "left out" in finding.message


def test_a_closed_order_that_is_still_committed_is_named():
    """900 of a PO that is no longer open."""
    (finding,) = check(papers(cost_report=report(300, 2400, 900), purchase_orders=ORDERS))

    assert "no longer open" in finding.message


def test_relief_by_invoice_or_by_posting_is_understood():
    """A log without a column of relief is relieved by what names its orders."""
    orders = [
        po("1", amount=100, account="3300"),
        po("2", amount=50, account="3320"),
        po("3", amount=70, account="2510"),
    ]
    lines = report(40, 50, 70)
    bills = [invoice(po_number="1", total=60)]
    entries = [posting("3300", 60, po_number="1")]

    assert not list(check(papers(cost_report=lines, purchase_orders=orders, invoices=bills)))
    assert not list(check(papers(cost_report=lines, purchase_orders=orders, postings=entries)))


def test_commitments_of_another_kind_are_not_compared():
    """Where no account agrees, accruals are kept in the column."""
    assert not list(check(papers(cost_report=report(1, 2, 3), purchase_orders=ORDERS)))


def test_orders_after_the_cutoff_are_not_missing_from_the_report():
    """The log goes on; the report is of the week before."""
    orders = [*ORDERS, po("1099", amount=700, account="3300", date="2026-04-02")]
    show = {"cost_report": report(300, 2400, 0), "purchase_orders": orders}

    assert not list(check(papers(**show, cutoff=dt.date(2026, 3, 31))))
    (finding,) = check(papers(**show, cutoff=dt.date(2026, 4, 30)))
    assert "PO 1099" in finding.message
