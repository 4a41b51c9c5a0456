"""Cell edits in a workbook: what is written, and that all else stays."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from addin.errors import WriteRefused
from addin.tables.table import CellEdit, ErrorValue, Value, cell_at
from tests.adapters.xlsx.packages import (
    MAIN,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    WORKBOOK,
    package,
    part,
    parts_of,
    patched,
    rows_of,
    with_parts,
    worksheet,
)

SHEET = "xl/worksheets/sheet1.xml"


def edit(cell: str, value: Value, *, formula: bool = False, sheet: str = "Costs") -> CellEdit:
    """An edit by address."""
    row, column = cell_at(cell)
    return CellEdit(sheet, row, column, value, is_formula=formula)


def edited(rows: str, *edits: CellEdit) -> str:
    """The rows of a sheet after edits."""
    return rows_of(patched(package(worksheet(rows)), edits=edits))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1250, '<c r="A1"><v>1250</v></c>'),
        (-0.1, '<c r="A1"><v>-0.1</v></c>'),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        ("Grip & <Co>", '<c r="A1" t="inlineStr"><is><t>Grip &amp; &lt;Co&gt;</t></is></c>'),
        (" x", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>'),
        ("=no formula", '<c r="A1" t="inlineStr"><is><t>=no formula</t></is></c>'),
        ("a\rb", '<c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c>'),
        ("_x0041_", '<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
        (ErrorValue("#N/A"), '<c r="A1" t="e"><v>#N/A</v></c>'),
        (None, '<c r="A1"/>'),
    ],
)
def test_a_value_is_written_as_excel_writes_it(value: Value, written: str):
    """Numbers, booleans, text and error values each have their one form."""
    assert f'<row r="1">{written}</row>' == edited(
        '<row r="1"><c r="A1"><v>7</v></c></row>', edit("A1", value)
    )


def test_a_formula_is_written_without_a_value_and_excel_computes_it_on_opening():
    """The workbook asks Excel to calculate everything, since a stale value would be believed."""
    result = patched(package(worksheet("")), edits=[edit("B2", '=SUM(A1:A9)&"<"', formula=True)])

    assert rows_of(result) == '<row r="2"><c r="B2"><f>SUM(A1:A9)&amp;"&lt;"</f></c></row>'
    assert '<calcPr fullCalcOnLoad="1"/>' in part(result, "xl/workbook.xml")


def test_the_style_of_a_cell_is_kept():
    """An edit changes what a cell holds, not how it looks."""
    rows = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>'

    assert edited(rows, edit("A1", 5)) == '<row r="1"><c r="A1" s="1"><v>5</v></c></row>'


def test_a_new_cell_looks_as_its_row_or_column_says():
    """Excel gives a cell typed into a formatted row, else column, that format."""
    cols = '<cols><col min="2" max="3" width="9" style="2"/></cols>'
    rows = '<row r="1" s="1" customFormat="1"><c r="A1"/></row><row r="2"><c r="A2"/></row>'
    blob = package(worksheet(rows, before=cols))

    assert rows_of(patched(blob, edits=[edit("B1", 1), edit("B2", 2), edit("C3", 3)])) == (
        '<row r="1" s="1" customFormat="1"><c r="A1"/><c r="B1" s="1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"/><c r="B2" s="2"><v>2</v></c></row>'
        '<row r="3"><c r="C3" s="2"><v>3</v></c></row>'
    )


def test_a_date_is_a_number_of_days_and_shows_as_a_date():
    """A cell with a number format keeps it; one without gets a date's, as when it is typed in."""
    rows = '<row r="1"><c r="A1" s="1"><v>7</v></c><c r="B1" s="2"/></row>'
    blob = package(worksheet(rows))
    result = patched(
        blob, edits=[edit("A1", dt.date(2026, 3, 14)), edit("B1", dt.datetime(2026, 3, 14, 12))]
    )

    assert (
        rows_of(result)
        == '<row r="1"><c r="A1" s="1"><v>46095</v></c><c r="B1" s="3"><v>46095.5</v></c></row>'
    )
    assert (
        '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" applyNumberFormat="1">'
        '<protection locked="0"/></xf></cellXfs>'
    ) in part(result, "xl/styles.xml")


@pytest.mark.parametrize(
    ("date_1904", "value", "days"),
    [
        ("0", dt.date(1900, 1, 1), "1"),
        ("0", dt.date(1900, 2, 28), "59"),
        ("0", dt.date(1900, 3, 1), "61"),
        ("1", dt.date(1904, 1, 1), "0"),
        ("1", dt.date(2026, 3, 14), "44633"),
        ("0", dt.time(18, 0), "0.75"),
        ("0", dt.timedelta(hours=36), "1.5"),
    ],
)
def test_days_count_from_the_workbooks_own_first_day(date_1904, value, days):
    """1900 books have a 29 February that never was; 1904 books start at zero."""
    workbook = WORKBOOK.replace("<sheets>", f'<workbookPr date1904="{date_1904}"/><sheets>')
    blob = package(worksheet('<row r="1"><c r="A1" s="1"/></row>'), workbook=workbook)

    assert f"<v>{days}</v>" in rows_of(patched(blob, edits=[edit("A1", value)]))


