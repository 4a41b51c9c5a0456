"""What refers to a table's rows goes on meaning the same rows when it grows or shrinks."""

from __future__ import annotations

import pytest

from addin.adapters.xlsx import patcher
from addin.tables.changes import AppendedRows, Changes, ComputedValue, NameEdit, NoteEdit
from addin.tables.table import CellEdit, NewCell, NewSheet
from tests.adapters.xlsx.packages import part, parts_of, with_parts
from tests.adapters.xlsx.tables import (
    CALCULATED,
    NEW,
    REPORT,
    SHEET,
    TABLE,
    all_of,
    appended,
    attribute,
    cell,
    formula,
    orders,
    sized,
)


def test_references_follow_everywhere():
    """The totals where they are now, and whole columns with the new rows; charts too."""
    after = appended(orders(B1="=Costs!C8", B2="=SUM(Costs!C5:C8)"), *NEW)

    assert formula(after, "A1", REPORT) == "SUM(Costs!$C$4:$C$10)"
    assert formula(after, "A2", REPORT) == "Costs!C11*2"
    assert formula(after, "B1", REPORT) == "Costs!C8"
    assert formula(after, "B2", REPORT) == "SUM(Costs!C5:C8)"
    assert all_of("<c:f>(.*?)</c:f>", after, "xl/charts/chart1.xml") == [
        "Costs!$B$4:$B$10",
        "Costs!$C$4:$C$10",
    ]


def test_names_formats_validations_links_and_print_areas_follow():
    """All on the sheet of the table itself."""

    def more(book, costs):
        costs.conditional_format("C4:C8", {"type": "cell", "criteria": ">", "value": 3})
        costs.conditional_format("C9", {"type": "formula", "criteria": "=C9>$C$9"})
        costs.data_validation("D4:D8", {"validate": "decimal", "criteria": ">", "value": 0})
        costs.write_url("G1", "internal:Costs!C9", string="total")
        costs.print_area("A1:H9")
        book.define_name("Net", "=Costs!$C$4:$C$8")
        book.define_name("Total", "=Costs!$C$9")

    after = appended(orders(costs=more), *NEW)

    assert all_of('<conditionalFormatting sqref="(.*?)"', after, SHEET) == ["C4:C10", "C11"]
    assert "<formula>C11&gt;$C$11</formula>" in part(after, SHEET)
    assert attribute(after, "dataValidation", "sqref", SHEET) == "D4:D10"
    assert attribute(after, "hyperlink", "location", SHEET) == "Costs!C11"
    names = dict(all_of(r'<definedName name="([\w.]+)".*?>(.*?)<', after, "xl/workbook.xml"))
    assert names == {
        "_xlnm.Print_Area": "Costs!$A$1:$H$11", "Net": "Costs!$C$4:$C$10", "Total": "Costs!$C$11",
    }  # fmt: skip


def test_formulas_of_rows_that_leave_are_no_obstacle():
    """They go with their row, whatever they refer to."""
    blob = orders()
    last = cell(blob, "E8")
    sheet = part(blob, SHEET).replace(last, last.replace(CALCULATED[1:], "C8*2"))
    after = sized(with_parts(blob, {SHEET: sheet}), 4)
    assert formula(after, "E8") == "SUBTOTAL(109,Orders[Tax])"


def test_only_what_refers_to_the_table_changes():
    """Every other part is as it was."""
    before = orders()
    after = appended(before, *NEW)
    changed = {
        name for name, content in parts_of(after).items() if parts_of(before)[name] != content
    }
    assert changed == {SHEET, REPORT, TABLE, "xl/charts/chart1.xml"}


def test_shared_formulas_are_parted_where_their_cells_differ():
    """One of them refers to the totals: each gets a text of its own; another group stays."""
    blob = orders()
    sheet = part(blob, REPORT).replace(
        "</row></sheetData>",
        '</row><row r="3"><c r="F3"><f t="shared" ref="F3:F5" si="0">Costs!C7</f><v>1</v></c></row>'
        '<row r="4"><c r="F4"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="5"><c r="F5"><f t="shared" si="0"/><v>1</v></c>'
        '<c r="G5"><f t="shared" ref="G5:G6" si="1">Costs!C4</f><v>1</v></c></row>'
        '<row r="6"><c r="G6"><f t="shared" si="1"/><v>1</v></c></row></sheetData>',
    )
    after = appended(with_parts(blob, {REPORT: sheet}), *NEW)

    assert [formula(after, f"F{row}", REPORT) for row in (3, 4, 5)] == [
        "Costs!C7", "Costs!C8", "Costs!C11",
    ]  # fmt: skip
    assert '<f t="shared" ref="G5:G6" si="1">Costs!C4</f>' in part(after, REPORT)
    assert '<f t="shared" si="1"/>' in part(after, REPORT)


