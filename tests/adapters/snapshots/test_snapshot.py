"""Workbooks as JSON, and as the file that they might be."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from addin.adapters.snapshots.file_of import file_of
from addin.adapters.snapshots.snapshot import as_json, snapshot_of
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import UnreadableFile
from addin.tables.table import Book
from tests.adapters.snapshots.books import books


def _entered(book: Book) -> Book:
    """A workbook but for its fingerprint."""
    return replace(book, digest="")


@settings(deadline=None, max_examples=60)
@given(books())
def test_a_workbook_comes_back_from_json_as_it_was(book):
    """Book → JSON text → Book is the same book."""
    told = json.loads(json.dumps(as_json(book)))

    assert _entered(snapshot_of(told).book) == book


@settings(deadline=None, max_examples=40)
@given(books())
def test_the_file_of_a_snapshot_is_read_as_the_snapshot(book):
    """What a batch is tried on holds what the host has: nothing is left out but notes."""
    read = book_of(Package(file_of(snapshot_of(as_json(book))), book.name), "")

    for one, other in zip(book.sheets, read.sheets, strict=True):
        assert [row for row in one.rows if row] == [row for row in other.rows if row]
        assert one.rows == other.rows
        assert dict(one.formulas) == dict(other.formulas)
        assert dict(one.formats) == dict(other.formats)
        assert one.list_objects == other.list_objects
        assert (one.merged, one.filtered, one.visibility) == (
            other.merged, other.filtered, other.visibility,
        )  # fmt: skip
        assert {r for r in one.hidden_rows if r <= len(one.rows)} == {
            r for r in other.hidden_rows if r <= len(one.rows)
        }
    assert book.defined_names == read.defined_names
    assert book.date_1904 == read.date_1904


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"name": "A.xlsx"},
        {"name": "", "sheets": []},
        {"name": "A.xlsx", "sheets": [{"name": "S", "values": [[{"x": 1}]]}]},
        {"name": "A.xlsx", "sheets": [{"name": "S", "values": [[float("nan")]]}]},
        {"name": "A.xlsx", "sheets": [{"name": "S", "values": [], "at": "nowhere"}]},
        {"name": "A.xlsx", "sheets": [{"name": "S", "values": []}, {"name": "s", "values": []}]},
        {"name": "A.xlsx", "sheets": [{"name": "S", "values": [], "formulas": [["A1"]]}]},
        {"name": "A.xlsx", "sheets": [{"name": "S", "values": [], "merged": ["A1:XFE9"]}]},
    ],
)
def test_what_is_no_snapshot_is_refused_by_name(told):
    """A damaged snapshot ends in an error that says so, never in a workbook of something else."""
    with pytest.raises(UnreadableFile):
        snapshot_of(told)
