"""Statements of banks and cards as lists: every bank writes them in a way of its own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers.bank_csv import BANK_CSV, CARD_CSV
from addin.importers.importer import HEAD, ImportedTable, Importer, RowsOf
from addin.tables.table import Role
from tests.importers.statement_files import amounts, days, words

DAY = dt.date(2026, 3, 14)


def _kinds(text: str) -> list[str]:
    head = text.encode()[:HEAD]
    return [one.name for one in (BANK_CSV, CARD_CSV) if one.knows(head, "a.csv")]


def _table(text: str, importer: Importer = BANK_CSV) -> ImportedTable:
    (table,) = importer.read(text.encode(), "a.csv").tables
    return table


def _amounts(table: ImportedTable) -> list[object]:
    return [row[table.fields["amount"]] for row in table.rows]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Date,Description,Amount,Balance\n2026-03-14,A,-45.10,954.90\n", [-45.1]),
        (
            "Date,Description,Money In,Money Out,Balance\n14/03/2026,A,,10.00,90.00\n15/03/2026,B,50.00,,140.00\n",
            [-10, 50],
        ),
        (
            "Date,Details,Withdrawals,Deposits,Balance\n2026-03-14,A,10,,90\n2026-03-15,B,,5,95\n",
            [-10, 5],
        ),
        (
            "Date,Narrative,DC,Amount,Balance\n14/03/2026,A,D,10.00,90.00\n15/03/2026,B,C,5.00,95.00\n",
            [-10, 5],
        ),
        (
            "Date;Text;Betrag;Saldo\n14.03.2026;A;-12,50;1.087,50\n13.03.2026;B;1.000,00;1.100,00\n",
            [-12.5, 1000],
        ),
        (
            "Date,Description,Debit,Credit,Balance\n2026-03-14,A,-10,,90\n2026-03-15,B,,5,95\n",
            [-10, 5],
        ),
        # a book, whose debits are money in: its balance says so
        (
            "Date,Description,Debit,Credit,Balance\n2026-03-14,A,10,,110\n2026-03-15,B,,5,105\n",
            [10, -5],
        ),
    ],
)
def test_money_in_is_positive_however_it_is_written(text: str, moved: list[object]) -> None:
    """A sign, a column for each side, a column of marks, sides called the other way round."""
    assert _kinds(text) == ["bank-csv"]
    assert _amounts(_table(text)) == moved
    assert not _table(text).proof.breaks


def test_amounts_without_a_sign_are_what_the_balance_moved_by() -> None:
    """Where no column says what is out; the first line has nothing before it, and is asked about."""
    lines = "2026-03-13,Opening balance,,100\n2026-03-14,A,10,90\n2026-03-15,B,5,95\n2026-03-16,C,7,88\n"
    whole = _table(f"Date,Description,Amount,Balance\n{lines}")
    cut = _table(f"Date,Description,Amount,Balance\n{lines.partition(chr(10))[2]}")

    assert (_amounts(whole), whole.proof.breaks) == ([-10, 5, -7], ())
    assert [one.text for one in cut.proof.breaks] == [
        "nothing says whether 10.00 is money in or out"
    ]


def test_a_month_of_nothing_but_money_in_is_read_as_written() -> None:
    """No sign anywhere, and every balance follows; that the first is unproved is said."""
    read = BANK_CSV.read(
        b"Date,Description,Amount,Balance\n2026-03-14,A,10,110\n2026-03-15,B,5,115\n", "a.csv"
    )
    assert (_amounts(read.tables[0]), read.tables[0].proof.breaks) == ([10, 5], ())
    assert "which nothing before it proves" in read.remarks[0].text


def test_amounts_that_nothing_tells_apart_are_said() -> None:
    """No sign, no balance: all are money in, and a person is told."""
    read = BANK_CSV.read(b"Date,Description,Amount\n2026-03-14,A,10\n", "a.csv")
    assert [one.text for one in read.remarks] == [
        "no amount is negative, and nothing says which are money out: all are money in"
    ]


def test_the_running_balance_is_proved_line_by_line() -> None:
    """The line where it stops following is named, with what was expected."""
    table = _table(
        "Date,Description,Debit,Credit,Balance\n2026-03-01,Opening balance,,,100.00\n"
        "2026-03-02,A,10,,90.00\n2026-03-03,B,,5,99.00\n"
    )
    assert [(one.line, one.text) for one in table.proof.breaks] == [
        (4, "the balance 99.00 does not follow: 95.00 was expected")
    ]
    assert table.proof.said == "opening 100.00, closing balance 99.00 does not tie"
    assert len(table.rows) == 2


@settings(deadline=None, max_examples=60)
@given(
    moved=st.lists(st.tuples(days, amounts, words), min_size=2, max_size=15),
    opening=st.decimals(-9999, 9999, places=2),
    is_falling=st.booleans(),
    has_sides=st.booleans(),
)
def test_a_statement_that_balances_is_proved_and_one_cent_off_is_not(
    *,
    moved: list[tuple[dt.date, Decimal, str]],
    opening: Decimal,
    is_falling: bool,
    has_sides: bool,
) -> None:
    """Up or down the page, with a sign or with sides; any change of one balance is found."""
    ordered = sorted(moved, key=lambda one: one[0])
    assume(ordered[0][0] != ordered[-1][0])
    balance, lines = opening, []
    for day, amount, _ in ordered:
        balance += amount
        sides = (max(-amount, Decimal(0)) or "", max(amount, Decimal(0)) or "")
        figures = ",".join(map(str, sides)) if has_sides else str(amount)
        lines.append([f"{day}", "x", figures, str(balance)])
    head = "Date,Description," + ("Money Out,Money In" if has_sides else "Amount") + ",Balance\n"

    def read() -> ImportedTable:
        shown = reversed(lines) if is_falling else lines
        return _table(head + "\n".join(",".join(one) for one in shown) + "\n")

    assume(has_sides or any(amount < 0 for _, amount, _ in ordered))
    table = read()
    expected = [float(amount) for _, amount, _ in ordered]
    assert sorted(map(float, _amounts(table))) == sorted(expected)  # type: ignore[arg-type]
    assert (table.proof.breaks, table.proof.closing) == ((), balance)
    lines[-1][-1] = str(balance + Decimal("0.01"))
    assert len(read().proof.breaks) >= 1


def test_days_that_read_two_ways_are_asked_about() -> None:
    """One day beyond the twelfth decides; without one a person has to say."""
    text = "Date,Description,Amount,Balance\n{}/02/2026,A,-10,90\n02/02/2026,B,5,95\n"
    assert _table(text.format("13")).rows[0][0] == dt.date(2026, 2, 13)
    with pytest.raises(ImportRefused, match="read two ways"):
        _table(text.format("03"))
    assert BANK_CSV.of_rows is not None
    rows = [tuple(one.split(",")) for one in text.format("03").splitlines()]
    (table,) = BANK_CSV.of_rows.read(rows, "a.csv", False).tables
    assert table.rows[0][0] == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("headings", "kinds"),
    [
        ("Date,Description,Amount", ["bank-csv", "card-csv"]),
        ("Date,Description,Amount,Balance", ["bank-csv"]),
        ("Transaction Date,Post Date,Description,Category,Type,Amount,Memo", ["card-csv"]),
        ("Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit", ["card-csv"]),
        ("Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #", ["bank-csv"]),
        ("Invoice No,Date,Due Date,Customer,Amount", []),
        ("Date,Account,Description,Debit,Credit", []),
        ("PO,Date,Vendor,Amount", []),
        ("Summary,Issue key,Status", []),
    ],
)
def test_what_says_which_kind_it_is(headings: str, kinds: list[str]) -> None:
    """Balance and cheques are a bank's, cards and second days a card's; neither is asked about."""
    assert _kinds(f"Some Bank\nAccount 123\n\n{headings}\n") == kinds


@pytest.mark.parametrize(
    "lines",
    [
        "2026-03-14,2026-03-15,A,-12.00\n2026-03-15,2026-03-15,B,-40.00\n2026-03-16,2026-03-17,Pay,52.00\n",
        "2026-03-14,2026-03-15,A,12.00\n2026-03-15,2026-03-15,B,40.00\n2026-03-16,2026-03-17,Pay,-52.00\n",
    ],
)
def test_a_charge_is_positive_whatever_sign_the_issuer_uses(lines: str) -> None:
    """What most lines have is a charge."""
    table = _table(f"Transaction Date,Post Date,Description,Amount\n{lines}", CARD_CSV)
    assert (table.role, _amounts(table)) == (Role.CARD, [12, 40, -52])


def test_lines_with_money_that_cannot_be_read_break_the_proof() -> None:
    """A line without a day or with an odd amount is named; pending ones are left out and said."""
    read = BANK_CSV.read(
        b"Date,Description,Amount,Balance\n,Fee,-1.00,\n2026-03-14,Odd,12..5,\n"
        b"Pending,Fuel,-4.00,\n2026-03-15,Tape,-5.00,90.00\nTotal,,-10,\n",
        "a.csv",
    )
    assert [one.line for one in read.tables[0].proof.breaks] == [2, 3]
    assert [one.text for one in read.remarks] == ["not posted yet, left out: Pending Fuel -4.00"]
    assert len(read.tables[0].rows) == 1


def test_several_accounts_in_one_list_are_refused() -> None:
    """They have no common balance; a file is asked for that holds one."""
    with pytest.raises(ImportRefused, match="2 accounts"):
        _table(
            "Account Number,Date,Description,Amount,Balance\n11,2026-03-14,A,1,1\n22,2026-03-14,B,1,1\n"
        )


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "sheet", "importer", "count", "total", "said"),
    [
        (
            "Bank Reconciliation.xlsx", "3 Bank_Statement", BANK_CSV, 18, "32300",
            "opening 38,930.75, closing balance 71,230.75 ties",
        ),
        (
            "Bank Reconciliation.xlsx", "4 Cash_Book", BANK_CSV, 18, "37645",
            "opening 45,230.50, closing balance 82,875.50 ties",
        ),
        (
            "Credit Card Reconciliation and Journal Entries & Month-End Adjustments.xlsx",
            "7 CC_Statement", CARD_CSV, 17, "5127.09", "there is no running balance to prove it",
        ),
    ],
)  # fmt: skip
def test_real_statements(
    real: Path, file: str, sheet: str, importer: Importer, count: int, total: str, said: str
) -> None:
    """Lines, their sum and the proof, known by hand; a workbook's sheet reads as a text does."""
    book = openpyxl.load_workbook(real / "arjun-accounting" / file, data_only=True)
    rows: RowsOf = list(book[sheet].iter_rows(values_only=True))  # type: ignore[arg-type] # plain
    assert importer.of_rows is not None
    assert importer.of_rows.knows(rows)
    (table,) = importer.of_rows.read(rows, file, None).tables

    assert len(table.rows) == count
    assert sum(Decimal(str(one)) for one in _amounts(table)) == Decimal(total)
    assert table.proof.said == said
