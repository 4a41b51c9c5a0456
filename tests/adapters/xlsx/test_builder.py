"""A new workbook: what its blueprint says, with values, and the same at every run."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.builder import built
from addin.adapters.xlsx.reading.reader import read_workbook
from addin.tables.blueprint import BookBlueprint, Entry, LinkedBook, SheetBlueprint, with_values
from addin.tables.table import Book, ErrorValue, Value, Visibility


def book(*sheets: SheetBlueprint, **rest) -> BookBlueprint:
    """A workbook of some sheets."""
    return BookBlueprint("A book", sheets, **rest)


def written(blueprint: BookBlueprint, folder: Path) -> Book:
    """The workbook as Tieout reads it back."""
    path = folder / "book.xlsx"
    path.write_bytes(built(blueprint))
    return read_workbook(path, "book.xlsx")


def test_every_kind_of_value_comes_back(tmp_path):
    """Numbers, texts that look like numbers or formulas, dates, errors, and nothing."""
    values: tuple[Value, ...] = (
        1,
        2.5,
        "0100",
        "=not a formula",
        dt.date(2026, 3, 7),
        True,
        ErrorValue("#REF!"),
    )
    entries = {(1, column): Entry(value) for column, value in enumerate(values, 1)}
    sheet = written(book(SheetBlueprint("S", entries)), tmp_path).sheets[0]

    assert sheet.value(1, 3) == "0100"
    assert sheet.value(1, 4) == "=not a formula"
    assert (1, 4) not in sheet.formulas
    assert ErrorValue("#REF!") == sheet.value(1, 7)
    assert [sheet.value(1, c) for c in (1, 2, 6)] == [1, 2.5, True]


def test_formulas_carry_their_values(tmp_path):
    """A program that does not recalculate shows numbers, texts and errors, not blanks."""
    entries = {
        (1, 1): Entry(20),
        (2, 1): Entry(formula="A1*1.5"),
        (3, 1): Entry(formula='IF(A2>20,"over & above","<under>")'),
        (4, 1): Entry(formula="A1/0"),
        (5, 1): Entry(formula='IF(A1=20,"","x")'),
    }
    sheet = written(with_values(book(SheetBlueprint("S", entries))), tmp_path).sheets[0]

    assert frozenset() == sheet.uncached
    assert [20, 30, "over & above", ErrorValue("#DIV/0!")] == [
        sheet.value(row, 1) for row in range(1, 5)
    ]
    assert (sheet.value(5, 1) or "") == ""


def test_links_keep_what_they_last_saw(tmp_path):
    """A link to another workbook names it, and holds the value it had there."""
    entries = {(1, 1): Entry(5, formula="[1]CR!C3")}
    made = book(SheetBlueprint("S", entries), links=(LinkedBook("Cost.xlsx", {("CR", 3, 3): 5.0}),))
    read = written(made, tmp_path)

    assert dict(read.links) == {1: "Cost.xlsx"}
    assert read.sheets[0].value(1, 1) == 5


def test_hidden_rows_and_sheets_are_hidden(tmp_path):
    """What is hidden in the blueprint is hidden in the file."""
    shown = SheetBlueprint("S", {(r, 1): Entry(r) for r in (1, 2, 3)}, hidden_rows=frozenset({2}))
    other = SheetBlueprint("T", {(1, 1): Entry(1)}, visibility=Visibility.VERY_HIDDEN)
    read = written(book(shown, other), tmp_path)

    assert frozenset({2}) == read.sheets[0].hidden_rows
    assert Visibility.VERY_HIDDEN is read.sheets[1].visibility


@settings(deadline=None, max_examples=25)
@given(st.lists(st.one_of(st.integers(-(10**9), 10**9), st.text(max_size=20)), max_size=8))
def test_the_same_blueprint_gives_the_same_bytes(values):
    """No clock and no chance in a built file; and it is a sound zip."""
    printable = [v if isinstance(v, int) else v.encode("ascii", "ignore").decode() for v in values]
    clean = [
        "".join(c for c in v if c.isprintable()) if isinstance(v, str) else v for v in printable
    ]
    entries = {(1, column): Entry(value) for column, value in enumerate(clean, 1)}
    made = built(book(SheetBlueprint("S", entries)))

    assert made == built(book(SheetBlueprint("S", entries)))
    assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
