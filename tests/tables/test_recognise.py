"""Which role a drawn table is given, which column each field, and how sure that is."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from addin.tables.recognise import PROPOSAL, recognise
from addin.tables.table import SURE, Area, Role, Sheet
from addin.tables.vocabulary import FIELDS
from tests.tables.lists_of_the_trade import (
    KNOWN,
    PO_LOG,
    only_table,
)


@pytest.mark.parametrize("role", KNOWN)
def test_a_table_of_the_trade_is_known_by_its_headings_and_values(role):
    """Also on a sheet whose name says nothing."""
    text, columns = KNOWN[role]
    table = only_table(text)

    assert role is table.role
    assert dict(pair.split("=") for pair in columns.split()).items() <= table.columns.items()


def test_the_actual_side_of_a_bid_form_is_found_under_its_group():
    """Estimate and Actual stand over the same headings; the totals of each are what counts."""
    table = only_table(
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
    table = only_table("""
        Buchungstag | Verwendungszweck | Betrag | Saldo
        02.03.2026 | Miete | -1200 | 3800
        03.03.2026 | Eingang | 10000 | 13800
        04.03.2026 | Gebühr | -15 | 13785
        05.03.2026 | Kauf | -85 | 13700
        06.03.2026 | Kauf | -700 | 13000
    """)

    assert Role.BANK is table.role
    assert any("running balance" in reason for reason in table.reasons)


def test_numbers_and_dates_typed_as_text_do_not_hide_a_table():
    """Currency signs, blanks, ######## and dashes are what people leave behind."""
    table = only_table(
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
    table = only_table(PO_LOG.replace("2026-03-0", "soon "))

    assert "date" not in table.fields


def test_an_amount_is_never_mapped_to_a_column_of_dates():
    """Whatever the heading says."""
    table = only_table("""
        PO # | Vendor | Amount | Total
        1001 | Acme | 2026-03-01 | 5
        1002 | Bolt | 2026-03-02 | 6
        1003 | Core | 2026-03-03 | 7
    """)

    assert table.columns.get("amount", "D") == "D"


@pytest.mark.parametrize("role", KNOWN)
def test_fields_are_the_roles_own_and_one_to_one(role):
    """No column serves two fields, no field is foreign to the role."""
    table = only_table(KNOWN[role][0])

    assert set(table.fields) <= set(FIELDS[table.role])
    assert len(set(table.fields.values())) == len(table.fields)


@pytest.mark.parametrize("role", KNOWN)
def test_the_same_sheet_gives_the_same_answer(role):
    """Nothing depends on chance or order."""
    assert only_table(KNOWN[role][0]) == only_table(KNOWN[role][0])


@pytest.mark.parametrize("role", KNOWN)
def test_reasons_quote_the_headings(role):
    """A coordinator reads why."""
    table = only_table(KNOWN[role][0])

    assert any(f"'{heading}'" in table.reasons[0] for heading in table.headings.values())


def test_below_a_proposal_no_role_is_given():
    """A role always comes with enough confidence to propose it."""
    for text, _ in KNOWN.values():
        table = only_table(text)
        assert (table.role is Role.UNKNOWN) == (table.confidence < PROPOSAL)


@pytest.mark.parametrize("role", KNOWN)
def test_a_title_and_blank_rows_above_change_nothing(role):
    """Where the table stands does not matter."""
    text = KNOWN[role][0]
    lower = only_table("x\n\n\n" + "\n".join(line.strip() for line in text.strip("\n").split("\n")))

    assert (role, only_table(text).columns) == (lower.role, lower.columns)


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
    table = only_table(
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


def test_the_total_pair_is_taken_among_pairs_by_month():
    """Budget and actual of the whole, not of January."""
    table = only_table(
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


def test_planned_dates_go_before_actual_ones():
    """A schedule with both is read by its plan."""
    table = only_table(
        """
        Schedule
        Order | Line | Actual Start | Actual End | Start Date | End Date
        A1 | 1 | 2026-03-02 | 2026-03-05 | 2026-03-01 | 2026-03-04
        A2 | 2 |  |  | 2026-03-02 | 2026-03-05
        A3 | 1 |  |  | 2026-03-03 | 2026-03-09
        """
    )

    assert (table.columns["start"], table.columns["end"]) == ("E", "F")
