"""The film templates three ways: cell formulas, our functions, and what the nightly run computes.

The cells are what LibreOffice works out. The functions are formulas over the typed columns of the
same sheets, as a coordinator would write them. The nightly run reads the workbook, recognises its
tables, and works from their records. All three agree to the cent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from addin.adapters.memory import Memory
from addin.domain.actuals import cost_in_period, cost_to_date
from addin.domain.commitments import Invoice, PurchaseOrder, Status, open_by_account
from addin.domain.forecast import AccountPosition, compute
from addin.domain.money import Money, money, total, zero
from addin.domain.production import Production
from addin.domain.relief import relieve
from addin.jobs.load import load
from addin.jobs.template_budget import by_account, charges, fringes, subtotals
from addin.jobs.template_examples import FRINGES, GLOBALS, example
from addin.settings.model import Settings
from addin.tables.calculate import Calculation
from addin.tables.contents import Contents, Target
from addin.tables.evaluate import Frame
from addin.tables.operands import Array
from addin.tables.syntax import syntax_of
from addin.tables.table import Area, Book, Sheet, Value
from addin.udfs.in_formulas import in_formulas

pytestmark = pytest.mark.libreoffice

FUNCTIONS = in_formulas()
FAR = 200
"""A column in which no template has anything: where the formulas of this test stand."""


class Formulas:
    """Formulas beside a workbook's sheets, worked out by Tieout's own evaluator."""

    def __init__(self, book: Book) -> None:
        self._books = Calculation(book, functions=FUNCTIONS).books
        self._contents = Contents(book)
        first = Target("", book.sheets[0].name, Area(1, 1, 1, 1))
        self._grid = self._books.grid(first, self._contents)

    def rows(self, formula: str) -> Sequence[Sequence[object]]:
        """What a formula spills."""
        frame = Frame(self._books, self._contents, self._grid, 1, FAR)
        found = frame.value(syntax_of(formula, 1, FAR))
        return found.rows if isinstance(found, Array) else [[found]]

    def column(self, formula: str) -> list[object]:
        """What a formula spills downwards."""
        return [row[0] for row in self.rows(formula)]

    def cents(self, formula: str) -> int:
        """One amount, in minor units."""
        ((found,),) = self.rows(formula)
        return cents(found)


def cents(value: object) -> int:
    """An amount in a cell, in minor units; empty is nothing."""
    if value is None or value == "":
        return 0
    assert isinstance(value, int | float), value
    return money(value).minor


def as_night_reads(book: Book, name: str) -> Production:
    """The records that a nightly run takes from a workbook."""
    return load(Memory(replace(book, name=f"{name}.xlsx")), Settings(), name).production


def sheet_of(book: Book, name: str) -> Sheet:
    """A sheet that must be there."""
    found = book.sheet(name)
    assert found is not None
    return found


def cells(sheet: Sheet, key: int, value: int, first: int) -> dict[str, Value]:
    """Two columns of a sheet from a row on, by the texts in the first of them."""
    return {
        str(sheet.value(row, key)): sheet.value(row, value)
        for row in range(first, len(sheet.rows) + 1)
        if sheet.value(row, key)
    }


def day(value: Value) -> dt.date:
    """A date that must be one."""
    assert isinstance(value, dt.date)
    return value


# ---- the budget


def test_lines_and_fringes_of_the_budget(pack, recalculated):
    """BUD_LINES and FRINGE_PERCENT over the columns of the detail, line by line."""
    book = recalculated["budget"]
    lines = example("budget", pack.chart, pack.contracts[0]).lines["Detail"]
    detail, last = sheet_of(book, "Detail"), 5 + len(lines)
    formulas = Formulas(book)
    wages = subtotals(lines, {str(row["Name"]): row["Value"] for row in GLOBALS})
    by_domain = fringes(lines, wages, FRINGES)

    ours = formulas.column(f"BUD_LINES(Detail!D6:D{last},Detail!F6:F{last},Detail!G6:G{last})")
    given = f"Detail!H6:H{last},Detail!{{0}}6:{{0}}{last},{{1}},Detail!K6:K{last}"
    flat = formulas.column(f"FRINGE_PERCENT({given.format('L', '')})")
    capped = formulas.column(f"FRINGE_PERCENT({given.format('M', f'Detail!N6:N{last}')})")

    assert len(ours) == len(lines) > 200
    for at, row in enumerate(range(6, last + 1)):
        assert cents(detail.value(row, 8)) == cents(ours[at]) == wages[at].minor, row
        fringe = cents(flat[at]) + cents(capped[at])
        assert cents(detail.value(row, 15)) == fringe == by_domain[at].minor, row


def test_the_topsheet_with_its_charges(pack, recalculated):
    """BUD_TOPSHEET by category, BUD_CHARGE for contingency and bond, and the grand total."""
    book, contract = recalculated["budget"], pack.contracts[0]
    formulas, topsheet = Formulas(book), sheet_of(book, "Topsheet")
    lines = example("budget", pack.chart, contract).lines["Detail"]
    amounts = by_account(lines, FRINGES, {str(row["Name"]): row["Value"] for row in GLOBALS})
    extra = charges(contract, amounts, pack.chart)
    shown = cells(topsheet, 1, 5, 10)

    spilled = formulas.rows("BUD_TOPSHEET(Detail!A5:A505,Detail!Q5:Q505,Chart!A4:D124)")
    ours = {str(row[0]): cents(row[2]) for row in spilled if row[0]}

    assert {code for code, amount in ours.items() if amount} == {
        code for code, amount in amounts.items() if amount
    }
    for code, amount in amounts.items():
        assert cents(shown[code]) == ours.get(code, 0) == amount.minor, code
    charged = 0
    for row in contract.sheet("Topsheet").charges:
        codes = ";".join(f'"{a.code}"' for a in pack.chart.accounts if a.section in row.base)
        base = f",{{{codes}}}" if codes else ""
        by_us = formulas.cents(f"BUD_CHARGE({row.rate},Detail!A5:A505,Detail!Q5:Q505{base})")
        charged += by_us
        assert cents(shown[row.account]) == by_us == extra[row.account].minor, row.name
    grand = cents(spilled[-1][2]) + charged
    names = cells(topsheet, 2, 5, 10)
    assert cents(names["GRAND TOTAL"]) == grand == total([*amounts.values(), *extra.values()]).minor


# ---- the PO log


def relieved(production: Production) -> dict[str, Money]:
    """What is open on each order once its invoices, net and tax, have relieved it."""
    bills = [
        Invoice("", "", total(filter(None, (one.subtotal, one.tax))), date=one.date,
                po_number=one.po_number)
        for one in production.invoices
        if one.number
    ]  # fmt: skip
    gone = {Status.CLOSED, Status.VOID, Status.REQUESTED}
    orders = [one for one in production.purchase_orders if one.number]
    plain = [PurchaseOrder(o.number, "", o.amount, account=o.account) for o in orders]
    found = {position.number: position.open for position in relieve(plain, bills)[0]}
    return {o.number: zero() if o.status in gone else found[o.number] for o in orders}


def test_orders_relieved_and_open(recalculated):
    """PO_RELIEVED and PO_OPEN of each order, from the columns of log and invoices."""
    book = recalculated["po_log"]
    log, formulas = sheet_of(book, "PO Log"), Formulas(book)
    by_night = relieved(as_night_reads(book, "po_log"))
    last = max(row for row in range(8, 408) if log.value(row, 1))
    invoices = "Invoices!C5:C505,Invoices!{0}5:{0}505"

    net, tax = (
        formulas.column(f"PO_RELIEVED('PO Log'!A8:A{last},{invoices.format(column)})")
        for column in ("F", "G")
    )
    still = formulas.column(f"PO_OPEN('PO Log'!K8:K{last},'PO Log'!L8:L{last},'PO Log'!N8:N{last})")

    assert last > 100
    for at, row in enumerate(range(8, last + 1)):
        number = str(log.value(row, 1))
        assert cents(log.value(row, 12)) == cents(net[at]) + cents(tax[at]), number
        assert cents(log.value(row, 13)) == cents(still[at]) == by_night[number].minor, number


def test_commitments_by_account(recalculated):
    """PO_OPEN_BY_ACCOUNT over the whole log, and its total."""
    book = recalculated["po_log"]
    production = as_night_reads(book, "po_log")
    still = relieved(production)
    by_night: dict[str, int] = {}
    for one in production.purchase_orders:
        if one.number:
            by_night[one.account] = by_night.get(one.account, 0) + still[one.number].minor
    shown = cells(sheet_of(book, "Open by Account"), 1, 5, 9)
    column = "'PO Log'!{0}7:{0}407".format

    spilled = Formulas(book).rows(
        f"PO_OPEN_BY_ACCOUNT({column('D')},{column('K')},{column('L')},{column('N')})"
    )
    ours = {str(account): cents(amount) for account, amount in spilled[1:]}

    assert ours == by_night
    assert {code: cents(shown[code]) for code in ours} == ours
    assert sum(ours.values()) == cents(sheet_of(book, "Open by Account").value(4, 3)) > 10_000_000


# ---- ledger and cost report


def test_cost_to_date_of_every_account_of_the_ledger(recalculated):
    """ACT_TO_DATE beside the trial balance, account by account."""
    book = recalculated["ledger"]
    balance, formulas = sheet_of(book, "Trial Balance"), Formulas(book)
    until = day(balance.value(4, 3))
    postings = [one for one in as_night_reads(book, "ledger").postings if one.account]
    by_night = cost_to_date(postings, until)
    last = max(row for row in range(10, 130) if balance.value(row, 1))

    ours = formulas.column(
        "ACT_TO_DATE(Ledger!D7:D1007,Ledger!C7:C1007,Ledger!M7:M1007,"
        f"'Trial Balance'!A10:A{last},Posted_up_to)"
    )

    assert len([amount for amount in ours if amount]) > 20
    for at, row in enumerate(range(10, last + 1)):
        code = str(balance.value(row, 1))
        net = cents(balance.value(row, 3)) - cents(balance.value(row, 4))
        assert net == cents(ours[at]) == by_night.get(code, zero()).minor, code


COLUMNS = {
    "actual_period": ("Cost This Week", "Cost this period"),
    "actual_to_date": ("Cost to Date", "Cost to date"),
    "commitments": ("Commitments", "Commitments"),
    "total_cost": ("Total Cost", "Total cost"),
    "etc": ("ETC", "ETC"),
    "efc": ("EFC", "EFC"),
    "budget": ("Budget", "Budget"),
    "changes": ("Approved Changes", "Changes"),
    "revised_budget": ("Revised Budget", "Revised budget"),
    "variance": ("(Over)/Under", "Variance"),
}
"""A line's field: its heading on the sheet, and in what COST_REPORT spills."""


