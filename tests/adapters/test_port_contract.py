"""What holds for every adapter of the ``Workbooks`` port: files, memory, open in Excel, both."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from addin.adapters.folder import Folder
from addin.adapters.live_excel.files.engine import file_engine
from addin.adapters.live_excel.workbooks import LiveExcel
from addin.adapters.memory import Memory
from addin.adapters.open_and_closed import OpenAndClosed
from addin.errors import FileChanged, FileError, FileMissing, WriteRefused
from addin.ports import Workbooks
from addin.tables.changes import AppendedRows, Changes, NameEdit, NoteEdit, SheetRename, TableSize
from addin.tables.table import (
    Book,
    CellEdit,
    ErrorValue,
    NewCell,
    NewSheet,
    Sheet,
    Style,
    Value,
    Visibility,
)
from tests.adapters.xlsx.tables import orders

WRITING = ("folder", "open", "composite of open ones", "composite of closed ones")
ALL = (*WRITING, "memory")
BOOK = "week 1/Costs.xlsx"
TABLE = "Orders.xlsx"


@dataclass
class Place:
    """An adapter over a folder, and what stands in it."""

    workbooks: Workbooks
    root: Path

    def read(self, name: str = BOOK) -> Book:
        """A workbook."""
        return self.workbooks.read(name)

    def sheet(self, sheet: str = "Costs", name: str = BOOK) -> Sheet:
        """A sheet of one."""
        found = self.read(name).sheet(sheet)
        assert found is not None
        return found

    def write(self, name: str = BOOK, **changes) -> str:
        """Write into a workbook as it is now."""
        return self.workbooks.write(name, Changes(**changes), digest=self.read(name).digest)


def costs(path: Path) -> None:
    """A workbook with one of everything that is read, and that edits must keep away from."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Costs"
    for row in (
        ["Account", "Description", "Amount", "Day", "Double", "Share"],
        ["2510", "Lamps", 500, dt.date(2026, 3, 2), "=C2*2", 0.25],
        ["2520", "=not a formula", 80.5, dt.datetime(2026, 3, 3, 14, 30), "=C3*2", 0.5],
        ["2530", "TRUE", None, None, "=C4*2", None],
        ["Total", None, "=C2+C3", None, None, True],
    ):
        sheet.append(row)
    sheet["B3"].data_type = "s"
    sheet["F2"].number_format = sheet["F3"].number_format = "0.0%"
    sheet["G2"] = "#N/A"
    sheet["H2"] = ArrayFormula("H2:H3", "=C2:C3*2")
    sheet.merge_cells("A7:C8")
    sheet["A7"] = "Prepared by Sam"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["A3"].comment = Comment("Ask Kim", "Sam")
    locked = made.create_sheet("Locked")
    locked["A1"], locked["A2"] = "closed", "open"
    locked["A2"].protection = Protection(locked=False)
    locked.protection.enable()
    filtered = made.create_sheet("Filtered")
    for number in range(1, 6):
        filtered.append([f"row {number}", number])
    filtered.auto_filter.ref = "A1:B5"
    filtered.row_dimensions[3].hidden = True
    lines = made.create_sheet("List")
    for row in (["PO", "Net", "Twice"], ["PO-1", 10, "=B2*2"], ["PO-2", 20, "=B3*2"]):
        lines.append(row)
    lines["B2"].number_format = lines["B3"].number_format = "#,##0.00"
    made.create_sheet("Secret").sheet_state = "veryHidden"
    made.defined_names["Rate"] = DefinedName("Rate", attr_text="Costs!$F$2")
    sheet.defined_names["Here"] = DefinedName("Here", attr_text="Costs!$A$1")
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """The folder, made once."""
    root = tmp_path_factory.mktemp("drawn")
    costs(root / BOOK)
    (root / TABLE).write_bytes(orders(totals=True))
    return root


@pytest.fixture
def root(drawn, tmp_path):
    """A folder of one's own, without the backups of others."""
    return Path(shutil.copytree(drawn, tmp_path / "show"))


