"""What takes a write back, kept in a file."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.live_excel.steps import (
    ClearLooks,
    Entry,
    PutCells,
    PutFormats,
    PutName,
    PutNote,
    RemoveSheet,
    RenameSheet,
    RestoreSheet,
    SizeTable,
    as_json,
    from_json,
)
from addin.adapters.live_excel.undo_file import cut_off, new_undo_file, read_undo_file
from addin.errors import FileMissing, WriteRefused
from addin.tables.table import Area, ErrorValue

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), TEXTS,
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(), st.datetimes(), st.times(),
    st.integers(0, 10**9).map(lambda n: dt.timedelta(milliseconds=n)),
    st.sampled_from(["#N/A", "#DIV/0!"]).map(ErrorValue),
)  # fmt: skip
ENTRIES = st.lists(
    st.builds(Entry, st.integers(1, 99), st.integers(1, 99), VALUES, st.booleans()), max_size=4
).map(tuple)
FORMATS = st.lists(st.tuples(st.just(Area(1, 2, 3, 4)), TEXTS), max_size=2).map(tuple)
STEPS = st.one_of(
    st.builds(PutCells, TEXTS, ENTRIES),
    st.builds(PutFormats, TEXTS, FORMATS),
    st.builds(ClearLooks, TEXTS, st.just((Area(1, 1, 2, 2),))),
    st.builds(SizeTable, TEXTS, TEXTS, st.integers(1, 9)),
    st.builds(PutNote, TEXTS, st.integers(1, 9), st.integers(1, 9), TEXTS),
    st.builds(PutName, TEXTS, TEXTS, TEXTS, st.booleans()),
    st.builds(RenameSheet, TEXTS, TEXTS),
    st.builds(RestoreSheet, TEXTS, ENTRIES, FORMATS),
    st.builds(RemoveSheet, TEXTS),
)
AT = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)


@given(st.lists(STEPS, max_size=5).map(tuple))
def test_steps_come_back_from_a_file_as_they_were(steps):
    """Types of values too: a day is a day, an error an error."""
    again = from_json(json.loads(json.dumps(as_json(steps))), "file")

    assert again == steps
    assert [_types(step) for step in again] == [_types(step) for step in steps]


def _types(step) -> list[type]:
    return [type(entry.value) for entry in getattr(step, "cells", ())]


def test_a_write_that_never_ended_is_found(tmp_path):
    """And no longer once it has, or was taken back."""
    workbook = tmp_path / "Costs.xlsx"
    undo = new_undo_file(workbook, (RemoveSheet("Findings"),), {"calculation": "manual"}, AT)
    assert cut_off(workbook) is None
    undo.keep()
    assert cut_off(workbook) == undo
    done = undo.finished()

    assert cut_off(workbook) is None
    assert read_undo_file(done.path) == done
    done.drop()
    with pytest.raises(FileMissing, match="no longer kept"):
        read_undo_file(done.path)


def test_two_writes_in_one_moment_have_two_files(tmp_path):
    """Names are times; nothing is written over."""
    first = new_undo_file(tmp_path / "a.xlsx", (), {}, AT)
    first.keep()

    assert new_undo_file(tmp_path / "a.xlsx", (), {}, AT).path != first.path


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 9}', '{"version": 1, "steps": [{"step": "Explode"}]}']
)
def test_a_damaged_file_is_refused_by_name(tmp_path, text):
    """Nothing is guessed from half a file."""
    path = tmp_path / "live-20260312T120000.000000Z.json"
    path.write_text(text)

    with pytest.raises(WriteRefused, match="live-20260312"):
        read_undo_file(path)


def test_a_disk_that_refuses_is_said_before_anything_is_written(tmp_path):
    """Without a way back nothing is done."""
    (tmp_path / ".tieout").write_text("a file where the folder should be")
    undo = new_undo_file(tmp_path / "Costs.xlsx", (), {}, AT)

    with pytest.raises(WriteRefused):
        undo.keep()
