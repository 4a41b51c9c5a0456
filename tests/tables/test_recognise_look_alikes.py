"""Tables that look like one another are told apart, or left alone."""

from __future__ import annotations

import pytest

from addin.tables.recognise import recognise
from addin.tables.table import SURE, Role
from tests.grid import grid
from tests.tables.lists_of_the_trade import (
    BANK,
    LEDGER_EXPORT,
    PETTY_CASH,
    RECONCILIATION,
    STOCK,
    TOPSHEET,
    only_table,
)


@pytest.mark.parametrize(
    ("name", "text", "role"),
    [
        ("Cash Book", BANK.replace("Description", "Payee"), Role.CASH_BOOK),
        ("Bank statement March", BANK, Role.BANK),
        ("Petty cash env 4", PETTY_CASH, Role.PETTY_CASH),
        ("Topsheet", TOPSHEET, Role.TOPSHEET),
        ("Props inventory", STOCK, Role.INVENTORY),
    ],
)
def test_the_name_of_the_sheet_settles_what_headings_leave_open(name, text, role):
    """Lookalikes are told apart by what people call them, and then surely."""
    table = only_table(text, name)

    assert role is table.role
    assert table.confidence >= SURE


@pytest.mark.parametrize("name", ["Sheet1", "Envelope 4"])
def test_petty_cash_without_its_name_is_not_guessed_with_certainty(name):
    """Receipts with accounts could be a ledger's."""
    table = only_table(PETTY_CASH, name)

    assert table.role in {Role.PETTY_CASH, Role.LEDGER, Role.CARD, Role.UNKNOWN}
    assert table.role is Role.PETTY_CASH or table.confidence < SURE


def test_a_ledger_with_po_numbers_is_no_po_log():
    """A ledger report names the PO it relieves; its transactions and accounts tell it apart."""
    table = only_table(
        """
        Account | LO | EPI | Description | Vendor | Trans# | TT | Cur | Period | PO# | Doc# | EffDate | Amount
        3300 | 01 | 000 | Camera wk 1 | Panavision | 5001 | AP | USD | 3 | 1001 | INV-88 | 2026-03-09 | 6000
        3200 | 01 | 000 | Generator | Sunbelt | 5002 | AP | USD | 3 | 1002 | 99812 | 2026-03-10 | 1800
        3300 | 01 | 000 | Credit | Panavision | 5003 | AP | USD | 3 | 1001 | CM-2 | 2026-03-12 | -250
        """,
        "General Ledger",
    )

    assert Role.LEDGER is table.role
    assert {"account": "A", "po_number": "J", "document": "K", "amount": "M"}.items() <= (
        table.columns.items()
    )


@pytest.mark.parametrize("lines", [1, 3])
@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Checking …6789 (AUD)", Role.BANK),
        ("Savings …12 (USD)", Role.BANK),
        ("Bank (EUR)", Role.BANK),
        ("Card …1234 (AUD)", Role.CARD),
    ],
)
def test_a_statement_that_was_imported_is_one_without_a_running_balance(name, role, lines):
    """By the bank's own ids; a column for references without any is no column of order numbers."""
    rows = [
        "2026-03-02 | Debit | EFTPOS CORNER STORE | | -16.85 | | 1",
        "2026-03-03 | Check | MISCELLANEOUS PAYMENTS | 101 | -316.67 | | 0000123456782009040200002",
        "2026-03-04 | Credit | WIRE IN; ADJUSTED FEE | | 10000.00 | in CAD, rate 1.1 | 3",
    ]
    table = only_table(
        "\n".join(
            ["Date | Type | Description | Reference | Amount | Notes | Bank id", *rows[:lines]]
        ),
        name,
    )

    assert role is table.role
    assert {"date", "amount", "bank_id"} <= table.columns.keys()


@pytest.mark.parametrize(
    "text",
    [
        "Name: | Ann\nDate: | 2026-01-01\nAmount: | 500\nAccount: | 2000",
        "County | 1990 | 2000\nAdams | 15000 | 15600\nAllen | 30000 | 33000\nBrown | 1200 | 1300",
        "Region | Sales | Margin\nNorth | 12 | 0.2\nSouth | 14 | 0.3\nEast | 11 | 0.25",
        "2026-01-01 | Coffee | -3.5\n2026-01-02 | Tea | -3\n2026-01-03 | Rent | -50",
        "Question | Answer\nIs it safe? | yes\nIs it loud? | no\nIs it far? | no",
        "Month | Rainfall | Wind\nJan | 12.5 | 3\nFeb | 10 | 4\nMar | 11 | 5",
    ],
)
def test_what_is_not_of_the_trade_is_left_alone(text):
    """Unknown is the right answer, with a reason."""
    for table in recognise(grid(text), "Book.xlsx"):
        assert Role.UNKNOWN is table.role
        assert not table.fields
        assert table.reasons