@pytest.fixture
def place(request, root):
    """The adapter that a test asks for."""
    folder = Folder(root)
    with file_engine() as app:
        live = LiveExcel(root, lambda: app.books)
        if request.param in {"open", "composite of open ones"}:
            for name in folder.names():
                app.books.open(str(root / name))
        adapters: dict[str, Workbooks] = {
            "folder": folder,
            "open": live,
            "composite of open ones": OpenAndClosed(folder, live),
            "composite of closed ones": OpenAndClosed(folder, live),
            "memory": Memory(*map(folder.read, folder.names())),
        }
        yield Place(adapters[request.param], root)


def on(*names: str):
    """Run a test on these adapters."""
    return pytest.mark.parametrize("place", names, indirect=True)


@on(*ALL)
def test_every_workbook_is_listed_by_its_path_from_the_folder(place):
    """In a fixed order, with ``/``."""
    assert list(place.workbooks.names()) == [TABLE, BOOK]


@on(*ALL)
def test_what_is_read_is_the_same_whoever_reads_it(place):
    """Values, formulas, formats, what is hidden, merged, filtered, noted, named, in tables."""
    for name in place.workbooks.names():
        expected, found = Folder(place.root).read(name), place.read(name)

        assert found.name == name
        assert (found.kind, found.date_1904) == (expected.kind, expected.date_1904)
        assert dict(found.names) == dict(expected.names)
        assert set(found.defined_names) == set(expected.defined_names)
        for one, other in zip(expected.sheets, found.sheets, strict=True):
            assert seen(other) == seen(one)


def seen(sheet: Sheet) -> dict[str, object]:
    """What every adapter reads of a sheet."""
    names = """name formulas formats uncached arrays merged visibility hidden_rows hidden_columns
        list_objects notes filtered spilling is_protected""".split()
    found = {name: getattr(sheet, name) for name in names}
    found["formulas"], found["formats"] = dict(sheet.formulas), dict(sheet.formats)
    found["arrays"], found["notes"] = dict(sheet.arrays), dict(sheet.notes)
    found["rows"] = [[(type(value), value) for value in row] for row in sheet.rows]
    return found


@on(*ALL)
def test_a_workbook_that_is_not_there_is_said_to_be_missing(place):
    """For reading, for its content and for writing."""
    with pytest.raises(FileMissing, match=r"Nobody\.xlsx"):
        place.workbooks.read("Nobody.xlsx")
    with pytest.raises(FileMissing):
        place.workbooks.content("Nobody.xlsx")
    with pytest.raises(FileMissing):
        place.workbooks.write("Nobody.xlsx", Changes(recalculate_on_load=True))


@on(*WRITING)
def test_the_content_is_the_workbook_as_it_is_now(place, tmp_path):
    """What was written and not saved is in it too."""
    place.write(cells=(CellEdit("Costs", 2, 3, 12),))
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(place.workbooks.content(BOOK))

    again = Folder(tmp_path).read("copy.xlsx").sheet("Costs")
    assert again is not None
    assert again.value(2, 3) == 12


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


