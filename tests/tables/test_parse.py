"""Tables as records, and what could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.accounts import AccountKind
from addin.domain.commitments import Status
from addin.domain.money import Money, money
from addin.tables.parse import Parsed, parse, parse_all
from addin.tables.records.commitments import status_of
from addin.tables.table import Area, ErrorValue, Role, Sheet, Table, Value
from addin.tables.vocabulary import FIELDS
from tests.draw import as_table, drawn


def read(table: Table, sheet: Sheet) -> list[Any]:
    """The records of a table, whatever they are."""
    return list(parse(table, sheet).records)


def cells_of(parsed: Parsed, code: str) -> list[str]:
    """The cells that findings with this code name."""
    return [p.cell for finding in parsed.findings if finding.code == code for p in finding.places]


def test_a_po_log_is_its_orders():
    """Amounts as text, dates as text and codes as numbers become an order's fields."""
    table, sheet = drawn(
        Role.PO_LOG,
        "po_number date vendor account amount status",
        """
        PO    | Date       | Vendor | Account | Amount (RM) | Status
        '0042 | '3/14/2026 | Acme   | 3300    | '1,200.00   | Open
        43    | '4/1/2026  | Acme   | '33-00  | 12.5        | CANCELLED
        """,
    )
    first, second = read(table, sheet)

    assert ("0042", "3300", dt.date(2026, 3, 14)) == (first.number, first.account, first.date)
    assert (Money(120000, "MYR"), Money(1250, "MYR")) == (first.amount, second.amount)
    assert (first.status, second.status) == (Status.ISSUED, Status.VOID)
    assert first.source.at("amount").cell == "E2"
    assert dt.date(2026, 4, 1) == second.date


def test_rows_that_are_no_records_are_passed_over():
    """Totals, sections, blank rows, notes and repeated headings are no invoices."""
    table, sheet = drawn(
        Role.INVOICE_LOG,
        "invoice_number vendor total",
        """
        Invoice | Vendor | Total
        March   |        |
        A1      | Acme   | 10
        Invoice | Vendor | Total
                |        |
        A2      | Acme   | 20
        Total   |        | 30
        paid by | cheque |
        """,
        marks={2: "section", 4: "header", 5: "blank", 7: "total", 8: "note"},
    )

    assert [invoice.number for invoice in read(table, sheet)] == ["A1", "A2"]


def test_what_cannot_be_read_is_a_finding_and_none():
    """Text in an amount column and in a date column leaves the record without them."""
    table, sheet = drawn(
        Role.INVOICE_LOG,
        "invoice_number vendor date total",
        """
        Invoice | Vendor | Date       | Total
        A1      | Acme   | 2026-03-01 | 10
        A2      | Acme   | soon       | tbc
        A3      | Acme   | ########   | 2026-03-01
        A4      | Acme   | -          | #REF!
        """,
    )
    parsed = parse(table, sheet)

    assert [invoice.total for invoice in read(table, sheet)[1:]] == [None, None, None]
    assert cells_of(parsed, "DAT101") == ["D3", "D4"]
    assert cells_of(parsed, "DAT102") == ["C3", "C4"]
    assert any("“tbc”" in finding.message for finding in parsed.findings)


def test_numbers_typed_as_text_are_read_and_reported():
    """Excel's SUM leaves them out, so a coordinator has to know."""
    table, sheet = drawn(
        Role.INVOICE_LOG,
        "invoice_number vendor total",
        """
        Invoice | Vendor | Total
        A1      | Acme   | '10.00
        A2      | Acme   | 20
        """,
    )
    parsed = parse(table, sheet)

    assert [Money(1000), Money(2000)] == [invoice.total for invoice in read(table, sheet)]
    assert cells_of(parsed, "DAT105") == ["C2"]


def test_text_among_figures_and_in_text_files_is_left_to_others():
    """A rule of its own looks at columns of real figures; a CSV has nothing but text."""
    fields = "invoice_number vendor total"
    rows: list[list[Value]] = [["No", "Vendor", "Total"], ["1", "A", "10.00"]]
    texts = Sheet("S", rows)
    mixed = Sheet("S", [*rows, ["2", "A", 1], ["3", "A", 2], ["4", "A", 3]])
    table = as_table(Role.INVOICE_LOG, fields, texts)

    assert (
        parse(as_table(Role.INVOICE_LOG, "invoice_number vendor total", mixed), mixed).findings
        == ()
    )
    assert cells_of(parse(table, texts), "DAT105") == ["C2"]
    assert parse(replace(table, book="Ledger.CSV"), texts).findings == ()


