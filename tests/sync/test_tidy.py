"""Only rows that a sync blanked, some days ago, and that hold nothing, may go."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.errors import NothingToDo
from addin.ports.sheets import Pulled, RowRemoval, SharedRow, SheetEdits
from addin.sync.apply import undo
from addin.sync.tidy import removable, tidy
from addin.tables.typed_cell import text
from tests.sync.drawn import table
from tests.sync.world import World, seeded

NOW = dt.datetime(2026, 3, 20, 12)


def days_ago(days):
    """A moment before now."""
    return NOW - dt.timedelta(days=days)


def pulled(**rows):
    """A sheet whose blanked rows stand where they are said to."""
    return Pulled({}, {row: SharedRow(at, {}) for row, at in rows.items()})


def test_old_tombstones_go_lowest_first():
    """From the bottom up, so that no row moves before its turn."""
    rows = removable(pulled(p=3, q=9, r=5), dict.fromkeys("pqr", days_ago(8)), NOW)

    assert (RowRemoval("q", 9), RowRemoval("r", 5), RowRemoval("p", 3)) == rows


def test_recent_ones_stay():
    """A row blanked a few days ago may still be missed by somebody."""
    blanked = {"p": days_ago(6), "q": days_ago(7)}

    assert [one.id for one in removable(pulled(p=3, q=4), blanked, NOW)] == ["q"]
    assert [one.id for one in removable(pulled(p=3, q=4), blanked, NOW, days=1)] == ["q", "p"]


def test_rows_that_no_sync_blanked_stay():
    """A blank row that a person left is theirs."""
    assert removable(pulled(p=3), {}, NOW) == ()


def test_rows_that_hold_something_again_stay():
    """Somebody typed there since."""
    sheet = Pulled({}, {"p": SharedRow(3, table(p=(1,))["p"])})

    assert removable(sheet, {"p": days_ago(30)}, NOW) == ()


def test_rows_whose_id_stands_twice_stay():
    """A copied id proves nothing: nobody knows which of both a sync blanked."""
    sheet = Pulled({}, {"p": SharedRow(3, {})}, unnamed=("p",))

    assert removable(sheet, {"p": days_ago(30)}, NOW) == ()


# ---- on a sheet of the emulator


class Died(Exception):
    """The program ends here."""


def cleared(rows=6, gone=("s1", "s3", "s4"), **how):
    """A world in which some rows were deleted in the workbook, and synced."""
    world = seeded(rows, **how)
    for row in gone:
        world.remove_line(row)
    world.sync()
    return world


def tidied(world, hook=None, days=0, **how):
    """One tidying."""
    return tidy(world.means(hook), days=days, **how)


def once(point, deed):
    """A hook that does something the first time that a point is passed."""
    waiting = [deed]

    def hook(passed):
        if passed == point and waiting:
            waiting.pop()()

    return hook


def ids_of(world):
    """Every id that stands in the sheet."""
    return sorted(str(line["_row"].content) for line in world.grid().values() if "_row" in line)


def agrees(world):
    """Both sides hold the same rows, and a sync has nothing to do."""
    assert world.sheet_rows() == world.workbook_rows()
    assert not world.sync().plan


def test_blank_rows_go_and_nothing_else_moves():
    """Rows below move up; the memory forgets them; both sides are in sync as before."""
    world = cleared()

    done = tidied(world)

    assert (done.removed, done.kept, done.put_back) == (3, 0, 0)
    assert sorted(world.grid()) == [2, 3, 4]
    assert ids_of(world) == ["s0", "s2", "s5"]
    assert world.store.tombstones("po") == {}
    assert [one["title"] for one in sheets_of(world)] == ["Cover", "PO Log"]
    agrees(world)
    assert tidied(world).sentence == "There is no blank row to remove."


def sheets_of(world):
    """The sheets of the spreadsheet."""
    answer = world.api("GET", f"/v4/spreadsheets/{world.book}")
    return [one["properties"] for one in answer["sheets"]]


def test_a_dry_run_removes_nothing():
    """And says what would go."""
    world = cleared()
    before = world.version()

    assert tidied(world, dry_run=True).sentence == "3 blank rows would be removed from the sheet."
    assert world.version() == before


def test_recently_blanked_rows_are_not_removed():
    """Seven days, unless told otherwise: the world's syncs are all of today."""
    world = cleared()

    assert tidied(world, days=7).removed == 0
    assert len(ids_of(world)) == 6


def test_a_row_with_a_note_in_a_column_that_is_not_tied_stays():
    """It is blank to the sync, and not to the person who wrote there."""
    world = cleared()
    world.type_in(3, world.column("Notes"), "call them back")

    done = tidied(world)

    assert (done.removed, done.kept) == (2, 1)
    assert "1 stays, as it holds something" in done.sentence
    assert [line["Notes"].content for line in world.grid().values() if "Notes" in line] == [
        "call them back"
    ]


