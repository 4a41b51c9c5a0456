"""Bank, cash book, ledger and cards."""

from __future__ import annotations

from addin.domain.decisions import NONE, Accepted, Rejected
from addin.reconcile.decisions import ACCEPTED, row_key
from addin.reconcile.of_money import (
    CASH_BOOK,
    LEDGER,
    RECEIPTS,
    bank,
    card_receipts,
    cards,
    envelopes,
)
from addin.reconcile.outcome import Cause, Reason, Tier
from tests.make import card_line, cash_book_line, papers, posting, receipt, statement_line


def tied(**lists):
    """The one comparison of these lists."""
    (one,) = bank(papers(**lists).production, 0)
    return one


def test_a_cheque_ties_by_its_number_however_late_and_a_wrong_amount_shows():
    """Cheque 1245 is a month late and fine; 1246 was paid at 540 and booked at 450."""
    one = tied(
        bank=[
            statement_line("2026-04-20", -320, reference="1245", description="CHQ"),
            statement_line("2026-03-05", -540, reference="1246", description="CHQ"),
            statement_line("2026-03-06", 99, description="Deposit Ridge"),
        ],
        cash_book=[
            cash_book_line("2026-03-02", -320, reference="01245", description="Ridge Lumber"),
            cash_book_line("2026-03-02", -450, reference="1246", description="Hydro"),
            cash_book_line("2026-03-06", 99, description="Ridge deposit"),
        ],
    )

    assert one.lists.kind == CASH_BOOK
    assert one.matched(Tier.CONFIRMED) == 3
    (found,) = one.differences
    assert (found.cause, found.certain) == (Cause.TRANSPOSED, True)
    assert (one.left_over, one.right_over) == ((), ())


def test_a_cheque_number_in_the_bank_s_text_is_its_number():
    """The bank writes CHECK 4901 where the book has CK-4901 in a column of its own."""
    one = tied(
        bank=[statement_line("2026-04-20", -320, description="CHECK 4901")],
        cash_book=[cash_book_line("2026-03-02", -320, reference="CK-4901", description="Ridge")],
    )

    assert one.matched(Tier.CONFIRMED) == 1


def test_a_difference_points_at_the_column_that_holds_the_amount():
    """Books call the same side debit and credit as they like; the list says which it is."""
    line = {"reference": "7001", "column": "debit"}
    one = tied(
        bank=[statement_line("2026-03-05", -540, **line), statement_line("2026-03-05", 9)],
        cash_book=[cash_book_line("2026-03-05", -450, **line), cash_book_line("2026-03-05", 9)],
    )

    cells = [place.cell for place in one.differences[0].places]
    assert cells == [
        statement_line().source.at("debit").cell,
        cash_book_line().source.at("debit").cell,
    ]


def test_a_transposed_deposit_is_found_among_the_leftovers():
    """8,200 and 8,020 of one day and text; the opening balance is no movement."""
    one = tied(
        bank=[
            statement_line("2026-12-01", 38930, description="Beginning Balance"),
            statement_line("2026-12-08", 8200, description="Cash sales"),
            statement_line("2026-12-02", 3250, description="Cash sales"),
        ],
        cash_book=[
            cash_book_line("2026-12-01", 45230, description="Opening balance"),
            cash_book_line("2026-12-02", 3250, description="Cash sales"),
            cash_book_line("2026-12-08", 8020, description="Cash sales"),
            cash_book_line("2026-12-10", 5500, description="Cash sales"),
        ],
    )

    (found,) = one.differences
    assert (str(found.left_says), str(found.right_says)) == ("8,200.00 USD", "8,020.00 USD")
    assert [str(left.row.amount) for left in one.right_over] == ["5,500.00 USD"]


def test_a_bank_charge_that_a_journal_books_later_is_no_leftover():
    """The fee is in no cash book, but a journal takes it from cash at the end of the month."""
    lists = {
        "bank": [
            statement_line("2026-03-01", 500, description="Deposit Ridge"),
            statement_line("2026-03-10", -25, description="Monthly service fee"),
        ],
        "cash_book": [cash_book_line("2026-03-01", 500, description="Deposit Ridge")],
    }
    journal = posting("1000", -25, account_name="Cash", date="2026-03-31")

    assert [left.row.label for left in tied(**lists).left_over] == ["line"]
    assert tied(**lists, postings=[journal]).left_over == ()


def test_without_a_cash_book_the_ledger_s_bank_account_is_compared():
    """The account is known by its name; petty cash is another one."""
    one = tied(
        bank=[statement_line("2026-03-01", -500, description="Ridge Lumber", reference="7001")],
        postings=[
            posting("0100", -500, account_name="Bank", reference="7001", date="2026-02-27"),
            posting("0150", -500, account_name="Petty cash", date="2026-03-01"),
            posting("3300", 500, account_name="Camera", date="2026-03-01"),
        ],
    )

    assert one.lists.kind == LEDGER
    assert one.matched(Tier.CONFIRMED) == 1
    assert one.right_over == ()


def test_a_book_of_another_account_is_not_compared():
    """Nothing in common: two bank accounts."""
    found = papers(
        bank=[statement_line("2026-03-01", -500)], cash_book=[cash_book_line("2026-05-01", -77)]
    ).production

    assert list(bank(found, 0)) == []


