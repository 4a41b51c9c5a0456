"""Workbooks that a host has open: what it is to do, and what takes that back."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from addin.adapters.folder import Folder
from addin.adapters.snapshots.file_of import file_of
from addin.adapters.snapshots.snapshot import as_json, snapshot_of
from addin.adapters.snapshots.workbooks import Sent
from addin.adapters.xlsx.patcher import patched
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import FileChanged, FileMissing, WriteRefused
from addin.tables.changes import (
    AppendedRows,
    Changes,
    NameEdit,
    NoteEdit,
    SheetRename,
    TableSize,
)
from addin.tables.table import Book, CellEdit, ListObject, NewCell, NewSheet, Sheet, Style
from tests.adapters.snapshots.books import MONEY, books, places, words
from tests.adapters.snapshots.host import Differs, Host

edits = st.builds(
    lambda cell, what: CellEdit(
        "One", cell[0], cell[1], what[0], is_formula=what[1], number_format=what[2]
    ),
    places,
    st.sampled_from(
        [(12.5, False, ""), (3, False, MONEY), ("=SUM(A1:A3)", True, ""), ("2510", False, ""),
         (None, False, ""), (True, False, "")]
    ),
)  # fmt: skip


@st.composite
def batches(draw: st.DrawFn, book: Book) -> Changes:
    """A batch that a button could want."""
    tables: list[ListObject] = [
        t for sheet in book.sheets for t in sheet.list_objects if sheet.name == "One"
    ]
    named = {(e.row, e.column): e for e in draw(st.lists(edits, max_size=5))}
    notes = tuple(NoteEdit("One", *cell, text) for cell, text in draw(
        st.dictionaries(places, words, max_size=2)).items())  # fmt: skip
    rows: tuple[AppendedRows, ...] = ()
    sizes: tuple[TableSize, ...] = ()
    renames: tuple[SheetRename, ...] = ()
    sheets: tuple[NewSheet, ...] = ()
    grown, sized, longer = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    if tables and grown:
        rows = (AppendedRows("One", ({1: "P9", 2: "Kestrel", 3: 7},), table=tables[0].name),)
    elif tables and sized:
        sizes = (TableSize(tables[0].name, draw(st.integers(1, 5))),)
    elif longer:
        rows = (AppendedRows("Two", ({1: "new", 2: 4},)),) if book.sheets[1].rows else ()
    if draw(st.booleans()):
        line = (NewCell("Total", Style(bold=True)), NewCell(4.5, Style(number_format="0.00")))
        sheets = (NewSheet("Tieout findings", (line, line)),)
    elif draw(st.booleans()):
        renames = (SheetRename("Two", "Week 10"),)
    names = (NameEdit("Limit", "One!$C$3"),) if draw(st.booleans()) else ()
    return Changes(
        cells=tuple(named.values()), rows=rows, tables=sizes, notes=notes, sheets=sheets,
        renames=renames, names=names,
    )  # fmt: skip


def _content(book: Book) -> dict[str, object]:
    """What people see of a workbook, but for what formulas give and for marks of our own."""
    return {
        sheet.name: (
            {
                (r, c): value
                for r, row in enumerate(sheet.rows, 1)
                for c, value in enumerate(row, 1)
                if value is not None and (r, c) not in sheet.formulas
            },
            dict(sheet.formulas),
            {cell: code for cell, code in sheet.formats.items() if cell not in sheet.formulas},
            sheet.list_objects,
        )
        for sheet in book.sheets
    }


def _names(book: Book) -> set[tuple[str, str, str]]:
    return {(n.name, n.formula, n.sheet) for n in book.defined_names}


@settings(
    deadline=None,
    max_examples=60,
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(st.data())
def test_what_a_host_carries_out_is_what_the_batch_does_to_a_file(data):
    """Changes → operations → carried out, and the same changes patched into the file: one book.

    And taken back, everything is as it was.
    """
    book = data.draw(books())
    changes = data.draw(batches(book))
    told = as_json(book)
    host = Host(told)
    with TemporaryDirectory() as folder:
        sent = Sent([snapshot_of(told)], Path(folder))
        try:
            backup = sent.write(book.name, changes, digest=sent.read(book.name).digest)
        except WriteRefused:
            with pytest.raises(WriteRefused):
                patched(file_of(snapshot_of(told)), changes)
            return
        if not backup:
            return
        todo = sent.todo[book.name]
        host.carry_out(json.loads(json.dumps(todo.forth)))
        after = snapshot_of(host.told).book
        filed = book_of(Package(patched(file_of(snapshot_of(told)), changes), book.name), "")
        assert _content(after) == _content(filed)
        if not changes.renames:  # names follow a sheet in every program, but not in this host
            assert _names(after) == _names(filed)
        assert _content(sent.read(book.name)) == _content(filed)

        again = Sent([snapshot_of(host.told)], Path(folder))
        again.restore(book.name, backup, digest="")
        undone = Host(host.told)
        undone.carry_out(again.todo[book.name].forth)
        host.do(todo.back)

    for one in (undone, host):
        assert _content(snapshot_of(one.told).book) == _content(book)
        assert _names(snapshot_of(one.told).book) == _names(book)
        assert {s["name"]: sorted(s["notes"]) for s in one.told["sheets"]} == {
            s["name"]: sorted(s["notes"]) for s in told["sheets"]
        }


BOOK = Book("Costs.xlsx", (Sheet("CR", (("Account", "EFC"), ("2510", 12.5), ("2520", 40))),))
EDIT = Changes(cells=(CellEdit("CR", 2, 2, 99.5),))


def _sent(folder: Path, book: Book = BOOK, files: Folder | None = None) -> Sent:
    return Sent([snapshot_of(as_json(book))], folder, files)


def test_a_cell_that_somebody_changed_meanwhile_refuses_the_whole_batch(tmp_path):
    """Operations say what they expect: a host that holds something else does nothing."""
    sent = _sent(tmp_path)
    sent.write("Costs.xlsx", EDIT)
    host = Host(as_json(BOOK))
    host.put("CR", (2, 2), 13)

    with pytest.raises(Differs):
        host.carry_out(sent.todo["Costs.xlsx"].forth)

    assert host.holds("CR", (2, 2)) == 13


def test_what_somebody_worked_on_since_is_not_taken_back(tmp_path):
    """An undo is refused where a cell no longer holds what the write left in it."""
    backup = _sent(tmp_path).write("Costs.xlsx", EDIT)
    rows = (("Account", "EFC"), ("2510", 100), ("2520", 40))

    with pytest.raises(FileChanged):
        _sent(tmp_path, Book("Costs.xlsx", (Sheet("CR", rows),))).restore(
            "Costs.xlsx", backup, digest=""
        )


def test_work_in_other_cells_stays_when_a_write_is_taken_back(tmp_path):
    """An undo touches the cells of the write and no others."""
    backup = _sent(tmp_path).write("Costs.xlsx", EDIT)
    host = Host(as_json(Book("Costs.xlsx", (Sheet("CR", (("Account", "EFC"), ("2510", 99.5))),))))
    again = Sent([snapshot_of(host.told)], tmp_path)

    again.restore("Costs.xlsx", backup, digest="")
    host.carry_out(again.todo["Costs.xlsx"].forth)

    assert host.holds("CR", (2, 2)) == 12.5
    assert host.holds("CR", (3, 2)) is None


def test_a_batch_decided_on_another_state_is_refused(tmp_path):
    """The digest is that of what people entered, as it was sent."""
    with pytest.raises(FileChanged):
        _sent(tmp_path).write("Costs.xlsx", EDIT, digest="live:another")


def test_a_protected_sheet_is_left_alone(tmp_path):
    """Which of its cells are locked is not known of a snapshot, so all are taken to be."""
    book = Book("Costs.xlsx", (Sheet("CR", BOOK.sheets[0].rows, is_protected=True),))

    with pytest.raises(WriteRefused, match="protected"):
        _sent(tmp_path, book).write("Costs.xlsx", EDIT)


def test_what_was_not_sent_is_read_from_the_folder(tmp_path):
    """A production is what a host has open, and the files of its folder for the rest."""
    (tmp_path / "Ledger.csv").write_text("Account,Amount\n2510,4\n")
    (tmp_path / "Costs.xlsx").write_bytes(file_of(snapshot_of(as_json(BOOK))))
    newer = Book("Costs.xlsx", (Sheet("CR", (("Account",),)),))
    sent = _sent(tmp_path, newer, Folder(tmp_path))

    assert sent.names() == ["Costs.xlsx", "Ledger.csv"]
    assert sent.read("Costs.xlsx").sheets[0].rows == (("Account",),)
    assert sent.read("Ledger.csv").sheets[0].value(2, 2) == "4"


def test_a_write_is_taken_back_where_it_was_made(tmp_path):
    """Written open, it is not taken back closed, nor the other way round."""
    (tmp_path / "Costs.xlsx").write_bytes(file_of(snapshot_of(as_json(BOOK))))
    files = Folder(tmp_path)
    open_backup = _sent(tmp_path).write("Costs.xlsx", EDIT)
    closed_backup = files.write("Costs.xlsx", EDIT)

    with pytest.raises(WriteRefused, match="open it again"):
        Sent([], tmp_path, files).restore("Costs.xlsx", open_backup, digest="")
    with pytest.raises(WriteRefused, match="close it"):
        _sent(tmp_path).restore("Costs.xlsx", closed_backup, digest="")
    with pytest.raises(FileMissing):
        _sent(tmp_path).restore("Costs.xlsx", str(tmp_path / "sent-x.json"), digest="")


def test_cells_of_a_sheet_that_is_renamed_are_taken_back(tmp_path):
    """Undo compares the cells under the name that the sheet has now, and gives both back."""
    book = Book("Costs.xlsx", (Sheet("CR", (("Account", "EFC"), ("2510", 12.5))),))
    sent = _sent(tmp_path, book)
    both = Changes(cells=(CellEdit("CR", 2, 2, 99.5),), renames=(SheetRename("CR", "Week 10"),))
    backup = sent.write("Costs.xlsx", both)
    host = Host(as_json(book))
    host.carry_out(sent.todo["Costs.xlsx"].forth)

    again = Sent([snapshot_of(host.told)], tmp_path)
    again.restore("Costs.xlsx", backup, digest="")
    host.carry_out(again.todo["Costs.xlsx"].forth)

    assert _content(snapshot_of(host.told).book) == _content(book)
