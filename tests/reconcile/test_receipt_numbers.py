"""An envelope of petty cash ties to a ledger that books each receipt under its number."""

from __future__ import annotations

from addin.reconcile.of_money import ENVELOPE, envelopes
from addin.reconcile.statement import Part, statements_of
from tests.make import papers, posting, receipt

RECEIPTS = [
    receipt(16.81, number="A1-01", payee="Corner Hardware", account="2703", date="2026-01-13"),
    receipt(107.86, number="A1-02", payee="Kiosk", account="2703", date="2026-01-14"),
    receipt(90.51, number="A1-03", payee="Kiosk", account="2305", date="2026-01-15"),
]


def _booked(number, amount, account="2703", date="2026-02-02"):
    """A line of the envelope's journal: in the name of the holder, weeks after the receipt."""
    return posting(
        account, amount, document=number, vendor="Art dept", description="Props", date=date
    )


def _tied(receipts, postings):
    (tied,) = envelopes(papers(petty_cash=receipts, postings=postings).production, 0, None)
    return tied


def _statement(receipts, postings):
    (one,) = statements_of(_tied(receipts, postings))
    assert one.is_proved
    assert not one.closing
    return one


def test_receipts_are_found_by_their_numbers_whoever_the_ledger_names():
    """The ledger has the holder where the receipt has the shop."""
    one = _statement(
        RECEIPTS,
        [_booked("A1-01", 16.81), _booked("A1-02", 107.86), _booked("A1-03", 90.51, "2305")],
    )

    assert one.lists.kind == ENVELOPE
    assert [line.part for line in one.lines] == [Part.MATCHED] * 3


def test_a_posting_without_a_date_is_found_too():
    """The number says enough."""
    one = _statement(
        RECEIPTS,
        [
            _booked("A1-01", 16.81, date=None),
            _booked("A1-02", 107.86),
            _booked("A1-03", 90.51, "2305"),
        ],
    )

    assert [line.part for line in one.lines] == [Part.MATCHED] * 3


def test_a_receipt_at_another_amount_is_told_and_one_not_booked_is_left():
    """Swapped digits on the way into the ledger; the third receipt is not there."""
    receipts = [*RECEIPTS, receipt(40, number="A1-04", account="2703", date="2026-01-16")]
    one = _statement(
        receipts,
        [_booked("A1-01", 16.81), _booked("A1-02", 107.68), _booked("A1-03", 90.51, "2305")],
    )

    (differs,) = one.of(Part.DIFFERS)
    assert (str(differs.left_amount), str(differs.right[0].amount)) == ("107.86 USD", "107.68 USD")
    assert [line.left[0].label for line in one.of(Part.ONLY_LEFT)] == ["receipt A1-04"]


def test_numbers_that_mean_other_documents_say_nothing():
    """1, 2 and 3 of an envelope are no invoices 1, 2 and 3 of other amounts."""
    receipts = [
        receipt(amount, number=f"X-10{n}", account="2703", date="2026-01-13")
        for n, amount in enumerate((10, 20, 30))
    ]
    production = papers(
        petty_cash=receipts,
        postings=[_booked(f"X-10{n}", amount) for n, amount in enumerate((900, 800, 700))],
    ).production

    assert list(envelopes(production, 0, None)) == []


def test_cash_to_be_returned_is_no_receipt_that_nobody_posted():
    """The last line of an envelope has no number and no account: it asks for nothing."""
    receipts = [*RECEIPTS, receipt(2.01, payee="", description="Cash to return")]
    one = _statement(
        receipts,
        [_booked("A1-01", 16.81), _booked("A1-02", 107.86), _booked("A1-03", 90.51, "2305")],
    )

    assert one.open == 0
    assert [line.why for line in one.of(Part.NOT_DUE_LEFT)] == ["cash, and no receipt"]
