"""What every reader of rows promises, and what rows are made of."""

from __future__ import annotations

import datetime as dt
import doctest
import random
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers import rows as module
from addin.importers.catalogue import IMPORTERS
from addin.importers.importer import Importer, RowsOf
from addin.importers.rows import account_in, begins_another, code, rows_of_text
from addin.tables.table import Value

OF_ROWS = [one for one in IMPORTERS if one.of_rows is not None]
HEADINGS = (
    ("Date", "Description", "Amount", "Balance"),
    ("Date", "Transaction Type", "Num", "Split", "Amount"),
    ("Date", "Source", "Description", "Reference", "Debit", "Credit"),
    ("Account", "EffDate", "Trans#", "Description", "Amount"),
    ("Name", "Person", "Status", "Date"),
    ("!TRNS", "DATE", "ACCNT", "AMOUNT"),
    ("Acct: 6304 - X",),
)
cells: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=12),
    st.sampled_from(
        ("TRNS", "SPL", "ENDTRNS", "Total", "Total 6304", "3/4/2026", "14.3.26", "-1,5", "1e9", "D")
    ),
)


@pytest.mark.parametrize("importer", OF_ROWS, ids=lambda one: one.name)
@settings(deadline=None, max_examples=60)
@given(
    headings=st.sampled_from(HEADINGS),
    body=st.lists(st.lists(cells, max_size=7), max_size=8),
    day_first=st.sampled_from((None, True, False)),
)
def test_no_rows_make_an_importer_fail(
    importer: Importer,
    headings: tuple[str, ...],
    body: list[list[Value]],
    day_first: bool | None,  # noqa: FBT001 - drawn
) -> None:
    """Whatever cells a sheet holds, its rows are read or refused; a table's rows fit its headings."""
    rows: RowsOf = (headings, *body)
    assert importer.of_rows is not None
    assert importer.of_rows.knows(rows) in {True, False}
    try:
        read = importer.of_rows.read(rows, "odd.xlsx", day_first)
    except ImportRefused:
        return
    for table in read.tables:
        assert all(len(row) == len(table.headings) for row in table.rows)
        assert len(table.lines) == len(table.rows)
        assert all(at < len(table.headings) for at in table.fields.values())


@pytest.mark.real
@pytest.mark.parametrize("importer", OF_ROWS, ids=lambda one: one.name)
def test_every_real_sheet_is_read_or_refused(real: Path, importer: Importer) -> None:
    """Statements, journals and trial balances as they are, and with cells of theirs exchanged."""
    chance = random.Random(importer.name)  # noqa: S311 - a choice of cells
    assert importer.of_rows is not None
    for folder in ("arjun-accounting", "stem-event"):
        for file in sorted((real / folder).glob("*.xlsx")):
            for sheet in openpyxl.load_workbook(file, data_only=True).worksheets:
                rows = [list(row) for row in sheet.iter_rows(values_only=True)]
                for _ in range(3):
                    _read(importer, rows)
                    one, two = chance.choice(rows), chance.choice(rows)
                    a, b = chance.randrange(len(one)), chance.randrange(len(two))
                    one[a], two[b] = two[b], one[a]


def _read(importer: Importer, rows: object) -> None:
    assert importer.of_rows is not None
    try:
        importer.of_rows.read(rows, "real.xlsx", None)  # type: ignore[arg-type] # plain values
    except ImportRefused:
        return


def test_doctests() -> None:
    """The examples in the module hold."""
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("words", "account"),
    [
        ("Account: 0417-2290", "0417-2290"),
        ("Account Number XXXX-XXXX-1234", "XXXX-XXXX-1234"),
        ("Visa ****4417", "4417"),
        ("Statement 01/05/2026 to 03/07/2026", ""),
        ("Company card log", ""),
        ("Account as of 2026-03-31", ""),
        ("Bank statement", ""),
    ],
)
def test_an_account_is_known_where_it_is_named(words: str, account: str) -> None:
    """With its word before it, or behind a mask; a date is none."""
    assert account_in(words) == account


def test_another_list_below_begins_where_some_headings_repeat() -> None:
    """The same headings again are a new page; some of them among others are another list."""
    headings = ("Date", "Merchant", "Amount", "Notes")
    assert not begins_another(headings, headings)
    assert begins_another(headings, ("Date", "Merchant", "Amount", "Days open"))
    assert not begins_another(headings, (dt.date(2026, 3, 1), "Fuel", 5, None))


def test_codes_keep_what_is_within_them() -> None:
    """Blanks inside and zeros in front belong to an account."""
    (row,) = rows_of_text(b'0100;500 100  01;"x"\n', "a.csv")
    assert [code(row, at) for at in range(4)] == ["0100", "500 100  01", "x", ""]
