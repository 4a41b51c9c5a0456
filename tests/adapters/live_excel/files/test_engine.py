"""Macros written for xlwings on workbooks that no Excel has open."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest
import xlwings

from addin.adapters.folder import Folder
from addin.adapters.live_excel.files.document import NotOnFiles
from addin.adapters.live_excel.files.engine import file_engine
from addin.errors import UnreadableFile
from tests.adapters.xlsx.tables import orders

DAY = dt.datetime(2026, 3, 1)


@pytest.fixture
def path(tmp_path):
    """A workbook with a table of text, numbers, days, formulas and an error."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Costs"
    for row in (
        ["Account", "Amount", "Day", "Double"],
        ["2510", 100.5, DAY, "=B2*2"],
        ["2520", 200, dt.datetime(2026, 3, 2, 12), "=B3*2"],
    ):
        sheet.append(row)
    sheet["F1"] = "#N/A"
    made.save(tmp_path / "Costs.xlsx")
    return tmp_path / "Costs.xlsx"


@pytest.fixture
def book(path):
    """The workbook, opened with xlwings."""
    with file_engine() as app:
        yield app.books.open(str(path))


def macro(book):
    """An ordinary macro, as people write them for Excel."""
    sheet = book.sheets["Costs"]
    table = sheet["A1"].expand().options(ndim=2).value
    total = sum(row[1] for row in table[1:])
    summary = book.sheets.add("Summary", after=book.sheets[-1])
    summary["A1"].value = [["Total", total], ["Lines", len(table) - 1]]
    summary["A4"].options(transpose=True).value = ["a", "b", "c"]
    summary["B1"].number_format = "#,##0.00"
    summary["C1"].formula = "=B1/2"
    summary["A1:B1"].font.bold = True
    summary["A1"].column_width = 20
    sheet["B2"].value = 7
    return total


def test_an_ordinary_macro_runs_on_a_closed_file(book, path):
    """What it did is in the file once it saves, and only then."""
    before = path.read_bytes()
    assert macro(book) == 300.5
    assert path.read_bytes() == before
    book.save()

    again = Folder(path.parent).read(path.name)
    costs, summary = again.sheets
    assert costs.value(2, 2) == 7
    assert costs.value(2, 4) == 14
    assert summary.value(1, 2) == 300.5
    assert summary.value(1, 3) == 150.25
    assert summary.format_of(1, 2) == "#,##0.00"
    assert [summary.value(row, 1) for row in range(4, 7)] == ["a", "b", "c"]


def test_saving_keeps_every_other_part_byte_for_byte(tmp_path):
    """Charts, tables, styles: nobody touched them."""
    path = tmp_path / "Orders.xlsx"
    path.write_bytes(orders())
    before = _parts(path)
    with file_engine() as app:
        opened = app.books.open(str(path))
        opened.sheets["Report"]["B9"].value = "checked"
        opened.save()
    after = _parts(path)

    assert after.keys() == before.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"}
    assert any("chart" in name for name in before)


