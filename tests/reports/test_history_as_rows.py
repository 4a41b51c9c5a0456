"""Rows for other programs: no text of theirs is ever a formula, no number is ever a text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reports.history_as_rows import rows_as_csv, rows_as_json

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "a,b", 'a"b', "'=1"]  # noqa: RUF001
)
plain = st.none() | texts | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(st.lists(st.tuples(texts, plain), min_size=1, max_size=5))
def test_no_cell_of_csv_begins_a_formula_but_numbers(said):
    """Headings too; as many rows and cells as there were, whatever stands in them."""
    rows = [{"=name": name, "amount": amount} for name, amount in said]
    written = rows_as_csv(rows)
    told = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))

    assert told[0] == ["'=name", "amount"]
    assert [len(one) for one in told] == [2] * (len(rows) + 1)
    for row, (name, amount) in zip(rows, told[1:], strict=True):
        assert not name.startswith(tuple("=+-@\t\r\n＝＋－＠"))  # noqa: RUF001 - the wide ones too
        if isinstance(row["amount"], int | Decimal):
            assert Decimal(amount) == row["amount"]
        else:
            assert not amount.startswith(tuple("=+-@\t\r\n"))


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({"a": plain}), max_size=4))
def test_json_keeps_every_digit(rows):
    """A number that JSON's readers would round is a text."""
    told = json.loads(rows_as_json(rows))

    for row, one in zip(rows, told, strict=True):
        if isinstance(row["a"], Decimal):
            assert Decimal(str(one["a"])) == row["a"]
        else:
            assert one["a"] == row["a"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (dt.datetime(2026, 11, 16, 3), '"2026-11-16 03:00:00"'),
        (dt.date(2026, 11, 16), '"2026-11-16"'),
        (True, "1"),
        (Decimal("-50.00"), "-50.00"),
        (None, '""'),
        ("a\x00\x1bb", '"a  b"'),
    ],
)
def test_plain_values_are_written_plainly(value, said):
    """Dates as ISO, amounts with their sign and all their digits."""
    assert rows_as_csv([{"a": value}]).splitlines()[1] == said


def test_nothing_is_an_empty_file():
    """No headings are made up."""
    assert rows_as_csv([]) == "\ufeff"
    assert json.loads(rows_as_json([])) == []
