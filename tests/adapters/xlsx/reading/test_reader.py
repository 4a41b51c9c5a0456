"""What an Excel workbook is read as."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableStyleInfo

from addin.adapters.digest import digest_of
from addin.adapters.xlsx.reading.reader import read_workbook
from addin.tables.table import Area, Book, ErrorValue, ListObject, Value, Visibility
from tests.adapters.handmade import MAIN, PACKAGE, RELATED, parts, read, sheet_of, worksheet, zipped


def saved(book: openpyxl.Workbook, folder: Path) -> Book:
    """A workbook as openpyxl saves it, read."""
    path = folder / "Book.xlsx"
    book.save(path)
    return read_workbook(path, "Budget/Book.xlsx")


def test_values_keep_their_kinds(tmp_path):
    """Numbers, texts, booleans, dates and errors come back as what they were saved as."""
    row: list[Value] = [
        12,
        12.5,
        "0100",
        True,
        False,
        dt.datetime(2026, 3, 14, 9, 30),
        dt.date(2026, 3, 14),
        dt.time(9, 30),
        "#REF!",
    ]
    book = openpyxl.Workbook()
    book.active.append(row)  # type: ignore[union-attr]
    sheet = saved(book, tmp_path).sheets[0]

    assert [*row[:-1], ErrorValue("#REF!")] == list(sheet.rows[0])
    assert list(map(type, [*row[:-1], ErrorValue()])) == list(map(type, sheet.rows[0]))


def test_book_is_named_as_asked_and_carries_the_digest_of_its_bytes(tmp_path):
    """Findings name the path from the folder; a write compares the digest."""
    book = saved(openpyxl.Workbook(), tmp_path)

    assert book.name == "Budget/Book.xlsx"
    assert book.kind == "xlsx"
    assert book.digest == digest_of((tmp_path / "Book.xlsx").read_bytes())


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


def test_texts_lose_formatting_reading_aids_and_escapes():
    """A cell's text is what a person reads, whichever way it is stored."""
    strings = (
        "<si><t>plain &amp; simple</t></si>"
        "<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space='preserve'> rest</t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
        "<si><t>two_x000A_lines _x005F_x000A_</t></si><si/><si><t/></si>"
        "<si><t><![CDATA[<as is>]]></t></si>"
    )
    cells = "".join(f'<c r="{"ABCDEFG"[n]}1" t="s"><v>{n}</v></c>' for n in range(7))
    inline = (
        '<c r="A2" t="inlineStr"><is><t>x &lt; y</t></is></c>'
        '<c r="B2" t="inlineStr"><is><r><t>rich</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>'
        '<c r="C2" t="str"><v>a&#10;b</v></c>'
    )
    sheet = sheet_of(f'<row r="1">{cells}</row><row r="2">{inline}</row>', strings=strings)

    assert list(sheet.rows[0]) == [
        "plain & simple",
        "bold rest",
        "東京",
        "two\nlines _x000A_",
        None,
        None,
        "<as is>",
    ]
    assert list(sheet.rows[1]) == ["x < y", "rich", "a\nb"]


def test_equal_texts_are_one_object():
    """A name that stands in ten thousand rows is kept once."""
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>Panavision Ltd</t></is></c></row>'
    sheet = sheet_of(row.format(1) + row.format(2))

    assert sheet.value(1, 1) is sheet.value(2, 1)


DATES_1900 = [
    (1, "1", dt.date(1900, 1, 1)),
    (1, "59", dt.date(1900, 2, 28)),
    (1, "60", 60),  # 29 February 1900, which never was
    (1, "61", dt.date(1900, 3, 1)),
    (1, "46095", dt.date(2026, 3, 14)),
    (1, "46095.5", dt.datetime(2026, 3, 14, 12)),
    (2, "46095", dt.datetime(2026, 3, 14)),
    (3, "0.395833333333333", dt.time(9, 30)),
    (3, "46095.25", dt.datetime(2026, 3, 14, 6)),
    (4, "1.5", dt.timedelta(hours=36)),
    (1, "0", 0),
    (1, "-1", -1),
    (1, "2958465", dt.date(9999, 12, 31)),
    (1, "2958466", 2958466),
    (1, "1e300", 1e300),
    (5, "46095", 46095),
]


