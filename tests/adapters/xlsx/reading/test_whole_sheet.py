"""What one sheet is, beside its values."""

from __future__ import annotations

import openpyxl
import xlsxwriter

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.tables.beside_cells import Connection, Hyperlink, PivotTable
from addin.tables.table import Area
from tests.adapters.handmade import MAIN, PACKAGE, RELATED, parts, read, sheet_of, worksheet, zipped


def related(*lines: tuple[str, str, str]) -> str:
    """A relationships part: id, kind, target."""
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{RELATED}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target or kind == "external" else "/>")
        for id_, kind, target in lines
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def test_links_lead_to_the_web_to_files_and_within_the_workbook(tmp_path):
    """Target, place in it, and what shows when the mouse rests there."""
    path = tmp_path / "Book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Costs")
        sheet.write_url("A1", "https://example.org/a?b=1&c=2#top", string="web", tip="the site")
        sheet.write_url("A2", "internal:Costs!B4")
        sheet.write_url("A3", r"external:..\Old.xlsx#Sheet1!A1")
        sheet.write_formula("A4", '=HYPERLINK("https://example.org","x")', None, "x")
    found = read_workbook(path, "Book.xlsx").sheets[0]

    assert found.hyperlinks == (
        Hyperlink(Area.of("A1"), "https://example.org/a?b=1&c=2", "top", "the site"),
        Hyperlink(Area.of("A2"), "", "Costs!B4"),
        Hyperlink(Area.of("A3"), r"..\Old.xlsx", "Sheet1!A1"),
    )
    assert found.formulas == {(4, 1): 'HYPERLINK("https://example.org","x")'}


def test_link_that_a_library_wrote_with_a_hash_is_within_the_workbook():
    """Its target begins with the place."""
    book = read(
        zipped(
            parts(
                worksheet(after='<hyperlinks><hyperlink ref="B2:C3" r:id="h"/></hyperlinks>'),
                more={"xl/worksheets/_rels/sheet1.xml.rels": related(("h", "external", "#Log!A1"))},
            )
        )
    )

    assert book.sheets[0].hyperlinks == (Hyperlink(Area.of("B2:C3"), "", "Log!A1"),)


def test_grouped_rows_have_their_level_and_protected_sheets_say_so(tmp_path):
    """Subtotal groups hide rows by their level."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 8):
        sheet.append([row])
    sheet.row_dimensions.group(2, 4, outline_level=1, hidden=True)
    sheet.row_dimensions.group(3, 3, outline_level=2, hidden=True)
    sheet.protection.sheet = True
    book.create_sheet("Open")
    path = tmp_path / "Book.xlsx"
    book.save(path)
    first, second = read_workbook(path, "Book.xlsx").sheets

    assert first.outline == {2: 1, 3: 2, 4: 1}
    assert first.hidden_rows == {2, 3, 4}
    assert (first.is_protected, second.is_protected) == (True, False)


def test_pivot_tables_tell_where_they_lie_and_what_they_sum_up():
    """Cells of a sheet, a named table, or another workbook's cells."""
    pivot = f'<pivotTableDefinition xmlns="{MAIN}" name="By account"><location ref="A3:C20"/>'
    caches = [
        '<worksheetSource ref="A1:J11" sheet="Ledger"/>',
        '<worksheetSource name="Entries"/>',
        '<worksheetSource ref="A1:B9" sheet="Log" r:id="o"/>',
    ]
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(
            *((f"p{n}", "pivotTable", f"../pivotTables/p{n}.xml") for n in range(3))
        ),
        "xl/pivotCache/_rels/c2.xml.rels": related(("o", "external", "Old.xlsx")),
    }
    for n, source in enumerate(caches):
        more[f"xl/pivotTables/p{n}.xml"] = pivot + "</pivotTableDefinition>"
        more[f"xl/pivotTables/_rels/p{n}.xml.rels"] = related(
            ("c", "pivotCacheDefinition", f"../pivotCache/c{n}.xml")
        )
        more[f"xl/pivotCache/c{n}.xml"] = (
            f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATED}">'
            f'<cacheSource type="worksheet">{source}</cacheSource></pivotCacheDefinition>'
        )
    sheet = read(zipped(parts(worksheet(), more=more))).sheets[0]

    area = Area.of("A3:C20")
    assert sheet.pivot_tables == (
        PivotTable("By account", area, "Ledger!A1:J11"),
        PivotTable("By account", area, "Entries"),
        PivotTable("By account", area, "[Old.xlsx]Log!A1:B9"),
    )