def test_edits_of_the_same_batch_mean_the_cells_as_they_were_read():
    """Their places and formulas follow, and so do computed values and notes."""
    blob = orders()
    after = patcher.patched(
        blob,
        Changes(
            cells=(CellEdit("Report", 9, 1, "=Costs!C9+Costs!C8", is_formula=True),),
            computed=(ComputedValue("Costs", 9, 3, 280),),
            notes=(NoteEdit("Costs", 9, 2, "checked"),),
            rows=(AppendedRows("Costs", NEW, "Orders"),),
        ),
    )
    assert formula(after, "A9", REPORT) == "Costs!C11+Costs!C8"
    assert "<v>280</v>" in cell(after, "C11")
    assert any('ref="B11"' in part(after, name) for name in parts_of(after) if "comments" in name)


def test_links_of_a_new_sheet_and_names_of_the_same_batch_follow():
    """A finding leads to the cell it is about, wherever that stands now."""
    after = patcher.patched(
        orders(),
        Changes(
            rows=(AppendedRows("Costs", NEW, "Orders"),),
            sheets=(
                NewSheet(
                    "Findings",
                    ((NewCell("total", link="#Costs!C9"), NewCell("=Costs!C9", is_formula=True)),),
                ),
            ),
            names=(NameEdit("Total", "Costs!$C$9"),),
        ),
    )
    new = next(
        name for name in parts_of(after) if "sheets/sheet" in name and "total" in part(after, name)
    )
    assert formula(after, "B1", new) == "Costs!C11"
    assert attribute(after, "hyperlink", "location", new).endswith("!C11")
    assert '<definedName name="Total">Costs!$C$11<' in part(after, "xl/workbook.xml")


@pytest.mark.parametrize(("before", "after"), [("B3:E8", "B3:E10"), ("B3:E6", "B3:E6")])
def test_a_pivot_table_that_reads_the_table_by_address_reads_the_new_rows(before, after):
    """What reads a part of it goes on reading that part."""
    blob = orders()
    rels = part(blob, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rIdP" Target="pivotCache/p1.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/pivotCacheDefinition"/></Relationships>',
    )
    cache = (
        f'<p><cacheSource type="worksheet"><worksheetSource ref="{before}" sheet="Costs"/>'
        "</cacheSource></p>"
    )
    grown = appended(
        with_parts(blob, {"xl/_rels/workbook.xml.rels": rels, "xl/pivotCache/p1.xml": cache}), *NEW
    )
    assert attribute(grown, "worksheetSource", "ref", "xl/pivotCache/p1.xml") == after


def test_a_link_on_the_totals_moves_with_them():
    """And one that leads to them still does."""

    def linked(_, costs):
        costs.write_url("B9", "internal:Report!A1", string="Total")
        costs.write_url("G2", "internal:Costs!B9", string="to the total")

    after = appended(orders(costs=linked), *NEW)
    assert all_of('<hyperlink ref="(.*?)" location="(.*?)"', after, SHEET) == [
        ("G2", "Costs!B11"),
        ("B11", "Report!A1"),
    ]


def test_an_array_formula_of_one_cell_moves_with_the_totals():
    """It states its own address, which moves, too."""

    def array(_, costs):
        costs.write_array_formula("E9", "{=SUM(C4:C8*D4:D8)}")

    after = appended(orders(costs=array), *NEW)
    assert '<f t="array" ref="E11">SUM(C4:C10*D4:D10)</f>' in cell(after, "E11")


def test_a_sparkline_stays_in_its_one_cell():
    """One in the only row of a table too, where ranges grow with it; below the table it moves."""

    def costs(_book, sheet):
        sheet.add_sparkline("E4", {"range": "Costs!C4:D4"})

    after = appended(orders(rows=1, totals=False, costs=costs), *NEW)

    assert "<xm:sqref>E4</xm:sqref>" in part(after, SHEET)
