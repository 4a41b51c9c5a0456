"""Which role a drawn table is given, which column each field, and how sure that is."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from addin.tables.recognise import PROPOSAL, recognise
from addin.tables.table import SURE, Area, Role, Sheet
from addin.tables.vocabulary import FIELDS
from tests.grid import grid


def _one(text: str, name: str = "Sheet1", book: str = "Book.xlsx", **more: object):
    (table,) = recognise(grid(text, name, **more), book)
    return table


COST_REPORT = """
    Acct | Description | Actuals This Period | Actuals To Date | Open POs | Total Cost | ETC | EFC | Budget | (Over)/Under
    1100 | STORY & RIGHTS | 0 | 25000 | 0 | 25000 | 0 | 25000 | 25000 | 0
    1200 | PRODUCERS UNIT | 5000 | 45000 | 2000 | 47000 | 10000 | 57000 | 60000 | 3000
    1300 | DIRECTION | 5000 | 45000 | 0 | 45000 | 15000 | 60000 | 55000 | -5000
"""
BUDGET = """
    Acct# | Description | Amt | Unit | X | Rate | Subtotal | Total
    2200-01 | Production Designer | 8 | Weeks | 1 | 3500 | 28000 | 28000
    2200-02 | Art Director | 6 | Weeks | 1 | 2800 | 16800 | 16800
    2200-10 | Materials | 1 | Allow | 1 | 5000 | 5000 | 5000
"""
TOPSHEET = """
    Acct | Category Description | Page | Total
    1100 | STORY & RIGHTS | 1 | 25000
    1200 | PRODUCERS UNIT | 2 | 60000
    1300 | DIRECTION | 3 | 55000
"""
PO_LOG = """
    PO # | Date | Vendor | Description | Acct | Amount | Relieved | Open | Status
    1001 | 2026-03-02 | Panavision | Camera package | 3300 | 12000 | 6000 | 6000 | Open
    1002 | 2026-03-03 | Sunbelt | Generator | 3200 | 1800 | 1800 | 0 | Closed
    1003 | 2026-03-04 | Home Depot | Lumber | 2300 | 950.5 | 0 | 950.5 | Open
"""
INVOICES = """
    Invoice # | Invoice Date | Due Date | Vendor | PO # | Net | VAT | Total | Paid | Status
    INV-88 | 2026-03-09 | 2026-04-08 | Panavision | 1001 | 5000 | 1000 | 6000 | 6000 | Paid
    99812 | 2026-03-10 | 2026-04-09 | Sunbelt | 1002 | 1500 | 300 | 1800 | 0 | Open
"""
JOURNAL = """
    Date | JE # | Account | Account Name | Memo | Debit | Credit
    2026-03-02 | 11 | 3300 | Camera | rental | 6000 |
    2026-03-02 | 11 | 0500 | Payables | rental | | 6000
    2026-03-05 | 12 | 3200 | Electric | generator | 1800 |
    2026-03-05 | 12 | 0500 | Payables | generator | | 1800
"""
BANK = """
    Date | Description | Withdrawals | Deposits | Balance
    2026-03-02 | Opening | | | 5000
    2026-03-03 | CHQ 101 | 1200 | | 3800
    2026-03-04 | WIRE IN | | 10000 | 13800
    2026-03-05 | BANK FEE | 15 | | 13785
    2026-03-06 | CHQ 102 | 785 | | 13000
"""
CARD = """
    Trans Date | Post Date | Merchant | Cardholder | Amount | Receipt? | Account
    2026-03-02 | 2026-03-03 | HOME DEPOT | J. Doe | 120.55 | Y | 2300
    2026-03-04 | 2026-03-05 | SHELL | J. Doe | 60 | N | 3500
"""
PETTY_CASH = """
    Rec # | Date | Payee | Description | Acct | Tax | Amount
    1 | 2026-03-02 | Coffee bar | Coffee | 2500 | 1.3 | 11.3
    2 | 2026-03-03 | Hardware | Tape | 2800 | 2.6 | 22.6
    3 | 2026-03-04 | Stationer | Paper | 2000 | 1 | 9
"""
VENDORS = """
    Vendor | Contact | Phone | Email | Terms | W-9 on file
    Panavision | Ann | 555-010-0199 | a@pv.example | Net 30 | Y
    Sunbelt | Bob | 555-010-0142 | b@sb.example | Net 15 | N
"""
CREW = """
    Department | Position | Name | Phone | Email | Start Date
    Camera | DP | Ann Lee | 555-010-0199 | a@x.example | 2026-03-02
    Camera | 1st AC | Bo Chan | 555-010-0133 | b@x.example | 2026-03-02
    Grip | Key Grip | Cy Diaz | 555-010-0111 | c@x.example | 2026-03-03
