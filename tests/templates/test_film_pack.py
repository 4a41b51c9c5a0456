"""The film templates: what LibreOffice works out is what the arithmetic of the trade gives."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.domain.actuals import Posting, cost_in_period, cost_to_date
from addin.domain.budget_charges import grand_total
from addin.domain.commitments import Invoice, PurchaseOrder, open_by_account
from addin.domain.forecast import AccountPosition, compute, roll_up
from addin.domain.invariants import columns_obey, totals_obey
from addin.domain.money import Money, money, total, zero
from addin.domain.relief import relieve
from addin.jobs.build_templates import NOUNS, Pack
from addin.jobs.template_budget import by_account, charges
from addin.jobs.template_examples import FRINGES, GLOBALS, example, locked_budget
from addin.tables.filling import Filling, Row
from addin.tables.recognise import recognise
from addin.tables.table import Book, Role, Sheet, Value

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "workbook_templates" / "film"
DOCS = ROOT / "docs"


def cents(value: Value) -> int:
    """An amount in a cell, in minor units; empty is nothing."""
    if value is None or value == "":
        return 0
    assert isinstance(value, int | float), value
    return money(value).minor


def headings(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The heading row of a template's sheet, and the column of each heading."""
    for number, row in enumerate(sheet.rows, 1):
        texts = [value for value in row if isinstance(value, str)]
        if len(texts) >= 3 and len(texts) == len([value for value in row if value is not None]):
            found = {str(value): column for column, value in enumerate(row, 1) if value}
            if {"Account", "PO", "Code", "Section", "Name"} & found.keys():
                return number, found
    raise AssertionError(sheet.name)


def rows_by(sheet: Sheet, key: str) -> dict[str, dict[str, Value]]:
    """The rows of a sheet below its headings, by the text in one column, totals included."""
    header, columns = headings(sheet)
    found: dict[str, dict[str, Value]] = {}
    for row in range(header + 1, len(sheet.rows) + 1):
        name = sheet.value(row, columns[key])
        if isinstance(name, str) and name:
            values = {h: sheet.value(row, c) for h, c in columns.items()}
            found.setdefault(name, values)
    return found


def typed(row: Row, column: str) -> Money:
    """The money typed in a column of a line; nothing where it is empty."""
    value = row.get(column) or 0
    assert isinstance(value, int | float)
    return money(value)


def day(value: Value) -> dt.date:
    """A date that must be one."""
    assert isinstance(value, dt.date)
    return value


def filled(pack: Pack, noun: str) -> Filling:
    """The records of an example."""
    return example(noun, pack.chart, pack.contracts[0])


def sheet_of(book: Book, name: str) -> Sheet:
    """A sheet that must be there."""
    found = book.sheet(name)
    assert found is not None
    return found


@pytest.mark.libreoffice
def test_topsheet_is_the_detail_with_its_fringes_and_charges(pack, recalculated):
    """Each account's budget, each charge and the grand total are the domain's, to the cent."""
    lines = filled(pack, "budget").lines["Detail"]
    values = {str(row["Name"]): row["Value"] for row in GLOBALS}
    amounts = by_account(lines, FRINGES, values)
    extra = charges(pack.contracts[0], amounts, pack.chart)
    topsheet = sheet_of(recalculated["budget"], "Topsheet")
    by_code = rows_by(topsheet, "Account")
    by_name = rows_by(topsheet, "Category")

    for code, amount in (amounts | extra).items():
        assert amount.minor == cents(by_code[code]["Budget"]), code
    assert total(amounts.values()).minor == cents(by_name["Line items"]["Budget"])
    everything = total([*amounts.values(), *extra.values()])
    assert everything == grand_total(amounts | extra, pack.chart)
    assert everything.minor == cents(by_name["GRAND TOTAL"]["Budget"])
    assert everything.minor > 800_000_000  # nine million: the example is no toy


@pytest.mark.libreoffice
def test_orders_are_relieved_by_the_invoices_that_name_them(pack, recalculated):
    """Invoiced and open of each order, and open by account, are what relief gives."""
    lines = filled(pack, "po_log").lines
    orders = [
        PurchaseOrder(str(r["PO"]), "", typed(r, "Amount"), account=str(r["Account"]))
        for r in lines["PO Log"]
    ]
    bills = [
        Invoice("", "", typed(r, "Net") + typed(r, "Tax"), date=day(r["Invoice Date"]),
                po_number=str(r["PO"]))
        for r in lines["Invoices"]
    ]  # fmt: skip
    closed = {str(r["PO"]) for r in lines["PO Log"] if r["Status"] == "Closed"}
    positions = {position.number: position for position in relieve(orders, bills)[0]}
    shown = rows_by(sheet_of(recalculated["po_log"], "PO Log"), "PO")
    expected: dict[str, Money] = {}
    for order in orders:
        position = positions[order.number]
        still = zero() if order.number in closed else position.open
        expected[order.account] = expected.get(order.account, zero()) + still
        assert position.relieved.minor == cents(shown[order.number]["Invoiced"]), order.number
        assert still.minor == cents(shown[order.number]["Open"]), order.number
        assert not shown[order.number]["Check"], order.number
    by_code = rows_by(sheet_of(recalculated["po_log"], "Open by Account"), "Account")

    assert any(bill.total.is_negative for bill in bills if bill.total)
    for code, amount in expected.items():
        assert amount.minor == cents(by_code[code]["Open"]), code


