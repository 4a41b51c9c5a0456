"""What the functions spill is what the nightly check works out from the same sheets."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from addin.domain.actuals import cost_to_date
from addin.domain.commitments import open_by_account
from addin.rules.cost_report import columns, commitments_tie, ledger_tie, negative_etc, totals
from addin.rules.rule import Workpapers
from addin.tables.assemble import assemble
from addin.tables.parse import parse_all
from addin.tables.recognise import recognise
from addin.tables.table import Book, Role, Sheet
from tests.udfs.called import called

CUTOFF = dt.date(2026, 3, 31)
ACCOUNTS = [(str(code), f"Account {code}") for code in range(2200, 3400, 75)]
RULES = (columns, ledger_tie, commitments_tie, totals, negative_etc)


def sheets_of(seed):
    """A ledger, a PO log and a list of accounts, as one show keeps them."""
    chance = random.Random(seed)  # noqa: S311 - a test's own numbers

    def day():
        return CUTOFF - dt.timedelta(days=chance.randrange(80))

    def amount(most):
        return round(chance.uniform(1, most), 2)

    ledger: list[list[object]] = [["Account", "Date", "Vendor", "Document", "Details", "Amount"]]
    for n in range(120):
        code = chance.choice(ACCOUNTS)[0]
        ledger.append([code, day(), f"Vendor {n % 9}", f"INV-{n}", "Goods", amount(900)])
    log: list[list[object]] = [
        ["PO Number", "Date", "Vendor", "Account", "Amount", "Relieved", "Status"]
    ]
    for n in range(40):
        ordered = amount(2000)
        relieved = round(ordered * chance.choice([0, 0, 0.5, 1.1]), 2)
        row: list[object] = [
            chance.choice(ACCOUNTS)[0],
            ordered,
            relieved,
            chance.choice(["Open", "Closed"]),
        ]
        log.append([f"PO-{n + 1:04d}", day(), f"Vendor {n % 9}", *row])
    listed: list[list[object]] = [["Account", "Description", "Budget", "EFC"]]
    listed += [[code, name, 9000.0, 12000.0] for code, name in ACCOUNTS]
    return ledger, log, listed


def read(ledger, log, report):
    """The three sheets as the nightly check reads them."""
    pages = {"Ledger": ledger, "PO Log": log, "Cost Report": report}
    book = Book("Show.xlsx", tuple(Sheet(name, blank(rows), {}) for name, rows in pages.items()))
    tables = [(table, sheet) for sheet in book.sheets for table in recognise(sheet, book.name)]
    production = assemble("Show", "XXX", parse_all(tables), tables)
    return Workpapers(production, (book,), tuple(table for table, _ in tables))


def findings(papers):
    """What the rules on the cost report say."""
    return [finding for rule in RULES for finding in rule.check(papers)]


def blank(rows):
    """Cells as a sheet has them: what a function shows as empty is empty."""
    return [[None if cell == "" else cell for cell in row] for row in rows]


@pytest.mark.parametrize("seed", range(5))
def test_the_nightly_check_finds_nothing_in_a_report_that_is_spilled(seed):
    """COST_REPORT keeps its columns, ties to ledger and PO log, and its total is its sum."""
    ledger, log, listed = sheets_of(seed)
    report = called("COST_REPORT", listed, ledger, log, CUTOFF)

    papers = read(ledger, log, report)

    roles = {table.sheet: table.role for table in papers.tables}
    assert roles == {"Ledger": Role.LEDGER, "PO Log": Role.PO_LOG, "Cost Report": Role.COST_REPORT}
    assert findings(papers) == []


def test_lists_that_go_on_after_the_cutoff_agree_with_a_report_up_to_it():
    """Next week's postings and orders are in the sheets, and in neither report."""
    ledger, log, listed = sheets_of(2)
    later = CUTOFF + dt.timedelta(days=3)
    code = ACCOUNTS[0][0]
    ledger.append([code, later, "Vendor 1", "INV-999", "Goods", 75.25])
    log.append(["PO-0999", later, "Vendor 1", code, 640.5, 0, "Open"])

    papers = read(ledger, log, called("COST_REPORT", listed, ledger, log, CUTOFF))
    at_cutoff = replace(papers, production=replace(papers.production, cutoff=CUTOFF))

    assert findings(at_cutoff) == []
    assert findings(papers)


def test_it_would_find_a_figure_that_is_not_the_functions():
    """One cost to date that somebody typed over is found, so that silence means agreement."""
    ledger, log, listed = sheets_of(1)
    report = called("COST_REPORT", listed, ledger, log, CUTOFF)
    report[3][3] += 10

    found = {finding.code for finding in findings(read(ledger, log, report))}

    assert ledger_tie.CODE in found


@pytest.mark.parametrize("seed", range(5))
def test_account_by_account_the_numbers_are_the_domains(seed):
    """ACT_TO_DATE and PO_OPEN_BY_ACCOUNT are what is summed from the records of the same sheets."""
    ledger, log, listed = sheets_of(seed)
    production = read(ledger, log, called("COST_REPORT", listed, ledger, log)).production
    accounts, dates, amounts = ([[row[at]] for row in ledger] for at in (0, 1, 5))
    cutoff = dt.date(2026, 2, 28)

    posted = cost_to_date(production.postings, cutoff)
    asked = called(
        "ACT_TO_DATE", accounts, dates, amounts, [[code] for code, _ in ACCOUNTS], cutoff
    )
    open_ = called("PO_OPEN_BY_ACCOUNT", *([[row[at]] for row in log] for at in (3, 4, 5, 6)))

    nothing = 0.0
    assert [value for (value,) in asked] == [
        float(posted[code].amount) if code in posted else nothing for code, _ in ACCOUNTS
    ]
    assert dict(open_[1:]) == {
        code: float(left.amount)
        for code, left in open_by_account(production.purchase_orders).items()
    }