"""
ONE_LINER = """
    Shoot Day | Date | Scene | I/E | Set | D/N | Pages | Cast | Location
    1 | 2026-03-02 | 12A | INT | KITCHEN | D | 2.375 | 1,2 | Stage 4
    1 | 2026-03-02 | 14 | INT | KITCHEN | N | 1 | 1 | Stage 4
    2 | 2026-03-03 | 3 | EXT | PARK | D | 3.5 | 1,2,5 | High Park
"""
CAST = """
    No. | Character | Actor | Phone | Start Date
    1 | ADA | Kim Marsh | 555-010-0199 | 2026-03-02
    2 | BEN | Ola Berg | 555-010-0133 | 2026-03-03
    5 | INSPECTOR | Jo Hale | 555-010-0111 | 2026-03-03
"""
DOOD = """
    No. | Character | 2026-03-02 | 2026-03-03 | 2026-03-04 | Work | Hold
    1 | ADA | SW | H | WF | 2 | 1
    2 | BEN | | SW | WF | 2 | 0
    5 | INSPECTOR | SWF | | | 1 | 0
"""
RUN_OF_SHOW = """
    Time | Duration | Activity | Room | Owner
    09:00 | 30 | Doors | Foyer | Kim
    09:30 | 45 | Opening | Hall | Ola
    10:15 | 15 | Break | Foyer | Kim
"""
TASKS = """
    ID | Task | Assigned To | Start | Due | Status | % Complete
    1 | Animatic | Ann | 2026-03-02 | 2026-03-10 | wip | 0.5
    2 | Layout sq10 | Bo | 2026-03-10 | 2026-03-20 | todo | 0
    3 | Render test | Cy | 2026-03-12 | 2026-03-15 | todo | 0
"""
TIMECARDS = """
    Employee | Week Ending | Date | In | Out | Hours | OT | Rate | Account
    Ann Lee | 2026-03-07 | 2026-03-02 | 7 | 19 | 12 | 4 | 45 | 3301
    Bo Chan | 2026-03-07 | 2026-03-02 | 7 | 18 | 11 | 3 | 38 | 3302
"""
STOCK = """
    Item No | Item | Category | Qty | Location | Unit Cost | Value
    P-001 | Lamp | Set dec | 4 | Bay 3 | 45 | 180
    P-002 | Sofa | Set dec | 1 | Bay 4 | 900 | 900
    P-003 | Phone | Props | 2 | Cage | 20 | 40
"""
AGEING = """
    Vendor | Invoice | Due Date | Current | 1-30 | 31-60 | 61-90 | Over 90 | Total
    Panavision | 88 | 2026-03-09 | 6000 | | | | | 6000
    Sunbelt | 99812 | 2026-01-10 | | | 1800 | | | 1800
"""
CHART = """
    Account | Account Name | Type
    1100 | Story & rights | ATL
    1200 | Producers unit | ATL
    1300 | Direction | ATL
    2000 | Production staff | BTL
    2100 | Extra talent | BTL
    2200 | Art department | BTL
"""
TRIAL_BALANCE = """
    Account | Account Name | Debit | Credit
    0100 | Bank | 13000 |
    0500 | Payables | | 6000
    1100 | Story | 25000 |
    0900 | Funding | | 32000
"""
BUDGET_VS_ACTUAL = """
     | Estimated | Actual | Difference
    Venue | 5000 | 5200 | -200
    Catering | 8000 | 7500 | 500
    Total | 13000 | 12700 | 300
