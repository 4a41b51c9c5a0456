"""BNK102."""

from __future__ import annotations

from addin.rules.bank.opening_balance import check
from tests.make import cash_book_line, papers, statement_line, usd

MOVES = (12500, -3200, -1850, 4000)


def statement(opening: float):
    """A statement that states its opening balance in a row of its own."""
    rows = [statement_line("2026-03-01", None, kind="Beginning Balance", balance=opening)]
    for day, amount in enumerate(MOVES, 2):
        opening += amount
        rows.append(statement_line(f"2026-03-{day:02}", amount, balance=opening))
    return rows


def cash_book(opening: float):
    """A book whose opening balance was typed among the credits."""
    rows = [cash_book_line("2026-03-01", -opening, kind="Beginning Balance")]
    for day, amount in enumerate(MOVES, 2):
        opening += amount
        rows.append(cash_book_line(f"2026-03-{day:02}", amount, balance=opening))
    return rows


def test_two_opening_balances_that_differ_are_found():
    """38,930.75 on the statement, 45,230.50 in the book."""
    (finding,) = check(papers(bank=statement(38930.75), cash_book=cash_book(45230.5)))

    assert [str(number) for _, number in finding.numbers] == [
        "38,930.75 USD",
        "45,230.50 USD",
        "6,299.75 USD",
    ]
    assert [place.cell for place in finding.places] == ["H2", "G2"]
    assert finding.impact == usd("6299.75")


def test_equal_ones_pass():
    """Both open at the same balance."""
    assert not list(check(papers(bank=statement(100), cash_book=cash_book(100))))


def test_a_book_of_another_account_is_not_compared():
    """Lists that share no movement are not of one account."""
    other = [
        cash_book_line("2026-01-01", 7, balance=7),
        cash_book_line("2026-01-02", 8, balance=15),
    ]

    assert not list(check(papers(bank=statement(100), cash_book=other)))