@pytest.mark.parametrize("point", ["pulled", "journalled"])
@pytest.mark.parametrize(
    "deed",
    [
        lambda world: world.insert(2),
        lambda world: world.insert(4, 2),
        lambda world: world.delete(2),
        lambda world: world.move(2, 7),
        lambda world: world.sort(1, descending=True),
    ],
    ids=["insert above", "insert two inside", "delete", "move", "sort"],
)
def test_rows_that_move_in_the_window_lose_nothing(point, deed):
    """What was deleted by mistake stands below again, with notes and formulas; the rest follows."""
    world = cleared()
    for row, line in world.grid().items():
        if line["_row"].content in {"s0", "s2", "s5"}:
            world.type_in(row, world.column("Notes"), f"=A{row}+1")
    before = world.sheet_rows()
    gone = set()

    def window():
        there = set(ids_of(world))
        deed(world)
        gone.update(there - set(ids_of(world)))

    tidied(world, once(point, window))

    kept = {row: cells for row, cells in before.items() if row not in gone}
    assert world.sheet_rows() == kept
    assert [one["title"] for one in sheets_of(world)] == ["Cover", "PO Log"]
    for row, line in world.grid().items():
        if line.get("_row") and line["_row"].content in kept:
            assert line["Notes"].content in {f"A{row}+1", "INDEX(A:A,ROW())+1"}
    world.sync()
    assert world.sheet_rows() == world.workbook_rows() == kept


def test_what_a_person_typed_into_a_row_that_was_deleted_comes_back():
    """Even a row that nobody had an id for: it was inserted and filled within the second."""
    world = cleared()

    def window():
        world.insert(3)
        world.type_in(3, 1, "typed just now")
        world.type_in(3, world.column("Notes"), "with a note")

    done = tidied(world, once("journalled", window))

    assert done.put_back >= 1
    (line,) = [one for one in world.grid().values() if one.get("Notes")]
    assert (line["a"].content, line["Notes"].content) == ("typed just now", "with a note")
    world.sync()
    assert world.sheet_rows() == world.workbook_rows()
    assert {"a": text("typed just now")} in world.sheet_rows().values()


@pytest.mark.parametrize("point", ["journalled", "removed", "put back"])
def test_a_tidying_that_dies_is_finished_by_the_next_sync(point):
    """Rows that it took by mistake are not taken for deleted ones."""
    world = cleared()
    before = world.sheet_rows()
    waiting = [lambda: world.insert(2)]

    def hook(passed):
        if passed == "journalled" and waiting:
            waiting.pop()()
        if passed == point:
            raise Died(point)

    with pytest.raises(Died):
        tidied(world, hook)
    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == before
    assert [one["title"] for one in sheets_of(world)] == ["Cover", "PO Log"]
    tidied(world)
    assert ids_of(world) == ["s0", "s2", "s5"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_removes_no_row_twice(when):
    """The marker tells whether it landed; sent again, nothing more is deleted."""
    world = cleared()
    world.service.admin("faults", {"match": ":batchUpdate", "what": "cut", "when": when, "times": 1})  # fmt: skip

    assert tidied(world).removed == 3
    assert ids_of(world) == ["s0", "s2", "s5"]
    agrees(world)


def test_many_rows_go_in_several_batches(monkeypatch):
    """Lowest first, so that those of the next batch still stand where they did."""
    monkeypatch.setattr("addin.sync.tidy.AT_ONCE", 2)
    world = cleared(9, gone=("s0", "s1", "s4", "s5", "s7"))

    assert tidied(world).removed == 5
    assert ids_of(world) == ["s2", "s3", "s6", "s8"]
    agrees(world)


def test_somebody_who_pushed_meanwhile_is_waited_for():
    """The generation was his: it is looked at anew, and done with the next one."""
    world = cleared()

    def other():
        generation = world.store.state("po").generation + 1
        assert world.shared().commit(generation, "another", SheetEdits())

    assert tidied(world, once("journalled", other)).removed == 3
    agrees(world)


def test_a_table_with_a_key_of_its_own_says_why_not():
    """Its blank rows carry no id: nobody can tell whose they are."""
    world = World(key="a")
    with pytest.raises(NothingToDo, match="told apart by a"):
        tidied(world)


def test_the_log_says_that_rows_were_removed():
    """As a run that changed no cell, so that undo passes it by."""
    world = cleared()
    tidied(world)

    last = world.store.runs("po")[-1]
    assert last.sentence == "3 blank rows were removed from the sheet."
    assert not world.store.changes("po", last.number)


def test_a_row_taken_back_after_its_blank_row_went_is_appended():
    """Undo of the deletion finds no blank row of its own, and stands it below."""
    world = cleared()
    tidied(world)

    undo(world.means(), world.store.runs("po")[1].number)

    assert set(world.sheet_rows()) == {"s0", "s1", "s2", "s3", "s4", "s5"}
    assert ids_of(world) == ["s0", "s1", "s2", "s3", "s4", "s5"]
