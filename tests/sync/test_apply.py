"""The run of a sync, case by case: what it writes, what it calls, what it survives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.errors import (
    AnswerLost,
    NothingToDo,
    SharedSheetBusy,
    SharingRefused,
    SyncLocked,
    SyncStopped,
)
from addin.ports.conflicts import ConflictKind
from addin.ports.sheets import SheetEdits
from addin.sync.apply import undo
from addin.tables.typed_cell import BLANK, formula, number, text, truth
from tests.sync.fakes import Line, MemoryStore, MemoryWorkbook
from tests.sync.world import InProcess, World, as_cell, seeded


class Died(Exception):
    """The program ends here."""


def dies_at(wanted):
    """A hook that ends the program at a point."""

    def hook(point):
        if point == wanted:
            raise Died(point)

    return hook


def once(point, deed):
    """A hook that does something the first time that a point is passed."""
    waiting = [deed]

    def hook(passed):
        if passed == point and waiting:
            waiting.pop()()

    return hook


def edited():
    """Four rows in sync, then one edit and one deletion in the workbook."""
    world = seeded()
    world.line("s1", a=111)
    world.remove_line("s3")
    return world


@pytest.fixture
def world():
    """The same, for a test."""
    return edited()


AFTER = {
    "s0": {"a": number(0), "b": text("x")},
    "s1": {"a": number(111), "b": text("x")},
    "s2": {"a": number(2), "b": text("x")},
}


def test_an_edit_and_a_deletion_reach_the_sheet(world):
    """What changed in the workbook is in the sheet, and the run says so in a sentence."""
    found = world.sync()

    assert found.sentence == (
        "Sheet: 1 row changed, 1 row deleted (3 cells). Workbook: unchanged. No conflicts."
    )
    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_a_dry_run_writes_nothing_and_shows_the_plan(world):
    """Neither side, nor the memory, is any different after a dry run."""
    before = world.version(), world.workbook.version, world.store.now

    found = world.sync(dry_run=True)

    assert (found.dry, found.plan.sheet_counts.cells) == (True, 3)
    assert (world.version(), world.workbook.version, world.store.now) == before


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


@pytest.mark.parametrize("point", ["pulled", "journalled", "pushed", "verified", "based", "local"])
def test_a_run_that_dies_is_carried_on(world, point):
    """Wherever it dies, the next run gets to the same end."""
    with pytest.raises(Died):
        world.sync(dies_at(point))

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER
    assert world.store.now.attempt is None


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


def test_nothing_changed_costs_one_call(world):
    """The probe alone, once a run has seen that all is quiet."""
    world.sync()
    world.sync()
    world.calls.made.clear()

    found = world.sync()

    assert dict(world.calls.made) == {"probe": 1}
    assert found.plan is None


def test_a_change_in_the_sheet_costs_two_calls(world):
    """Probe and read; nothing is written there."""
    world.sync()
    world.type_in(2, world.column("a"), 77)
    world.calls.made.clear()

    world.sync()

    assert sum(world.calls.made.values()) == 2
    assert world.workbook_rows()["s0"]["a"] == number(77)


def test_a_push_costs_four_calls(world):
    """Probe, read, batch, verify: what the plan said."""
    world.calls.made.clear()

    found = world.sync()

    assert sum(world.calls.made.values()) == 4 == found.plan.calls.total


def test_tags_of_earlier_pushes_are_removed(world):
    """A sheet keeps 30,000 characters of metadata: only the last push has tags."""
    world.sync()
    world.line("s0", b="y")
    world.sync()

    answer = world.api("GET", f"/v4/spreadsheets/{world.book}", None, {
        "fields": ["sheets.data.rowMetadata.developerMetadata"], "ranges": ["'PO Log'!A1:H30"],
    })  # fmt: skip
    tags = [
        one["metadataValue"]
        for row in answer["sheets"][0]["data"][0]["rowMetadata"]
        for one in row.get("developerMetadata", [])
        if one["metadataKey"].startswith("t.")
    ]
    assert tags == [f"{world.store.now.generation}.0"]


def test_a_guard_stops_before_the_first_write(world):
    """An empty side that was not empty is never taken at its word."""
    world.workbook.lines.clear()
    world.workbook.touch()
    before = world.version(), world.store.now

    with pytest.raises(SyncStopped, match="empty"):
        world.sync()

    assert (world.version(), world.store.now) == before


def test_two_runs_of_one_binding_do_not_meet(world):
    """The second is told who is at it."""
    with pytest.raises(SyncLocked, match="Ann"):
        world.sync(lambda _: world.sync())


def test_a_workbook_saved_meanwhile_is_read_again(world):
    """What was typed between read and write is not written over."""
    world.type_in(2, world.column("a"), 77)
    world.workbook.before_write = lambda: None

    world.sync(once("based", lambda: world.line("s2", b="just now")))

    assert world.sheet_rows() == world.workbook_rows()
    assert world.workbook_rows()["s2"]["b"] == text("just now")
    assert world.workbook_rows()["s0"]["a"] == number(77)


def test_columns_are_found_wherever_they_are_moved(world):
    """A column is known by its mark, not by its place."""
    span = {"sheetId": 77, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    world.batch({"moveDimension": {"source": span, "destinationIndex": 3}})

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_a_bound_column_that_is_deleted_stops_the_run(world):
    """Its cells are not taken for deleted."""
    span = {"sheetId": 77, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    world.batch({"deleteDimension": {"range": span}})

    with pytest.raises(SyncStopped):
        world.sync()

    assert world.workbook_rows()["s0"]["a"] == number(0)


CONTENTS = [
    text("0042"), text("=1"), text("TRUE"), text("1/2"), text("  x "), number(1e15), number(0.1),
    number(45000.5), truth(True), truth(False), formula("1+1"), text("'quoted"), text("23E123123"),
]  # fmt: skip


def test_every_type_comes_back_as_it_went():
    """Digits as text, texts that look like formulas, dates, booleans, long numbers."""
    world = World()
    for n, cell in enumerate(CONTENTS):
        world.line(f"s{n}", a=cell, b="x")
    world.sync()
    again, store = MemoryWorkbook(), MemoryStore()

    world.sync(store=store, side=again)

    assert again.rows() == world.workbook_rows()
    assert [row["a"] for row in again.rows().values()] == CONTENTS


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


def test_a_push_of_many_rows_is_several_generations():
    """Each part has its own journal and base; dying between two loses nothing."""
    world = seeded(rows=0, notes=False)
    world.workbook.lines = [Line(f"s{n}", {"a": number(n)}) for n in range(1700)]
    world.workbook.touch()
    world.sync()
    for line in world.workbook.lines:
        line.cells["b"] = text("new")
    world.workbook.touch()
    world.type_in(2, world.column("c"), "theirs")
    passed = []

    def hook(point):
        passed.append(point)
        if passed.count("verified") == 1 and point == "journalled" and "verified" in passed:
            world.type_in(3, world.column("c"), "also")
            raise Died

    with pytest.raises(Died):
        world.sync(hook)
    world.sync()
    world.sync()

    assert world.sheet_rows() == world.workbook_rows()
    assert {row["b"] for row in world.workbook_rows().values()} == {text("new")}
    assert world.workbook_rows()["s0"] == {"a": number(0), "b": text("new"), "c": text("theirs")}
    assert world.workbook_rows()["s1"]["c"] == text("also")


def long_list(rows):
    """A workbook of so many rows, a formula in each, and an empty sheet."""
    world = World(notes=False)
    world.workbook.lines = [
        Line(f"s{n}", {"a": number(n), "b": text(f"Vendor {n} of the list"), "c": formula("1+1")})
        for n in range(rows)
    ]
    return world


def test_ten_thousand_rows_cost_few_calls():
    """A first load, no change, one edit, a hundred, five hundred in the sheet: each its budget."""
    world = long_list(10_000)
    spent = {}

    def sync(what):
        world.calls.made.clear()
        world.sync()
        spent[what] = sum(world.calls.made.values())

    sync("first load")
    assert world.sheet_rows() == world.workbook_rows()
    world.sync()
    sync("nothing changed")
    world.line("s5000", b="one edit")
    sync("one edit")
    for line in world.workbook.lines[:100]:
        line.cells["b"] = text("edited")
    world.workbook.touch()
    sync("a hundred edits")
    start = {"sheetId": 77, "rowIndex": 200, "columnIndex": world.column("b") - 1}
    rows = [{"values": [{"userEnteredValue": {"stringValue": f"theirs {n}"}}]} for n in range(500)]
    world.batch({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    sync("five hundred edits in the sheet")

    assert spent["first load"] <= 6
    assert spent["nothing changed"] == 1
    assert spent["one edit"] == spent["a hundred edits"] == 4
    assert spent["five hundred edits in the sheet"] == 2
    assert world.sheet_rows() == world.workbook_rows()


def test_a_formula_stands_in_each_program_with_its_own_cells():
    """In the sheet it names cells by place, to a sync by column; it crosses either way."""
    world = seeded(2)
    world.line("s0", c="=[@a]*2")
    world.line("", a=7, c="=[@a]*2")
    world.sync()
    last = max(world.grid()) + 1
    world.type_in(last, 1, 9)
    world.type_in(last, world.column("c"), f"=A{last}*2")
    world.line("s1", c="=[@a]*2")
    world.sync()

    held = {row: str(line["c"].content) for row, line in world.grid().items()}
    assert all(held[row] in {f"A{row}*2", "INDEX(A:A,ROW())*2"} for row in held)
    assert len(held) == 4
    theirs = [line.cells["c"] for line in world.workbook.lines]
    assert theirs == [formula("[@a]*2")] * 4
    world.sync()
    world.type_in(2, 2, "looked at again")
    world.calls.made.clear()
    assert not world.sync().plan
    assert sum(world.calls.made.values()) == 2, "a formula that is known is not asked about"


def test_a_formula_that_a_push_went_over_comes_back():
    """As it was, in the row in which it stands now."""
    world = seeded(4)
    for row in range(2, 6):
        world.type_in(row, world.column("c"), f"=A{row}+{row}")
    world.sync()
    world.line("s2", c="=[@a]*3")

    world.sync(once("journalled", lambda: world.insert(3)))

    found = {
        str(line["_row"].content): (row, line["c"].content)
        for row, line in world.grid().items()
        if "_row" in line
    }
    assert found["s1"] == (4, "A4+3")
    assert found["s2"] == (5, "A5*3")
    assert world.sheet_rows().keys() == world.workbook_rows().keys()
    assert not world.sync().plan


def test_a_first_load_brings_formulas():
    """Each names the cells of the row that it stands in."""
    world = World(notes=False)
    for n in range(510):
        world.line(f"s{n}", a=n, c="=[@a]*2")
    world.sync()

    assert {row: str(line["c"].content) for row, line in world.grid().items()} == {
        row: f"A{row}*2" for row in range(2, 512)
    }
    world.type_in(2, world.column("b"), "looked at again")
    assert len(world.sync().plan.changes) == 1


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


@pytest.mark.parametrize(
    ("status", "error"), [(403, SharingRefused), (404, SharingRefused), (503, SharedSheetBusy)]
)
def test_a_sheet_that_cannot_be_had_is_a_named_error(world, status, error):
    """Nothing is written, and the next run carries on."""
    world.service.admin("faults", {"match": "", "status": status, "times": None})
    with pytest.raises(error):
        world.sync()
    world.service.admin("faults", {"clear": True})

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER


def test_two_tables_of_one_spreadsheet_keep_out_of_each_others_way(world):
    """Their marks, tags and generations have numbers of their own."""
    shared = world.shared()
    other = world.shared()
    other.__init__(world.calls, replace(world.binding, name="ledger"), shared._naming)
    world.sync()
    generation = world.store.now.generation + 1

    assert other.commit(generation, "theirs", SheetEdits())
    assert shared.commit(generation, "ours", SheetEdits())
    assert (shared.taken()[generation], other.taken()[generation]) == ("ours", "theirs")
