"""Rows under headings: each field as its kind, and where it is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.typed_rows import typed_rows

FIELDS = {
    "name": (str, ("rule",)),
    "rate": (Decimal, ("%",)),
    "since": (dt.date, ("from",)),
}


def test_each_field_is_read_as_its_kind_by_any_of_its_headings():
    """Empty cells and missing columns are None; rows without anything are left out."""
    table = (("Rule", "%", "note"), ("A", 0.1, "x"), (None, None, None), ("B", None, None))

    rows = typed_rows("rules", table, FIELDS, ["since"])

    assert rows == [
        {"name": "A", "rate": Decimal("0.1"), "since": None},
        {"name": "B", "rate": None, "since": None},
    ]


@pytest.mark.parametrize(
    ("cell", "code", "message"),
    [
        ("ten", "#VALUE!", "record 2: rules, rate: “ten” is no number"),
        (ErrorValue("#REF!"), "#REF!", "record 2: rules, rate is #REF!"),
    ],
)
def test_a_cell_that_cannot_be_read_says_where(cell, code, message):
    """The argument, the record and the field; an error cell stays that error."""
    table = (("name", "rate"), ("A", 0.1), ("B", cell))

    with pytest.raises(CellError, match=message) as failed:
        typed_rows("rules", table, FIELDS, ["since"])

    assert failed.value.code == code


def test_a_heading_that_is_needed_is_asked_for():
    """The message lists those there are."""
    with pytest.raises(CellError, match="rules has no column “rate”; its headings: name"):
        typed_rows("rules", (("name",), ("A",)), FIELDS, ["since"])