def test_two_columns_alone_are_never_sure():
    """A description and an amount could be many things, whatever the sheet is called."""
    table = only_table("Category | Cost\nFood | 5\nRent | 6\nFun | 7", "Budget")

    assert table.confidence < SURE


@pytest.mark.parametrize("name", ["Sheet1", "Ledger", "Export", "POs"])
def test_a_ledger_export_is_a_ledger_whatever_its_sheet_is_called(name):
    """Postings with PO numbers are the actuals, not the orders."""
    table = only_table(LEDGER_EXPORT, name)

    assert table.role is Role.LEDGER
    assert table.confidence >= SURE
    assert (table.columns["date"], table.columns["amount"]) == ("C", "I")
    assert (table.columns["document"], table.columns["po_number"]) == ("G", "H")


@pytest.mark.parametrize("name", ["Sheet1", "Bank_Rec", "Statement", "Parts"])
def test_a_reconciliation_form_is_no_list(name):
    """Blocks of labelled lines with headings of their own are left alone."""
    found = recognise(grid(RECONCILIATION, name), "Book.xlsx")

    assert {table.role for table in found} == {Role.UNKNOWN}


def test_a_plan_by_partner_without_headings_for_codes_and_total_is_a_budget():
    """In a workbook called a budget, a column that adds up the others is the amount."""
    table = only_table(
        """
        |  | North | South | West |
        WP1 | T1 | 10 |  | 5 | 15
         | T2 | 20 | 30 |  | 50
         | T3 |  | 7 | 8 | 15
        WP2 | T4 | 40 | 2 |  | 42
        """,
        "Travel",
        "budget.xlsx",
    )

    assert (table.role, table.columns["amount"]) == (Role.BUDGET, "F")
    assert table.confidence < SURE


def test_a_plan_by_month_without_a_total_is_a_budget():
    """Its amounts are in the months; no column is taken for the whole."""
    table = only_table(
        """
        Personnel | Rate | Month 1 | Month 2 | Month 3
        Editor | 10 | 100 | 100 | 100
        Writer | 12 | 120 |  | 120
        """,
        "Marketing Budget",
    )

    assert table.role is Role.BUDGET
    assert "amount" not in table.fields


def test_a_list_of_tasks_with_costs_is_a_list_of_tasks():
    """Owners and dates say more than what each task may cost."""
    table = only_table(
        """
        Task | Status | Owner | Start Date | End Date | Estimated Cost | Actual Cost
        Storyboards | Open | Ann | 2026-03-01 | 2026-03-04 | 500 | 400
        Casting | Done | Ben | 2026-03-02 | 2026-03-05 | 800 | 850
        Location scout | Open | Cyan | 2026-03-03 | 2026-03-09 | 300 |
        """
    )

    assert table.role in {Role.TASK_LIST, Role.SCHEDULE}
    assert {"start", "end"} <= table.fields.keys()


def test_an_id_alone_makes_no_invoice_log():
    """Names, an ID and figures could be anything."""
    table = only_table(
        """
        Name | ID | Population | Monitors | Maximum
        Maricopa | 4013 | 3072149 | 12 | 0.12
        Pima | 4019 | 843746 | 7 | 0.09
        Pinal | 4021 | 179727 | 3 | 0.1
        """
    )

    assert table.role is Role.UNKNOWN


def test_a_grid_of_times_and_days_is_a_schedule_by_its_times():
    """Ranges such as 9:00-9:30 are times."""
    table = only_table(
        """
        TIME | Room 1 | Room 2
        9:00-9:30 | Welcome |
        9:30-10:30 | Budgets | Ledgers
        10:30-10:45 | Break | Break
        10:45-11:15 | Costs |
        """,
        "Event Schedule",
    )

    assert (table.role, table.columns["start"]) == (Role.SCHEDULE, "A")
