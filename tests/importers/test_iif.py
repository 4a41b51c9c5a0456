"""QuickBooks' interchange format: transactions equal to their splits, or said not to be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers.iif import IIF
from addin.importers.importer import HEAD
from addin.tables.table import Role
from tests.importers.statement_files import Split, amounts, days, iif

names = st.text("abc XYZ&'-", min_size=1, max_size=12).map(lambda one: f"Exp{one.strip()}")
entries = st.lists(
    st.tuples(days, names, st.lists(st.builds(Split, names, amounts), min_size=1, max_size=4)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(entries)
def test_what_is_written_is_read(told: list[tuple[dt.date, str, list[Split]]]) -> None:
    """Every line with its account and amount; the lines of each transaction come to nothing."""
    content = iif(told)
    assert IIF.knows(content[:HEAD], "a.iif")
    (table,) = IIF.read(content, "a.iif").tables

    expected: list[tuple[dt.date, str, Decimal]] = []
    for day, _, splits in told:
        expected.append((day, "Checking", -sum((one.amount for one in splits), Decimal(0))))
        expected += ((day, one.account, one.amount) for one in splits)
    at = table.fields
    assert [
        (row[at["date"]], row[at["account"]], Decimal(str(row[at["amount"]]))) for row in table.rows
    ] == expected
    assert not table.proof.breaks
    assert table.role is Role.LEDGER


@settings(deadline=None, max_examples=30)
@given(entries, st.integers(0, 5), st.decimals("0.01", 999, places=2))
def test_a_transaction_that_does_not_come_to_nothing_breaks_the_proof(
    told: list[tuple[dt.date, str, list[Split]]], which: int, more: Decimal
) -> None:
    """By what is left over, with the line where it begins."""
    lines = iif(told).decode().split("\r\n")
    at = [place for place, one in enumerate(lines) if one.startswith("TRNS")][which % len(told)]
    parts = lines[at].split("\t")
    parts[5] = str(Decimal(parts[5]) + more)
    lines[at] = "\t".join(parts)

    (table,) = IIF.read("\r\n".join(lines).encode(), "a.iif").tables
    (broken,) = table.proof.breaks
    assert broken.line == at + 1
    assert f"{more:,.2f} is left between the transaction and its splits" in broken.text


def test_accounts_become_a_chart_and_the_rest_is_counted() -> None:
    """A number where the file has one, else the name; lists nobody asked for are said."""
    content = (
        b"!ACCNT\tNAME\tACCNTTYPE\tDESC\tACCNUM\n"
        b"ACCNT\tLocation security\tEXP\tGuards\t6304\nACCNT\tChecking\tBANK\t\t\n"
        b"!VEND\tNAME\nVEND\tGuard Co\nVEND\tQuay\n"
    )
    read = IIF.read(content, "a.iif")
    assert read.tables[0].rows == (
        ("6304", "Location security", "EXP", "Guards"),
        ("Checking", "Checking", "BANK", None),
    )
    assert [one.text for one in read.remarks] == ["2 lines of VEND were left out"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("TRNS\tCHECK\t2026-03-01\tBank\t\t-5\t\t\n", "a transaction has no end"),
        ("ENDTRNS\n", "a transaction ends that did not begin"),
        (
            "TRNS\tCHECK\t2026-03-01\tBank\t\tfive\t9\t\nSPL\tCHECK\t\tExp\t\t5\t\t\nENDTRNS\n",
            "9: “five” is no amount",
        ),
    ],
)
def test_broken_transactions_are_named(lines: str, said: str) -> None:
    """Nothing that is cut off or unreadable passes for a whole transaction."""
    whole = iif([(dt.date(2026, 3, 1), "x", [Split("Exp", Decimal(5))])])
    (table,) = IIF.read(whole + lines.encode(), "a.iif").tables
    assert [one.text for one in table.proof.breaks] == [said]


def test_days_that_read_two_ways_are_asked_about() -> None:
    """3/4/26 is refused; told how it is meant, it is read."""
    content = iif([(dt.date(2026, 3, 4), "x", [Split("E", Decimal(1))])]).replace(
        b"2026-03-04", b"3/4/26"
    )
    with pytest.raises(ImportRefused, match="read two ways"):
        IIF.read(content, "a.iif")
    assert IIF.of_rows is not None
    rows = [tuple(one.split("\t")) for one in content.decode().splitlines()]
    for order, day in ((True, dt.date(2026, 4, 3)), (False, dt.date(2026, 3, 4))):
        assert IIF.of_rows.read(rows, "a.iif", order).tables[0].rows[0][1] == day


def test_a_file_of_neither_is_refused() -> None:
    """Headings alone hold nothing to import."""
    with pytest.raises(ImportRefused, match="neither transactions"):
        IIF.read(b"!HDR\tPROD\nHDR\tQuickBooks\n", "a.iif")
