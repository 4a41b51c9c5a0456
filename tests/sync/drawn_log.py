"""A PO log in a workbook, tied to a shared sheet by some of its columns."""

from __future__ import annotations

import datetime as dt
from itertools import count
from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from addin.adapters.folder import Folder
from addin.ports.binding import Binding, BoundColumn, Policy
from addin.sync.workbook_changes import workbook_changes
from addin.sync.workbook_table import workbook_rows

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
