"""A batch whose answer was lost is asked for, and never sent twice."""

from __future__ import annotations

import pytest

from addin.errors import (
    AnswerLost,
)
from addin.tables.typed_cell import number, text
from tests.sync.apply.edited import AFTER, once
from tests.sync.world import InProcess


def test_a_batch_that_lands_late_does_not_pass_for_a_newer_one(world):
    """It is fenced off before anything else is done."""
    late = {"match": ":batchUpdate", "what": "cut", "when": "late", "times": None}
    world.service.admin("faults", late)
    with pytest.raises(AnswerLost):
        world.sync(calls=InProcess(world.service, tries=1))
    world.service.admin("faults", {"clear": True})
    world.line("s2", b="newer")

    def land():
        landed = world.service.admin("land", {})["landed"]
        assert [one["status"] for one in landed] == [400]

    world.sync(once("journalled", land))

    assert world.sheet_rows()["s2"]["b"] == text("newer")
    assert world.sheet_rows() == world.workbook_rows()


def test_a_batch_that_landed_while_nobody_listened_is_found(world):
    """Its marker names it: it is verified and accepted, not sent again."""
    world.service.admin("faults", {"match": ":batchUpdate", "what": "cut", "when": "after"})
    with pytest.raises(AnswerLost):
        world.sync(calls=InProcess(world.service, tries=1))
    before = world.calls.made["batchUpdate"]

    world.sync()

    assert world.calls.made["batchUpdate"] - before == 1  # the fence, which was refused
    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_a_lost_answer_is_asked_for_and_not_applied_twice(world):
    """The same batch again is refused by its own marker."""
    world.line("n1", a=9, b="new")
    world.service.admin("faults", {"match": ":batchUpdate", "status": 503, "when": "after"})

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == {
        **AFTER, "n1": {"a": number(9), "b": text("new")},
    }  # fmt: skip


def test_a_lost_answer_to_a_repair_is_no_second_repair(world):
    """A repair is a commit with a generation of its own."""
    insert = once("journalled", lambda: world.insert(2))

    def hook(point):
        insert(point)
        if point == "mending":
            world.service.admin("faults", {"match": ":batchUpdate", "what": "cut", "when": "after"})

    world.sync(hook)

    assert world.sheet_rows() == world.workbook_rows() == AFTER