"""

KNOWN = {
    Role.COST_REPORT: (
        COST_REPORT,
        (
            "account=A description=B actual_period=C actual_to_date=D commitments=E total_cost=F"
            " etc=G efc=H budget=I variance=J"
        ),
    ),
    Role.BUDGET: (
        BUDGET,
        "account=A description=B quantity=C unit=D multiplier=E rate=F subtotal=G amount=H",
    ),
    Role.TOPSHEET: (TOPSHEET, "account=A description=B page=C amount=D"),
    Role.PO_LOG: (
        PO_LOG,
        "po_number=A date=B vendor=C description=D account=E amount=F relieved=G open=H status=I",
    ),
    Role.INVOICE_LOG: (
        INVOICES,
        (
            "invoice_number=A date=B due_date=C vendor=D po_number=E subtotal=F tax=G total=H paid=I"
            " status=J"
        ),
    ),
    Role.LEDGER: (
        JOURNAL,
        "date=A entry=B account=C account_name=D description=E debit=F credit=G",
    ),
    Role.BANK: (BANK, "date=A description=B debit=C credit=D balance=E"),
    Role.CARD: (CARD, "date=A posted=B vendor=C holder=D amount=E receipt=F account=G"),
    Role.VENDOR_LIST: (VENDORS, "vendor=A contact=B phone=C email=D terms=E"),
    Role.CREW_LIST: (CREW, "department=A position=B person=C phone=D email=E start=F"),
    Role.STRIPBOARD: (
        ONE_LINER,
        "shoot_day=A date=B scene=C int_ext=D set=E day_night=F pages=G cast=H location=I",
    ),
    Role.CAST_LIST: (CAST, "cast_id=A character=B person=C phone=D start=E"),
    Role.DOOD: (DOOD, "cast_id=A character=B worked=F held=G"),
    Role.SCHEDULE: (RUN_OF_SHOW, "start=A duration=B item=C owner=E"),
    Role.TASK_LIST: (TASKS, "task_id=A task=B owner=C start=D due_date=E status=F percent=G"),
    Role.TIMESHEET: (
        TIMECARDS,
        "person=A date=B start=D end=E hours=F overtime=G rate=H account=I",
    ),
    Role.INVENTORY: (
        STOCK,
        "item_id=A item=B category=C quantity=D location=E rate=F amount=G",
    ),
    Role.AGEING: (
        AGEING,
        (
            "vendor=A invoice_number=B due_date=C current=D bucket_30=E bucket_60=F bucket_90=G"
            " bucket_over=H balance=I"
        ),
    ),
    Role.CHART_OF_ACCOUNTS: (CHART, "account=A account_name=B kind=C"),
    Role.TRIAL_BALANCE: (TRIAL_BALANCE, "account=A account_name=B debit=C credit=D"),
    Role.BUDGET_VS_ACTUAL: (
        BUDGET_VS_ACTUAL,
        "description=A budget=B actual_to_date=C variance=D",
    ),
}


@pytest.mark.parametrize("role", KNOWN)
def test_a_table_of_the_trade_is_known_by_its_headings_and_values(role):
    """Also on a sheet whose name says nothing."""
    text, columns = KNOWN[role]
    table = _one(text)

    assert role is table.role
    assert dict(pair.split("=") for pair in columns.split()).items() <= table.columns.items()


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
    table = _one(text, name)

    assert role is table.role
    assert table.confidence >= SURE


@pytest.mark.parametrize("name", ["Sheet1", "Envelope 4"])
def test_petty_cash_without_its_name_is_not_guessed_with_certainty(name):
    """Receipts with accounts could be a ledger's."""
    table = _one(PETTY_CASH, name)

    assert table.role in {Role.PETTY_CASH, Role.LEDGER, Role.CARD, Role.UNKNOWN}
    assert table.role is Role.PETTY_CASH or table.confidence < SURE