def test_cells_go_where_they_belong():
    """Between cells, at the ends, into rows that were not there, into a row written as one tag."""
    rows = '<row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="4"/><row r="6" ht="20"/>'
    result = edited(rows, *(edit(cell, 9) for cell in ("A1", "A2", "C2", "B3", "D4", "A7")))

    assert result == (
        '<row r="1"><c r="A1"><v>9</v></c></row>'
        '<row r="2" spans="1:3"><c r="A2"><v>9</v></c><c r="B2"><v>1</v></c><c r="C2"><v>9</v></c>'
        '</row><row r="3"><c r="B3"><v>9</v></c></row><row r="4"><c r="D4"><v>9</v></c></row>'
        '<row r="6" ht="20"/><row r="7"><c r="A7"><v>9</v></c></row>'
    )


def test_rows_and_cells_without_addresses_are_counted():
    """Some programs leave the numbers out: each row and cell follows the one before."""
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c><v>3</v></c></row><row><c/></row>"
    )
    result = edited(rows, edit("B1", 20), edit("A6", 6), edit("A3", 33))

    assert result == (
        '<row><c><v>1</v></c><c r="B1"><v>20</v></c></row><row r="3"><c r="A3"><v>33</v></c></row>'
        "<row r='5'><c><v>3</v></c></row><row><c r=\"A6\"><v>6</v></c></row>"
    )


def test_the_stated_used_range_grows_with_the_edits():
    """Programs that trust the stated range would not see the new cell."""
    blob = package(worksheet('<row r="2"><c r="B2"/></row>', before='<dimension ref="B2:C3"/>'))

    assert '<dimension ref="A2:C9"/>' in part(patched(blob, edits=[edit("A9", 1)]), SHEET)
    assert '<dimension ref="B2:C3"/>' in part(patched(blob, edits=[edit("B2", 1)]), SHEET)


def test_an_empty_sheet_takes_cells():
    """``<sheetData/>`` is opened for the first cell."""
    sheet = worksheet("").replace("<sheetData></sheetData>", "<sheetData/>")

    assert (
        rows_of(patched(package(sheet), edits=[edit("A3", 1)]))
        == '<row r="3"><c r="A3"><v>1</v></c></row>'
    )


def test_clearing_a_cell_that_is_not_there_changes_nothing():
    """Nothing to clear, nothing to write: the very same bytes."""
    blob = package(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))

    assert blob == patched(blob, edits=[edit("B7", None), edit("C1", None)])


def test_the_same_edit_again_changes_nothing():
    """A second run of the same edit finds the file as it should be."""
    edits = [edit("A1", "x"), edit("B5", 5), edit("C5", "=A1", formula=True)]
    once = patched(package(worksheet('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')), edits=edits)

    assert once == patched(once, edits=edits)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "iso-8859-1"])