def test_a_table_nobody_is_sure_of_has_no_mistakes():
    """What belongs in a column is not known while the table's role is a guess."""
    table, sheet = drawn(Role.INVOICE_LOG, "invoice_number total", "No | Total\n1 | soon")

    assert parse(table, sheet).findings
    assert parse(replace(table, confidence=0.5), sheet).findings == ()


def test_dates_that_read_two_ways_are_left_out():
    """Without any evidence 3/4/2026 is no date; another column's evidence counts."""
    text = """
        Invoice | Vendor | Date      | Due        | Total
        A1      | Acme   | '3/4/2026 | '5/4/2026  | 10
        A2      | Acme   | '3/5/2026 | '{due}/2026 | 10
        """
    fields = "invoice_number vendor date due_date total"
    two_ways = drawn(Role.INVOICE_LOG, fields, text.format(due="5/5"))
    one_way = drawn(Role.INVOICE_LOG, fields, text.format(due="25/5"))

    assert [invoice.date for invoice in read(*two_ways)] == [None, None]
    assert cells_of(parse(*two_ways), "DAT103") == ["C2", "C3", "D2"]
    assert [dt.date(2026, 4, 3), dt.date(2026, 5, 3)] == [i.date for i in read(*one_way)]


def test_a_year_far_from_all_others_is_reported():
    """2062 among dates of 2026 is a slip."""
    rows = "\n".join(f"A{n} | Acme | 2026-03-{n:02} | 10" for n in range(1, 13))
    text = f"Invoice | Vendor | Date | Total\n{rows}\nA13 | Acme | 2062-03-13 | 10"
    parsed = parse(*drawn(Role.INVOICE_LOG, "invoice_number vendor date total", text))

    assert cells_of(parsed, "DAT104") == ["C14"]


def test_a_formula_nobody_computed_is_not_empty():
    """A cell without a cached value is unknown: nobody is told to fill it in."""
    table, sheet = drawn(
        Role.INVOICE_LOG,
        "invoice_number vendor total",
        """
        Invoice | Vendor | Total
        A1      | Acme   | =B1*2
        A2      | Acme   | 20
        A3      | Acme   |
        A4      | Acme   | 20
        """,
    )

    assert cells_of(parse(table, sheet), "DAT107") == ["C4"]


def test_ledger_lines_take_the_account_of_their_group():
    """``Acct: 6304 - LOCATION SECURITY`` is the account of the lines below it, up to its total."""
    table, sheet = drawn(
        Role.LEDGER,
        "date description amount",
        """
        Date       | Description | Amount
        Acct: 6304 - LOCATION SECURITY | |
        2026-03-01 | Guards      | 100
        Total      |             | 100
        2026-03-02 | Stray       | 5
        """,
        marks={2: "section", 4: "total"},
    )
    guards, stray = read(table, sheet)

    assert (guards.account, guards.account_name) == ("6304", "LOCATION SECURITY")
    assert stray.account == ""


def test_debits_less_credits():
    """A posting's amount is debit less credit, also where credits are typed as negatives."""
    text = """
        Account | Debit | Credit
        1000    | 100   |
        1000    |       | {sign}40
        1000    |       |
        """
    for sign in ("", "-"):
        records = read(*drawn(Role.LEDGER, "account debit credit", text.format(sign=sign)))
        assert [money(100), money(-40), None] == [posting.amount for posting in records]


def test_a_column_of_d_and_c_signs_the_amounts():
    """All-positive amounts beside D and C are signed by it; types of entry sign nothing."""
    text = """
        Account | Type | Amount
        1000    | {0}  | 100
        1000    | {1}  | 40
        """
    fields = "account kind amount"
    sides = read(*drawn(Role.LEDGER, fields, text.format("DR", "CR")))
    types = read(*drawn(Role.LEDGER, fields, text.format("AP", "CR")))

    assert [money(100), money(-40)] == [posting.amount for posting in sides]
    assert [money(100), money(40)] == [posting.amount for posting in types]


