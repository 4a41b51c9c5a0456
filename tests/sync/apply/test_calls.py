"""How many calls a run costs, and how it parts what is long."""

from __future__ import annotations

import pytest

from addin.tables.typed_cell import formula, number, text
from tests.sync.apply.edited import Died
from tests.sync.fakes import Line
from tests.sync.world import World, seeded


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
