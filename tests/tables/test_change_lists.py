"""Lists of approved changes and of EFC changes are known by what their headings say."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.tables.change_lists import budget_changes, forecast_changes
from addin.tables.recognise import recognise
from tests.grid import grid


def pairs(text, name):
    """The tables of a drawn sheet, with it."""
    sheet = grid(text, name)
    return [(table, sheet) for table in recognise(sheet, "Book.xlsx")]


APPROVED = """
    Approved budget changes
    Change | Approved   | Kind     | Account | Amount | Reason
    BC-01  | 2026-03-04 | Transfer | '2520   | 100    | Second meals
    BC-01  | 2026-03-02 | Transfer | '6901   | -100   | Second meals
"""
FROM_TO = """
    No. | Date       | From  | To    | Amount | Description
    1   | 2026-03-04 | 6901  | 2520  | 100    | Second meals
    2   | 2026-03-05 | 6901  | 2510  | 50     | Gels
"""
FORECAST = """
    Forecast changes, week ending 03/07/2026
    Account | EFC before | EFC now | Moved        | Why
    '2302   | 186002.25  | 190202.25 | =C3-B3->4200 | Two more carpenters
    '2304   | 180000     | 183850  | =C4-B4->3850 | Second delivery
"""


@pytest.mark.parametrize(
    ("text", "name", "fields"),
    [
        (APPROVED, "Budget Changes", "number date kind account amount reason"),
        (APPROVED, "Sheet1", "number date kind account amount reason"),
        (FROM_TO, "Transfers", "number date from to amount reason"),
    ],
)
def test_a_list_of_budget_changes_is_found(text, name, fields):
    """By its title, its sheet's name, or the heading of its numbers."""
    (found,) = budget_changes(pairs(text, name))

    assert set(found.fields) == set(fields.split())
    assert forecast_changes(pairs(text, name)) == []


def test_a_list_of_efc_changes_is_no_list_of_budget_changes():
    """Although both change accounts."""
    (found,) = forecast_changes(pairs(FORECAST, "EFC Changes"))

    assert set(found.fields) == {"account", "before", "now", "moved", "reason"}
    assert budget_changes(pairs(FORECAST, "EFC Changes")) == []


def test_transfers_between_bank_accounts_are_no_budget_changes():
    """They have from, to and amount as well."""
    assert budget_changes(pairs(FROM_TO, "Bank transfers")) == []


def test_other_tables_are_neither():
    """A ledger has accounts, amounts, dates and descriptions too."""
    ledger = """
        Trans # | Account | Date       | Vendor         | Description | Amount
        T1      | '2510   | 2026-03-09 | Northlight Ltd | Lamps       | 500
        T2      | '2520   | 2026-03-10 | Harbor         | Breakfasts  | 300
    """
    for name in ("Ledger", "Sheet1"):
        assert budget_changes(pairs(ledger, name)) == []
        assert forecast_changes(pairs(ledger, name)) == []


def test_codes_dates_and_words_are_written_as_the_list_writes_them():
    """Text where they are text, numbers where they are numbers; the latest date is the last."""
    (texts,) = budget_changes(pairs(APPROVED, "Budget Changes"))
    (numbers,) = budget_changes(pairs(FROM_TO, "Transfers"))

    assert (texts.as_others("account", "2510"), numbers.as_others("from", "2510")) == ("2510", 2510)
    assert texts.last_dated() == (3, dt.date(2026, 3, 4))
    assert texts.word_with("kind", "transfer", "X") == "Transfer"
    assert numbers.word_with("kind", "transfer", "X") == "X"
