"""What an .ods holds beside its values."""

from __future__ import annotations

import subprocess

import pytest
import xlsxwriter

from addin.adapters.ods_beside import excel_formula
from addin.adapters.opening import open_book
from addin.errors import DamagedFile
from addin.tables.table import Area, ErrorValue
from tests.adapters.handmade import opened, zipped

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: str) -> bytes:
    """An OpenDocument workbook with one sheet, Log."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f'<office:document-content xmlns:office="{OFFICE}:office:1.0"'
            f' xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"'
            ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="Log">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("of:=SUM([.A1:.B$2];[$'My Sheet'.C3])", "SUM(A1:B$2,'My Sheet'!C3)"),
        ("of:=[$Log.B2:$Log.C4]", "Log!B2:C4"),
        ("of:={1;2|3;4}+SUM([.A1]~[.C1])", "{1,2;3,4}+SUM(A1,C1)"),
        ("of:=[.#REF!]+[.A:.A]", "#REF!+A:A"),
        ("of:=['file:///b.ods'#$Sheet1.A1]", "'[file:///b.ods]Sheet1'!A1"),
        ('of:=COM.MICROSOFT.CONCAT("a;[.B1]";[.A1])', 'CONCAT("a;[.B1]",A1)'),
        ("msoxl:=SUM(A1,2)", "SUM(A1,2)"),
        ("=[.A1]*2", "A1*2"),
        ('of:=[.A1]&"never closed', 'A1&"never closed'),
    ],
)
def test_formulas_are_spelt_as_excel_does(stored, shown):
    """Brackets, semicolons and prefixes are OpenDocument's own."""
    assert excel_formula(stored) == shown


def test_formulas_errors_merged_and_hidden_cells_and_notes_are_read(tmp_path):
    """At their places, repeated rows and cells counted."""
    rows = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="filter"><table:table-cell'
        ' table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="float"'
        ' office:value="2"><office:annotation><text:p>ask</text:p><text:p>Kim</text:p>'
        "</office:annotation><text:p>2</text:p></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"'
        ' office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=[.A3]*2" office:value-type="float"'
        ' office:value="4" table:number-columns-repeated="2"><text:p>4</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A3]"/></table:table-row>'
    )
    sheet = opened(tmp_path, "Log.ods", ods(rows)).sheets[0]

    assert sheet.value(3, 3) == ErrorValue("#DIV/0!")
    assert sheet.formulas == {(3, 3): "1/0", (3, 4): "A3*2", (3, 5): "A3*2", (3, 6): "A3"}
    assert sheet.uncached == {(3, 6)}
    assert sheet.merged == (Area.of("A3:B3"),)
    assert sheet.hidden_rows == {3}
    assert sheet.hidden_columns == {3}
    assert sheet.notes == {(3, 1): "ask\nKim"}


def test_formulas_repeated_without_end_are_refused(tmp_path):
    """A few characters may not become gigabytes."""
    row = (
        '<table:table-row><table:table-cell table:formula="of:=1" office:value-type="float"'
        ' office:value="1" table:number-columns-repeated="10000"/></table:table-row>'
    )
    with pytest.raises(DamagedFile):
        opened(tmp_path, "Log.ods", ods(row * 400))


def test_what_libreoffice_saves_as_ods_has_its_formulas(tmp_path, libreoffice):
    """The same formulas and errors as the .xlsx it was made from."""
    source = tmp_path / "Log.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("My Sheet")
        sheet.write_row("A1", [2, 3])
        sheet.write_formula("C1", "=SUM($A1:B1,2)*'My Sheet'!A1", None, 14)
        sheet.write_formula("D1", '=IF(A1>1,"a;b",NA())', None, "a;b")
        sheet.write_formula("E1", "=1/0", None, "#DIV/0!")
        sheet.merge_range("A3:B4", "m")
    subprocess.run(
        [
            libreoffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    expected = open_book(source, "Log.xlsx").sheets[0]
    found = open_book(tmp_path / "Log.ods", "Log.ods").sheets[0]

    assert found.formulas == expected.formulas
    assert found.rows == expected.rows
    assert found.merged == expected.merged