@pytest.mark.libreoffice
def test_trial_balance_is_the_ledger_by_account_and_comes_to_nothing(pack, recalculated):
    """Each balance is the sum of its postings; debits are credits."""
    lines = filled(pack, "ledger").lines["Ledger"]
    postings = [Posting(str(r["Account"]), typed(r, "Debit") - typed(r, "Credit")) for r in lines]
    balances = cost_to_date(postings)
    sheet = rows_by(sheet_of(recalculated["ledger"], "Trial Balance"), "Account")

    assert not total(balances.values())
    for code, balance in balances.items():
        row = sheet[code]
        assert balance.minor == cents(row["Debit"]) - cents(row["Credit"]), code
    checks = [
        row["Check"]
        for row in rows_by(sheet_of(recalculated["ledger"], "Ledger"), "Entry").values()
    ]
    assert not any(checks)


def positions_of(pack: Pack) -> dict[str, AccountPosition]:
    """What is known of each account of the example, from its records."""
    filling = filled(pack, "cost_report")
    lines, cells = filling.lines, filling.cells
    now, before = day(cells["Week_ending"]), day(cells["Last_report"])
    postings = [
        Posting(str(r["Account"]), typed(r, "Amount"), date=day(r["Date"])) for r in lines["Ledger"]
    ]
    to_date, period = cost_to_date(postings, now), cost_in_period(postings, before, now)
    orders = [
        PurchaseOrder("", "", typed(r, "Amount"), account=str(r["Account"]), open=typed(r, "Open"))
        for r in lines["POs"]
    ]
    committed = open_by_account(orders)
    locked = {c: Money(m) for c, m in locked_budget(pack.chart, pack.contracts[0]).items()}

    def logged(sheet: str, column: str, code: str, until: dt.date) -> Money:
        return total(
            typed(r, column)
            for r in lines[sheet]
            if r["Account"] == code and day(r["Date"]) <= until
        )

    found = {}
    for account in pack.chart.accounts:
        code = account.code
        budget = locked.get(code, zero())
        then = logged("Budget Changes", "Amount", code, before)
        held = budget + logged("Forecast Log", "Change", code, now)
        found[code] = AccountPosition(
            code,
            account.name,
            period.get(code, zero()),
            to_date.get(code, zero()),
            committed.get(code, zero()),
            held,
            budget,
            logged("Budget Changes", "Amount", code, now),
            then - logged("Forecast Log", "Change", code, before),
        )
    return found


COLUMNS = {
    "actual_period": "Cost This Week",
    "actual_to_date": "Cost to Date",
    "commitments": "Commitments",
    "total_cost": "Total Cost",
    "etc": "ETC",
    "efc": "EFC",
    "budget": "Budget",
    "changes": "Approved Changes",
    "revised_budget": "Revised Budget",
    "variance": "(Over)/Under",
    "previous_variance": "Last Week",
    "variance_change": "Change",
}


@pytest.mark.libreoffice
def test_cost_report_is_the_domains_in_all_twelve_columns(pack, recalculated):
    """Accounts, section totals, grand total and topsheet, to the cent; and every check ties."""
    book = recalculated["cost_report"]
    by_code = rows_by(sheet_of(book, "Cost Report"), "Account")
    by_name = rows_by(sheet_of(book, "Cost Report"), "Description")
    topsheet = rows_by(sheet_of(book, "Topsheet"), "Section")
    positions = positions_of(pack)
    everything = []
    for section in dict.fromkeys(a.section for a in pack.chart.accounts if a.kind == "cost"):
        lines = [
            compute(positions[account.code])
            for account in pack.chart.accounts
            if account.section == section and account.kind == "cost"
        ]
        everything += lines
        summed = roll_up(lines, section)
        for line in lines:
            agrees(line, by_code[line.account])
        agrees(summed, by_name[f"Total {section.lower()}"])
        agrees(summed, topsheet[section])
    whole = roll_up(everything, "all", level=2)
    agrees(whole, by_name["Total"])
    agrees(whole, topsheet["Total"])

    assert columns_obey([*everything, whole]) == ()
    assert totals_obey([*everything, whole]) == ()
    assert whole.actual_to_date is not None
    assert whole.actual_to_date.minor > 100_000_000
    assert all(line.etc is not None and not line.etc.is_negative for line in everything)
    checks = sheet_of(book, "Checks")
    results = [row[5] for row in checks.rows if len(row) > 5 and isinstance(row[5], str)]
    assert results[1:] == ["ties"] * 7


def agrees(line, row):
    """A computed row, and the row of the sheet."""
    for name, heading in COLUMNS.items():
        amount = getattr(line, name)
        if heading in row:
            assert amount.minor == cents(row[heading]), (line.account or line.description, heading)


ROLES = {
    "budget": {"Topsheet": Role.TOPSHEET, "Detail": Role.BUDGET, "Chart": Role.CHART_OF_ACCOUNTS},
    "po_log": {"PO Log": Role.PO_LOG, "Invoices": Role.INVOICE_LOG, "Vendors": Role.VENDOR_LIST},
    "ledger": {"Ledger": Role.LEDGER, "Trial Balance": Role.TRIAL_BALANCE},
    "cost_report": {"Cost Report": Role.COST_REPORT, "Ledger": Role.LEDGER, "POs": Role.PO_LOG},
}


@pytest.mark.parametrize("noun", NOUNS)
def test_tieout_knows_its_own_templates(pack, noun):
    """Each list is recognised for what its contract says it is, with the columns it names."""
    contract = next(c for c in pack.contracts if c.noun == noun)
    book = read_workbook(SHIPPED / noun / "example.xlsx", f"{noun}.xlsx")
    for name, role in ROLES[noun].items():
        tables = recognise(sheet_of(book, name), book.name)
        main = max(tables, key=lambda table: len(table.kinds))
        assert role is main.role, (name, main.reasons)
        wanted = {
            column.field: number
            for number, column in enumerate(contract.sheet(name).columns, 1)
            if column.field and column.field in main.fields
        }
        assert wanted == {field: main.fields[field] for field in wanted}, name
