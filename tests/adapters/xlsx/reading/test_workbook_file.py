"""A workbook whose sheets are read when asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import WorkbookFile, open_workbook, read_workbook
from addin.errors import DamagedFile
from addin.tables.beside_cells import Calculation, DefinedName
from tests.adapters.handmade import parts, read, worksheet, zipped
from tests.adapters.xlsx.reading.test_row_pattern import STRINGS, sheets

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def file_of(*rows: str) -> WorkbookFile:
    """A workbook with sheets of these rows."""
    content = zipped(parts(*map(worksheet, rows), strings=STRINGS))
    return WorkbookFile(Package(content, "Book.xlsx"), "")


def test_sheet_that_nobody_asks_for_is_not_read(tmp_path):
    """A broken sheet stops only who wants it."""
    path = tmp_path / "Book.xlsx"
    path.write_bytes(zipped(parts(worksheet(ROW), worksheet("<row></broken>"))))
    file = open_workbook(path, "Book.xlsx")
    wanted = file.sheet("sheet1")

    assert file.sheet_names == ("Sheet1", "Sheet2")
    assert wanted is not None
    assert wanted.rows == ((1,),)
    assert file.sheet("Sheet9") is None
    assert [s.name for s in read_workbook(path, "Book.xlsx", only=["SHEET1"]).sheets] == ["Sheet1"]
    with pytest.raises(DamagedFile, match="Sheet2"):
        file.book()


@settings(deadline=None, max_examples=30)
@given(sheets())
def test_rows_one_by_one_are_those_of_the_sheet(rows):
    """The same values, formulas and formats, whatever memory there is."""
    file = file_of(rows)
    whole = file.sheet("Sheet1")
    assert whole is not None

    values, formulas, formats = {}, {}, {}
    for row in file.rows("Sheet1"):
        values[row.number] = list(row.values)
        formulas.update({(row.number, f.column): f.text for f in row.formulas})
        formats.update({(row.number, c): code for c, code in row.formats.items()})

    filled = {n: list(r) for n, r in enumerate(whole.rows, 1) if r}
    assert {n: r for n, r in values.items() if r} == filled
    assert formulas == whole.formulas
    assert dict(whole.formats).items() <= formats.items()


def test_formula_shared_with_a_cell_further_down_is_known_before_it_comes():
    """Members stand above the cell that holds the text, when rows were sorted."""
    file = file_of(
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c>'
        '<c r="B1"><f t="shared" si="9"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A1:A2" si="0">B2*2</f><v>1</v></c></row>'
    )
    found = {row.number: [f.text for f in row.formulas] for row in file.rows("Sheet1")}

    assert found == {1: ["B1*2"], 2: ["B2*2"]}


def test_rows_with_comments_among_them_come_once_and_in_order():
    """Where the XML proves not to be plain, reading starts anew without giving a row twice."""
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60_001)]
    rows[-2] += "<!-- </row> -->"
    file = file_of("".join(rows))

    assert [row.number for row in file.rows("Sheet1")] == list(range(1, 60_001))
    assert list(file.rows("none")) == []


def test_workbook_says_how_it_computes_and_what_its_names_are():
    """Manual calculation, precision as displayed, names of sheets, hidden ones and print areas."""
    book = read(
        zipped(
            parts(
                worksheet(ROW),
                workbook="<sheets>{sheets}</sheets><definedNames>"
                '<definedName name="_xlnm.Print_Area" localSheetId="0">Sheet1!$A$1:$B$9'
                '</definedName><definedName name="Rate" hidden="1">_xlfn.XLOOKUP(1,A:A,B:B)'
                '</definedName></definedNames><calcPr calcMode="manual" iterate="1"'
                ' fullPrecision="0"/>',
            )
        )
    )

    assert book.calculation == Calculation(
        is_manual=True, iterates=True, precision_as_displayed=True
    )
    assert book.defined_names == (
        DefinedName("_xlnm.Print_Area", "Sheet1!$A$1:$B$9", "Sheet1"),
        DefinedName("Rate", "XLOOKUP(1,A:A,B:B)", is_hidden=True),
    )
    assert [name.is_print_area for name in book.defined_names] == [True, False]
    assert book.names == {
        "Sheet1!_xlnm.Print_Area": "Sheet1!$A$1:$B$9",
        "Rate": "XLOOKUP(1,A:A,B:B)",
    }
