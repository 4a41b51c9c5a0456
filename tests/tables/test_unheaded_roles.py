"""What tables without headings may be."""

from __future__ import annotations

from addin.tables.recognise import recognise
from addin.tables.table import SURE, Role
from tests.grid import grid


def _one(text: str):
    (table,) = recognise(grid(text), "Export.csv")
    return table


def test_a_running_balance_makes_a_statement():
    """A date, words, amounts and the balance after each: an export of a bank, to be confirmed."""
    table = _one("""
        2026-01-01 | Opening | 0 | 100
        2026-01-02 | Coffee | -3.5 | 96.5
        2026-01-03 | Tea | -3 | 93.5
        2026-01-04 | Rent | -50 | 43.5
        2026-01-05 | Pay | 100 | 143.5
        2026-01-06 | Film | -43.5 | 100
    """)

    assert Role.BANK is table.role
    assert table.confidence < SURE
    assert table.fields == {"date": 1, "description": 2, "amount": 3, "balance": 4}


def test_codes_in_order_with_names_make_a_chart():
    """Each code once, ascending, and a name beside it."""
    table = _one("\n".join(f"{1100 + 100 * i} | Account {chr(65 + i)} costs" for i in range(9)))

    assert Role.CHART_OF_ACCOUNTS is table.role
    assert table.confidence < SURE


def test_other_columns_of_figures_are_left_alone():
    """Values alone prove nothing here."""
    table = _one("2026-01-01 | a | 5\n2026-01-02 | b | 6\n2026-01-03 | c | 9\n2026-01-04 | d | 2")

    assert Role.UNKNOWN is table.role
    assert "it has no row of headings" in table.reasons
