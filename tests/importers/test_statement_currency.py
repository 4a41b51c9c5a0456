"""Which currency a statement is in, by what it says itself."""

from __future__ import annotations

import pytest

from addin.importers.bank_csv import read_bank, read_card
from addin.importers.rows import rows_of_text


def _currencies(head: str, *rows: str, read=read_bank):
    """What a statement with these lines says."""
    lines = "\n".join((head, *rows))
    (table,) = read(rows_of_text(lines.encode(), "a.csv"), "a.csv").tables
    return table.currencies, table.title


@pytest.mark.parametrize(
    ("heading", "found"),
    [("Amount (GBP)", ("GBP",)), ("Amount €", ("EUR",)), ("Amount $", ()), ("Amount", ())],
)
def test_a_heading_of_amounts_says_it(heading, found):
    """A dollar sign alone is that of many countries."""
    said, title = _currencies(
        f"Date,Details,{heading}", "2026-03-05,Fee,-4.00", "2026-03-06,In,9.00"
    )

    assert said == found
    assert title == f"Bank statement ({found[0]})" if found else "Bank statement"


def test_a_column_of_currencies_says_it_and_several_are_several():
    """In the order they come; words that are no code say nothing."""
    head = "Date,Details,Amount,Currency"

    assert _currencies(head, "2026-03-05,Fee,-4.00,usd", "2026-03-06,In,9.00,USD") == (
        ("USD",),
        "Bank statement (USD)",
    )
    assert _currencies(head, "2026-03-05,Fee,-4.00,USD", "2026-03-06,In,9.00,EUR")[0] == (
        "USD",
        "EUR",
    )
    assert _currencies(head, "2026-03-05,Fee,-4.00,n/a", "2026-03-06,In,9.00,")[0] == ()


def test_a_card_s_column_of_several_tells_what_was_paid_in():
    """The card is charged in one currency all the same."""
    head = "Transaction Date,Merchant,Amount,Currency"
    rows = ("2026-03-05,Hotel,40.00,EUR", "2026-03-06,Taxi,9.00,USD", "2026-03-07,Cafe,3.00,USD")

    assert _currencies(head, *rows, read=read_card)[0] == ()
    assert _currencies(head, *rows[1:], read=read_card)[0] == ("USD",)