def test_account_and_name_in_one_cell_are_parted():
    """Where a whole column reads ``6304 - LOCATION SECURITY``, the code is the account."""
    table, sheet = drawn(
        Role.TRIAL_BALANCE,
        "account balance",
        """
        Account               | Balance
        6304 - Security       | 10
        7300 (Paint shop)     | 20
        """,
    )

    assert [(line.account, line.account_name) for line in read(table, sheet)] == [
        ("6304", "Security"),
        ("7300", "Paint shop"),
    ]


@pytest.mark.parametrize(("role", "inward"), [(Role.BANK, -1), (Role.CASH_BOOK, 1)])
def test_the_running_balance_decides_which_side_is_money_in(role, inward):
    """Debit is money out for a bank and money in for a book, unless balances prove otherwise."""
    text = """
        Date       | Debit | Credit | Balance
        2026-03-01 |       |        | 100
        2026-03-02 | 30    |        | {0}
        2026-03-03 |       | 10     | {1}
        """
    fields = "date debit credit balance"
    proved = read(*drawn(role, fields, text.format(130, 120)))
    custom = read(*drawn(role, fields, text.format("", "")))

    assert [None, money(30), money(-10)] == [line.amount for line in proved]
    assert [None, money(30 * inward), money(-10 * inward)] == [line.amount for line in custom]


def test_an_opening_balance_lacks_no_amount():
    """A line that only carries a balance forward is complete."""
    table, sheet = drawn(
        Role.BANK,
        "date description amount balance",
        """
        Date       | Description       | Amount | Balance
        2026-03-01 | Beginning Balance |        | 100
        2026-03-02 | Deposit           | 10     | 110
        2026-03-03 | Deposit           | 10     | 120
        """,
    )

    assert parse(table, sheet).findings == ()


def test_a_card_export_with_negative_charges_is_turned():
    """A charge is positive, whatever the bank's export says."""
    table, sheet = drawn(
        Role.CARD,
        "date vendor amount",
        """
        Date       | Merchant | Amount
        2026-03-01 | Fuel     | -85.50
        2026-03-02 | Meals    | -24.30
        2026-03-03 | Refund   | 5
        """,
    )

    assert [money("85.50"), money("24.30"), money(-5)] == [c.amount for c in read(table, sheet)]


def test_petty_cash_received_is_negative():
    """Money spent is positive, money received negative."""
    table, sheet = drawn(
        Role.PETTY_CASH,
        "description amount received",
        """
        What  | Out | In
        Float |     | 200
        Tape  | 12  |
        """,
    )

    assert [money(-200), money(12)] == [line.amount for line in read(table, sheet)]


def test_totals_of_a_cost_report_are_records_with_a_level():
    """Accounts are level 0, their totals 1, a total of totals 2."""
    table, sheet = drawn(
        Role.COST_REPORT,
        "account description efc",
        """
        Account | Description | EFC
        1100    | Story       | 10
        Total above the line | | 10
        2000    | Staff       | 20
        2100    | Extras      | 5
        Total production | | 25
        Grand total | | 35
        """,
        marks={3: "total", 6: "total", 7: "total"},
    )
    lines = read(table, sheet)

    assert [line.level for line in lines] == [0, 1, 0, 0, 1, 2]
    assert [line.is_total for line in lines] == [False, True, False, False, True, True]
    assert lines[-1].description == "Grand total"
    assert money(35) == lines[-1].efc


def test_a_budget_line_knows_its_section_and_its_fringe_rate():
    """22 and 0.22 are both 22 %; the section heading is the line's group."""
    text = """
        Account | Description | Amt | X | Rate | Fringe | Total
        2000 PRODUCTION STAFF | | | | | |
        2001    | Manager     | 10  | 2 | 100  | {0}     | 2440
        """
    fields = "account description quantity multiplier rate fringe_rate amount"
    for written in ("22", "0.22"):
        line = read(*drawn(Role.BUDGET, fields, text.format(written), marks={2: "section"}))[0]
        assert (Decimal("0.22"), "2000 PRODUCTION STAFF") == (line.fringe_rate, line.group)
        assert (Decimal(10), Decimal(2), Decimal(100)) == (
            line.quantity,
            line.multiplier,
            line.rate,
        )


