"""Fields that no heading names: found where one column alone can be meant, else left open."""

from __future__ import annotations

import pytest

from addin.tables.complete import completed
from addin.tables.evidence import Evidence
from addin.tables.profile import profiles
from addin.tables.recognise import recognise
from addin.tables.table import Role, column_number
from tests.grid import grid


def _completed(role: Role, text: str, **fields: str) -> dict[str, int]:
    """The fields that are added to those given, of a sheet with one heading row."""
    sheet = grid(text)
    rows = list(range(2, len(sheet.rows) + 1))
    headings = {c: str(v) for c, v in enumerate(sheet.rows[0], 1) if v is not None}
    columns = range(1, max(map(len, sheet.rows)) + 1)
    held = profiles(sheet, columns, rows, headings)
    evidence = Evidence(headings, held, sheet, rows, ("Sheet1", "", "Book.xlsx"))
    given = {name: column_number(letters) for name, letters in fields.items()}
    found, reasons = completed(role, given, dict.fromkeys(given, 1.0), evidence)
    added = {name: column for name, column in found.items() if given.get(name) != column}
    assert len(reasons) == len(added)
    return added


def test_the_only_dates_and_amounts_of_a_ledger_are_its_own():
    """Whatever stands over them: no other column could be meant."""
    text = """
        Acct | Whenever | How much | Said
        3300 | 2026-03-02 | 120.5 | Camera package week one
        3400 | 2026-03-03 | 99.25 | Lumber for the kitchen
        3300 | 2026-03-09 | 15 | Tape and markers
    """
    assert _completed(Role.LEDGER, text, account="A") == {"date": 2, "amount": 3, "description": 4}


def test_two_columns_of_dates_leave_the_date_open():
    """No guess between two."""
    text = """
        Acct | One | Other | Amount
        3300 | 2026-03-02 | 2026-03-04 | 120.5
        3400 | 2026-03-03 | 2026-03-05 | 99.25
        3300 | 2026-03-09 | 2026-03-11 | 15
    """
    assert _completed(Role.LEDGER, text, account="A", amount="D") == {}


def test_a_heading_that_surely_says_something_else_is_believed():
    """Tax is not the amount, and a due date not the date, although nothing else is left."""
    text = """
        Acct | Due Date | Sales Tax
        3300 | 2026-03-02 | 120.5
        3400 | 2026-03-03 | 99.25
        3300 | 2026-03-09 | 15
    """
    assert _completed(Role.LEDGER, text, account="A") == {}


def test_plan_less_actual_is_the_variance_whatever_it_is_called():
    """The figures prove it, with either sign."""
    text = """
        Line | Budget | Actual | Hm | Score
        Rent | 100 | 90 | 10 | 7
        Food | 200 | 220 | -20 | 7
        Car | 50 | 40 | 10 | 3
    """
    fields = {"description": "A", "budget": "B", "actual_to_date": "C"}
    assert _completed(Role.BUDGET_VS_ACTUAL, text, **fields) == {"variance": 4}


def test_quantity_times_price_is_the_amount():
    """The figures prove it among several columns of money."""
    text = """
        Part | Qty | Each | Old | Now
        Bolt | 10 | 2.5 | 20 | 25
        Nut | 4 | 1.25 | 6 | 5
        Pin | 3 | 2 | 5 | 6
    """
    fields = {"item": "A", "quantity": "B", "rate": "C"}
    assert _completed(Role.INVENTORY, text, **fields) == {"amount": 5}


def test_what_is_scheduled_stands_first_even_under_the_name_of_its_line():
    """A column whose words tell the rows apart is what they are about."""
    text = """
        Line 1 | Volume | Class
        JW093N | 1280 | MTS
        KP060N | 750 | MTS
        JP105N | 350 | MTO
        HJF2HN | 1480 | MTS
    """
    assert _completed(Role.SCHEDULE, text, quantity="B") == {"item": 1}


def test_an_account_column_of_sentences_is_the_description():
    """No account has another name in each row."""
    text = """
        Date | Account | Debit | Credit
        2026-03-02 | Payment from Northlight for week 1 | 10 |
        2026-03-03 | Delivery of lumber to the workshop |  | 20
        2026-03-04 | Payment from Meridian for the stage | 30 |
        2026-03-05 | Catering for the second unit, lunch |  | 40
    """
    fields = {"date": "A", "account": "B", "debit": "C", "credit": "D"}
    assert _completed(Role.LEDGER, text, **fields) == {"description": 2}


def test_codes_before_the_descriptions_of_a_budget_are_its_accounts():
    """A column without a heading, left of the descriptions."""
    text = """
         | Description | Total
        1100-01 | Story rights | 100
        1100-02 | Writers | 200
        1200-01 | Producers | 300
    """
    assert _completed(Role.BUDGET, text, description="B", amount="C") == {"account": 1}


@pytest.mark.parametrize("heading", ["Notes", "Whatever"])
def test_a_completed_field_is_told(heading):
    """The reasons say which column was taken without its heading, and why."""
    (table,) = recognise(
        grid(
            f"""
            Journal
            Acct | JE # | {heading} | Debit | Credit | Period
            3300 | 11 | 2026-03-02 | 6000 | | 3
            0500 | 11 | 2026-03-02 | | 6000 | 3
            3200 | 12 | 2026-03-05 | 1800 | | 3
            """
        ),
        "Book.xlsx",
    )
    taken = [reason for reason in table.reasons if "column C is taken for the date" in reason]

    assert bool(taken) is (table.fields.get("date") == 3) is (heading == "Whatever")
