"""A reconciliation as people lay it out, for the tests of its rules."""

from __future__ import annotations

from addin.domain.production import Production
from addin.rules.rule import Workpapers
from tests.grid import book, grid
from tests.make import cash_book_line, in_rows, posting, statement_line

FORM = """
    BANK RECONCILIATION
    PART 1: BANK BALANCE
    Bank Balance per Statement |                      |      | {bank}
    ADD: Deposits in Transit
    Date                       | Description          | Amount
    2026-03-11                 | Cash sales           | 5500
    Total Deposits in Transit  |                      |      | 5500
    SUBTRACT: Outstanding Checks
    Check No                   | Payee                | Amount
    1252                       | Marketing Agency     | {cheque}
    Total Outstanding Checks   |                      |      | -1250
    ADJUSTED BANK BALANCE      |                      |      | 75480.75
    PART 2: BOOK BALANCE
    Book Balance per Cash Book |                      |      | {book}
    SUBTRACT: Items on Bank Not in Books
    Bank service charge        |                      | 25
    Total to Subtract          |                      |      | -25
    ERRORS IN BOOKS
    2026-03-08                 | Cash sales (8,020 vs 8,200) | {error}
    ADJUSTED BOOK BALANCE      |                      |      | 75480.75
    DIFFERENCE                 |                      |      | {left}
"""


def reconciled(
    *,
    bank: str = "71230.75",
    book_balance: str = "82875.5",
    cheque: str = "1250",
    error: str = "180",
    left: str = "0",
) -> Workpapers:
    """A form with its statement, cash book and journal, all in one workbook."""
    text = FORM.format(bank=bank, book=book_balance, cheque=cheque, error=error, left=left)
    statement = [
        statement_line("2026-03-08", 8200, description="Cash sales", balance=71255.75),
        statement_line("2026-03-10", -25, description="Fee", balance=71230.75),
    ]
    own = [
        cash_book_line("2026-03-08", 8020, description="Cash sales", balance=78625.5),
        cash_book_line(
            "2026-03-09", -1250, description="Agency", balance=77375.5, reference="1252"
        ),
        cash_book_line("2026-03-11", 5500, description="Cash sales", balance=82875.5),
    ]
    journal = [
        posting("1000", -25, account_name="Cash", credit=25),
        posting("1000", 180, account_name="Cash", debit=180),
        posting("5800", 25, account_name="Bank charges", debit=25),
    ]
    name = "Show.xlsx"
    return Workpapers(
        Production(
            bank=in_rows(statement, workbook=name),
            cash_book=in_rows(own, workbook=name),
            postings=in_rows(journal, workbook=name, sheet="JE"),
        ),
        (book(grid(text, "Bank_Rec"), name=name),),
    )