def test_a_ledger_with_po_numbers_is_no_po_log():
    """A ledger report names the PO it relieves; its transactions and accounts tell it apart."""
    table = _one(
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


def test_the_actual_side_of_a_bid_form_is_found_under_its_group():
    """Estimate and Actual stand over the same headings; the totals of each are what counts."""
    table = _one(
        """
         |  | Estimate | | | Actual | |
        Line | Description | Days | Rate | Total | Days | Rate | Total
        1 | Producer | 10 | 1000 | 10000 | 12 | 1000 | 12000
        2 | Coordinator | 10 | 500 | 5000 | 10 | 500 | 5000
        """,
        merged=(Area.of("C1:E1"), Area.of("F1:H1")),
    )

    assert Role.BUDGET_VS_ACTUAL is table.role
    assert {"budget": "E", "actual_to_date": "H"}.items() <= table.columns.items()


def test_german_headings_are_read():
    """A statement from abroad."""
    table = _one("""
        Buchungstag | Verwendungszweck | Betrag | Saldo
        02.03.2026 | Miete | -1200 | 3800
        03.03.2026 | Eingang | 10000 | 13800
        04.03.2026 | Gebühr | -15 | 13785
        05.03.2026 | Kauf | -85 | 13700
        06.03.2026 | Kauf | -700 | 13000
    """)

    assert Role.BANK is table.role
    assert any("running balance" in reason for reason in table.reasons)


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
    table = _one(
        "\n".join(
            ["Date | Type | Description | Reference | Amount | Notes | Bank id", *rows[:lines]]
        ),
        name,
    )

    assert role is table.role
    assert {"date", "amount", "bank_id"} <= table.columns.keys()


def test_numbers_and_dates_typed_as_text_do_not_hide_a_table():
    """Currency signs, blanks, ######## and dashes are what people leave behind."""
    table = _one(
        """
        P.O. No. | Date | Supplier | Amount (USD) | Status
        '0012 | 3/14/2025 4:05 PM | Acme | $1,250.00 | Open
        '0013 | 3/15/2025 | Bolt | $90.00 | Closed
        '0014 | ######## | Core | - | Open
        """,
        "PO log",
    )

    assert Role.PO_LOG is table.role
    assert {"po_number": "A", "date": "B", "amount": "D"}.items() <= table.columns.items()


def test_a_date_is_never_mapped_to_a_column_of_words():
    """Values that contradict a heading outweigh it."""
    table = _one(PO_LOG.replace("2026-03-0", "soon "))

    assert "date" not in table.fields


def test_an_amount_is_never_mapped_to_a_column_of_dates():
    """Whatever the heading says."""
    table = _one("""
        PO # | Vendor | Amount | Total
        1001 | Acme | 2026-03-01 | 5
        1002 | Bolt | 2026-03-02 | 6
        1003 | Core | 2026-03-03 | 7
    """)

    assert table.columns.get("amount", "D") == "D"


@pytest.mark.parametrize("role", KNOWN)
def test_fields_are_the_roles_own_and_one_to_one(role):
    """No column serves two fields, no field is foreign to the role."""
    table = _one(KNOWN[role][0])

    assert set(table.fields) <= set(FIELDS[table.role])
    assert len(set(table.fields.values())) == len(table.fields)


@pytest.mark.parametrize("role", KNOWN)
def test_the_same_sheet_gives_the_same_answer(role):
    """Nothing depends on chance or order."""
    assert _one(KNOWN[role][0]) == _one(KNOWN[role][0])


@pytest.mark.parametrize("role", KNOWN)
def test_reasons_quote_the_headings(role):
    """A coordinator reads why."""
    table = _one(KNOWN[role][0])

    assert any(f"'{heading}'" in table.reasons[0] for heading in table.headings.values())


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


def test_below_a_proposal_no_role_is_given():
    """A role always comes with enough confidence to propose it."""
    for text, _ in KNOWN.values():
        table = _one(text)
        assert (table.role is Role.UNKNOWN) == (table.confidence < PROPOSAL)


def test_two_columns_alone_are_never_sure():
    """A description and an amount could be many things, whatever the sheet is called."""
    table = _one("Category | Cost\nFood | 5\nRent | 6\nFun | 7", "Budget")

    assert table.confidence < SURE


@pytest.mark.parametrize("role", KNOWN)
def test_a_title_and_blank_rows_above_change_nothing(role):
    """Where the table stands does not matter."""
    text = KNOWN[role][0]
    lower = _one("x\n\n\n" + "\n".join(line.strip() for line in text.strip("\n").split("\n")))

    assert (role, _one(text).columns) == (lower.role, lower.columns)


def test_sixty_thousand_lines_are_one_ledger():
    """That of a long show, from its first line to its last."""
    chance = random.Random(1)  # noqa: S311 - amounts of a test
    heads = "Account,Loc,Epi,Set,Description,Vendor,Trans No,Type,Currency,Period,PO #,Doc No"
    rows: list[list[object]] = [[*heads.split(","), "Eff Date", "Debit", "Credit"]]
    day = dt.datetime(2026, 1, 1)
    for i in range(60_000):
        amount = round(chance.random() * 1000, 2)
        words = [f"{1100 + i % 40 * 100}", "01", "101", None, f"Line {i}", f"Vendor {i % 300}"]
        codes = [i, "AP", "USD", i % 12, f"PO-{i % 5000}", f"INV{i}"]
        sides = [amount, None] if i % 2 else [None, amount]
        rows.append([*words, *codes, day + dt.timedelta(days=i % 300), *sides])
    (table,) = recognise(Sheet("GL", rows), "Ledger.xlsx")  # type: ignore[arg-type]

    assert (table.role, str(table.area)) == (Role.LEDGER, "A1:O60001")


def test_names_of_groups_do_not_blur_the_headings_below_them():
    """ORDER over PO # and MONEY over Amount: the PO log is as sure as without them."""
    table = _one(
        """
        ORDER | | | | MONEY | | |
        PO # | Date | Vendor | Account | Amount | Invoiced | Open | Status
        1001 | 2026-03-02 | Panavision | 3300 | 12000 | 6000 | 6000 | Open
        1002 | 2026-03-03 | Sunbelt | 3200 | 1800 | 1800 | 0 | Closed
        1003 | 2026-03-04 | Home Depot | 2300 | 950.5 | 0 | 950.5 | Open
        """,
        merged=(Area.of("A1:D1"), Area.of("E1:G1")),
    )

    assert (table.role, table.header_rows) == (Role.PO_LOG, (1, 2))
    assert table.confidence >= SURE


LEDGER_EXPORT = """
    Trans# | Account | Date | Period | Vendor | Description | Document | PO# | Amount
    100001 | 3300-01 | 2026-01-05 | 1 | Acme | Rental of camera | INV-1 | PO-88 | 120.5
    100002 | 3400-01 | 2026-01-06 | 1 | Bolt | Lumber for set | INV-2 |  | 20.5
    100003 | 3400-02 | 2026-01-07 | 1 | Acme | Rental of lens | INV-3 | PO-90 | -13
    100004 | 3500-01 | 2026-01-08 | 1 | Cyan | Catering for crew | INV-9 | PO-91 | 99
"""
RECONCILIATION = """
    PART 1: BANK BALANCE
    Description | Reference | Amount | Formula
    Bank Balance per Statement |  |  | 71230

    ADD: Deposits in Transit
    Date | Description | Amount
    2024-12-11 | Cash sales | 5500

    Total Deposits in Transit |  |  | 5500

    SUBTRACT: Outstanding Checks
    Check No | Payee | Amount
    1252 | Marketing Agency | 1250
    1253 | Parts Supplier XYZ | 2350

    DIFFERENCE |  |  | 0
"""


@pytest.mark.parametrize("name", ["Sheet1", "Ledger", "Export", "POs"])
def test_a_ledger_export_is_a_ledger_whatever_its_sheet_is_called(name):
    """Postings with PO numbers are the actuals, not the orders."""
    table = _one(LEDGER_EXPORT, name)

    assert table.role is Role.LEDGER
    assert table.confidence >= SURE
    assert (table.columns["date"], table.columns["amount"]) == ("C", "I")
    assert (table.columns["document"], table.columns["po_number"]) == ("G", "H")


@pytest.mark.parametrize("name", ["Sheet1", "Bank_Rec", "Statement", "Parts"])
def test_a_reconciliation_form_is_no_list(name):
    """Blocks of labelled lines with headings of their own are left alone."""
    found = recognise(grid(RECONCILIATION, name), "Book.xlsx")

    assert {table.role for table in found} == {Role.UNKNOWN}


def test_the_total_pair_is_taken_among_pairs_by_month():
    """Budget and actual of the whole, not of January."""
    table = _one(
        """
        | January |  | February |  | Total |
        Category | Budget | Actual | Budget | Actual | Budget | Actual
        Venue | 1000 | 900 | 500 | 450 | 1500 | 1350
        Catering | 200 | 250 | 300 | 320 | 500 | 570
        Travel | 400 | 380 | 100 | 90 | 500 | 470
        """
    )

    assert table.role is Role.BUDGET_VS_ACTUAL
    assert (table.columns["budget"], table.columns["actual_to_date"]) == ("F", "G")


def test_a_plan_by_partner_without_headings_for_codes_and_total_is_a_budget():
    """In a workbook called a budget, a column that adds up the others is the amount."""
    table = _one(
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
    table = _one(
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
    table = _one(
        """
        Task | Status | Owner | Start Date | End Date | Estimated Cost | Actual Cost
        Storyboards | Open | Ann | 2026-03-01 | 2026-03-04 | 500 | 400
        Casting | Done | Ben | 2026-03-02 | 2026-03-05 | 800 | 850
        Location scout | Open | Cyan | 2026-03-03 | 2026-03-09 | 300 |
        """
    )

    assert table.role in {Role.TASK_LIST, Role.SCHEDULE}
    assert {"start", "end"} <= table.fields.keys()


def test_planned_dates_go_before_actual_ones():
    """A schedule with both is read by its plan."""
    table = _one(
        """
        Schedule
        Order | Line | Actual Start | Actual End | Start Date | End Date
        A1 | 1 | 2026-03-02 | 2026-03-05 | 2026-03-01 | 2026-03-04
        A2 | 2 |  |  | 2026-03-02 | 2026-03-05
        A3 | 1 |  |  | 2026-03-03 | 2026-03-09
        """
    )

    assert (table.columns["start"], table.columns["end"]) == ("E", "F")


def test_an_id_alone_makes_no_invoice_log():
    """Names, an ID and figures could be anything."""
    table = _one(
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
    table = _one(
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