@pytest.mark.parametrize(("style", "stored", "expected"), DATES_1900)
def test_dates_are_numbers_with_a_date_format(style, stored, expected):
    """The format makes the date; a number that no calendar has a day for stays a number."""
    sheet = sheet_of(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>')

    assert expected == sheet.value(1, 1)
    assert type(expected) is type(sheet.value(1, 1))


@pytest.mark.parametrize(
    ("style", "stored", "expected"),
    [
        (1, "0", dt.date(1904, 1, 1)),
        (1, "44633", dt.date(2026, 3, 14)),
        (1, "60", dt.date(1904, 3, 1)),
        (4, "-0.5", dt.timedelta(hours=-12)),
    ],
)
def test_workbooks_of_the_1904_system_count_from_1904(style, stored, expected):
    """Old Mac workbooks are four years and a day off if read otherwise."""
    xml = worksheet(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>')
    workbook = '<workbookPr date1904="1"/><sheets>{sheets}</sheets>'
    book = read(zipped(parts(xml, workbook=workbook)))

    assert book.date_1904
    assert expected == book.sheets[0].value(1, 1)


def test_dates_written_out_are_dates():
    """Strict workbooks may store ``2026-03-14`` with the type d."""
    sheet = sheet_of('<row r="1"><c r="A1" t="d"><v>2026-03-14</v></c></row>')

    assert dt.date(2026, 3, 14) == sheet.value(1, 1)


def test_formats_are_known_for_numbers_dates_and_uncached_formulas_alone():
    """A text or a blank has no number format; General is none."""
    sheet = sheet_of(
        '<row r="1"><c r="A1" s="5"><v>1</v></c><c r="B1" s="5" t="str"><v>x</v></c>'
        '<c r="C1" s="5"/><c r="D1" s="5"><f>A1</f></c><c r="E1" s="1"><v>46095</v></c>'
        '<c r="F1"><v>1</v></c><c r="G1" s="5" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="A3" s="5"><v>1</v></c></row>'
    )

    assert dict(sheet.formats) == {
        (1, 1): "#,##0.00",
        (1, 4): "#,##0.00",
        (1, 5): "yyyy\\-mm\\-dd;@",
        (3, 1): "#,##0.00",
    }
    assert len(sheet.formats) == 4
    assert sheet.format_of(1, 6) == "General"


def test_what_a_sheet_says_beside_its_cells(tmp_path):
    """Merged areas, hidden rows and columns, the filter, notes, tables and hidden sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "PO Log"
    for row in (["PO", "Vendor"], [1042, "Panavision"], [1043, "Arri"]):
        sheet.append(row)
    sheet.merge_cells("D1:E2")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:B3"
    sheet["A2"].comment = Comment("ask Kim\nabout tax", "x")
    log = book.create_sheet("Log")
    log.append(["PO", "Line\nno."])
    log.append([1, 2])
    table = Table(displayName="POs", ref="A1:B2")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9")
    log.add_table(table)
    log.sheet_state = "hidden"
    book.create_sheet("Secret").sheet_state = "veryHidden"
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="'PO Log'!$A$2")
    sheet.defined_names["Here"] = DefinedName("Here", attr_text="'PO Log'!$A$3")
    found = saved(book, tmp_path)
    first, second, third = found.sheets

    assert first.merged == (Area.of("D1:E2"),)
    assert first.hidden_rows == {2}
    assert first.hidden_columns == {2}
    assert first.filtered == Area.of("A1:B3")
    assert first.notes == {(2, 1): "ask Kim\nabout tax"}
    assert second.list_objects == (ListObject("POs", Area.of("A1:B2"), ("PO", "Line\nno.")),)
    assert [sheet.visibility for sheet in (first, second, third)] == [
        Visibility.VISIBLE,
        Visibility.HIDDEN,
        Visibility.VERY_HIDDEN,
    ]
    assert found.names["Rate"] == "'PO Log'!$A$2"
    assert found.names["PO Log!Here"] == "'PO Log'!$A$3"


def test_comments_in_threads_replace_the_note_kept_for_old_programs():
    """What people wrote to each other, one to a line, instead of Excel's notice about it."""
    related = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{RELATED}/comments" Target="../comments1.xml"/>'
        '<Relationship Id="b" Target="../threadedComments/t.xml"'
        ' Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/>'
        "</Relationships>"
    )
    notes = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><t>[Threaded comment]</t>'
        '</text></comment><comment ref="B1"><text><r><t>a </t></r><r><t>note</t></r></text>'
        "</comment></commentList></comments>"
    )
    thread = (
        '<ThreadedComments xmlns="x"><threadedComment ref="A1"><text>why?</text></threadedComment>'
        '<threadedComment ref="A1"><text>tax</text></threadedComment></ThreadedComments>'
    )
    book = read(
        zipped(
            parts(
                worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
                more={
                    "xl/worksheets/_rels/sheet1.xml.rels": related,
                    "xl/comments1.xml": notes,
                    "xl/threadedComments/t.xml": thread,
                },
            )
        )
    )

    assert book.sheets[0].notes == {(1, 1): "why?\ntax", (1, 2): "a note"}


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


