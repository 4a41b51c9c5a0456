"""A workbook's table as rows by their ids."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH

from addin.errors import NothingToDo, WriteRefused
from addin.ports.binding import BoundColumn
from addin.tables.typed_cell import error, formula, number, text
from tests.sync.drawn_log import BOOK, HEADINGS, binding, orders, read, written
from tests.sync.test_workbook_changes import new_row


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


def test_a_table_of_excel_needs_its_own_column_for_ids(tmp_path):
    """Beside it they would not move when somebody sorts: that is asked of a person."""
    folder = orders(tmp_path, table=True)
    bound = binding("Vendor", "Amount", key="")

    with pytest.raises(WriteRefused, match="insert a column there, head it _row"):
        written(folder, bound, read(folder, bound).rows)


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
