"""A workbook's table as rows by their ids, and the batch that makes it hold others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from addin.adapters.folder import Folder
from addin.errors import NothingToDo, WriteRefused
from addin.ports.binding import Binding, BoundColumn, Policy
from addin.sync.workbook_cells import typed, value_of
from addin.sync.workbook_changes import workbook_changes
from addin.sync.workbook_table import workbook_rows
from addin.tables.table import ErrorValue
from addin.tables.typed_cell import error, formula, number, text, truth

BOOK = "PO Log.xlsx"
HEADINGS = ("PO", "Date", "Vendor", "Amount", "Invoiced", "Open")
POLICIES = {"Open": Policy.MIRROR}


def ids():
    """Ids in a row: new-1, new-2 and on."""
    return (f"new-{n}" for n in count(1))


def binding(*names, key="PO", **more):
    """The log of the tests, tied by some of its columns."""
    columns = tuple(
        BoundColumn(name, policy=POLICIES.get(name, Policy.ASK)) for name in names or HEADINGS
    )
    return Binding("log", BOOK, "Log", "spreadsheet", 7, columns, key=key, **more)


def orders(folder: Path, rows=12, *, total=True, gap=0, table=False, ids_column=False, epoch=None):
    """A PO log: title, heading in row 3, orders, blank rows, totals."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Log"
    if not table:
        sheet["A1"] = "NIGHT SHIFT: PURCHASE ORDERS"
    heads = [*HEADINGS, *(["_row"] if ids_column else [])]
    for column, heading in enumerate(heads, 1):
        sheet.cell(3, column, heading).font = Font(bold=True)
    for at in range(4, 4 + rows):
        order = at - 3
        sheet.cell(at, 1, f"PO-{1000 + order}")
        sheet.cell(
            at, 2, dt.datetime(2026, 3, 1) + dt.timedelta(order - 1)
        ).number_format = "yyyy-mm-dd"
        sheet.cell(at, 3, f"Vendor {order}")
        sheet.cell(at, 4, order * 100)
        sheet.cell(at, 5, order * 10.5)
        sheet.cell(at, 6, f"=D{at}-E{at}")
        if ids_column:
            sheet.cell(at, 7, f"id{order}")
    last = 3 + rows
    if table:
        sheet.add_table(
            ExcelTable(displayName="Orders", ref=f"A3:{'G' if ids_column else 'F'}{last}")
        )
    elif total:
        sheet.cell(last + gap + 1, 3, "TOTAL")
        for letter in "DEF":
            sheet[f"{letter}{last + gap + 1}"] = f"=SUM({letter}4:{letter}{last + gap})"
    book.save(folder / BOOK)
    return Folder(folder)


def read(folder, bound):
    """The rows as they are in the file now."""
    return workbook_rows(folder.read(BOOK), bound, ids())


def written(folder, bound, rows):
    """The file made to hold these rows."""
    book = folder.read(BOOK)
    changes = workbook_changes(book, bound, rows, workbook_rows(book, bound, ids()))
    if changes:
        folder.write(BOOK, changes, digest=book.digest)
    return changes


def test_orders_are_rows_by_their_number(tmp_path):
    """Dates as days, amounts as numbers, no title, no totals; where each stands."""
    folder = orders(tmp_path)
    found = read(folder, binding("PO", "Date", "Vendor", "Amount"))

    assert list(found.rows) == [f"PO-{1000 + n}" for n in range(1, 13)]
    assert found.rows["PO-1002"] == {
        "PO": text("PO-1002"), "Date": number(46083), "Vendor": text("Vendor 2"),
        "Amount": number(200),
    }  # fmt: skip
    assert found.at["PO-1001"] == 4
    assert found.headings == {"PO": "PO", "Date": "Date", "Vendor": "Vendor", "Amount": "Amount"}
    assert (found.unnamed, found.missing, found.doubled) == ((), (), {})
    assert found.digest == folder.read(BOOK).digest


