"""What every adapter of the ``Workbooks`` port writes: files, memory, open in Excel, both."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from addin.adapters.folder import Folder
from addin.tables.changes import AppendedRows, Changes, NameEdit, NoteEdit, SheetRename, TableSize
from addin.tables.table import CellEdit, ErrorValue, NewCell, NewSheet, Style, Value
from tests.adapters.port_contract.compared import entered, sorted_names
from tests.adapters.port_contract.places import BOOK, TABLE, WRITING, on

VALUES: dict[str, Value] = {
    "a number": 12.5,
    "a whole number": 7,
    "text": "Night exterior",
    "an account code": "0012",
    "text like a day": "3-4",
    "text like a formula": "=A1",
    "text like a truth": "TRUE",
    "text with an apostrophe": "'tis",
    "text like an amount": "1,200.50",
    "text like an error": "#N/A",
    "a truth": True,
    "a day": dt.date(2026, 5, 4),
    "a moment": dt.datetime(2026, 5, 4, 18, 30),
    "nothing": None,
    "an error": ErrorValue("#N/A"),
}


@on(*WRITING)
def test_a_cell_holds_what_was_written_into_it(place):
    """Whatever the value looks like: nothing is read as if somebody had typed it."""
    places = {name: (20 + number, 2) for number, name in enumerate(VALUES)}
    place.write(cells=tuple(CellEdit("Costs", *places[name], VALUES[name]) for name in VALUES))

    sheet = place.sheet()
    found = {name: sheet.value(*places[name]) for name in VALUES}
    assert {name: type(value) for name, value in found.items()} == {
        name: type(value) for name, value in VALUES.items()
    } | {"a whole number": int}
    assert found == VALUES
    assert not any(cell in sheet.formulas for cell in places.values())


@on(*WRITING)
def test_a_formula_is_a_formula_only_where_the_edit_says_so(place):
    """And a value that is written into a formula's cell takes its place, since it was asked for."""
    place.write(
        cells=(
            CellEdit("Costs", 4, 3, "=C2+1", is_formula=True),
            CellEdit("Costs", 4, 5, 99),
            CellEdit("Costs", 4, 4, "=C2+1"),
        )
    )

    sheet = place.sheet()
    assert sheet.formulas[4, 3] == "C2+1"
    assert (4, 5) not in sheet.formulas
    assert sheet.value(4, 5) == 99
    assert (4, 4) not in sheet.formulas
    assert sheet.value(4, 4) == "=C2+1"


@on(*WRITING)
def test_what_no_edit_names_stays(place):
    """All other cells, sheets, names and looks are as they were."""
    before = place.read()
    place.write(cells=(CellEdit("Costs", 2, 2, "Dimmers"),))

    after = place.read()
    old, new = entered(before.sheets[0]), entered(after.sheets[0])
    assert {name for name in old if old[name] != new[name]} == {"rows"}
    assert {cell for cell, held in new["rows"].items() if old["rows"].get(cell) != held} == {(2, 2)}
    assert [entered(one) for one in after.sheets[1:]] == [entered(s) for s in before.sheets[1:]]
    assert after.names == before.names
    assert after.digest != before.digest


BATCHES = {
    "cells": Changes(
        cells=(
            CellEdit("Costs", 2, 3, 1),
            CellEdit("Costs", 3, 3, 2),
            CellEdit("Costs", 3, 5, "=C3*3", is_formula=True),
            CellEdit("Costs", 4, 4, dt.date(2026, 4, 1)),
            CellEdit("Costs", 3, 2, "0012", like=(2, 1)),
            CellEdit("Costs", 2, 6, 0.3, number_format="0.00%"),
        )
    ),
    "rows below a list": Changes(
        rows=(
            AppendedRows(
                "List",
                ({1: "0012", 2: 5, 3: "=B4*2"}, {1: "PO-4", 2: 6.5, 3: "=B5*2"}),
                formulas=frozenset({3}),
            ),
        )
    ),
    "notes": Changes(notes=(NoteEdit("Costs", 2, 3, "Too much?"), NoteEdit("Costs", 3, 1, ""))),
    "names": Changes(names=(NameEdit("Rate", "Costs!$F$3"), NameEdit("Base", "Costs!$C$2"))),
    "a name less": Changes(names=(NameEdit("Here", "", "Costs"),)),
    "a sheet": Changes(
        sheets=(
            NewSheet(
                "Findings",
                (
                    (NewCell("Code", Style(bold=True)), NewCell("Amount", Style(bold=True))),
                    (NewCell("0012"), NewCell(12.5, Style(number_format="#,##0.00"))),
                    (NewCell("=A1"), NewCell("=Costs!C2*2", is_formula=True)),
                    (NewCell(dt.date(2026, 5, 1)), NewCell(link="#Costs!A1", value="Costs!A1")),
                ),
            ),
        )
    ),
    "a sheet renamed": Changes(renames=(SheetRename("Costs", "Cost report"),)),
    "everything": Changes(
        cells=(CellEdit("Costs", 2, 3, 1),),
        notes=(NoteEdit("Costs", 2, 3, "x"),),
        sheets=(NewSheet("Findings", ((NewCell("a"),),)),),
        names=(NameEdit("Base", "Costs!$C$2"),),
        recalculate_on_load=True,
    ),
}


