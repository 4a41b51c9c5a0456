"""The mistakes known to be in workbooks from real work are found, in their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding
from addin.rules import catalogue
from addin.rules.rule import Workpapers, run
from addin.tables.assemble import assemble
from addin.tables.calculate import computed
from addin.tables.parse import parse_all
from addin.tables.recognise import recognise

pytestmark = pytest.mark.real


def findings(folder: Path) -> dict[tuple[str, str], Finding]:
    """What the rules on ledger, bank and cost report find in a folder, by code and first cell."""
    books = []
    for path in sorted(folder.glob("*.xlsx")):
        book = read_workbook(path, path.name)
        books.append(computed(book) if any(sheet.uncached for sheet in book.sheets) else book)
    tables = [
        (table, sheet)
        for book in books
        for sheet in book.sheets
        for table in recognise(sheet, book.name)
    ]
    production = assemble("", "XXX", parse_all(tables), tables)
    papers = Workpapers(production, tuple(books), tuple(table for table, _ in tables))
    ours = [rule for rule in catalogue.RULES if rule.CODE.startswith(("ACT", "BNK", "COS", "SCH"))]
    return {(f.code, f"{f.place.sheet}!{f.place.cell}"): f for f in run(ours, papers)}


def cells(finding: Finding) -> set[str]:
    """All the cells a finding names."""
    return {f"{place.sheet}!{place.cell}" for place in finding.places}


@pytest.fixture(scope="module")
def accounting(real: Path) -> dict[tuple[str, str], Finding]:
    """What is found in a set of bank, card and journal workbooks."""
    return findings(real / "arjun-accounting")


def test_the_card_journal(accounting):
    """Debits of 6,372.09 against 5,372.09; equipment holds the computer; 245.00 off the card."""
    journal = accounting["ACT106", "8 JE_CreditCard!D3:D11"]
    assert [str(number) for _, number in journal.numbers] == ["6,372.09", "5,372.09", "1,000.00"]

    contained = accounting["ACT110", "8 JE_CreditCard!D6"]
    assert cells(contained) == {f"8 JE_CreditCard!{cell}" for cell in ("D6", "F6", "D7")}

    card = accounting["BNK105", "8 JE_CreditCard!E12"]
    assert [str(number) for _, number in card.numbers] == ["5,127.09", "5,372.09", "245.00"]
    assert "7 CC_Statement!F3:F19" in cells(card)


def test_the_missing_receipt(accounting):
    """One charge of 92.00 has none."""
    assert "92.00" in accounting["BNK106", "7 CC_Statement!G7"].message


def test_the_bank_reconciliation(accounting):
    """Balances without cents, an end of 10,085, and an adjustment against its own journal."""
    assert "4 Cash_Book!G21" in cells(accounting["BNK103", "5 Bank_Rec!D24"])
    assert ("BNK103", "5 Bank_Rec!D6") in accounting
    assert "10,085.00" in accounting["BNK103", "5 Bank_Rec!D48"].message

    adjustment = accounting["BNK104", "5 Bank_Rec!C40"]
    assert cells(adjustment) == {
        "5 Bank_Rec!C40",
        "6 JE_BankRec!D9",
        "3 Bank_Statement!F14",
        "4 Cash_Book!E15",
    }


def test_the_opening_balances(accounting):
    """38,930.75 on the statement, 45,230.50 in the book."""
    opening = accounting["BNK102", "3 Bank_Statement!G2"]

    assert cells(opening) == {"3 Bank_Statement!G2", "4 Cash_Book!F3"}
    assert str(opening.impact) == "6,299.75"


def test_the_balanced_journals_are_left_alone(accounting):
    """Of five journals only one is out."""
    assert [where for code, where in accounting if code == "ACT106"] == ["8 JE_CreditCard!D3:D11"]


def test_the_label_that_is_turned_round(real):
    """An overspend is on track and a saving is over budget: one finding, five rows."""
    found = findings(real / "qoder-procurement")
    label = found["COS111", "Budget 2026!H2"]

    assert {"Budget 2026!H2", "Budget 2026!H4:H5", "Budget 2026!H8:H9"} <= cells(label)
    assert [key for key in found if key[0] == "COS111"] == [("COS111", "Budget 2026!H2")]


def test_the_chart_with_one_name_under_two_codes(real):
    """Ids 5 and 10 share a name, id 8 is misspelt; and nothing else is said of four workbooks."""
    found = findings(real / "variance-dashboard")

    assert cells(found["COS115", "Sheet1!B6"]) == {"Sheet1!B6", "Sheet1!B11"}
    assert "Repais" in found["COS115", "Sheet1!B9"].message


def test_the_budget_with_a_typed_variance(real):
    """D14 is typed, and the total's variance with it is not its columns' difference."""
    found = findings(real / "autorpt")

    assert ("COS101", "Sheet1!D14") in found
    assert ("COS101", "Sheet1!D15") in found
    assert not any(code == "COS116" for code, _ in found)


def test_the_production_schedule(real):
    """Three orders twice, two on lines that cannot make them, one in no schedule, and no more."""
    found = findings(real / "me-suzy-mfg")

    assert {f.subject for (code, _), f in found.items() if code == "SCH101"} == {
        "ORD-2025-001",
        "ORD-2025-004",
        "ORD-2025-005",
    }
    assert {f.subject for (code, _), f in found.items() if code == "SCH102"} == {
        "ORD-2025-006 on LINE-B02",
        "ORD-2025-004 on LINE-A01",
    }
    assert [f.subject for (code, _), f in found.items() if code == "SCH103"] == ["ORD-2025-011"]
