"""What an Excel workbook is read as."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableStyleInfo

from addin.adapters.digest import digest_of
from addin.tables.table import Area, ErrorValue, ListObject, Value, Visibility
from tests.adapters.handmade import MAIN, PACKAGE, RELATED, parts, read, sheet_of, worksheet, zipped
from tests.adapters.xlsx.reading.saved_books import saved


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


def test_numbers_no_cell_can_hold_are_the_error_excel_would_show():
    """NaN and infinities, which libraries write, would poison every sum."""
    cells = '<c r="A1"><v>NaN</v></c><c r="B1"><v>-INF</v></c><c r="C1"><v>1e999</v></c>'
    sheet = sheet_of(f'<row r="1">{cells}<c r="D1"><v>1_000</v></c></row>')

    assert sheet.rows == ((*[ErrorValue("#NUM!")] * 3, "1_000"),)


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
