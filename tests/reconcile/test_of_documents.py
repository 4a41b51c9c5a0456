"""The invoice list against the ledger."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.accounts import AccountKind
from addin.reconcile.of_documents import with_ledger
from addin.reconcile.outcome import Cause, Tier
from addin.reconcile.statement import statements_of
from tests.make import account, chart, in_rows, invoice, papers, posting

VENDOR = "Northlight Camera"


def tied(invoices, postings, **more):
    """The one comparison of these two lists."""
    found = papers(invoices=invoices, postings=postings, **more).production
    (one,) = with_ledger(found, 0, None)
    return one


def test_an_invoice_posted_in_parts_or_without_its_tax_agrees():
    """Split over two accounts; tax booked elsewhere; a payables leg is no second posting."""
    one = tied(
        [
            invoice("A-1", total=300, date="2026-03-01"),
            invoice("A-2", total=106, tax=6, date="2026-03-01"),
        ],
        [
            posting("3300", 100, document="A-1", vendor=VENDOR),
            posting("3400", 200, document="a1", vendor=VENDOR),
            posting("0500", -300, document="A-1", vendor=VENDOR),
            posting("3300", 100, document="A-2", vendor=VENDOR),
        ],
        chart=chart("3300", "3400", account("0500", "Payables", AccountKind.BALANCE_SHEET)),
    )

    assert one.differences == ()
    assert one.matched(Tier.CONFIRMED) == 2
    assert (one.left_over, one.right_over) == ((), ())


def test_a_posting_with_swapped_digits_is_a_difference_with_its_cause():
    """1,240 in the list, 1,420 in the ledger."""
    one = tied(
        [invoice("2207", total=1240)], [posting("3300", 1420, document="2207", vendor=VENDOR)]
    )

    (found,) = one.differences
    assert (found.cause, found.subject) == (Cause.TRANSPOSED, "invoice 2207")
    assert str(found.amount) == "180.00 USD"


def test_an_invoice_posted_twice_is_left_to_the_ledger_s_own_rule():
    """Two equal postings of one document are one finding, not two."""
    one = tied(
        [invoice("2207", total=310)],
        [posting("3300", 310, document="2207", vendor=VENDOR) for _ in range(2)],
    )

    assert one.differences == ()


def test_what_one_list_lacks_is_left_over_there():
    """An invoice that nobody posted, a posting of an invoice that nobody listed."""
    one = tied(
        [invoice("2207", total=310), invoice("2208", total=77)],
        [
            posting("3300", 310, document="2207", vendor=VENDOR),
            posting("3300", 99, document="9911", vendor=VENDOR),
        ],
    )

    assert [left.row.label for left in one.left_over] == ["invoice 2208"]
    assert [left.row.label for left in one.right_over] == ["posting of invoice 9911"]


def test_lists_without_a_document_in_common_are_not_compared():
    """The ledger of another show."""
    found = papers(
        invoices=[invoice("2207")], postings=[posting(document="9911", vendor=VENDOR)]
    ).production

    assert list(with_ledger(found, 0, None)) == []


def test_an_invoice_whose_payables_leg_is_posted_is_posted():
    """Where its cost went is the ledger's question; it is not missing."""
    one = tied(
        [invoice("2207", total=310), invoice("2208", total=77)],
        [
            posting("3300", 310, document="2207", vendor=VENDOR),
            posting("0500", -77, document="2208", vendor=VENDOR, account_name="Accounts payable"),
        ],
    )

    assert one.left_over == ()


def _three_shows(*amounts):
    """An invoice of 1,200 in one list, and a part of it in the ledger of each show."""
    ledgers = [
        in_rows([posting("3300", amount, document="2207", vendor=VENDOR)], workbook=f"Show {n}.csv")
        for n, amount in enumerate(amounts, 1)
    ]
    production = papers(invoices=[invoice("2207", total=1200)]).production
    return replace(production, postings=tuple(row for rows in ledgers for row in rows))


def test_one_document_split_over_several_workbooks_is_one_match():
    """500 in one show, 300 and 400 in two others: the invoice of 1,200 is posted."""
    (one,) = with_ledger(_three_shows(500, 300, 400), 0, None)

    assert one.differences == ()
    ((found,),) = [one.matches]
    assert sorted({row.source.workbook for row in found.right}) == [
        "Show 1.csv", "Show 2.csv", "Show 3.csv",
    ]  # fmt: skip
    assert [s.is_proved for s in statements_of(one)] == [True]


def test_parts_that_do_not_sum_are_a_difference_of_the_ledger_that_has_most():
    """500, 300 and 300: nobody can say which part is short, so nothing is put together."""
    (one,) = with_ledger(_three_shows(500, 300, 300), 0, None)

    assert [str(found.left_says) for found in one.differences] == ["1,200.00 USD"]


def test_a_document_that_one_ledger_has_whole_takes_nothing_from_another():
    """A ledger exported twice must not count twice."""
    (one,) = with_ledger(_three_shows(1200, 1200), 0, None)

    assert one.differences == ()
    assert {row.source.workbook for row in one.right} == {"Show 1.csv"}