def test_a_formula_is_what_it_says_of_its_own_row(tmp_path):
    """In a two-way column as text that is the same in every row; in a mirror its value."""
    folder = orders(tmp_path)
    two_way = replace(binding(), columns=tuple(BoundColumn(name) for name in HEADINGS))

    assert read(folder, two_way).rows["PO-1003"]["Open"] == formula("[@Amount]-[@Invoiced]")
    assert read(folder, binding()).rows["PO-1003"]["Open"] == error("#N/A")  # never computed


def test_what_is_equal_is_not_touched(tmp_path):
    """Writing what was read is no batch at all, with a key or without."""
    folder = orders(tmp_path, ids_column=True)
    for bound in (binding(), binding("Vendor", "Open", key="")):
        assert not written(folder, bound, read(folder, bound).rows)


def test_edits_go_into_their_cells(tmp_path):
    """As typed values; the date stays a date, digits as text stay text, formulas stay theirs."""
    folder = orders(tmp_path)
    bound = binding()
    rows = dict(read(folder, bound).rows)
    rows["PO-1004"] = {
        "PO": text("PO-1004"), "Date": number(46100), "Vendor": text("0042"), "Amount": truth(True)
    }  # fmt: skip

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert tuple(sheet.rows[6][1:5]) == (dt.date(2026, 3, 19), "0042", True)
    assert sheet.formulas[7, 6] == "D7-E7"
    assert sheet.rows[7][2] == "Vendor 5"


def test_a_row_that_is_gone_is_emptied(tmp_path):
    """Nothing below it moves; its formula and the totals stay where they are."""
    folder = orders(tmp_path)
    bound = binding()
    rows = dict(read(folder, bound).rows)
    del rows["PO-1003"]

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert sheet.value(6, 1) is None
    assert sheet.value(7, 1) == "PO-1004"
    assert sheet.formulas[6, 6] == "D6-E6"
    assert sheet.formulas[16, 4] == "SUM(D4:D15)"
    assert list(read(folder, bound).rows) == list(rows)


def new_row(name="PO-2000", vendor="Northlight Ltd"):
    """An order that came in the shared sheet."""
    return {"PO": text(name), "Date": number(46100), "Vendor": text(vendor), "Amount": number(99.5)}


def test_new_rows_stand_below_the_list(tmp_path):
    """With the looks and the formulas of the last one, the dates as dates."""
    folder = orders(tmp_path, total=False)
    bound = binding()
    rows = {**read(folder, bound).rows, "PO-2000": new_row(), "PO-2001": new_row("PO-2001")}

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert tuple(sheet.rows[15][:4]) == ("PO-2000", dt.date(2026, 3, 19), "Northlight Ltd", 99.5)
    assert sheet.formulas[17, 6] == "D17-E17"
    found = read(folder, bound)
    assert found.at["PO-2001"] == 17
    assert not written(
        folder, bound, {**rows, "PO-2000": found.rows["PO-2000"], "PO-2001": found.rows["PO-2001"]}
    )


def test_new_rows_take_blank_ones_above_the_totals(tmp_path):
    """The totals stay where they are, and add the new rows up."""
    folder = orders(tmp_path, gap=2)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = {**read(folder, bound).rows, "PO-2000": new_row(), "PO-2001": new_row("PO-2001")}

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert [sheet.value(row, 1) for row in (16, 17)] == ["PO-2000", "PO-2001"]
    assert sheet.formulas[18, 4] == "SUM(D4:D17)"
    assert read(folder, bound).rows == rows


def test_without_room_above_the_totals_nothing_is_written(tmp_path):
    """The refusal says where, and what to do."""
    folder = orders(tmp_path)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = {**read(folder, bound).rows, "PO-2000": new_row()}
    before = folder.read(BOOK).digest

    with pytest.raises(WriteRefused, match="row 16 of 'Log', where the totals are: insert"):
        written(folder, bound, rows)
    assert folder.read(BOOK).digest == before


