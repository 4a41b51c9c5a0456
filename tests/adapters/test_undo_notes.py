"""The files that say how a write is taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.adapters.undo_notes import new_note, put_note, read_note
from addin.errors import FileMissing, WriteRefused

AT = dt.datetime(2026, 3, 14, 9, 30, tzinfo=dt.UTC)


def test_two_writes_of_one_moment_have_two_notes_in_order(tmp_path: Path):
    """The second takes the next free name, which sorts behind the first."""
    first = new_note(tmp_path, "sent-", AT)
    put_note(first, {"version": 1})
    second = new_note(tmp_path, "sent-", AT)
    put_note(second, {"version": 1})

    assert sorted(tmp_path.iterdir()) == [first, second]


def test_a_note_is_read_as_it_was_put(tmp_path: Path):
    """Other scripts and nested lists come back as they were."""
    content = {"version": 1, "steps": [["Büro", 1.5, None]]}
    put_note(tmp_path / "note.json", content)

    assert read_note(tmp_path / "note.json", 1) == content


def test_half_a_character_comes_back(tmp_path: Path):
    """Cells of damaged exports hold such; what is taken back is what was there."""
    content = {"version": 1, "steps": ["\ud800", "x\udcff", "\U0001f3ac"]}
    put_note(tmp_path / "note.json", content)

    assert read_note(tmp_path / "note.json", 1) == content


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 2}', "\xff"])
def test_a_note_that_says_nothing_certain_is_refused(tmp_path: Path, text: str):
    """Damaged, or of another version: nothing is taken back by it."""
    (tmp_path / "note.json").write_text(text, "latin-1")

    with pytest.raises(WriteRefused):
        read_note(tmp_path / "note.json", 1)


def test_a_note_that_is_gone_is_named(tmp_path: Path):
    """Somebody has tidied up: that is said, and nothing else fails."""
    with pytest.raises(FileMissing):
        read_note(tmp_path / "note.json", 1)