def test_age_is_counted_to_the_end_of_the_statement():
    """A cheque of 1 February is 59 days under way on 1 April."""
    one = tied(
        bank=[
            statement_line("2026-02-01", 10, description="x"),
            statement_line("2026-04-01", 20, description="x"),
        ],
        cash_book=[
            cash_book_line("2026-02-01", 10, description="x"),
            cash_book_line("2026-02-01", -99, reference="1252", description="Legal fees"),
        ],
    )

    assert [left.age for left in one.right_over] == [59]


def test_card_charges_tie_to_postings_whatever_their_account():
    """A charge is posted under its merchant; a slip of digits is a difference, not a leftover."""
    found = papers(
        cards=[
            card_line("2026-03-02", "91.20", description="NORTHLIGHT CAMERA 0042"),
            card_line("2026-03-03", 184, description="Ridge Lumber"),
            card_line("2026-03-04", 92, description="Harbour Catering"),
        ],
        postings=[
            posting("3300", "91.20", vendor="Northlight Camera", date="2026-03-09"),
            posting("2300", 148, vendor="Ridge Lumber", date="2026-03-03"),
        ],
    ).production

    (one,) = cards(found, 0, None)

    assert one.matched(Tier.CONFIRMED) == 1
    assert [d.cause for d in one.differences] == [Cause.TRANSPOSED]
    assert [left.row.name for left in one.left_over] == ["Harbour Catering"]


def test_a_rejected_suggestion_never_returns_and_an_accepted_one_is_confirmed():
    """Two lines that agree in amount and date only: what a person says holds next time."""
    papers_ = papers(
        bank=[statement_line("2026-03-02", 77, description="TRF 11"), *_ties("statement")],
        cash_book=[cash_book_line("2026-03-02", 77, description="Customer"), *_ties("book")],
    )
    (tied,) = bank(papers_.production, 0)
    (pair,) = [one for one in tied.matches if one.tier is Tier.SUGGESTED]
    keys = tuple(map(row_key, pair.left)), tuple(map(row_key, pair.right))

    (rejected,) = bank(papers_.production, 0, NONE.adding(Rejected(CASH_BOOK, *keys)))
    (accepted,) = bank(papers_.production, 0, NONE.adding(Accepted(CASH_BOOK, *keys)))

    here = pair.left[0].source
    assert all(one.left[0].source != here for one in rejected.matches)
    assert here in [left.row.source for left in rejected.left_over]
    assert [one.strategy for one in accepted.matches if one.left[0].source == here] == [ACCEPTED]
    assert accepted.matched(Tier.SUGGESTED) == 0


def test_an_envelope_ties_to_the_ledger_and_says_what_is_not_posted():
    """One receipt posted, one not."""
    papers_ = papers(
        petty_cash=[
            receipt(20, payee="Ridge Lumber", date="2026-03-02", account="2300"),
            receipt("7.35", payee="Harbour Catering", date="2026-03-03", account="3300"),
        ],
        postings=[
            posting("2300", 20, vendor="Ridge Lumber", date="2026-03-09"),
            posting("2300", 600, vendor="Ridge Lumber", date="2026-04-30"),
        ],
    )

    (tied,) = envelopes(papers_.production, 0, None)

    assert (tied.matched(Tier.CONFIRMED), tied.matched(Tier.SUGGESTED)) == (1, 0)
    assert [(one.row.name, one.reason) for one in tied.left_over] == [
        ("Harbour Catering", Reason.NOT_POSTED)
    ]


def _ties(side):
    """Payments that surely tie, so that the two lists are of one account."""
    make = statement_line if side == "statement" else cash_book_line
    return [make("2026-03-05", -amount, description="Ridge Lumber") for amount in (320, 415, 98)]


def _receipts(*amounts: str):
    """Receipts of four charges of a card, a day or two before the statement has them."""
    days = ("2026-03-01", "2026-03-03", "2026-03-04", "2026-03-06")
    names = ("Harbour Catering", "Quartz Hire", "Delta Props", "Ridge Lumber")
    kept = [
        receipt(amount, date=day, payee=name)
        for amount, day, name in zip(amounts, days, names, strict=False)
    ]
    charges = [
        card_line(day, amount, description=name)
        for day, amount, name in zip(
            ("2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06"),
            ("91.20", "184", "92", "38.75"),
            names,
            strict=True,
        )
    ]
    return papers(cards=charges, petty_cash=kept).production


def test_every_charge_has_its_receipt():
    """Charges and receipts of a card are one list, seen from two sides."""
    (one,) = card_receipts(_receipts("91.20", "184", "92", "38.75"), 0)

    assert one.lists.kind == RECEIPTS
    assert len(one.matches) == 4
    assert (one.left_over, one.right_over) == ((), ())


def test_a_charge_without_a_receipt_is_left_over():
    """The holder is asked for it."""
    (one,) = card_receipts(_receipts("91.20", "184", "92"), 0)

    assert [left.row.name for left in one.left_over] == ["Ridge Lumber"]


def test_a_receipt_at_another_amount_is_a_difference():
    """148.00 on the receipt, 184.00 on the card: swapped digits."""
    (one,) = card_receipts(_receipts("91.20", "148", "92", "38.75"), 0)

    assert [(str(d.left_says), d.cause) for d in one.differences] == [
        ("184.00 USD", Cause.TRANSPOSED)
    ]


def test_an_envelope_of_petty_cash_is_not_the_card_s():
    """Few amounts in common are chance."""
    assert list(card_receipts(_receipts("20", "184", "31", "38"), 0)) == []