def test_a_deleted_row_at_the_end_gives_its_place_to_a_new_one(tmp_path):
    """Though its formula still stands there."""
    folder = orders(tmp_path)
    bound = binding()
    rows = dict(read(folder, bound).rows)
    del rows["PO-1012"]
    written(folder, bound, rows)

    written(folder, bound, {**rows, "PO-2000": new_row()})

    assert read(folder, bound).at["PO-2000"] == 15


def test_a_table_that_excel_knows_grows(tmp_path):
    """By its own rules: its formulas go on, new rows are inside it."""
    folder = orders(tmp_path, table=True)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = {**read(folder, bound).rows, "PO-2000": new_row()}

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert sheet.list_objects[0].area.bottom == 16
    assert read(folder, bound).rows == rows


# ---- ids of our own


def test_rows_without_a_key_get_ids_beside_them(tmp_path):
    """In a column of our own right of the table, shown to nobody; the next read knows them."""
    folder = orders(tmp_path, total=False)
    bound = binding("Vendor", "Amount", key="")
    found = read(folder, bound)
    assert found.unnamed == tuple(f"new-{n}" for n in range(1, 13))

    written(folder, bound, found.rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert (sheet.value(3, 7), sheet.value(4, 7)) == ("_row", "new-1")
    assert read(folder, bound) == replace(found, unnamed=(), digest=folder.read(BOOK).digest)


def test_ids_move_with_their_rows(tmp_path):
    """After a sort each row is still itself; of a copied row the first keeps the id."""
    folder = orders(tmp_path, ids_column=True)
    bound = binding("Vendor", "Amount", key="")
    book = openpyxl.load_workbook(tmp_path / BOOK)
    sheet = book["Log"]
    for column in range(1, 8):
        sheet.cell(4, column).value, sheet.cell(9, column).value = (
            sheet.cell(9, column).value, sheet.cell(4, column).value,
        )  # fmt: skip
    sheet.cell(10, 7, "id2")
    book.save(tmp_path / BOOK)

    found = read(folder, bound)

    assert (found.at["id1"], found.at["id6"], found.at["id2"]) == (9, 4, 5)
    assert found.unnamed == ("new-1",)
    assert found.at["new-1"] == 10


def test_a_row_that_comes_back_goes_into_its_own(tmp_path):
    """Emptied rows keep their ids."""
    folder = orders(tmp_path, ids_column=True)
    bound = binding("Vendor", "Amount", key="")
    rows = dict(read(folder, bound).rows)
    gone = rows.pop("id12")
    written(folder, bound, rows)
    assert read(folder, bound).rows["id12"] == {}

    written(folder, bound, {**rows, "id12": gone})

    assert read(folder, bound).at["id12"] == 15
    assert read(folder, bound).rows == {**rows, "id12": gone}


def test_a_table_of_excel_needs_its_own_column_for_ids(tmp_path):
    """Beside it they would not move when somebody sorts: that is asked of a person."""
    folder = orders(tmp_path, table=True)
    bound = binding("Vendor", "Amount", key="")

    with pytest.raises(WriteRefused, match="insert a column there, head it _row"):
        written(folder, bound, read(folder, bound).rows)


# ---- what people do


def test_rows_behind_a_gap_are_still_rows(tmp_path):
    """Emptied rows may stand anywhere between the others."""
    folder = orders(tmp_path, rows=14)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = dict(read(folder, bound).rows)
    for name in ("PO-1004", "PO-1005", "PO-1006", "PO-1012", "PO-1013"):
        del rows[name]
    written(folder, binding(), rows)

    assert read(folder, bound).rows == rows


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_log_of_hardly_any_rows_is_read(tmp_path, left):
    """Also one that holds its heading alone; the first row is put below it."""
    folder = orders(tmp_path, rows=left, total=False)
    bound = binding("PO", "Date", "Vendor", "Amount")
    assert len(read(folder, bound).rows) == left

    rows = {**read(folder, bound).rows, "PO-2000": new_row()}
    written(folder, bound, rows)

    assert read(folder, bound).rows["PO-2000"]["Amount"] == number(99.5)
    assert read(folder, bound).at["PO-2000"] == 4 + left


def test_columns_are_found_by_their_headings(tmp_path):
    """Moved columns are followed; one that is renamed or there twice is said to be missing."""
    folder = orders(tmp_path)
    bound = binding("PO", "Date", "Vendor", "Amount")
    book = openpyxl.load_workbook(tmp_path / BOOK)
    book["Log"].move_range("C3:C15", cols=6)
    book["Log"]["B3"] = "PO Date"
    book.save(tmp_path / BOOK)
    found = read(folder, bound)

    assert found.missing == ("Date",)
    assert found.rows["PO-1001"]["Vendor"] == text("Vendor 1")


def test_a_heading_in_two_rows_is_found_by_its_last(tmp_path):
    """Or as a whole; what is said to stand above the column is what was looked for."""
    folder = orders(tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    book["Log"].delete_rows(1)
    for column, group in ((1, "ORDER"), (4, "MONEY")):
        book["Log"].cell(1, column, group).font = Font(bold=True)
    book["Log"].merge_cells("A1:C1")
    book["Log"].merge_cells("D1:F1")
    book.save(tmp_path / BOOK)
    found = read(folder, binding("PO", "Vendor", "MONEY Amount"))

    assert found.headings == {"PO": "PO", "Vendor": "Vendor", "MONEY Amount": "MONEY Amount"}
    assert len(found.rows) == 12


def test_a_missing_sheet_or_heading_is_said(tmp_path):
    """With what was looked for."""
    folder = orders(tmp_path)
    with pytest.raises(NothingToDo, match=r"no sheet 'Elsewhere'.*there are: Log"):
        read(folder, replace(binding(), sheet="Elsewhere"))
    with pytest.raises(NothingToDo, match="'Number', 'Cost'"):
        read(folder, binding("Number", "Cost", key="Number"))


def test_a_key_twice_and_a_record_without_one_are_said(tmp_path):
    """Neither is passed over."""
    folder = orders(tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    book["Log"]["A6"] = "PO-1001"
    book["Log"]["A9"] = None
    book.save(tmp_path / BOOK)
    found = read(folder, binding("PO", "Vendor", "Amount"))

    assert found.doubled == {"PO-1001": (4, 6)}
    assert found.unnamed == ("new-1",)
    assert found.at["new-1"] == 9


def test_an_order_of_which_only_the_number_is_left_is_still_one(tmp_path):
    """It looks like a heading between groups, but its number is one like the others'."""
    folder = orders(tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    for cell in book["Log"]["B8:F8"][0]:
        cell.value = None
    book["Log"]["A11"], book["Log"]["B11"], book["Log"]["C11"] = "CAMERA", None, None
    book["Log"]["D11"], book["Log"]["E11"], book["Log"]["F11"] = None, None, None
    book.save(tmp_path / BOOK)
    found = read(folder, binding("PO", "Date", "Vendor", "Amount"))

    assert found.rows["PO-1005"] == {"PO": text("PO-1005")}
    assert "CAMERA" not in found.rows
    assert len(found.rows) == 11


def test_a_row_of_sums_alone_is_no_room_for_a_new_one(tmp_path):
    """Though no tied column has anything typed in it there."""
    folder = orders(tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    for cell in ("C16", "D16", "E16"):
        book["Log"][cell] = None
    book.save(tmp_path / BOOK)
    bound = binding("PO", "Vendor", "Open")
    rows = {**read(folder, bound).rows, "PO-2000": {"PO": text("PO-2000")}}

    with pytest.raises(WriteRefused, match="where the totals are"):
        written(folder, bound, rows)


def test_hidden_rows_are_rows(tmp_path):
    """A filter that somebody left on deletes nothing."""
    folder = orders(tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    book["Log"].auto_filter.ref = "A3:F15"
    for row in range(5, 12):
        book["Log"].row_dimensions[row].hidden = True
    book.save(tmp_path / BOOK)

    assert len(read(folder, binding()).rows) == 12


def test_a_workbook_that_counts_from_1904(tmp_path):
    """Gives the days that Google means, and gets its own back."""
    folder = orders(tmp_path, epoch=MAC_EPOCH)
    assert folder.read(BOOK).date_1904
    bound = binding("PO", "Date")
    rows = dict(read(folder, bound).rows)
    assert rows["PO-1001"]["Date"] == number(46082)

    written(folder, bound, rows | {"PO-1001": {"PO": text("PO-1001"), "Date": number(46090)}})

    assert folder.read(BOOK).sheet("Log").value(4, 2) == dt.date(2026, 3, 9)


def test_a_changed_formula_is_written_for_its_row(tmp_path):
    """Where both sides may edit formulas, in rows that are there and in new ones."""
    folder = orders(tmp_path, total=False)
    bound = replace(binding(), columns=tuple(BoundColumn(name) for name in HEADINGS))
    rows = dict(read(folder, bound).rows)
    other = formula("[@Amount]*2")
    rows["PO-1002"] = {**rows["PO-1002"], "Open": other}
    rows["PO-2000"] = {**new_row(), "Open": other}

    written(folder, bound, rows)

    formulas = folder.read(BOOK).sheet("Log").formulas
    assert (formulas[5, 6], formulas[16, 6]) == ("D5*2", "D16*2")
    assert read(folder, bound).rows["PO-2000"]["Open"] == other


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=12)
values = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda x: float(f"{x:.14g}")), texts,
    st.sampled_from(["#N/A", "#DIV/0!"]).map(ErrorValue),
)  # fmt: skip
days = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 1, 1)).map(
    lambda one: one.replace(microsecond=one.microsecond // 1000 * 1000)
)


@settings(deadline=None)
@given(
    st.one_of(
        values, days.map(dt.datetime.date), days, st.times().map(lambda t: t.replace(microsecond=0))
    )
)
def test_a_value_comes_back_as_it_went(value):
    """Through the cell that both programs share, given a value of its kind."""
    back = value_of(typed(value), value)
    if isinstance(value, dt.datetime) and isinstance(back, dt.datetime):
        assert abs(back - value) < dt.timedelta(milliseconds=1)
    elif isinstance(value, dt.time) and value == dt.time():
        assert back == 0
    else:
        assert back == value
        assert isinstance(back, bool) == isinstance(value, bool)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 14), st.sampled_from(["Vendor", "Amount"]), st.integers(0, 9)),
        max_size=8,
    ),
    st.sets(st.integers(1, 10), max_size=6),
)
def test_the_workbook_holds_what_was_merged(tmp_path_factory, edits, deleted):
    """After any edits, deletions and additions, by key and by id; again is no change."""
    for by_key in (True, False):
        folder = orders(tmp_path_factory.mktemp("log"), rows=10, gap=4, ids_column=not by_key)
        bound = binding("PO", "Vendor", "Amount", key="PO" if by_key else "")
        rows = {row: dict(cells) for row, cells in read(folder, bound).rows.items()}
        for order, column, digit in edits:
            name = f"PO-{1000 + order}" if by_key else f"id{order}"
            cells = rows.setdefault(name, {"PO": text(f"PO-{1000 + order}")})
            cells[column] = number(digit) if column == "Amount" else text(f"V{digit}")
        for order in deleted:
            rows.pop(f"PO-{1000 + order}" if by_key else f"id{order}", None)

        written(folder, bound, rows)

        found = read(folder, bound)
        assert {row: cells for row, cells in found.rows.items() if cells} == rows
        assert not written(folder, bound, rows)
