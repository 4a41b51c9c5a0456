"""What turns both sides into the merged table, and what it costs."""

from __future__ import annotations

from addin.ports.binding import Policy
from addin.ports.sheets import RowAppend, RowWrite, SheetEdits
from addin.ports.sync_store import CellChange
from addin.sync.plan import Counts, for_workbook
from addin.sync.requests import Calls, chunks_of
from addin.tables.typed_cell import BLANK, number
from tests.sync.drawn import bound, cell, merged, planned, table


def test_nothing_to_do():
    """Two equal sides: no edits, no batch, two reads."""
    rows = table(p=(1, "x"))
    done = planned(rows, rows, rows)

    assert not done
    assert done.chunks == ()
    assert done.calls == Calls(2, 0)


def test_only_cells_that_differ_are_written():
    """One edit in the workbook is one cell in the sheet, in the row where it stood."""
    base = table(p=(1, "x"), q=(2, "y"))
    done = planned(base, table(p=(1, "x"), q=(3, "y")), base)

    assert SheetEdits((RowWrite("q", 3, {"a": number(3)}),)) == done.sheet
    assert done.workbook_changes == ()
    assert (CellChange("sheet", "q", "a", number(2), number(3)),) == done.sheet_changes
    assert done.sheet_counts == Counts(changed=1, cells=1)
    assert done.calls == Calls(3, 1)


def test_a_deleted_row_is_blanked():
    """Only its cells that hold something are cleared; the row and its id stay."""
    base = table(p=(1, None, "x"), q=(2,))
    done = planned(base, table(q=(2,)), base)

    assert SheetEdits((RowWrite("p", 2, {"a": BLANK, "c": BLANK}),)) == done.sheet
    assert done.sheet_counts.deleted == 1


def test_a_row_that_comes_back_takes_its_own():
    """A blanked row still has its id: the row is written there, never appended."""
    done = planned(table(q=(2,)), table(p=(1,), q=(2,)), table(q=(2,)), blanked=["p"])

    assert SheetEdits((RowWrite("p", 3, {"a": number(1)}),)) == done.sheet


def test_a_new_row_is_appended():
    """A row that the sheet never had goes below the table, with what it holds."""
    done = planned({}, table(p=(1, None, "x")), {})

    assert SheetEdits((), (RowAppend("p", {"a": number(1), "c": cell("x")}),)) == done.sheet
    assert done.sheet_counts == Counts(added=1, cells=2)


def test_a_typed_row_gets_its_id():
    """A row that a person typed without an id is named where it stands, and comes to the workbook."""
    done = planned({}, {}, table(p=(1,)), unnamed=["p"])

    assert SheetEdits((RowWrite("new2", 2, {}, names_row=True),)) == done.sheet
    assert {"new2": {"a": number(1)}} == done.workbook_rows
    assert done.named_in_sheet == 1


def test_a_key_needs_no_name():
    """Where a column is the key, no id is written."""
    done = planned({}, {}, table(p=(1,)), bound(key="a"), unnamed=["p"])

    assert not done.sheet


def test_a_mirrored_cell_is_never_written_into_the_workbook():
    """The sheet gets the value; the workbook keeps what its formula shows."""
    binding = bound(Policy.ASK, Policy.MIRROR)
    done = planned(table(p=(1, 2)), table(p=(1, 4)), table(p=(3, 9)), binding)

    assert SheetEdits((RowWrite("p", 2, {"b": number(4)}),)) == done.sheet
    assert [(one.row, one.column) for one in done.workbook_changes] == [("p", "a")]
    assert table(p=(3, 4)) == done.workbook_rows


def test_a_formula_that_stays_is_written_over_on_neither_side():
    """Its cell is left out of the edits and put back into what the workbook is to hold."""
    stuck = "=INDIRECT(A1)"
    in_workbook = planned(table(p=(1, 5)), table(p=(1, stuck)), table(p=(2, 5)))
    in_sheet = planned(table(p=(1, 5)), table(p=(2, 5)), table(p=(1, stuck)))

    assert table(p=(2, stuck)) == in_workbook.workbook_rows
    assert not in_workbook.sheet
    assert SheetEdits((RowWrite("p", 2, {"a": number(2)}),)) == in_sheet.sheet
    assert list(in_workbook.warnings) == [
        (
            "The formula =INDIRECT(A1) in b, row 2 of the workbook, stays there and is not copied to "
            "the sheet: INDIRECT is not known to mean the same in both programs. To show its value in "
            "the sheet, make the column a mirror."
        )
    ]


def test_a_renamed_key_is_said():
    """One row went and one came with the same content: a person is told what it will do."""
    before = {"1042": table(p=("1042", 5))["p"]}
    after = {"1043": table(p=("1043", 5))["p"]}
    done = planned(before, after, before, bound(key="a"))

    assert list(done.warnings) == [
        (
            "In the workbook, a 1042 went and 1043 came with the same row: it is synced as one row "
            "deleted and one new. If somebody changed the number, that is right; if not, change it "
            "back before syncing."
        )
    ]


def test_batches():
    """A push is cut where a batch would be too large, in bytes, requests or tagged rows."""
    writes = tuple(RowWrite(f"r{i}", i, {"a": number(i)}) for i in range(2, 12))
    edits = SheetEdits(writes, (RowAppend("new", {"a": number(1)}),))

    def sizes(**most):
        chunks = chunks_of(edits, ["a"], **most)
        return [len(one.writes) + len(one.appends) for one in chunks]

    assert sizes() == [11]
    assert sizes(most_bytes=1_000) == [2, 2, 2, 2, 3]
    assert sizes(most_requests=8) == [3, 3, 3, 2]
    assert sizes(most_rows=4) == [4, 4, 3]
    assert sizes(most_bytes=1) == [1] * 11
    assert chunks_of(SheetEdits(), ["a"]) == ()


def test_10_000_edits_in_a_few_batches():
    """A cell in each of 10,000 rows: as many batches as there are tags for."""
    writes = tuple(RowWrite(f"r{i}", i, {"a": number(i)}) for i in range(2, 10_002))

    assert len(chunks_of(SheetEdits(writes), ["a", "b"])) == 7


def test_a_type_that_changed_is_written():
    """The number 1 typed over the text 1 is an edit to be carried over."""
    done = planned(table(p=("1",)), table(p=(1,)), table(p=("1",)))

    assert SheetEdits((RowWrite("p", 2, {"a": number(1)}),)) == done.sheet


def test_what_a_run_that_died_is_to_find():
    """The workbook as it was read, but that a formula held back looks as if typed since."""
    stuck = table(p=(1, "=INDIRECT(A1)"), q=("=INDIRECT(A1)",))
    done = planned(table(p=(1, 5)), stuck, table(p=(2, 5)))
    redo = merged(done.image, stuck, done.base)

    assert table(p=(1, 5)) == done.image
    assert table(p=(2, "=INDIRECT(A1)"), q=("=INDIRECT(A1)",)) == for_workbook(redo, stuck, bound())
