"""A run that dies is carried on by the next, and nothing is written twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.errors import (
    AnswerLost,
)
from addin.tables.typed_cell import number, text
from tests.sync.apply.edited import AFTER, Died, dies_at, once
from tests.sync.fakes import MemoryStore, MemoryWorkbook
from tests.sync.world import World, as_cell, seeded


@pytest.mark.parametrize("point", ["pulled", "journalled", "pushed", "verified", "based", "local"])
def test_a_run_that_dies_is_carried_on(world, point):
    """Wherever it dies, the next run gets to the same end."""
    with pytest.raises(Died):
        world.sync(dies_at(point))

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER
    assert world.store.now.attempt is None


def test_another_writer_on_the_generation_of_a_dead_run_is_not_taken_for_it():
    """The marker names the batch: ours was never sent, and its edits go now."""
    world = seeded()
    other_store, other = MemoryStore(), MemoryWorkbook()
    world.sync(store=other_store, side=other)
    other_store.now = replace(other_store.now, generation=world.store.now.generation)
    world.line("s0", a=10)
    with pytest.raises(Died):
        world.sync(dies_at("journalled"))
    other.lines[0].cells["b"] = as_cell("theirs")
    other.touch()
    world.sync(store=other_store, side=other)

    world.sync()

    assert world.sheet_rows()["s0"] == {"a": number(10), "b": text("theirs")}
    assert world.sheet_rows() == world.workbook_rows()


@pytest.mark.parametrize("point", ["mending", "repaired"])
def test_a_run_that_dies_while_it_repairs_is_carried_on(world, point):
    """A repair is journalled like any push."""
    insert = once("journalled", lambda: world.insert(2))

    def hook(passed):
        insert(passed)
        dies_at(point)(passed)

    with pytest.raises(Died):
        world.sync(hook)

    world.insert(2)
    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_of_two_writers_on_one_generation_one_writes_nothing():
    """The loser starts over, and both converge."""
    world = seeded()
    other_store, other = MemoryStore(), MemoryWorkbook()
    world.sync(store=other_store, side=other)
    world.line("s0", a=10)
    other.lines[1].cells["a"] = as_cell(20)
    other.touch()

    world.sync(once("journalled", lambda: world.sync(store=other_store, side=other)))
    world.sync(store=other_store, side=other)

    assert world.sheet_rows() == world.workbook_rows() == other.rows()
    assert (world.sheet_rows()["s0"]["a"], world.sheet_rows()["s1"]["a"]) == (
        number(10),
        number(20),
    )


def test_a_memory_far_behind_catches_up():
    """Another machine pushed a hundred times since: ours finds its place taken."""
    world = seeded()
    behind, other = MemoryStore(), MemoryWorkbook()
    world.sync(store=behind, side=other)
    for n in range(100):
        world.line("s0", a=n + 1000)
        world.sync()
    other.lines[1].cells["b"] = text("mine")
    other.touch()

    world.sync(store=behind, side=other)

    assert world.sheet_rows()["s1"]["b"] == text("mine")
    assert behind.now.generation > 100
    assert len(world.shared().taken()) <= 64


def test_a_first_load_that_dies_half_way_brings_no_row_twice():
    """Rows are known again by the ids that the workbook had before they went."""
    world = World(notes=False)
    for n in range(600):
        world.line("", a=n, b="x")
    world.service.admin("faults", {"match": ":batchUpdate", "what": "cut", "times": None})
    with pytest.raises(AnswerLost):
        world.sync()
    world.service.admin("faults", {"clear": True})

    world.sync()
    world.sync()

    assert len(world.sheet_rows()) == 600
    assert world.sheet_rows() == world.workbook_rows()