def test_table_that_a_query_fills_names_its_connection():
    """Its rows are another source's: typing into them is lost with the next refresh."""
    found = parts(worksheet(after='<tableParts><tablePart r:id="t"/></tableParts>'))
    found["xl/_rels/workbook.xml.rels"] = str(found["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="c" Type="{RELATED}/connections" Target="connections.xml"/>'
        "</Relationships>",
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(("t", "table", "../tables/t.xml")),
        "xl/tables/t.xml": f'<table xmlns="{MAIN}" name="POs" ref="A1:B3"><tableColumns>'
        '<tableColumn name="a"/><tableColumn name="b"/></tableColumns></table>',
        "xl/tables/_rels/t.xml.rels": related(("q", "queryTable", "../queryTables/q.xml")),
        "xl/queryTables/q.xml": f'<queryTable xmlns="{MAIN}" name="D_1" connectionId="7"/>',
        "xl/connections.xml": f'<connections xmlns="{MAIN}"><connection id="7" name="Query - POs"'
        ' description="from the ledger"><dbPr command="POs"/></connection>'
        "</connections>",
    }
    book = read(zipped(found | more))

    assert book.sheets[0].list_objects[0].connection == "Query - POs"
    assert book.connections == (Connection("Query - POs", "from the ledger", "POs"),)


def test_arrays_that_spill_are_told_from_those_entered_with_three_keys():
    """Both fill an area; one that spills takes what room it needs."""
    found = parts(
        worksheet(
            '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">_xlfn._xlws.SORT(D1:D2)</f>'
            '<v>1</v></c><c r="B1"><f t="array" ref="B1:B2">D1:D2*2</f><v>2</v></c>'
            '<c r="C1" cm="2"><f t="array" ref="C1">SUM(D1:D2)</f><v>3</v></c></row>'
        )
    )
    found["xl/_rels/workbook.xml.rels"] = str(found["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="m" Type="{RELATED}/sheetMetadata" Target="metadata.xml"/>'
        "</Relationships>",
    )
    found["xl/metadata.xml"] = (
        f'<metadata xmlns="{MAIN}"><metadataTypes count="2"><metadataType name="OTHER"/>'
        '<metadataType name="XLDAPR"/></metadataTypes><cellMetadata count="2"><bk><rc t="2" v="0"/>'
        '</bk><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
    )
    sheet = read(zipped(found)).sheets[0]

    assert sheet.arrays == {(1, n): Area.of(a) for n, a in ((1, "A1:A2"), (2, "B1:B2"), (3, "C1"))}
    assert sheet.spilling == {(1, 1)}
    assert sheet.formulas[1, 1] == "SORT(D1:D2)"


def test_formulas_read_as_the_formula_bar_shows_them():
    """What files spell before younger functions is no part of a formula."""
    sheet = sheet_of(
        '<row r="1"><c r="A1"><f>_xlfn.XLOOKUP(1,B:B,C:C)&amp;"_xlfn.X"</f><v>1</v></c>'
        '<c r="B1"><f>_xlfn.SINGLE(D1:D9)+SUM(_xlfn.ANCHORARRAY(E2))</f><v>1</v></c>'
        '<c r="C1"><f t="shared" ref="C1:C2" si="0">_xlfn.CONCAT(A1)</f><v>1</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>'
    )

    assert list(sheet.formulas.values()) == [
        'XLOOKUP(1,B:B,C:C)&"_xlfn.X"',
        "@D1:D9+SUM(E2#)",
        "CONCAT(A1)",
        "CONCAT(A2)",
    ]
