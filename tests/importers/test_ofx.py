"""OFX and QFX: statements that banks sent, and what is written is read."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers.importer import HEAD, Imported
from addin.importers.ofx import OFX
from addin.tables.table import Role
from tests.importers.statement_files import Moved, movements, ofx


def _read(real: Path, name: str) -> Imported:
    content = (real / "ofxparse" / name).read_bytes()
    assert OFX.knows(content[:HEAD], name)
    return OFX.read(content, name)


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "counts", "sums"),
    [
        ("anzcc.ofx", [1], ["5.5"]),
        ("bank_medium.ofx", [3], ["-345.27"]),
        ("checking.ofx", [3], ["-59.50"]),
        ("fail_nice/empty_balance.ofx", [1], ["120"]),
        ("fidelity-savings.ofx", [4], ["-1778.3952"]),
        ("fidelity.ofx", [3], ["-0.57"]),
        ("investment_medium.ofx", [3], ["-3.95"]),
        ("investment_401k.ofx", [0], ["0"]),
        ("multiple_accounts.ofx", [0, 0], ["0", "0"]),
        ("multiple_accounts2.ofx", [0, 0], ["0", "0"]),
        ("ofx-v102-empty-tags.ofx", [1], ["12.34"]),
        ("suncorp.ofx", [1], ["-16.85"]),
        ("td_ameritrade.ofx", [0], ["0"]),
        ("tiaacref.ofx", [0], ["0"]),
        ("vanguard.ofx", [0], ["0"]),
        ("vanguard401k.ofx", [0], ["0"]),
    ],
)
def test_real_statements(real: Path, name: str, counts: list[int], sums: list[str]) -> None:
    """Each account's movements, counted and added up by hand; nothing is left unread."""
    tables = _read(real, name).tables

    assert [len(one.rows) for one in tables] == counts
    assert [str(_sum(one.rows)) for one in tables] == sums
    assert not any(one.proof.breaks for one in tables)


def _sum(rows: tuple[tuple[object, ...], ...]) -> Decimal:
    return sum((Decimal(str(row[4])) for row in rows), Decimal(0))


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("error_message.ofx", "the bank answered with error 2000: General Server Error"),
        ("signon_fail.ofx", "the bank answered with error 15500: Your request could not be"),
        ("signon_success.ofx", "there is no statement in it"),
        ("account_listing_aggregation.ofx", "there is no statement in it"),
        ("bank_small.ofx", "there is no statement in it"),
    ],
)
def test_answers_without_a_statement_are_refused(real: Path, name: str, why: str) -> None:
    """The reason is the bank's own, where it gave one."""
    with pytest.raises(ImportRefused, match=why):
        _read(real, name)


@pytest.mark.real
def test_movements_that_cannot_be_read_break_the_proof(real: Path) -> None:
    """No day, an empty day, 31 February: each is named with its line, none is dropped in silence."""
    (dates,) = _read(real, "fail_nice/date_missing.ofx").tables
    (month,) = _read(real, "fail_nice/decimal_error.ofx").tables

    assert [(one.line, one.text) for one in dates.proof.breaks] == [
        (33, "TestFail1: it has no day"),
        (40, "TestFail2: it has no day"),
        (48, "TestFail2: “20120231” is no day"),
    ]
    assert [one.text for one in month.proof.breaks] == ["Fail1: “201120000000” is no day"]


@pytest.mark.real
def test_a_statement_cell_by_cell(real: Path) -> None:
    """Day by the bank's clock, money in positive, cheque number, its own id, the line it is on."""
    (table,) = _read(real, "checking.ofx").tables

    assert (table.title, table.role, table.id_field) == (
        "Checking …6877 (USD)",
        Role.BANK,
        "Bank id",
    )
    assert table.rows[2] == (
        dt.date(2011, 4, 7),
        "Check",
        "RETURNED CHECK FEE, CHECK # 319 FOR $45.33 ON 04/07/11",
        "319",
        -25,
        None,
        "0000488",
    )
    assert table.lines == (46, 54, 62)
    assert (table.proof.closing, table.proof.closing_on) == (
        Decimal("100.99"),
        dt.date(2013, 5, 25),
    )


@pytest.mark.real
def test_securities_are_said_and_left_out(real: Path) -> None:
    """Of an investment account the cash movements are read; trades and holdings are counted."""
    said = " ".join(one.text for one in _read(real, "fidelity.ofx").remarks)

    assert "8 BUYSTOCK, 4 INCOME, 2 SELLSTOCK" in said
    assert "6 securities" in said


@settings(deadline=None, max_examples=60)
@given(
    moved=movements,
    closing=st.decimals(-9999, 9999, places=2),
    is_xml=st.booleans(),
    is_card=st.booleans(),
)
def test_what_is_written_is_read(
    *, moved: list[Moved], closing: Decimal, is_xml: bool, is_card: bool
) -> None:
    """In either spelling, movement by movement; a card's charges are positive."""
    read = OFX.read(ofx(moved, closing=closing, is_xml=is_xml, is_card=is_card), "a.ofx")
    sign = -1 if is_card else 1

    (table,) = read.tables
    assert [(row[0], Decimal(str(row[4])), row[2], row[6]) for row in table.rows] == [
        (one.day, sign * one.amount, one.name, one.id) for one in moved
    ]
    assert table.proof.closing == sign * closing


def test_a_movement_that_stands_there_twice_is_taken_once() -> None:
    """The same id and the same of everything: banks repeat lines at the seam of two pages."""
    one = Moved(dt.date(2026, 3, 2), Decimal(-5), "Tape", "A1")
    other = Moved(dt.date(2026, 3, 2), Decimal(-6), "Tape", "A1")
    read = OFX.read(ofx([one, one, other], closing=Decimal(0), is_xml=True, is_card=False), "a.ofx")

    assert [row[4] for row in read.tables[0].rows] == [-5, -6]
    assert [one.text for one in read.remarks] == [
        "movement A1 stands there twice and was taken once",
        "two movements that differ have the id A1",
    ]


def test_an_empty_value_without_an_end_tag_swallows_nothing() -> None:
    """``<NAME>`` with nothing behind it, in a file that closes other names."""
    content = (
        b"<OFX><STMTRS><STMTTRN><NAME><DTPOSTED>20260302<TRNAMT>-5<MEMO>Tape</STMTTRN>"
        b"<STMTTRN><NAME>Glue</NAME><DTPOSTED>20260303<TRNAMT>-6</STMTTRN></STMTRS></OFX>"
    )
    assert [row[2] for row in OFX.read(content, "a.ofx").tables[0].rows] == ["Tape", "Glue"]


@pytest.mark.real
@settings(deadline=None, max_examples=40)
@given(choice=st.randoms(use_true_random=False))
def test_mutated_real_files_are_read_or_refused(real: Path, choice: random.Random) -> None:
    """Bytes cut, doubled and overwritten: no statement makes it fail otherwise."""
    files = sorted((real / "ofxparse").rglob("*.ofx"))
    content = bytearray(choice.choice(files).read_bytes())
    for _ in range(choice.randint(1, 8)):
        at = choice.randrange(max(1, len(content)))
        end = at + choice.randint(0, 60)
        how = choice.randrange(3)
        part = bytes(content[at:end])
        content[at:end] = (b"", part * 2, bytes(choice.randrange(256) for _ in part))[how]
    try:
        read = OFX.read(bytes(content), "odd.ofx")
    except ImportRefused:
        return
    assert all(len(row) == len(table.headings) for table in read.tables for row in table.rows)
