"""Rows that lost their ids, or hold that of another, are told apart."""

from __future__ import annotations

from addin.tables.typed_cell import BLANK, text
from tests.sync.apply.edited import once
from tests.sync.world import World, seeded


def test_rows_that_lost_their_ids_to_ours_get_them_back():
    """An id that we wrote into a wrong row does not confirm itself."""
    world = seeded()
    world.line("s0", a=2)
    for row in (4, 5):
        world.insert(row)
        world.type_in(row, world.column("a"), row)
        world.type_in(row, world.column("b"), "typed")

    world.sync(once("journalled", lambda: world.insert(2)))

    rows = world.sheet_rows()
    assert rows == world.workbook_rows()
    assert {key: rows[key]["a"].content for key in ("s0", "s1", "s2", "s3")} == {
        "s0": 2, "s1": 1, "s2": 2, "s3": 3,
    }  # fmt: skip
    assert sorted(row["a"].content for row in rows.values() if row["b"] == text("typed")) == [4, 5]


def test_rows_with_formulas_that_lost_their_ids_are_known_by_them():
    """A formula that moved with its row names other cells, and is the same formula."""
    world = seeded()
    for row in range(2, 6):
        world.type_in(row, world.column("a"), f"=D{row}*2")
    world.sync()
    world.line("s0", b="mine")
    for row in (4, 5):
        world.insert(row)
        world.type_in(row, world.column("b"), "typed")

    world.sync(once("journalled", lambda: world.insert(2)))

    rows = world.sheet_rows()
    assert rows.keys() == world.workbook_rows().keys()
    assert {key for key, cells in rows.items() if "a" in cells} == {"s0", "s1", "s2", "s3"}
    assert len(rows) == 6


def test_two_equal_rows_that_lost_their_ids_get_one_each():
    """Ids go back one to one."""
    world = seeded()
    world.line("s2", a=3)
    world.sync()
    world.insert(5)
    world.type_in(5, world.column("a"), 7)
    world.type_in(7, world.column("a"), 8)

    world.sync(once("journalled", lambda: world.insert(2)))

    assert world.sheet_rows() == world.workbook_rows()
    assert len(world.sheet_rows()) == 6
    assert {"s0", "s1", "s2", "s3"} < set(world.sheet_rows())


def test_a_typed_row_like_another_one_does_not_take_its_id():
    """Equal content is no proof where the id is there already."""
    world = seeded()
    world.type_in(6, world.column("a"), 3)
    world.type_in(6, world.column("b"), "x")

    world.sync(once("journalled", lambda: world.insert(2)))

    assert set(world.sheet_rows()) > {"s0", "s1", "s2", "s3"}
    assert len(world.sheet_rows()) == 5
    assert world.sheet_rows() == world.workbook_rows()


def test_a_key_of_the_table_tells_rows_apart():
    """No id column; a row is known by its number, and a deleted one is emptied."""
    world = World(key="a", columns=("a", "b"))
    for n in range(3):
        world.line("", a=f"PO{n}", b="x")
    world.sync()
    assert "_row" not in world.grid()[2]
    world.workbook.lines[0].cells["b"] = text("y")
    del world.workbook.lines[2]
    world.workbook.touch()

    world.sync(once("journalled", lambda: world.insert(2)))

    assert world.sheet_rows() == {
        "PO0": {"a": text("PO0"), "b": text("y")}, "PO1": {"a": text("PO1"), "b": text("x")},
    }  # fmt: skip


def test_a_copied_row_that_moves_in_the_window_keeps_what_it_holds():
    """It carries the id of its original: so ids are set right before anything else is written."""
    world = seeded(3)
    for heading, cell in dict(world.grid()[2]).items():
        world.type_in(5, world.column(heading), cell)
    world.type_in(5, 1, 100)
    world.line("s0", a="ours")

    world.sync(once("journalled", lambda: world.sort(1, descending=True)))
    world.sync()

    assert world.sheet_rows() == world.workbook_rows()
    shown = {cells["a"].content for cells in world.sheet_rows().values()}
    logged = {cell.content for one in world.conflicts() for cell in (one.workbook, one.sheet)}
    assert {"ours", 100.0} <= shown | logged


def test_a_copied_row_gets_an_id_of_its_own():
    """Whoever copies a whole row copies its id: one of both is new, and both are kept."""
    world = seeded(2)
    for heading, cell in dict(world.grid()[2]).items():
        world.type_in(4, world.column(heading), cell)
    world.sync()
    world.sync()

    assert len(world.sheet_rows()) == 3
    assert world.sheet_rows() == world.workbook_rows()


def test_of_two_emptied_rows_with_one_id_one_gets_another():
    """Or the row that comes back would go into both, or into the wrong one."""
    world = seeded(2)
    world.type_in(2, 1, BLANK)
    world.type_in(2, world.column("b"), BLANK)
    world.type_in(5, world.column("_row"), "s0")
    world.sync()
    world.sync()

    ids = [line["_row"].content for line in world.grid().values() if "_row" in line]
    assert len(ids) == len(set(ids)) == 3