def test_numbers_no_cell_can_hold_are_the_error_excel_would_show():
    """NaN and infinities, which libraries write, would poison every sum."""
    cells = '<c r="A1"><v>NaN</v></c><c r="B1"><v>-INF</v></c><c r="C1"><v>1e999</v></c>'
    sheet = sheet_of(f'<row r="1">{cells}<c r="D1"><v>1_000</v></c></row>')

    assert sheet.rows == ((*[ErrorValue("#NUM!")] * 3, "1_000"),)


@pytest.mark.parametrize("style", [1, 2, 3, 4])
@pytest.mark.parametrize("stored", ["1e308", "-1e308", "2958466", "1e400", "99999999999999999999"])
def test_numbers_beyond_every_calendar_stay_numbers(style, stored):
    """A number under a date format that is no day is itself, however large."""
    value = sheet_of(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>').value(1, 1)

    assert isinstance(value, int | float | ErrorValue)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "in the middle"),
        ('<c r="A1" t="s"><v>1</v></c>', "  kept "),
        ('<c r="A1" t="s"><v>2</v></c>', "hello world "),
        ('<c r="A1" t="s"><v>3</v></c>', None),
        ('<c r="A1" t="s"><v>4</v></c>', " spelt out"),
        ('<c r="A1" t="str"><f>A2</f><v> MS-M3   </v></c>', "MS-M3"),
        ('<c r="A1" t="str"><f>A2</f><v xml:space="preserve"> MS-M3   </v></c>', " MS-M3   "),
        ('<c r="A1" t="inlineStr"><is><t>\n a&#9;</t></is></c>', "a"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve">&#10;a </t></is></c>', "\na "),
        ('<c r="A1" t="inlineStr"><is><r><t>a </t></r><r><t> b</t></r></is></c>', "a  b"),
        ('<c r="A1"><v> 12 </v></c>', 12),
        ('<c r="A1" t="b"><v> 1 </v></c>', True),
    ],
)
def test_blanks_at_the_ends_count_where_the_file_asks_to_keep_them(cell, expected):
    """As in Excel: without that, LEN() does not count them."""
    strings = (
        "<si><t> in the middle\n</t></si>"
        '<si><t xml:space="preserve">  kept </t></si>'
        "<si><r><t>hello</t></r><r><t> </t></r><r><t>world </t></r></si>"
        "<si><t> &#10; </t></si>"
        "<si><t>_x0020_spelt out</t></si>"
    )
    sheet = sheet_of(f'<row r="1">{cell}</row>', strings=strings)

    assert sheet.value(1, 1) == expected


def test_macro_workbooks_and_templates_say_so():
    """``kind`` comes from the content, not from the name."""
    types = (
        '<Types><Override PartName="/xl/workbook.xml"'
        ' ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    )
    book = read(zipped(parts(worksheet(), more={"[Content_Types].xml": types})))

    assert book.kind == "xlsm"
