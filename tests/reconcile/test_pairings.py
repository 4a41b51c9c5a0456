"""A whole production, reconciled: the laws, the findings, the facts of real workbooks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.findings import Severity
from addin.jobs.load import load
from addin.reconcile.catalogue import FINDINGS
from addin.reconcile.pairings import reconcile, reconciled_findings, summary
from addin.reports.meanings import meaning
from addin.rules.rule import Options
from addin.settings.model import Settings
from addin.wiring import workbooks
from tests.make import (
    card_line,
    cash_book_line,
    in_rows,
    invoice,
    papers,
    po,
    posting,
    receipt,
    statement_line,
    stock_line,
    timecard,
)

CAMERA, LUMBER = "Northlight Camera", "Ridge Lumber"


def booked(account, amount, document, vendor, po_number):
    """A posting of an invoice to an order."""
    return posting(
        account,
        amount,
        document=document,
        vendor=vendor,
        po_number=po_number,
        date="2026-03-05",
    )


def everything():
    """A production in which each kind of finding is true once or more."""
    found = papers(
        purchase_orders=[
            po("1041", CAMERA, 500, account="3300", date="2026-03-01", relieved=300),
            po("1042", CAMERA, 800, account="3300", date="2026-03-01"),
            po("1043", LUMBER, "812.40", account="2300", date="2026-03-01"),
            po("1044", LUMBER, 60, account="2300", date="2026-03-01"),
        ],
        invoices=[
            invoice("A-101", CAMERA, 500, po_number="1041", ordered=450, date="2026-03-03"),
            invoice("A-102", LUMBER, 800, po_number="1042", date="2026-03-03"),
            invoice("A-103", CAMERA, 70, po_number="9200", date="2026-03-03"),
            invoice("A-104", CAMERA, 1240, date="2026-03-03"),
            invoice("A-105", CAMERA, 33, date="2026-03-03", status_text="Paid"),
            *(invoice(f"B-{n}", LUMBER, n, date="2026-03-03") for n in range(201, 231)),
        ],
        postings=[
            posting(
                "3300", 500, document="A-101", vendor=CAMERA, po_number="1041", date="2026-03-05"
            ),
            posting(
                "3200", 800, document="A-102", vendor=LUMBER, po_number="1042", date="2026-03-05"
            ),
            posting(
                "3300", 70, document="A-103", vendor=CAMERA, po_number="9200", date="2026-03-05"
            ),
            posting("3300", 1420, document="A-104", vendor=CAMERA, date="2026-03-05"),
            posting("2300", "812.40", vendor=LUMBER, date="2026-03-20"),
            posting("3300", "91.20", vendor="Harbour Catering", date="2026-03-09"),
            posting("2300", 148, vendor="Quartz Hire", date="2026-03-03"),
            posting("3300", 12, document="Z-9001", vendor=CAMERA, date="2026-03-30"),
            *(
                posting("2300", n, document=f"B-{n}", vendor=LUMBER, date="2026-03-05")
                for n in range(201, 231)
            ),
        ],
        bank=[
            statement_line("2026-03-02", -320, description="Ridge Lumber"),
            statement_line("2026-03-08", 8200, description="Cash sales"),
            statement_line("2026-03-10", -25, description="Service fee"),
            statement_line("2026-04-20", 77, description="TRF 11"),
        ],
        cash_book=[
            cash_book_line("2026-03-02", -320, description="Ridge Lumber"),
            cash_book_line("2026-03-08", 8020, description="Cash sales"),
            cash_book_line("2026-03-09", -1250, reference="1252", description="Marketing"),
            cash_book_line("2026-04-20", 77, description="Customer"),
        ],
        cards=[
            card_line("2026-03-02", "91.20", description="Harbour Catering"),
            card_line("2026-03-03", 184, description="Quartz Hire"),
            card_line("2026-03-04", 92, description="Delta Props"),
        ],
    ).production
    second = in_rows(
        [po("1041", CAMERA, 580), po("1042", "Delta Props", 800), po("1043", LUMBER, "812.40")],
        workbook="Procurement.xlsx",
    )
    cards = [timecard(name, 10, date="2026-03-02") for name in ("Ruth", "Tom", "Una")]
    register = [timecard("Ruth", 12, date="2026-03-08"), timecard("Tom", 10, date="2026-03-08")]
    shelf = [stock_line(name) for name in ("Flag", "Stand", "Sandbag", "Cable")]
    books = [stock_line("Flag", 11), *shelf[1:3]]
    receipts = [
        receipt("91.20", date="2026-03-02", payee="Harbour Catering"),
        receipt(184, date="2026-03-03", payee="Quartz Hire"),
        receipt(61, date="2026-03-04", payee="Birch Cafe"),
        receipt("92.10", date="2026-03-04", payee="Delta Props"),
    ]
    more = in_rows([card_line("2026-03-04", 61, description="Birch Cafe")], 20)
    posted = in_rows([posting("3300", 61, vendor="Birch Cafe", date="2026-03-05")], 60)
    return replace(
        found,
        cards=(*found.cards, *more),
        postings=(*found.postings, *posted),
        petty_cash=in_rows(receipts),
        purchase_orders=(*found.purchase_orders, *second),
        timecards=(*in_rows(cards), *in_rows(register, sheet="Register")),
        stock=(*in_rows(shelf), *in_rows(books, sheet="System")),
    )


def codes(production):
    """How many findings there are of each code."""
    found = reconciled_findings(reconcile(production, Options()))
    return Counter(finding.code for finding in found)


def test_every_kind_of_finding_can_be_found():
    """Each module of the catalogue yields where its case is true."""
    assert set(codes(everything())) == {kind.CODE for kind in FINDINGS}


@settings(deadline=None, max_examples=15)
@given(st.randoms())
def test_sorting_the_sheets_changes_no_finding(chance):
    """The same rows in another order give the same findings, in the same order."""
    production = everything()
    mixed = {}
    for name in ("invoices", "postings", "bank", "cash_book", "cards"):
        rows = list(getattr(production, name))
        chance.shuffle(rows)
        mixed[name] = tuple(rows)

    before = reconciled_findings(reconcile(production, Options()))
    after = reconciled_findings(reconcile(replace(production, **mixed), Options()))

    assert Counter(after) == Counter(before)


def test_findings_point_at_both_sides_and_say_what_to_do():
    """Cells of two lists where there are two, numbers, advice, and a subject of its own."""
    found = reconciled_findings(reconcile(everything(), Options()))

    for finding in found:
        assert finding.advice
        assert finding.message.endswith(".")
        assert finding.subject
        assert all(place.workbook and place.cell for place in finding.places)
    subjects = [(finding.code, finding.subject) for finding in found]
    assert len(set(subjects)) == len(subjects)
    two_sided = {"REC101", "REC102", "REC103", "REC104", "REC107", "REC201", "REC301", "REC402"}
    for finding in found:
        if finding.code in two_sided:
            assert len({(place.workbook, place.sheet) for place in finding.places}) == 2


def test_only_a_certain_disagreement_is_an_error():
    """Two totals of one PO, the amount repeated, an invoice, the bank: nothing suggested."""
    found = reconciled_findings(reconcile(everything(), Options()))

    errors = {finding.code for finding in found if finding.severity is Severity.ERROR}
    assert errors == {"REC101", "REC103", "REC201", "REC301", "REC402"}


def test_a_production_that_ties_finds_nothing():
    """Open orders, partial relief, credit memos, instalments, rents, money in transit."""
    clean = papers(
        purchase_orders=[
            po("1041", CAMERA, 1000, account="3300", date="2026-03-01"),
            po("1042", LUMBER, 300, account="2300", date="2026-03-01"),
            po("1043", LUMBER, 3600, account="2300", date="2026-03-01"),
        ],
        invoices=[
            invoice("A-101", CAMERA, 400, po_number="1041", ordered=1000, date="2026-03-03"),
            invoice("A-102", CAMERA, -50, po_number="1041", ordered=1000, date="2026-03-09"),
            *(invoice(f"R-{n}", LUMBER, 1200, po_number="1043") for n in (3, 4, 5)),
        ],
        postings=[
            posting(
                "3300", 400, document="A-101", vendor=CAMERA, po_number="1041", date="2026-03-05"
            ),
            posting(
                "3300", -50, document="A-102", vendor=CAMERA, po_number="1041", date="2026-03-10"
            ),
            posting("3500", 35, document="F-7", vendor="Delta Freight", date="2026-03-10"),
            *(
                posting(
                    "2300",
                    1200,
                    document=f"R-{n}",
                    vendor=LUMBER,
                    po_number="1043",
                    date=f"2026-0{n}-02",
                )
                for n in (3, 4, 5)
            ),
        ],
        bank=[
            statement_line("2026-03-02", -1200, description="Ridge Lumber"),
            statement_line("2026-03-03", -1200, description="Ridge Lumber"),
            statement_line("2026-03-08", 500, description="Cash sales"),
        ],
        cash_book=[
            cash_book_line("2026-03-01", -1200, description="Ridge Lumber"),
            cash_book_line("2026-03-02", -1200, description="Ridge Lumber"),
            cash_book_line("2026-03-08", 500, description="Cash sales"),
            cash_book_line("2026-03-08", 900, description="Cash sales"),
        ],
    ).production

    assert codes(clean) == Counter()


def test_the_summary_counts_what_ties():
    """One line for each two lists compared."""
    lines = summary(reconcile(everything(), Options(today=dt.date(2026, 5, 1))))

    assert [line.pair.partition(" ↔ ")[2] for line in lines] == [
        "Procurement.xlsx!PO Log",
        "Show.xlsx!Invoices",
        "Show.xlsx!Ledger",
        "Show.xlsx!Ledger",
        "Show.xlsx!Cash Book",
        "Show.xlsx!Ledger",
        "Show.xlsx!Petty Cash",
        "Show.xlsx!Ledger",
        "Show.xlsx!Register",
        "Show.xlsx!System",
    ]
    assert lines[0].confirmed == 3


@pytest.mark.parametrize("kind", FINDINGS, ids=lambda kind: kind.CODE)
def test_every_kind_is_documented_like_a_rule(kind):
    """Its code, a title, and the three headings."""
    documented = meaning(kind.__doc__ or "")

    assert documented.code == kind.CODE
    assert documented.title
    for heading in ("Why it matters:", "Example:", "What to do:"):
        assert heading in documented.body


def test_codes_are_used_once():
    """One code, one kind."""
    assert len({kind.CODE for kind in FINDINGS}) == len(FINDINGS)


def reconciled(folder: Path):
    """The findings on a folder of real workbooks."""
    production = load(workbooks(folder), Settings(), folder.name).production
    return reconciled_findings(reconcile(production, Options()))


@pytest.mark.real
def test_orders_of_three_procurement_workbooks(real):
    """15 of 15 repeated amounts and 12 vendors differ; 20 totals and 18 vendors of two lists."""
    found = Counter(finding.code for finding in reconciled(real / "qoder-procurement"))

    assert found == {"REC101": 20, "REC102": 18, "REC103": 15, "REC104": 12}


@pytest.mark.real
def test_the_transposed_deposit_of_a_bank_reconciliation(real):
    """8,200 on the statement, 8,020 in the cash book, and nothing else between the two."""
    (found,) = reconciled(real / "arjun-accounting")

    assert found.code == "REC301"
    assert found.severity is Severity.ERROR
    assert [place.cell for place in found.places] == ["F14", "E15"]
    assert "divisible by 9" in found.message
