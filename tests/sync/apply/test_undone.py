"""A run is taken back on both sides."""

from __future__ import annotations

import pytest

from addin.errors import (
    NothingToDo,
)
from addin.sync.apply import undo
from addin.tables.typed_cell import number, text
from tests.sync.world import seeded


def test_a_run_is_undone_on_both_sides(world):
    """What it changed is as it was, but for what was edited since."""
    world.type_in(2, world.column("b"), "theirs")
    run = world.sync().run
    world.line("s0", b="since")
    world.sync()

    undo(world.means(), run)

    assert world.sheet_rows()["s1"]["a"] == number(1)
    assert world.sheet_rows()["s3"] == {"a": number(3), "b": text("x")}
    assert world.workbook_rows()["s0"]["b"] == text("since")


def test_a_question_is_asked_again_after_an_undo():
    """Both sides hold their own values again: the next sync looks, though neither was touched."""
    world = seeded(2)
    world.line("s1", a=100)
    world.type_in(world.row_of("s1"), 1, 101)
    first = world.sync()
    undo(world.means(), first.run)
    assert world.workbook_rows()["s1"]["a"] == number(100)
    assert world.sheet_rows()["s1"]["a"] == number(101)

    assert [one.row for one in world.sync().conflicts] == ["s1"]
    assert world.sheet_rows() == world.workbook_rows()


def test_there_is_nothing_to_undo_in_a_run_that_never_was(world):
    """It says so, and writes nothing."""
    with pytest.raises(NothingToDo, match="no finished sync 99"):
        undo(world.means(), 99)
