"""Formulas stand beside the values that the file keeps of them."""

from __future__ import annotations

import openpyxl
import pytest
import xlsxwriter

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.tables.table import Area, ErrorValue
from tests.adapters.handmade import MAIN, PACKAGE, RELATED, parts, read, sheet_of, worksheet, zipped
from tests.adapters.xlsx.reading.saved_books import saved


def test_formulas_stand_beside_the_values_excel_computed(tmp_path):
    """A formula cell has its text in ``formulas`` and its cached value in ``rows``."""
    path = tmp_path / "Book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", [2, 3])
        sheet.write_formula("C1", '=A1*B1&" <days>"', None, "6 <days>")
    read_sheet = read_workbook(path, "Book.xlsx").sheets[0]

    assert read_sheet.rows[0] == (2, 3, "6 <days>")
    assert read_sheet.formulas == {(1, 3): 'A1*B1&" <days>"'}
    assert not read_sheet.uncached


def test_formula_without_a_computed_value_is_uncached(tmp_path):
    """Nobody knows the value of a formula that a library wrote: None, and marked so."""
    book = openpyxl.Workbook()
    book.active.append([1, "=A1*2"])  # type: ignore[union-attr]
    sheet = saved(book, tmp_path).sheets[0]

    assert sheet.value(1, 2) is None
    assert frozenset({(1, 2)}) == sheet.uncached


@pytest.mark.parametrize(
    ("cell", "uncached"),
    [
        ('<c r="A1" t="str"><f>""</f><v></v></c>', False),
        ('<c r="A1" t="str"><f>""</f><v/></c>', False),
        ('<c r="A1" t="str"><f>""</f></c>', True),
        ('<c r="A1"><f>B1</f><v></v></c>', True),
        ('<c r="A1"><f>B1</f><v/></c>', True),
        ('<c r="A1"><f>B1</f></c>', True),
        ("<c r='A1' t='str'><f>\"\"</f><v></v></c>", False),
    ],
)
def test_empty_text_is_a_computed_value(cell, uncached):
    """A formula that gave an empty text was computed; one with no value at all was not."""
    sheet = sheet_of(f'<row r="1">{cell}</row>')

    assert sheet.value(1, 1) is None
    assert (1, 1) in sheet.formulas
    assert uncached == ((1, 1) in sheet.uncached)


def test_shared_formulas_are_written_out_for_each_cell():
    """Each cell of a shared formula has its own text, also where the holder comes later."""
    sheet = sheet_of(
        '<row r="1"><c r="B1"><f t="shared" si="7"/><v>0</v></c>'
        '<c r="C1"><f t="shared" ref="C1:C3" si="0">A1+$B$1+SUM(A1:B1)+"A1"</f><v>1</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="C3"><f t="shared" ref="C3" si="7">D9</f><v>3</v></c></row>'
    )

    assert sheet.formulas == {
        (1, 2): "C7",
        (1, 3): 'A1+$B$1+SUM(A1:B1)+"A1"',
        (2, 3): 'A2+$B$1+SUM(A2:B2)+"A1"',
        (3, 3): "D9",
    }


def test_member_of_a_shared_formula_that_nobody_holds_keeps_its_value():
    """As in Excel, which repairs such a cell to its value alone."""
    sheet = sheet_of('<row r="1"><c r="A1"><f t="shared" si="3"/><v>5</v></c></row>')

    assert sheet.value(1, 1) == 5
    assert not sheet.formulas
    assert not sheet.uncached


def test_array_formulas_and_what_if_tables_tell_their_area():
    """The first cell has the formula, ``arrays`` says how far it reaches."""
    sheet = sheet_of(
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c>'
        '<c r="D1"><f t="dataTable" ref="D1:E2" dt2D="1" dtr="1" r1="B1" r2="B2"/><v>1</v></c>'
        '<c r="G1"><f t="dataTable" ref="G1:G2" dtr="1" r1="B1"/><v>1</v></c>'
        '<c r="I1"><f t="dataTable" ref="I1:I2" r1="B1"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c></row>'
    )

    assert sheet.arrays == {
        (1, 1): Area.of("A1:A2"),
        (1, 4): Area.of("D1:E2"),
        (1, 7): Area.of("G1:G2"),
        (1, 9): Area.of("I1:I2"),
    }
    assert sheet.formulas == {
        (1, 1): "B1:B2*2",
        (1, 4): "TABLE(B1,B2)",
        (1, 7): "TABLE(B1,)",
        (1, 9): "TABLE(,B1)",
    }


def test_links_to_other_workbooks_keep_the_values_last_seen_there():
    """The number between brackets leads to the target, and to the cells kept from it."""
    link = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATED}"><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="Topsheet"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
        '<cell r="B1"><v>125000.5</v></cell><cell r="C1" t="str"><v>A &amp; B</v></cell>'
        '<cell r="D1" t="e"><v>#REF!</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>"
    )
    made = parts(
        worksheet('<row r="1"><c r="A1"><f>[1]Topsheet!B1</f><v>125000.5</v></c></row>'),
        workbook='<sheets>{sheets}</sheets><externalReferences><externalReference r:id="x1"/>'
        '<externalReference r:id="gone"/></externalReferences>',
        more={
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATED}/externalLinkPath" TargetMode="External"'
            ' Target="../Budget%20v3.xlsx"/></Relationships>',
        },
    )
    rels = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = rels.replace(
        "</Relationships>",
        f'<Relationship Id="x1" Type="{RELATED}/externalLink"'
        ' Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    book = read(zipped(made))

    assert book.links == {1: "../Budget%20v3.xlsx", 2: ""}
    assert book.linked_values[1] == {
        ("Topsheet", "B1"): 125000.5,
        ("Topsheet", "C1"): "A & B",
        ("Topsheet", "D1"): ErrorValue("#REF!"),
    }