def test_the_cost_report_in_one_formula(recalculated):
    """COST_REPORT over accounts, ledger and orders: ten columns of every account, and the total."""
    book = recalculated["cost_report"]
    report = sheet_of(book, "Cost Report")
    until, before = day(report.value(4, 3)), day(report.value(5, 3))
    headings = {str(name): column for column, name in enumerate(report.rows[8], 1) if name}
    rows = {
        str(report.value(row, 1)): row
        for row in range(10, len(report.rows) + 1)
        if report.value(row, 4) is not None and report.value(row, 1)
    }
    night = as_night_reads(book, "cost_report")
    to_date = cost_to_date(night.postings, until)
    period = cost_in_period(night.postings, before, until)
    committed = open_by_account(night.purchase_orders)

    spilled = Formulas(book).rows(
        "COST_REPORT('Cost Report'!A9:Q77,Ledger!A5:I1005,POs!A5:G405,Week_ending,Last_report,"
        '"EFC-held")'
    )
    named = [dict(zip(map(str, spilled[0]), row, strict=True)) for row in spilled[1:]]
    ours = {str(row["Account"]): row for row in named}
    (total_row,) = [row for row in named if row["Description"] == "Total"]
    whole = dict.fromkeys(COLUMNS, 0)

    lines = {line.account: line for line in night.cost_report if not line.is_total and line.account}
    assert set(rows) == set(lines) <= set(ours)
    assert len(rows) > 40
    for code, row in rows.items():
        read = lines[code]
        position = AccountPosition(
            code,
            "",
            period.get(code, zero()),
            to_date.get(code, zero()),
            committed.get(code, zero()),
            read.efc or zero(),
            read.budget or zero(),
            read.changes or zero(),
        )
        by_night = compute(position)
        for field, (on_sheet, spilt) in COLUMNS.items():
            amount = getattr(by_night, field)
            shown = cents(report.value(row, headings[on_sheet]))
            assert shown == cents(ours[code][spilt]) == amount.minor, (code, field)
            whole[field] += amount.minor
    for field, (on_sheet, spilt) in COLUMNS.items():
        shown = cents(report.value(len(report.rows), headings[on_sheet]))
        assert shown == cents(total_row[spilt]) == whole[field], field


