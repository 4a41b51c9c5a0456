"""A bank statement and a cash book drawn in memory, with one amount that could be either of two."""

from __future__ import annotations

from addin.adapters.memory import Memory
from addin.tables.table import Book
from tests.grid import grid

STATEMENT = """
    Date       | Description       | Reference | Amount   | Balance
    2026-03-02 | Opening transfer  |           | 5000     | 5000
    2026-03-03 | Northlight Ltd    | 4901      | -500     | 4500
    2026-03-04 | Harbor Catering   | 4902      | -320.50  | 4179.50
    2026-03-06 | Quay Transport    |           | -75      | 4104.50
    2026-03-09 | Ridge Lumber      | 4904      | -1210.40 | 2894.10
    2026-03-10 | Bank charge       |           | -12      | 2882.10
"""
CASH_BOOK = """
    Date       | Payee             | Reference | Amount   | Balance
    2026-03-02 | Opening transfer  |           | 5000     | 5000
    2026-03-02 | Northlight Ltd    | 4901      | -500     | 4500
    2026-03-03 | Harbor Catering   | 4902      | -320.50  | 4179.50
    2026-03-05 | Quay Transport    |           | -75      | 4104.50
    2026-03-05 | Quay Transport    |           | -75      | 4029.50
    2026-03-08 | Ridge Lumber      | 4904      | -1210.40 | 2819.10
"""


def books() -> tuple[Book, ...]:
    """The two lists, a sheet each, in two workbooks."""
    return (
        Book("Bank.xlsx", (grid(STATEMENT, "Bank statement"),), "digest of the bank"),
        Book("Cash.xlsx", (grid(CASH_BOOK, "Cash book"),), "digest of the cash book"),
    )


def bank() -> Memory:
    """The workbooks behind their port."""
    return Memory(*books())
