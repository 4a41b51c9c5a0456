"""What is refused by name rather than damaged."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest

from addin.errors import DamagedFile, EncryptedFile, UnsupportedFormat, WriteRefused
from addin.tables.table import CellEdit, ErrorValue, NewCell, NewSheet, Value, cell_at
from tests.adapters.xlsx.packages import (
    MAIN,
    WORKBOOK,
    package,
    part,
    parts_of,
    patched,
    relationships,
    with_parts,
    worksheet,
)

SHEET = "xl/worksheets/sheet1.xml"
RELATED = "xl/worksheets/_rels/sheet1.xml.rels"


def edit(cell: str, value: Value = 1, *, formula: bool = False, sheet: str = "Costs") -> CellEdit:
    """An edit by address."""
    row, column = cell_at(cell)
    return CellEdit(sheet, row, column, value, is_formula=formula)


def refusal(blob: bytes, *edits: CellEdit) -> str:
    """Why edits of a workbook are refused."""
    with pytest.raises(WriteRefused) as raised:
        patched(blob, edits=edits)
    return raised.value.reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (float("nan"), "Costs!A1: nan is no number that Excel knows"),
        (float("-inf"), "Costs!A1: -inf is no number that Excel knows"),
        (12345678901234567, "Costs!A1: 12345678901234567 would lose digits in Excel"),
        ("x" * 32_768, "Costs!A1: the text has 32,768 characters, a cell holds 32,767"),
        ("\ud800", "Costs!A1: the text holds half a character"),
        (dt.date(1899, 12, 31), "Costs!A1: 1899-12-31 is before the workbook's first day"),
        (
            dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            "Costs!A1: Excel cannot hold the time zone of 2026-01-01 00:00:00+00:00",
        ),
        (ErrorValue("#OOPS!"), "Costs!A1: #OOPS! is no error value of Excel"),
        (b"bytes", "Costs!A1 cannot hold a bytes"),
    ],
)
def test_a_value_that_excel_cannot_hold_is_refused(value, reason):
    """Nothing is rounded, cut or guessed to make it fit."""
    assert refusal(package(worksheet("")), edit("A1", value)) == reason


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=", "Costs!A1: the formula is empty"),
        ("=1+" + "1" * 8_192, "Costs!A1: the formula is longer than 8,192 characters"),
        ("=A1&\x07", "Costs!A1: the formula holds the character U+0007"),
    ],
)
def test_a_formula_that_excel_cannot_hold_is_refused(formula, reason):
    """Excel would find the file damaged."""
    assert refusal(package(worksheet("")), edit("A1", formula, formula=True)) == reason


def test_numbers_that_excel_holds_exactly_are_not_refused():
    """Large whole numbers with trailing zeros, and the largest with fifteen digits, are fine."""
    edits = [edit("A1", 999_999_999_999_999), edit("A2", 10**20), edit("A3", 1e300)]

    assert "<v>999999999999999</v>" in part(patched(package(worksheet("")), edits=edits), SHEET)


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (1_048_577, 1), (1, 16_385), (-1, -1)])
def test_a_cell_outside_the_sheet_is_refused(row, column):
    """XFD1048576 is the last one."""
    with pytest.raises(WriteRefused, match="outside the sheet"):
        patched(package(worksheet("")), edits=[CellEdit("Costs", row, column, 1)])


def test_an_unknown_sheet_and_contradicting_edits_are_refused():
    """A name in another case is no other name; the same edit twice is no contradiction."""
    blob = package(worksheet(""))

    assert refusal(blob, edit("A1", sheet="Cost")) == "it has no sheet 'Cost'"
    assert "contradict" in refusal(blob, edit("A1", 1), edit("A1", 2))
    assert patched(blob, edits=[edit("A1", sheet="COSTS"), edit("A1")])


@pytest.mark.parametrize(
    ("rows", "cell", "reason"),
    [
        (
            '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f></c></row>',
            "A2",
            "Costs!A2 lies in the array formula or spill A1:A3",
        ),
        (
            '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f></c></row>',
            "A1",
            "Costs!A1 lies in the array formula or spill A1:A3",
        ),
        (
            '<row r="2"><c r="B2"><f t="dataTable" ref="B2:C9" r1="A1"/></c></row>',
            "C3",
            "Costs!C3 lies in the what-if table B2:C9",
        ),
    ],
)
def test_part_of_an_array_or_what_if_table_is_refused(rows, cell, reason):
    """Excel says "You can't change part of an array", and so do we."""
    assert refusal(package(worksheet(rows)), edit(cell)) == reason


def test_an_array_of_one_cell_or_overwritten_as_a_whole_is_edited():
    """Nothing of the array is left to be at odds with."""
    rows = (
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c><c r="C1" cm="1"><f t="array" ref="C1">SUM(D1:D9)</f></c></row>'
    )
    result = patched(package(worksheet(rows)), edits=[edit("A1", 5), edit("B1", 6), edit("C1", 7)])

    assert (
        '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><v>6</v></c><c r="C1"><v>7</v></c></row>'
    ) in part(result, SHEET)


def test_the_hidden_part_of_merged_cells_is_refused():
    """Nobody would see the value; the first cell of the area is the one that shows."""
    merged = '<mergeCells count="1"><mergeCell ref="B2:C3"/></mergeCells>'
    blob = package(worksheet("", after=merged))

    assert (
        refusal(blob, edit("C3")) == "Costs!C3 is hidden inside the merged cells B2:C3; write to B2"
    )
    assert patched(blob, edits=[edit("B2")])


def test_a_locked_cell_of_a_protected_sheet_is_refused():
    """The owner locked it; a cell the owner left unlocked may be written."""
    rows = '<row r="1"><c r="A1"/><c r="B1" s="2"/></row>'
    blob = package(worksheet(rows, after='<sheetProtection sheet="1" objects="1"/>'))

    assert refusal(blob, edit("A1")) == "Costs!A1 is locked: the sheet is protected"
    assert '<c r="B1" s="2"><v>1</v></c>' in part(patched(blob, edits=[edit("B1")]), SHEET)


def with_related(kind: str, xml: str) -> bytes:
    """A workbook whose sheet refers to one further part."""
    return with_parts(
        package(worksheet("")), {RELATED: relationships((kind, "../x.xml")), "xl/x.xml": xml}
    )


TABLE = (
    f'<table xmlns="{MAIN}" displayName="POs" ref="B2:C5" totalsRowCount="1">'
    '<tableColumns count="2"><tableColumn id="1" name="PO"/><tableColumn id="2" name="Amount"/>'
    "</tableColumns></table>"
)


def test_headings_and_totals_of_a_table_are_refused():
    """The table part holds them too, and Excel repairs a file in which the two differ."""
    blob = with_related("table", TABLE)

    assert refusal(blob, edit("B2")) == "Costs!B2 is a heading of the table POs"
    assert refusal(blob, edit("C5")) == "Costs!C5 is in the totals row of the table POs"
    assert patched(blob, edits=[edit("B2", "PO"), edit("C3"), edit("B6")])


def test_a_table_that_a_query_fills_is_refused():
    """The next refresh would undo the edit."""
    blob = with_related("table", TABLE.replace(" ref=", ' tableType="queryTable" ref='))

    assert "which a query or XML map fills" in refusal(blob, edit("B3"))


def test_a_pivot_table_with_its_filters_is_refused():
    """A pivot table is computed; its filters stand two rows above it."""
    pivot = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="Spend">'
        '<location ref="A4:C9" rowPageCount="1" colPageCount="1"/></pivotTableDefinition>'
    )
    blob = with_related("pivotTable", pivot)

    assert refusal(blob, edit("B5")) == "Costs!B5 is inside the pivot table Spend"
    assert refusal(blob, edit("A2")) == "Costs!A2 is inside the pivot table Spend"
    assert patched(blob, edits=[edit("A1")])


def test_a_cell_that_an_xml_map_fills_is_refused():
    """The next refresh would undo the edit."""
    mapped = f'<singleXmlCells xmlns="{MAIN}"><singleXmlCell id="1" r="B3"/></singleXmlCells>'

    assert "XML map" in refusal(with_related("tableSingleCells", mapped), edit("B3"))


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (worksheet('<row r="2"/><row r="1"/>'), "has rows out of order at row 1"),
        (worksheet('<row r="1"/><row r="1"/>'), "has rows out of order at row 1"),
        (worksheet('<row r="1"><c r="B1"/><c r="A1"/></row>'), "has cells out of order in row 1"),
        (worksheet('<row r="1"><c r="A2"/></row>'), "stores cell A2 in row 1"),
        (worksheet('<row r="1"><c r="A"/></row>'), "has a cell 'A'"),
        (worksheet("<!-- by hand -->"), "has comments, CDATA or instructions among its cells"),
        (worksheet("<row><c><![CDATA[x]]></c></row>"), "has comments, CDATA or instructions"),
        (worksheet("<?x?>"), "has comments, CDATA or instructions among its cells"),
        (worksheet(f'<x:row xmlns:x="{MAIN}" r="1"/>'), "mixes prefixes among its cells"),
        (worksheet("", namespace="urn:x"), "is written in a namespace that Excel does not use"),
        (f'<worksheet xmlns="{MAIN}"/>', "has no sheetData"),
        (f'<chartsheet xmlns="{MAIN}"/>', "is no worksheet"),
        ("<!DOCTYPE x>" + worksheet(""), "has a DOCTYPE"),
    ],
)
def test_a_sheet_written_in_an_uncertain_way_is_refused(sheet, reason):
    """Where no edit is certain to leave the rest intact, none is made."""
    assert f"its part {SHEET} {reason}" in refusal(package(sheet), edit("A1"))


def test_a_signed_workbook_is_refused():
    """Any edit breaks the signature."""
    blob = with_parts(package(worksheet("")), {"_xmlsignatures/origin.sigs": b""})

    assert "digitally signed" in refusal(blob, edit("A1"))


def test_two_parts_of_one_name_are_refused():
    """Nobody can tell which of the two counts."""
    out = io.BytesIO(package(worksheet("")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/Workbook.xml", WORKBOOK)

    assert "two of its parts are called" in refusal(out.getvalue(), edit("A1"))


def test_a_locked_structure_takes_no_new_sheet():
    """The owner does not want sheets added; cells may still be written."""
    locked = WORKBOOK.replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    blob = package(worksheet(""), workbook=locked)

    with pytest.raises(WriteRefused, match="structure is protected"):
        patched(blob, sheets=[NewSheet("Findings", ((NewCell("x"),),))])
    assert patched(blob, edits=[edit("A1")])


def test_what_is_no_workbook_is_said_to_be_none():
    """Each kind of file that cannot be edited has its own error."""
    blob = package(worksheet(""))
    document = with_parts(blob, {"xl/workbook.xml": '<document xmlns="urn:word"/>'})
    opened = with_parts(blob, {"xl/workbook.xml": None})

    with pytest.raises(UnsupportedFormat):
        patched(b"PO,Amount\n1042,500\n")
    with pytest.raises(DamagedFile, match="its end is missing"):
        patched(blob[: len(blob) // 2])
    with pytest.raises(UnsupportedFormat, match="another kind of document"):
        patched(document)
    with pytest.raises(DamagedFile, match="holds no workbook"):
        patched(opened)
    with pytest.raises(UnsupportedFormat, match="OpenDocument"):
        patched(with_parts(opened, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))


def test_a_password_is_recognised():
    """A protected workbook is an OLE file around an encrypted package."""
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    locked = io.BytesIO()
    msoffcrypto.OOXMLFile(io.BytesIO(package(worksheet("")))).encrypt("secret", locked)

    with pytest.raises(EncryptedFile):
        patched(locked.getvalue())


def test_a_damaged_part_is_recognised():
    """One flipped bit in a sheet, and nothing is written."""
    blob = bytearray(package(worksheet('<row r="1"><c r="A1"><v>12345</v></c></row>')))
    with zipfile.ZipFile(io.BytesIO(bytes(blob))) as archive:
        at = archive.getinfo(SHEET).header_offset
    name, extra = struct.unpack_from("<HH", blob, at + 26)
    blob[at + 30 + name + extra + 20] ^= 0x10

    with pytest.raises(DamagedFile, match="sheet1"):
        patched(bytes(blob), edits=[edit("A1")])


def test_a_part_that_unpacks_to_a_hostile_size_is_not_unpacked():
    """A few kilobytes of zip must not fill the memory."""
    blob = with_parts(package(""), {SHEET: b" " * (65 << 20)})

    with pytest.raises(DamagedFile, match="hostile size"):
        patched(blob, edits=[edit("A1")])


def test_entities_are_never_expanded():
    """A DOCTYPE could name files of this machine, or grow without end."""
    workbook = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + WORKBOOK

    assert "has a DOCTYPE" in refusal(package(worksheet(""), workbook=workbook), edit("A1"))


def test_a_refusal_leaves_no_trace_in_memory():
    """The bytes given are never changed."""
    blob = package(worksheet("<!-- x -->"))
    before = parts_of(blob)
    refusal(blob, edit("A1"))

    assert parts_of(blob) == before
