"""A run of a sync brings each side what changed on the other."""

from __future__ import annotations

from dataclasses import replace

from addin.ports.sheets import SheetEdits
from addin.tables.typed_cell import number, text
from tests.sync.apply.edited import AFTER, once


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
