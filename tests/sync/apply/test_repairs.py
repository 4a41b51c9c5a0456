"""A push that landed on other rows than it was meant for is seen and repaired."""

from __future__ import annotations

import pytest

from addin.ports.conflicts import ConflictKind
from addin.tables.typed_cell import BLANK, number, text
from tests.sync.apply.edited import AFTER, Died, dies_at, once
from tests.sync.world import seeded


def test_a_row_inserted_between_read_and_write_is_repaired(world):
    """Cells that hit wrong rows are put back, and the run starts over."""
    found = world.sync(once("journalled", lambda: world.insert(2)))

    assert found.repairs == 1
    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_without_the_check_the_same_run_would_lose_rows(world, monkeypatch):
    """The reason for all of this: nobody would notice."""
    monkeypatch.setattr(
        "addin.adapters.google_sheets.sheet.GoogleSheet.repair", lambda *_, **__: None
    )
    world.sync(once("journalled", lambda: world.insert(2)))

    assert world.sheet_rows()["s0"]["a"] == number(111)
    assert "s2" not in world.sheet_rows()


def test_a_repair_that_is_misplaced_is_repaired(world):
    """Rows that move again while they are put right end up right all the same."""
    moved: list[str] = []

    def hook(point):
        if point in {"journalled", "mending"} and len(moved) < 3:
            moved.append(point)
            world.insert(2)

    found = world.sync(hook)

    assert moved == ["journalled", "mending", "mending"]
    assert found.repairs == 3
    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_what_a_person_types_into_an_inserted_row_survives_the_repair(world):
    """Only the cells that a misplaced write touched are put back."""
    world.line("s0", a=5)

    def deed():
        world.insert(2)
        world.type_in(2, world.column("b"), "typed")

    world.sync(once("journalled", deed))

    assert world.sheet_rows() == world.workbook_rows()
    assert sorted(row["b"].content for row in world.sheet_rows().values()) == [
        "typed",
        "x",
        "x",
        "x",
    ]


def test_a_row_without_an_id_that_a_write_went_over_gets_its_own_cells_back():
    """Its content is known from the pull, though nothing in the sheet names it."""
    world = seeded()
    world.type_in(6, world.column("a"), 7)
    world.type_in(6, world.column("b"), "typed")
    world.line("s3", a=333)

    world.sync(once("journalled", lambda: world.delete(2)))

    rows = world.sheet_rows()
    assert rows == world.workbook_rows()
    assert rows["s3"]["a"] == number(333)
    assert [row for row in rows.values() if row["b"] == text("typed")] == [
        {"a": number(7), "b": text("typed")}
    ]


def test_a_row_without_an_id_that_nothing_went_over_is_not_doubled():
    """The blank row that a write hit is not taken for it, though it could be by what is left."""
    world = seeded()
    world.type_in(6, world.column("b"), "typed")
    world.line("s0", b="new")

    world.sync(once("journalled", lambda: world.insert(2)))

    assert [row["b"].content for row in world.sheet_rows().values()].count("typed") == 1
    assert world.sheet_rows() == world.workbook_rows()


def test_a_row_that_comes_back_goes_into_its_own(world):
    """Its id stands in the sheet once."""
    for name in ("a", "b"):
        world.type_in(2, world.column(name), BLANK)
    world.line("s0", b="kept")

    world.sync()

    ids = [line["_row"].content for line in world.grid().values()]
    assert ids.count("s0") == 1
    assert world.sheet_rows()["s0"]["b"] == text("kept")
    assert [one.kind for one in world.conflicts()] == [ConflictKind.DELETED_IN_SHEET]


def test_a_conflict_survives_the_run_that_repairs(world):
    """It is logged before the run starts over, which sees our own rows as theirs; and once."""
    world.type_in(world.row_of("s0"), world.column("a"), 50)
    world.line("s0", a=60)

    world.sync(once("journalled", lambda: world.insert(2)))

    assert [(one.row, one.workbook, one.sheet) for one in world.conflicts()] == [
        ("s0", number(60), number(50))
    ]


def test_a_row_conflict_survives_the_run_that_repairs(world):
    """The push brought the row back: the run that starts over sees nothing to ask about."""
    world.delete(world.row_of("s1"))
    world.line("s2", a=5)

    world.sync(once("journalled", lambda: world.insert(2)))

    assert [(one.row, one.kind) for one in world.conflicts()] == [
        ("s1", ConflictKind.DELETED_IN_SHEET)
    ]
    assert world.sheet_rows() == world.workbook_rows()


def test_a_misplaced_push_that_nobody_heard_of_is_repaired(world):
    """The run dies before it looks: the next one does."""
    insert = once("journalled", lambda: world.insert(2))

    def hook(point):
        insert(point)
        dies_at("pushed")(point)

    with pytest.raises(Died):
        world.sync(hook)

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_what_is_typed_after_a_sort_behind_a_push_is_not_put_back():
    """Tags stay where they are when people sort: only what we wrote is ours to take away."""
    world = seeded(3)
    world.line("s1", a=100)
    with pytest.raises(Died):
        world.sync(dies_at("pushed"))
    world.sort(1)
    row = world.row_of("s2")
    world.type_in(row, 1, 101)

    world.sync()
    world.sync()

    assert world.sheet_rows() == world.workbook_rows()
    assert {row: cells["a"].content for row, cells in world.sheet_rows().items()} == {
        "s0": 0, "s1": 100, "s2": 101,
    }  # fmt: skip