def _parts(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_values_come_in_the_shapes_that_xlwings_has(book):
    """A cell, a row, a column, a block; options as in Excel."""
    sheet = book.sheets[0]

    assert sheet["B2"].value == 100.5
    assert sheet["A1:D1"].value == ["Account", "Amount", "Day", "Double"]
    assert sheet["A2:A3"].value == ["2510", "2520"]
    assert sheet["A2:B3"].value == [["2510", 100.5], ["2520", 200.0]]
    assert sheet["A2"].options(ndim=2).value == [["2510"]]
    assert sheet["B2:B3"].options(ndim=1, numbers=int).value == [100, 200]
    assert sheet["A2:B3"].options(dict).value == {"2510": 100.5, "2520": 200.0}
    assert sheet["A2:B3"].options(transpose=True).value == [["2510", "2520"], [100.5, 200.0]]
    assert sheet["C2:C3"].value == [DAY, dt.datetime(2026, 3, 2, 12)]
    assert sheet["C2"].options(dates=dt.date).value == DAY.date()
    assert sheet["E1"].value is None
    assert sheet["E1"].options(empty="-").value == "-"
    assert sheet["F1"].value is None
    assert sheet["F1"].options(err_to_str=True).value == "#N/A"


def test_ranges_reach_out_as_in_excel(book):
    """Down, right, the table, the region, what is used."""
    sheet = book.sheets[0]

    assert sheet["A1"].expand("down").address == "$A$1:$A$3"
    assert sheet["A1"].expand("right").address == "$A$1:$D$1"
    assert sheet["A1"].expand().address == "$A$1:$D$3"
    assert sheet["B2"].current_region.address == "$A$1:$D$3"
    assert sheet.used_range.address == "$A$1:$F$3"
    assert sheet["A1"].end("down").row == 3
    assert sheet.range((2, 1), (3, 2)).address == "$A$2:$B$3"
    assert sheet["A1"].offset(1, 1).value == 100.5
    assert sheet.cells.last_cell.row == 1_048_576
    assert sheet.range("A1048576").end("up").row == 3


def test_texts_are_read_as_if_somebody_typed_them(book):
    """As Excel does: a macro that forgets it is found out here."""
    sheet = book.sheets[0]
    sheet["A5"].value = [["2510", "'2510", "TRUE", "12%", "=B2", "2026-05-01", "x"]]

    assert sheet["A5:G5"].value == [2510.0, "2510", True, 0.12, 100.5, dt.datetime(2026, 5, 1), "x"]
    assert sheet["E5"].formula == "=B2"


def test_formulas_are_worked_out_after_an_edit(book):
    """And filled down with their references."""
    sheet = book.sheets[0]
    sheet["E2:E3"].formula = "=D2+1"

    assert sheet["E3"].formula == "=D3+1"
    assert sheet["E2:E3"].value == [202.0, 401.0]
    assert sheet["D2:D3"].formula == (("=B2*2",), ("=B3*2",))


def test_no_formula_is_worked_out_while_calculation_is_manual(book):
    """Until somebody asks."""
    sheet = book.sheets[0]
    book.app.calculate()
    book.app.calculation = "manual"
    sheet["B2"].value = 1

    assert sheet["D2"].value == 201.0
    book.app.calculate()
    assert sheet["D2"].value == 2.0


def test_names_tables_and_notes(tmp_path):
    """Found, set, taken away."""
    path = tmp_path / "Orders.xlsx"
    path.write_bytes(orders())
    with file_engine() as app:
        opened = app.books.open(str(path))
        sheet = opened.sheets["Costs"]
        opened.names.add("Rate", "=Costs!$D$4")
        table = sheet.tables["Orders"]
        sheet["A1"].add_note("Why?")

        assert sheet["Rate"].value == 0.2
        assert opened.names["Rate"].refers_to == "=Costs!$D$4"
        assert table.range.address == "$B$3:$E$9"
        assert table.data_body_range.address == "$B$4:$E$8"
        assert table.show_totals
        table.rows.add(["PO6", 60, 0.2, 12])
        assert table.range.address == "$B$3:$E$10"
        assert sheet["B9"].value == "PO6"
        table.rows(6).delete()
        assert table.range.address == "$B$3:$E$9"
        assert sheet["A1"].note.text == "Why?"
        sheet["A1"].note.delete()
        opened.names["Rate"].delete()
        assert sheet["A1"].note is None
        assert "Rate" not in opened.names


def test_sheets_are_renamed_and_taken_away(book):
    """Formulas follow a new name."""
    book.sheets.add("More", after=book.sheets[0])
    book.sheets["More"]["A1"].formula = "=Costs!B2"
    book.sheets["Costs"].name = "Cost report"

    assert book.sheets["More"]["A1"].formula == "='Cost report'!B2"
    book.sheets["More"].delete()
    assert [sheet.name for sheet in book.sheets] == ["Cost report"]
    assert list(book.names) == []


@pytest.mark.parametrize(
    "asks",
    [
        lambda book: book.sheets[0].charts,
        lambda book: book.sheets[0]["A1"].insert("down"),
        lambda book: book.sheets[0]["A1"].font.bold,
        lambda book: book.sheets[0]["A1"].copy(),
        lambda book: book.sheets[0].pictures,
        lambda book: book.to_pdf("x.pdf"),
        lambda book: book.macro("Module1.Go")(),
        lambda book: book.sheets.add("First", before=book.sheets[0]),
        lambda book: setattr(book.sheets[0], "visible", False),
        lambda book: book.app.books.add(),
    ],
)
def test_what_needs_excel_is_refused_by_name(book, asks):
    """Nothing is done halfway, and nothing is pretended."""
    with pytest.raises(NotOnFiles, match="needs Excel"):
        asks(book)


def test_looks_that_do_not_reach_the_file_are_counted(book):
    """They may be set, since every macro sets some; they are not kept."""
    book.sheets[0]["A1"].color = (255, 0, 0)
    book.sheets[0]["A1"].font.bold = True

    assert book.impl.document.left_out == {"color": 1, "font.bold": 1}


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    """By its name, when it is opened."""
    (tmp_path / "notes.xlsx").write_text("no workbook")
    with file_engine() as app, pytest.raises(UnreadableFile, match=r"notes\.xlsx"):
        app.books.open(str(tmp_path / "notes.xlsx"))


def test_xlwings_is_as_before_afterwards():
    """The engine leaves no trace; only the free part of xlwings is used."""
    before = xlwings.engines.active
    with file_engine() as app:
        assert list(app.books) == []
        assert app.engine.name == "tieout files"

    assert xlwings.engines.active is before
    assert not xlwings.__pro__
    assert "tieout files" not in xlwings.engines.engines_by_name