@on(*WRITING)
@pytest.mark.parametrize("batch", BATCHES)
def test_a_write_does_what_it_does_to_a_file(place, batch, tmp_path, drawn):
    """Whoever writes, the same cells, names, notes and sheets stand there afterwards."""
    other = Folder(Path(shutil.copytree(drawn, tmp_path / "other")))
    other.write(BOOK, BATCHES[batch])
    place.workbooks.write(BOOK, BATCHES[batch], digest=place.read().digest)

    expected, found = other.read(BOOK), place.read()
    for one, another in zip(expected.sheets, found.sheets, strict=True):
        assert entered(another) == entered(one)
    assert [(n.name, n.formula, n.sheet) for n in sorted_names(found)] == [
        (n.name, n.formula, n.sheet) for n in sorted_names(expected)
    ]


@on(*WRITING)
@pytest.mark.parametrize("batch", BATCHES)
def test_what_was_written_is_taken_back_and_that_again(place, batch):
    """Undo, and undo of the undo."""
    before = place.read()
    backup = place.workbooks.write(BOOK, BATCHES[batch], digest=before.digest)
    written = place.read()

    again = place.workbooks.restore(BOOK, backup, digest=written.digest)
    back = place.read()
    assert [entered(sheet) for sheet in back.sheets] == [entered(s) for s in before.sheets]
    assert sorted_names(back) == sorted_names(before)
    assert back.digest == before.digest

    place.workbooks.restore(BOOK, again, digest=back.digest)
    assert [entered(s) for s in place.read().sheets] == [entered(s) for s in written.sheets]


@on(*WRITING)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_table_grows_by_the_rows_that_are_appended(place, rows, tmp_path, drawn):
    """Its totals row moves down, its calculated columns are filled in; and back again."""
    other = Folder(Path(shutil.copytree(drawn, tmp_path / "other")))
    table = place.read(TABLE).sheets[0].list_objects[0]
    sheet = place.read(TABLE).sheets[0].name
    new = tuple({table.area.left: f"PO-{number}"} for number in range(rows))
    batch = Changes(rows=(AppendedRows(sheet, new, table=table.name),))
    before = place.read(TABLE)
    other.write(TABLE, batch)
    backup = place.workbooks.write(TABLE, batch, digest=before.digest)

    after = place.read(TABLE)
    assert [entered(one) for one in after.sheets] == [entered(s) for s in other.read(TABLE).sheets]
    assert after.sheets[0].list_objects[0].area.bottom > table.area.bottom
    place.workbooks.restore(TABLE, backup, digest=after.digest)
    assert [entered(one) for one in place.read(TABLE).sheets] == [entered(s) for s in before.sheets]


@on(*WRITING)
def test_a_table_is_cut_and_gets_its_rows_back(place):
    """Rows that leave a table are cleared, and there again after an undo."""
    before = place.read(TABLE)
    table = before.sheets[0].list_objects[0]
    backup = place.write(TABLE, tables=(TableSize(table.name, 2),))
    after = place.read(TABLE)

    assert after.sheets[0].list_objects[0].area.bottom < table.area.bottom
    place.workbooks.restore(TABLE, backup, digest=after.digest)
    assert [entered(one) for one in place.read(TABLE).sheets] == [entered(s) for s in before.sheets]


@on(*WRITING)
def test_a_batch_that_changes_nothing_keeps_nothing(place):
    """No backup of a write that was none."""
    assert place.write(notes=(NoteEdit("Costs", 2, 2, ""),)) == ""
