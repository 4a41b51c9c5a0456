"""Transfer Budget, pressed on files."""

from __future__ import annotations

import openpyxl
from openpyxl.worksheet.table import Table

from addin.adapters.beside import Beside
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from tests.jobs.test_transfer_budget import report
from tests.macros.test_press import desk, everything, files, kept  # noqa: F401 - a fixture

ANSWERS = {"amount": "250", "from": "6901", "to": "2510", "reason": "Two condors"}


def test_a_transfer_stands_on_the_list_and_in_the_report_and_can_be_undone(tmp_path, kept):  # noqa: F811
    """Below the last line, looking like it; taken back to the byte."""
    folder = files(tmp_path / "show", [report()])
    before = everything(folder)
    at_work = desk(folder, kept, documents=Beside(folder.root))

    pressed = press(BY_NAME["transfer_budget"], at_work, ANSWERS)
    assert pressed.ok, pressed.sentence
    book = openpyxl.load_workbook(folder.root / "Cost Report.xlsx")
    lines = [tuple(row) for row in book["Budget Changes"].iter_rows(min_row=5, values_only=True)]
    assert [(line[0], line[2:]) for line in lines] == [
        ("BC-02", ("Transfer", "2510", 250, "Two condors")),
        ("BC-02", ("Transfer", "6901", -250, "Two condors")),
    ]
    assert (book["Report"]["I2"].value, book["Report"]["I4"].value) == (250, -350)
    assert book["Report"]["J2"].value == "=H2+I2"

    again = press(BY_NAME["transfer_budget"], at_work, ANSWERS | {"date": "2026-03-11"})
    assert "last change on the list is dated 2026-03-12" in again.sentence
    assert press(BY_NAME["undo_last"], at_work).ok
    assert everything(folder) == before


def with_table(path, below=""):
    """The list as a table that Excel knows, and perhaps something below it."""
    book = openpyxl.load_workbook(path)
    page = book["Budget Changes"]
    page.add_table(Table(displayName="Approved", ref="A2:F4"))
    if below:
        page["A6"] = below
    book.save(path)


def test_a_table_that_excel_knows_grows_by_the_two_lines(tmp_path, kept):  # noqa: F811
    """And shrinks again with undo."""
    folder = files(tmp_path / "show", [report()])
    path = folder.root / "Cost Report.xlsx"
    with_table(path)
    before = everything(folder)
    at_work = desk(folder, kept, documents=Beside(folder.root))

    pressed = press(BY_NAME["transfer_budget"], at_work, ANSWERS | {"amount": "12.34"})
    assert pressed.ok, pressed.sentence
    page = openpyxl.load_workbook(path)["Budget Changes"]
    assert page.tables["Approved"].ref == "A2:F6"
    assert [page.cell(row, 5).value for row in (5, 6)] == [12.34, -12.34]
    assert press(BY_NAME["undo_last"], at_work).ok
    assert everything(folder) == before


def test_what_stands_below_the_list_is_not_written_over(tmp_path):
    """The sentence names the cell; the report is not changed either."""
    folder = files(tmp_path / "show", [report()])
    with_table(folder.root / "Cost Report.xlsx", "See the minutes")
    before = everything(folder)
    pressed = press(BY_NAME["transfer_budget"], desk(folder), ANSWERS)

    assert not pressed.ok
    assert "Budget Changes!A6 below it is not blank. Nothing was written" in pressed.sentence
    assert everything(folder) == before