def entered(sheet: Sheet) -> dict[str, Any]:
    """What people see of a sheet, without what its formulas give."""
    found = seen(sheet)
    found["rows"] = {
        (row, column): (type(value), value)
        for row, cells in enumerate(sheet.rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
        and (row, column) not in sheet.formulas
        and not any((row, column) in area for area in sheet.arrays.values())
    }
    found["formats"] = {c: f for c, f in dict(sheet.formats).items() if c not in sheet.formulas}
    del found["uncached"]
    return found


def sorted_names(book: Book):
    """The names of a workbook that people see."""
    return sorted(
        (name for name in book.defined_names if not name.name.startswith("_xlnm._Filter")),
        key=lambda name: (name.sheet, name.name),
    )


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


REFUSED = {
    "no such sheet": (Changes(cells=(CellEdit("Nowhere", 1, 1, 1),)), "has no sheet 'Nowhere'"),
    "a locked cell": (Changes(cells=(CellEdit("Locked", 1, 1, "x"),)), "Locked!A1 is locked"),
    "inside merged cells": (
        Changes(cells=(CellEdit("Costs", 8, 2, "x"),)), "inside the merged cells A7:C8",
    ),
    "part of an array": (Changes(cells=(CellEdit("Costs", 3, 8, 1),)), "lies in the array formula"),
    "two things at once": (
        Changes(cells=(CellEdit("Costs", 2, 3, 1), CellEdit("Costs", 2, 3, 2))), "contradict",
    ),
    "outside the sheet": (Changes(cells=(CellEdit("Costs", 0, 1, 1),)), "outside the sheet"),
    "a bad name": (Changes(names=(NameEdit("A1", "Costs!$A$1"),)), "'A1'"),
    "half of it bad": (
        Changes(cells=(CellEdit("Costs", 2, 3, 1), CellEdit("Locked", 1, 1, "x"))), "Locked!A1",
    ),
}  # fmt: skip


@on(*WRITING)
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_by_name_and_nothing_is_written(place, case):
    """The workbook is as it was, and there is nothing to take back."""
    changes, why = REFUSED[case]
    before = place.read()

    with pytest.raises(WriteRefused, match=why) as caught:
        place.workbooks.write(BOOK, changes, digest=before.digest)

    assert Path(BOOK).name in str(caught.value)
    assert place.read() == before


@on(*WRITING)
@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (CellEdit("Orders", 1, 1, "Number"), "is a heading of the table"),
    ],
)
def test_headings_and_totals_of_tables_are_left_alone(place, edit, why):
    """They are the table's, not the cells'."""
    table = place.read(TABLE).sheets[0].list_objects[0]
    sheet = place.read(TABLE).sheets[0].name
    area = table.area
    with pytest.raises(WriteRefused, match=why):
        place.write(TABLE, cells=(replace(edit, sheet=sheet, row=area.top, column=area.left),))
    with pytest.raises(WriteRefused, match="totals row"):
        place.write(TABLE, cells=(replace(edit, sheet=sheet, row=area.bottom, column=area.left),))


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
def test_a_workbook_that_is_no_longer_the_one_that_was_read_is_not_written(place):
    """Somebody's work meanwhile is never lost, by writing or by taking back."""
    before = place.read()
    backup = place.write(cells=(CellEdit("Costs", 2, 2, "Theirs"),))
    theirs = place.read()

    with pytest.raises(FileChanged, match="Nothing was written"):
        place.workbooks.write(
            BOOK, Changes(cells=(CellEdit("Costs", 2, 2, "Ours"),)), digest=before.digest
        )
    with pytest.raises(FileChanged):
        place.workbooks.restore(BOOK, backup, digest=before.digest)
    assert place.read() == theirs


@on(*WRITING)
def test_a_batch_that_changes_nothing_keeps_nothing(place):
    """No backup of a write that was none."""
    assert place.write(notes=(NoteEdit("Costs", 2, 2, ""),)) == ""


@on(*WRITING)
def test_a_backup_that_is_gone_or_of_another_workbook_is_said_to_be_missing(place):
    """And the workbook stays as it is."""
    backup = Path(place.write(cells=(CellEdit("Costs", 2, 2, "x"),)))
    now = place.read()
    elsewhere = backup.with_name(backup.name.replace("2", "3"))

    with pytest.raises(FileMissing):
        place.workbooks.restore(BOOK, str(elsewhere), digest=now.digest)
    with pytest.raises(FileError):
        place.workbooks.restore(TABLE, str(backup), digest=place.read(TABLE).digest)
    assert place.read() == now


@on("memory")
def test_memory_remembers_batches_and_refuses_by_the_digest(place):
    """It is told what to write, and writes nothing itself."""
    place.write(cells=(CellEdit("Costs", 2, 2, "x"),))

    with pytest.raises(FileChanged):
        place.workbooks.write(BOOK, Changes(), digest="another")
    assert place.workbooks.written[0][0] == BOOK


def test_the_drawn_workbook_has_one_of_everything(drawn):
    """Otherwise the laws above would say little."""
    book = Folder(drawn).read(BOOK)
    sheet = book.sheets[0]

    assert sheet.arrays
    assert sheet.merged
    assert sheet.hidden_rows
    assert sheet.hidden_columns
    assert sheet.notes
    assert sheet.uncached
    assert book.sheets[1].is_protected
    assert book.sheets[2].filtered
    assert book.sheets[4].visibility is Visibility.VERY_HIDDEN
    assert Folder(drawn).read(TABLE).sheets[0].list_objects[0].totals_rows == 1