def test_merged_labels_count_for_every_row_they_cover():
    """An order number merged over its lines is the number of each of them."""
    table, sheet = drawn(
        Role.PO_LOG,
        "po_number vendor amount",
        """
        PO   | Vendor | Amount
        1042 | Acme   | 10
             |        | 20
        1043 | Bolt   | 30
        """,
        merged=(Area.of("A2:A3"), Area.of("B2:B3")),
    )

    assert [(order.number, order.vendor) for order in read(table, sheet)] == [
        ("1042", "Acme"),
        ("1042", "Acme"),
        ("1043", "Bolt"),
    ]


def test_leading_zeros_that_a_format_shows_are_part_of_the_code():
    """100 shown as 0100 is account 0100."""
    sheet = Sheet("S", [["Account", "Debit"], [100, 5]], formats={(2, 1): "0000"})

    assert read(as_table(Role.LEDGER, "account debit", sheet), sheet)[0].account == "0100"


def test_each_row_is_in_the_currency_it_names():
    """A currency column, a cell's number format or its text goes before the table's currency."""
    sheet = Sheet(
        "S",
        [
            ["No", "Vendor", "Total (USD)", "Cur"],
            ["1", "A", 5, "EUR"],
            ["2", "A", 5],
            ["3", "A", "£5"],
        ],
        formats={(3, 3): "[$€-2] #,##0.00"},
    )
    table = as_table(Role.INVOICE_LOG, "invoice_number vendor total currency", sheet)

    assert [i.total.currency for i in read(table, sheet)] == ["EUR", "EUR", "GBP"]


def test_a_table_without_a_currency_is_in_that_of_the_others():
    """One PO log in RM makes the ledger beside it RM too, unless the production says otherwise."""
    log = drawn(Role.PO_LOG, "po_number amount", "PO | Amount (RM)\n1 | 5")
    ledger = drawn(Role.LEDGER, "account amount", "Account | Amount\n1000 | 5")

    assert [parsed.currency for parsed in parse_all([ledger, log])] == ["MYR", "MYR"]
    assert [parsed.currency for parsed in parse_all([ledger, log], "USD")] == ["USD", "MYR"]


def test_kinds_of_accounts():
    """What the chart says of an account decides whether it may take a cost."""
    table, sheet = drawn(
        Role.CHART_OF_ACCOUNTS,
        "account account_name kind",
        """
        Code | Name           | Type
        1000 | ABOVE THE LINE |
        1100 | Story          | Expense
        0100 | Bank           | Asset
        0900 | Ticket sales   | Revenue
        2290 | Old            | Closed
        """,
        marks={2: "section"},
    )

    assert [account.kind for account in read(table, sheet)] == [
        AccountKind.HEADER,
        AccountKind.COST,
        AccountKind.BALANCE_SHEET,
        AccountKind.INCOME,
        AccountKind.CLOSED,
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Open", Status.ISSUED),
        ("In Transit", Status.ISSUED),
        ("Cancelled", Status.VOID),
        ("VOIDED 3/4", Status.VOID),
        ("Partially Invoiced", Status.PARTIAL),
        ("partial - 2 of 3", Status.PARTIAL),
        ("Paid", Status.CLOSED),
        ("Pending Approval", Status.REQUESTED),
        ("Wibble", Status.UNKNOWN),
        ("", Status.UNKNOWN),
    ],
)
def test_what_logs_write_as_status(text, status):
    """Common words mean a state; an unknown one means none."""
    assert status == status_of(text)


def test_an_unknown_status_is_said_once():
    """Tieout says which words it does not know."""
    table, sheet = drawn(
        Role.PO_LOG, "po_number status", "PO | Status\n1 | Wibble\n2 | Wibble\n3 | Open"
    )

    assert cells_of(parse(table, sheet), "DAT106") == ["B2", "B3"]


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([ErrorValue("#REF!"), "1,5", "3/4/2026", "-", "US$ 5", "5 EUR", "TOTAL"]),
)


@given(st.sampled_from(list(Role)), st.lists(st.lists(anything, max_size=25), max_size=6))
@settings(deadline=None)
def test_no_data_is_bad_enough_to_raise(role, rows):
    """Whatever stands in the cells, every body row is a record or nothing, and no error."""
    fields = FIELDS[role]
    sheet = Sheet("S", [[name.title() for name in fields], *rows])
    table = as_table(role, " ".join(fields), sheet)
    parsed = parse(table, sheet)

    assert len(parsed.records) <= len(rows)
    assert all(finding.places and finding.message for finding in parsed.findings)