def test_a_sheet_in_another_encoding_keeps_its_text(encoding: str):
    """The touched part is written as UTF-8; nothing in it is lost."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Café</t></is></c></row>'
    declared = "utf-16" if encoding.startswith("utf-16") else encoding.removesuffix("-sig")
    sheet = f'<?xml version="1.0" encoding="{declared}"?>' + worksheet(rows)
    result = patched(package(sheet.encode(encoding)), edits=[edit("B1", "Grüße")])
    values = openpyxl.load_workbook(io.BytesIO(result))["Costs"]

    assert [values["A1"].value, values["B1"].value] == ["Café", "Grüße"]


def test_a_prefixed_sheet_gets_prefixed_cells():
    """Elements that are added stand in the namespace the sheet is written in."""
    sheet = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData><x:row r='1'>"
        "<x:c r='A1' s='1'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    result = rows_of(patched(package(sheet), edits=[edit("A1", 2), edit("B1", "b"), edit("A3", 3)]))

    assert result == (
        '<x:row r=\'1\'><x:c r="A1" s="1"><x:v>2</x:v></x:c>'
        '<x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row>'
        '<x:row r="3"><x:c r="A3"><x:v>3</x:v></x:c></x:row>'
    )


def test_a_strict_workbook_is_edited_like_any_other():
    """The strict form of the standard differs in its namespaces only."""
    workbook = WORKBOOK.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS)
    blob = package(worksheet("", namespace=STRICT_MAIN), workbook=workbook)

    assert (
        rows_of(patched(blob, edits=[edit("A1", 1)])) == '<row r="1"><c r="A1"><v>1</v></c></row>'
    )


SHARED = (
    '<row r="1"><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*$A$9</f><v>1</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
)


def test_the_next_cell_takes_over_a_shared_formula():
    """Overwriting the cell that holds the text leaves the other cells what they compute."""
    result = edited(SHARED, edit("B1", 7), edit("B2", 8))

    assert result == (
        '<row r="1"><c r="B1"><v>7</v></c></row><row r="2"><c r="B2"><v>8</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" ref="B1:B4" si="0">A3*$A$9</f><v>3</v></c></row>'
    )


def test_a_shared_number_given_out_again_is_another_formula():
    """Cells behind a second text with the same number belong to that one."""
    again = SHARED.replace('<f t="shared" si="0"/><v>3', '<f t="shared" ref="B3" si="0">C3</f><v>3')
    result = edited(again, edit("B1", 7), edit("B2", 8))

    assert '<f t="shared" ref="B3" si="0">C3</f>' in result
    assert result.count("shared") == 1


def test_the_calculation_chain_forgets_a_lost_formula_and_hands_on_its_sheet():
    """A chain that names a cell without a formula makes Excel repair the file."""
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2+2</f><v>4</v></c>'
        '<c r="C1"><f>3+3</f><v>6</v></c></row>'
    )
    chain = '<c r="A1" i="1" l="1"/><c r="B1"/><c r="C1"/>'
    result = patched(package(worksheet(rows), calc_chain=chain), edits=[edit("A1", 5)])

    assert '<c r="B1" i="1"/><c r="C1"/>' in part(result, "xl/calcChain.xml")


def test_an_empty_calculation_chain_goes_with_all_that_names_it():
    """No part, no relationship, no content type is left of it."""
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
    blob = package(worksheet(rows), calc_chain='<c r="A1" i="1"/>')
    result = patched(blob, edits=[edit("A1", 5)])

    assert parts_of(blob).keys() - {"xl/calcChain.xml"} == parts_of(result).keys()
    assert "calcChain" not in part(result, "xl/_rels/workbook.xml.rels")
    assert "calcChain" not in part(result, "[Content_Types].xml")


def test_parts_nobody_asked_about_keep_their_very_bytes():
    """An unknown part, and an extension inside the edited sheet, come through untouched."""
    extension = '<extLst><ext uri="{1}"><unknown  a = "1" /></ext></extLst>'
    blob = with_parts(
        package(worksheet('<row r="1"><c r="A1"/></row>', after=extension)),
        {"xl/vbaProject.bin": b"\0\1\2macro", "customXml/item1.xml": "<a  b = 'c'/>"},
    )
    result = patched(blob, edits=[edit("A1", 1)])
    before, after = parts_of(blob), parts_of(result)

    assert extension in part(result, SHEET)
    assert {SHEET, "xl/workbook.xml"} == {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)


def test_a_cell_takes_over_the_look_of_another():
    """Also of one further down, and a blank cell too; the number format can be set alone."""
    rows = '<row r="1"><c r="A1"/></row><row r="9"><c r="B9" s="1"><v>1</v></c></row>'
    blob = package(worksheet(rows))
    result = rows_of(
        patched(
            blob,
            edits=[
                CellEdit("Costs", 1, 1, 5, like=(9, 2)),
                CellEdit("Costs", 10, 2, None, like=(9, 2)),
                CellEdit("Costs", 11, 2, 7, number_format="0%"),
            ],
        )
    )

    assert '<c r="A1" s="1"><v>5</v></c>' in result
    assert '<row r="10"><c r="B10" s="1"/></row>' in result
    assert '<c r="B11" s="3"><v>7</v></c>' in result


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("=XLOOKUP(A1,B:B,C:C)", "_xlfn.XLOOKUP(A1,B:B,C:C)"),
        ("=SUM(FILTER(B1:B9,B1:B9>0))", "SUM(_xlfn._xlws.FILTER(B1:B9,B1:B9&gt;0))"),
        ("=Costs!A1", "Costs!A1"),
    ],
)
def test_a_formula_is_stored_as_excel_wants_it(written, stored):
    """Without the prefix Excel would show #NAME?."""
    result = patched(package(worksheet("")), edits=[edit("A1", written, formula=True)])

    assert f"<f>{stored}</f>" in rows_of(result)


def test_a_formula_that_would_spill_is_refused_with_what_to_do():
    """Written as a plain formula it would show its first value only, and nobody would know."""
    with pytest.raises(WriteRefused, match=r"Costs!A1: the formula would spill .* wrap it in SUM"):
        patched(package(worksheet("")), edits=[edit("A1", "=UNIQUE(B1:B9)", formula=True)])