def test_the_cost_report_cell_by_cell(recalculated):
    """ACT_PERIOD, COST_EFC, COST_TOTAL, COST_REVISED and COST_VARIANCE down the sheet's columns."""
    book = recalculated["cost_report"]
    report, formulas = sheet_of(book, "Cost Report"), Formulas(book)
    last = len(report.rows)
    rows = [
        row
        for row in range(10, last + 1)
        if report.value(row, 1) and report.value(row, 3) is not None
    ]
    block = "'Cost Report'!{0}10:{0}{1}".format

    found = {
        3: formulas.column(
            "ACT_PERIOD(Ledger!D5:D1005,Ledger!C5:C1005,Ledger!I5:I1005,"
            f"{block('A', last)},Last_report,Week_ending)"
        ),
        6: formulas.column(f"COST_TOTAL({block('D', last)},{block('E', last)})"),
        7: formulas.column(f"COST_ETC({block('H', last)},{block('D', last)},{block('E', last)})"),
        8: formulas.column(f"COST_EFC({block('D', last)},{block('E', last)},{block('G', last)})"),
        11: formulas.column(f"COST_REVISED({block('I', last)},{block('J', last)})"),
        12: formulas.column(f"COST_VARIANCE({block('K', last)},{block('H', last)})"),
    }

    assert len(rows) > 40
    for column, ours in found.items():
        for row in rows:
            assert cents(report.value(row, column)) == cents(ours[row - 10]), (row, column)
