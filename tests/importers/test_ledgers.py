"""Ledger reports of production accounting, QuickBooks Online and Xero, and the totals they state."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers.catalogue import those_that_know
from addin.importers.importer import ImportedTable, RowsOf
from addin.importers.ledger_profiles import profiles
from addin.importers.ledgers import LEDGER
from tests.importers.statement_files import amounts

SMART = (
    "Account,LO,EPI,SET,F1,Description,Vendor,Trans#,TT,Cur,Period,PO#,Doc#,EffDate,Payment#,Amount\n"
    "Acct: 6304 - LOCATION SECURITY\n"
    '6304,01,000,001,QE,Night watch,GUARD CO,1201,AP,USD,3,PO-11,INV-9,03/14/26,,"1,250.00"\n'
    "6304,01,000,001,NQ,Less one night,GUARD CO,1202,AP,USD,3,,CM-1,03/15/26,,-50.00\n"
    'Total 6304,,,,,,,,,,,,,,,"{total}"\n'
)
QUICKBOOKS = (
    "Lantern LLC\nTransaction Detail by Account\nMarch 2026\n\n"
    "Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
    "6304 Location security\n"
    "Beginning Balance,,,,,,,100.00\n"
    '03/14/2026,Bill,12,Guard Co,Nights,Accounts Payable,"1,250.00","1,350.00"\n'
    "03/15/2026,Bill,13,Guard Co,Nights,Accounts Payable,50.00,1400.00\n"
    'Total for 6304 Location security,,,,,,"$1,300.00",\n'
    "TOTAL,,,,,,{total},\n"
)
XERO = (
    "Account Transactions\nDemo\n\nDate,Source,Description,Reference,Debit,Credit,Running Balance,GST\n\n"
    "429 - General Expenses\nOpening Balance,,,,,,0.00,\n"
    "14 Mar 2026,Payable Invoice,Guards,INV-1,100.00,,100.00,10.00\n"
    "20 Mar 2026,Payable Credit Note,Guards,CN-1,,10.00,90.00,-1.00\n"
    "Total 429 - General Expenses,,,,100.00,{total},90.00,\n"
)
PRINTED = (
    "LEDGER REPORT\nAcct: 6304 - LOCATION SECURITY\n"
    "  03/14/26 : GUARD CO : INV   INV-9   1,250.00\n"
    "  03/25/26 : GUARD CO : CM   CM-2   -50.00\n"
    "Total Acct 6304   {total}\n"
)


def _only(text: str, name: str) -> ImportedTable:
    (importer,) = those_that_know(text.encode(), name)
    (table,) = importer.read(text.encode(), name).tables
    return table


def _column(table: ImportedTable, field: str) -> list[object]:
    return [row[table.fields[field]] for row in table.rows]


@pytest.mark.parametrize(
    ("text", "total", "accounts", "figures"),
    [
        (SMART, "1,200.00", ["6304", "6304"], [1250, -50]),
        (QUICKBOOKS, "1300.00", ["6304", "6304"], [1250, 50]),
        (PRINTED, "1,200.00", ["6304", "6304"], [1250, -50]),
    ],
)
def test_accounts_come_from_lines_or_headings_and_totals_prove_them(
    text: str, total: str, accounts: list[object], figures: list[object]
) -> None:
    """A total is no line; the right one ties, one cent more does not."""
    table = _only(text.format(total=total), "a.csv")
    wrong = _only(text.format(total="9.99"), "a.csv")

    assert (_column(table, "account"), _column(table, "amount")) == (accounts, figures)
    assert _column(table, "date")[0] == dt.date(2026, 3, 14)
    assert not table.proof.breaks
    assert wrong.proof.breaks[0].text.endswith(
        f"is 9.99, its lines come to {sum(map(Decimal, map(str, figures))):,.2f}"
    )


def test_sides_of_xero_stay_sides() -> None:
    """Debit and credit columns; the account is the heading above, its total their difference."""
    table = _only(XERO.format(total="10.00"), "a.csv")
    assert (_column(table, "debit"), _column(table, "credit")) == ([100, None], [None, 10])
    assert _column(table, "account") == ["429", "429"]
    assert (table.headings[-1], table.rows[0][-1]) == ("GST", "10.00")
    assert table.proof.said == "1 totals tie"
    assert len(_only(XERO.format(total="11.00"), "a.csv").proof.breaks) == 1


def test_free_columns_are_kept_under_their_own_headings() -> None:
    """Tags of a tax credit stand in free fields: nothing of a line is lost."""
    table = _only(SMART.format(total="1,200.00"), "a.csv")
    at = table.headings.index("F1")
    assert [row[at] for row in table.rows] == ["QE", "NQ"]


def test_an_account_keeps_its_zeros_and_the_blanks_within() -> None:
    """One ledger pads short parts with blanks inside the code."""
    text = "Account,Date,Description,Amount\n0100,2026-03-01,a,1\n500 100  01,2026-03-02,b,2\n"
    assert _column(_only(text, "a.csv"), "account") == ["0100", "500 100  01"]


def test_a_day_is_carried_on_within_an_entry() -> None:
    """Journals write it on the first line only; a line of no entry without a day is named."""
    text = (
        "Entry No,Date,Account,Debit,Credit,Memo\nJ1,2026-03-01,5800,25,,fee\nJ1,,1000,,25,\n"
        "J2,,5800,1,,x\n"
    )
    table = _only(text, "a.csv")
    assert _column(table, "date") == [dt.date(2026, 3, 1)] * 2
    assert [one.line for one in table.proof.breaks] == [4]


def test_every_profile_says_where_it_comes_from() -> None:
    """And has a name of its own, columns to be told by, and an account unless headings name it."""
    names = [one.name for one in profiles()]
    assert len(set(names)) == len(names)
    for one in profiles():
        assert one.source
        assert one.needs
        assert "account" in one.columns or one.groups
        assert {"date"} <= one.columns.keys()


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(
        st.integers(1000, 9999), st.lists(amounts, min_size=1, max_size=5), min_size=1, max_size=5
    ),
    st.integers(0, 4),
)
def test_a_report_with_right_totals_ties_and_one_cent_off_does_not(
    told: dict[int, list[Decimal]], which: int
) -> None:
    """Whatever the accounts and their lines are."""

    def report(off: Decimal) -> ImportedTable:
        lines = ["Account,Date,Trans#,EffDate,Description,Amount"]
        for at, (code, figures) in enumerate(told.items()):
            lines.append(f"Acct: {code} - NAME {code}")
            lines += (f"{code},,1,2026-03-01,x,{one}" for one in figures)
            wrong = off if at == which % len(told) else Decimal(0)
            lines.append(f"Total {code},,,,,{sum(figures, wrong)}")
        return LEDGER.read("\n".join(lines).encode(), "a.csv").tables[0]

    right, wrong = report(Decimal(0)), report(Decimal("0.01"))
    assert (right.proof.breaks, right.proof.said) == ((), f"{len(told)} totals tie")
    assert len(wrong.proof.breaks) == 1


def test_no_ledger_is_refused() -> None:
    """A list without an account is none."""
    with pytest.raises(ImportRefused, match="headings for an account"):
        LEDGER.read(b"Date,Description,Amount\n2026-03-01,a,1\n", "a.csv")


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "sheet", "count", "debit", "credit"),
    [
        ("Bank Reconciliation.xlsx", "6 JE_BankRec", 6, "555", "555"),
        (
            "Credit Card Reconciliation and Journal Entries & Month-End Adjustments.xlsx",
            "8 JE_CreditCard", 10, "6372.09", "5372.09",
        ),
    ],
)  # fmt: skip
def test_real_journals(
    real: Path, file: str, sheet: str, count: int, debit: str, credit: str
) -> None:
    """Lines and sides, known by hand: that they do not agree is for the check to say."""
    book = openpyxl.load_workbook(real / "arjun-accounting" / file, data_only=True)
    rows: RowsOf = list(book[sheet].iter_rows(values_only=True))  # type: ignore[arg-type] # plain
    assert LEDGER.of_rows is not None
    (table,) = LEDGER.of_rows.read(rows, file, None).tables

    def total(field: str) -> Decimal:
        told = (one for one in _column(table, field) if one is not None)
        return sum((Decimal(str(one)) for one in told), Decimal(0))

    assert len(table.rows) == count
    assert (total("debit"), total("credit")) == (Decimal(debit), Decimal(credit))


@pytest.mark.real
def test_a_real_list_of_costs_is_a_ledger_where_somebody_says_so(real: Path) -> None:
    """Day, cost id and cost, 1,000 times: not certain enough to be taken for one unasked."""
    book = openpyxl.load_workbook(real / "variance-dashboard" / "costs.xlsx", data_only=True)
    rows: RowsOf = list(book["costs"].iter_rows(values_only=True))  # type: ignore[arg-type] # plain
    assert LEDGER.of_rows is not None
    (table,) = LEDGER.of_rows.read(rows, "costs.xlsx", None).tables

    assert not LEDGER.of_rows.knows(rows)
    assert (len(table.rows), table.proof.breaks) == (1000, ())
    assert _column(table, "account")[0] == "3"
    assert _column(table, "amount")[0] == 402535.82
