"""A sheet is the same whichever program wrote its XML, in whichever order."""

from __future__ import annotations

import pytest

from tests.adapters.handmade import MAIN, parts, read, sheet_of, worksheet, zipped


def test_trailing_blanks_cost_nothing():
    """A row ends at its last value and the sheet at its last row with one."""
    sheet = sheet_of(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="XFD1" s="1"/></row>'
        '<row r="2"><c r="A2" s="1"/></row><row r="9" s="1" customFormat="1"/>'
    )

    assert sheet.rows == ((1,),)


def test_stray_cell_in_the_last_corner_is_found_and_costs_little():
    """A used range out to XFD1048576 is neither laid out nor lost."""
    sheet = sheet_of(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="5"><v>3</v></c></row>'
    )

    assert len(sheet.rows) == 1_048_576
    assert sheet.width == 16_384
    assert (sheet.value(1, 1), sheet.value(1, 16_384), sheet.value(1_048_576, 16_384)) == (1, 2, 3)
    assert sheet.value(2, 1) is None
    assert sheet.format_of(1_048_576, 16_384) == "#,##0.00"


def test_rows_and_cells_without_numbers_are_counted():
    """Some writers leave out every address: cells stand one right of the other."""
    sheet = sheet_of(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row hidden='1'><c><v>4</v></c></row>"
        '<row r="7"><c><v>7</v></c></row><row><c><v>8</v></c></row>'
    )

    assert sheet.rows == ((1, None, 3), (), (4,), (), (), (), (7,), (8,))
    assert sheet.hidden_rows == {3}


def test_rows_out_of_order_are_put_in_order():
    """A careless library's rows are read by their numbers, formats included."""
    row = '<row r="{0}"><c r="A{0}" s="{1}"><v>{0}</v></c></row>'
    order = [(5, 5), (6, 5), (2, 0), (9, 5), (7, 0), (1, 5)]
    sheet = sheet_of("".join(row.format(*pair) for pair in order))

    assert [cells[0] for cells in sheet.rows if cells] == [1, 2, 5, 6, 7, 9]
    assert {1, 5, 6, 9} == {row for row, _ in sheet.formats}


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'

PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v>'
    '</x:c><x:c r="B1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
)


@pytest.mark.parametrize(
    "xml",
    [
        PREFIXED,
        f'<worksheet xmlns="{STRICT}"><sheetData>{ROW}</sheetData></worksheet>',
        worksheet(ROW.replace('"', "'")),
        worksheet(ROW.replace("<c ", "\n  <c\n ").replace("<v>", "\r\n<v>")),
        worksheet(ROW.replace("<v>0</v>", "<!-- <c r='C1'><v>9</v></c></row> --><v>0</v>")),
        worksheet(ROW.replace("<v>2</v>", "<v><![CDATA[2]]></v>")),
        worksheet("<?made by=hand?>" + ROW),
        worksheet(ROW.replace('r="A1" t="s"', 't="s" r="A1"')),
        worksheet(ROW.replace("</row>", "<extLst><ext><c><v>9</v></c></ext></extLst></row>")),
        worksheet(ROW.replace("A1", "a1")),
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + worksheet(ROW),
        ('<?xml version="1.0" encoding="UTF-16"?>' + worksheet(ROW)).encode("utf-16"),
        b"\xef\xbb\xbf" + worksheet(ROW).encode(),
        worksheet(ROW, before='<sheetPr><tabColor rgb="a>b"/></sheetPr>'),
    ],
)
def test_same_sheet_in_any_dialect_of_xml(xml):
    """Prefixes, strict names, quotes, comments, CDATA, blanks and encodings change nothing."""
    sheet = read(zipped(parts(xml, strings="<si><t>PO</t></si>"))).sheets[0]

    assert sheet.rows == (("PO", 2),)
    assert sheet.formulas == {(1, 2): "1+1"}


def test_sheets_without_cells_are_no_sheets():
    """A chart on a tab of its own holds no cells, and local names still find their sheet."""
    made = parts(
        worksheet(),
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        workbook='<sheets>{sheets}</sheets><definedNames><definedName name="N" localSheetId="1">'
        "A1</definedName></definedNames>",
    )
    rels = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = rels.replace("worksheet", "chartsheet", 1)
    book = read(zipped(made))

    assert [sheet.name for sheet in book.sheets] == ["Sheet2"]
    assert book.names == {"Sheet2!N": "A1"}
