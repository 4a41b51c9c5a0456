"""Tables that Excel knows grow and shrink, and everything that refers to them follows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx import patcher
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows, Changes, ComputedValue, NameEdit, NoteEdit, TableSize
from addin.tables.table import CellEdit, NewCell, NewSheet, Value
from tests.adapters.xlsx.packages import part, parts_of, with_parts
from tests.adapters.xlsx.tables import (
    CALCULATED,
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

NEW: tuple[dict[int, Value], ...] = ({2: "PO6", 3: 60, 4: 0.1}, {2: "PO7", 3: 70})


def test_rows_go_below_the_data_and_the_table_grows_with_its_filter():
    """The totals row is no part of the filter."""
    after = appended(orders(), *NEW)

    assert attribute(after, "table", "ref") == "B3:E11"
    assert attribute(after, "autoFilter", "ref") == "B3:E10"
    assert "<t>PO6</t>" in cell(after, "B9")
    assert "<v>60</v>" in cell(after, "C9")
    assert "<v>70</v>" in cell(after, "C10")
    assert cell(after, "D10") == ""


def test_new_cells_look_like_those_above():
    """Values, calculated cells and cells left blank."""
    before = orders(rows=2)
    after = appended(before, {2: "PO3"})

    assert 's="1"' in cell(before, "C5")
    assert 's="1"' in cell(after, "C6")
    assert 's="1"' in cell(after, "E6")


def test_calculated_columns_are_filled_unless_a_value_is_given():
    """The caller's value wins; the column's formula stays for the next row."""
    after = appended(orders(), {2: "PO6", 3: 60}, {2: "PO7", 5: 12.5})

    assert formula(after, "E9") == CALCULATED[1:]
    assert formula(after, "E10") == ""
    assert "<v>12.5</v>" in cell(after, "E10")


def test_a_running_total_stays_one():
    """Each row sums from the first row down to itself, the last one and the new one too."""
    blob = orders()
    table = part(blob, TABLE).replace(CALCULATED[1:], "SUM(C$4:C4)")
    sheet = part(blob, SHEET)
    for row in range(4, 9):
        old = cell(blob, f"E{row}")
        sheet = sheet.replace(old, old.replace(CALCULATED[1:], f"SUM(C$4:C{row})"))
    after = appended(with_parts(blob, {TABLE: table, SHEET: sheet}), *NEW)

    assert [formula(after, f"E{row}") for row in (4, 8, 9, 10)] == [
        "SUM(C$4:C4)", "SUM(C$4:C8)", "SUM(C$4:C9)", "SUM(C$4:C10)",
    ]  # fmt: skip


def test_calculated_columns_with_addresses_are_moved_to_their_row():
    """Their part states them for the first row of data."""
    blob = orders()
    table = part(blob, TABLE).replace(CALCULATED[1:], "C4*D4/C$9")
    after = appended(with_parts(blob, {TABLE: table}), *NEW)

    assert formula(after, "E10") == "C10*D10/C$11"
    assert "<calculatedColumnFormula>C4*D4/C$11</calculatedColumnFormula>" in part(after, TABLE)


def test_a_running_balance_goes_on_as_the_rows_above_have_it():
    """Where the part states the formula of the second row, no balance draws on itself."""
    blob = orders()
    table = part(blob, TABLE).replace(CALCULATED[1:], "E4-C5+D5")
    sheet = part(blob, SHEET)
    for row in range(4, 9):
        old = cell(blob, f"E{row}")
        new = old.replace(CALCULATED[1:], f"E{row - 1}-C{row}+D{row}")
        sheet = sheet.replace(old, new)
    after = appended(with_parts(blob, {TABLE: table, SHEET: sheet}), *NEW)

    assert [formula(after, f"E{row}") for row in (8, 9, 10)] == [
        "E7-C8+D8", "E8-C9+D9", "E9-C10+D10",
    ]  # fmt: skip


def test_the_totals_row_moves_as_it_is():
    """Labels, formulas and looks; where it stood is a row of data."""
    before = orders()
    after = appended(before, *NEW)

    assert cell(after, "B11") == cell(before, "B9").replace("B9", "B11")
    assert cell(after, "C11") == cell(before, "C9").replace("C9", "C11")
    assert formula(after, "C11") == "SUBTOTAL(109,Orders[Net])"
    assert attribute(after, "dimension", "ref", SHEET) == "B3:E11"


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


def test_blank_rows_at_the_end_are_used_first():
    """A form with prepared rows is filled in before it grows; its formulas stay."""
    blank = sized(orders(), 7)
    after = appended(blank, {2: "PO6", 3: 60}, {2: "PO7"}, {2: "PO8"})

    assert attribute(after, "table", "ref") == "B3:E12"
    assert "<t>PO6</t>" in cell(after, "B9")
    assert "<t>PO8</t>" in cell(after, "B11")
    assert formula(after, "E9") == formula(blank, "E9")


def test_a_table_without_data_takes_its_first_row_there():
    """Excel marks the blank row that waits; the mark goes."""
    blob = orders(rows=1, totals=False)
    table = part(blob, TABLE).replace(' ref="B3:E4"', ' ref="B3:E4" insertRow="1"', 1)
    sheet = part(blob, SHEET).replace(cell(blob, "B4"), "").replace(cell(blob, "C4"), "")
    after = appended(with_parts(blob, {TABLE: table, SHEET: sheet}), {2: "PO1"}, {2: "PO2"})

    assert attribute(after, "table", "ref") == "B3:E5"
    assert "insertRow" not in part(after, TABLE)
    assert "<t>PO1</t>" in cell(after, "B4")
    assert "<t>PO2</t>" in cell(after, "B5")


def test_a_table_without_headings_grows_too():
    """Its first row is data."""
    blob = orders(totals=False)
    table = part(blob, TABLE).replace(' ref="B3:E8"', ' ref="B4:E8" headerRowCount="0"', 1)
    table = table.replace('<autoFilter ref="B3:E8"/>', "")
    after = appended(with_parts(blob, {TABLE: table}), {2: "PO6"})
    assert attribute(after, "table", "ref") == "B4:E9"


def test_a_grown_table_gets_blank_rows():
    """Calculated columns are filled, the rest is blank and looks like the row above."""
    after = sized(orders(), 8)

    assert attribute(after, "table", "ref") == "B3:E12"
    assert formula(after, "E11").startswith("Orders[")
    assert "<v>" not in cell(after, "C11")
    assert 's="1"' in cell(after, "C11")


def test_a_shrunk_table_loses_its_last_rows():
    """Their cells are cleared, the totals move up, the looks of cleared cells stay."""
    after = sized(orders(), 2)

    assert attribute(after, "table", "ref") == "B3:E6"
    assert attribute(after, "autoFilter", "ref") == "B3:E5"
    assert formula(after, "C6") == "SUBTOTAL(109,Orders[Net])"
    assert cell(after, "B7") in {"", '<c r="B7"/>'}
    assert cell(after, "C7") == '<c r="C7" s="1"/>'
    assert cell(after, "C9") == ""
    assert formula(after, "A1", REPORT) == "SUM(Costs!$C$4:$C$5)"
    assert formula(after, "A2", REPORT) == "Costs!C6*2"


def test_a_table_without_totals_shrinks_too():
    """A reference to a cleared cell stays: it is blank, as it shows."""
    after = sized(orders(totals=False, B1="=Costs!C8"), 3)

    assert attribute(after, "table", "ref") == "B3:E6"
    assert formula(after, "B1", REPORT) == "Costs!C8"


def test_formulas_of_rows_that_leave_are_no_obstacle():
    """They go with their row, whatever they refer to."""
    blob = orders()
    last = cell(blob, "E8")
    sheet = part(blob, SHEET).replace(last, last.replace(CALCULATED[1:], "C8*2"))
    after = sized(with_parts(blob, {SHEET: sheet}), 4)
    assert formula(after, "E8") == "SUBTOTAL(109,Orders[Tax])"


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 4), st.integers(1, 6), st.booleans())
def test_appending_and_shrinking_by_the_same_restores_the_workbook(rows, added, totals):
    """The table, every formula, every name and chart."""
    before = orders(rows=rows, totals=totals)
    there = appended(before, *[dict[int, Value]({2: f"new {n}"}) for n in range(added)])
    again = sized(there, rows)

    assert part(again, TABLE) == part(before, TABLE)
    for name in (REPORT, "xl/charts/chart1.xml"):
        assert part(again, name) == part(before, name)
    for row in range(3, rows + 5):
        for column in "BCDE":
            if row <= 3 + rows + totals:
                assert cell(again, f"{column}{row}") == cell(before, f"{column}{row}")
            else:
                assert "<v>" not in cell(again, f"{column}{row}")


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


def test_a_formula_of_a_new_row_means_its_own_row():
    """Where the totals stood, there are data now; what it says of other rows follows."""
    after = appended(orders(), {2: "PO6", 3: "=D9*100/C9+C$8", 4: "=text"}, formulas=frozenset({3}))
    assert formula(after, "C9") == "D9*100/C9+C$8"
    assert "<t>=text</t>" in cell(after, "D9")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (Changes(tables=(TableSize("Nothing", 3),)), r"no table 'Nothing' \(its tables: Orders\)"),
        (Changes(tables=(TableSize("Orders", 0),)), "must keep a row of data"),
        (
            Changes(tables=(TableSize("Orders", 3), TableSize("orders", 4))),
            "Orders is to get two sizes",
        ),
        (
            Changes(
                tables=(TableSize("Orders", 3),), rows=(AppendedRows("Costs", ({2: 1},), "Orders"),)
            ),
            "two sizes",
        ),
        (
            Changes(rows=(AppendedRows("Costs", ({1: 1},), "Orders"),)),
            "column 1 is none of the table Orders, which has the columns B to E",
        ),
        (Changes(rows=(AppendedRows("Report", ({2: 1},), "Orders"),)), "is on 'Costs', not"),
        (Changes(tables=(TableSize("Orders", 2_000_000),)), "would not fit the sheet"),
        (
            Changes(cells=(CellEdit("Costs", 8, 3, 1),), tables=(TableSize("Orders", 2),)),
            "Costs!C8 cannot follow: row 8 leaves",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(changes, reason):
    """By name, before anything is written."""
    with pytest.raises(WriteRefused, match=reason):
        patcher.patched(orders(), changes)


def _merged(_, costs):
    costs.merge_range("B10:C10", "")


def _filled(_, costs):
    costs.write("D11", "remarks")


def _noted(_, costs):
    costs.write_comment("C9", "why so much?")


def _array(_, costs):
    costs.write_array_formula("E9:F9", "{=C4:D4}")


def _second(_, costs):
    costs.add_table("D11:F14", {"name": "Other"})


def _protected(_, costs):
    costs.protect()


def _hidden(_, costs):
    costs.set_row(9, None, None, {"hidden": True})


def _beside(_, costs):
    costs.write_formula("G1", "=SUM(A9:H9)")


def _indirect(_, costs):
    costs.write_formula("G1", '=INDIRECT("C9")')


@pytest.mark.parametrize(
    ("obstacle", "reason"),
    [
        (_merged, "there is a merged cell at B10:C10"),
        (_filled, "Costs!D11 below it is not blank"),
        (_noted, "there is a note at C9"),
        (_array, "array formula or what-if table at E9:F9"),
        (_second, "D11 below it is not blank|the table Other is in the way"),
        (_protected, "protected"),
        (_hidden, "row 10, which it would take in, is hidden"),
        (_beside, "Costs!G1 cannot follow: A9:H9 takes in cells beside the table Orders"),
        (_indirect, "Costs!G1 cannot follow: its text 'C9'"),
    ],
)
def test_what_stands_in_the_way_is_named(obstacle, reason):
    """Nothing is overwritten, nothing is torn apart."""
    with pytest.raises(WriteRefused, match=reason):
        appended(orders(costs=obstacle), *NEW)


def test_a_table_that_a_query_fills_is_left_to_it():
    """The next refresh would undo it."""
    blob = orders()
    table = part(blob, TABLE).replace(' ref="B3', ' tableType="queryTable" ref="B3', 1)
    with pytest.raises(WriteRefused, match="Orders is filled by a query"):
        appended(with_parts(blob, {TABLE: table}), *NEW)


def test_what_refers_to_a_row_that_leaves_is_refused():
    """The totals will stand there."""
    with pytest.raises(WriteRefused, match="Report!B1 cannot follow: it refers to rows that leave"):
        sized(orders(B1="=Costs!C8*2"), 4)


def test_two_tables_side_by_side_grow_at_once():
    """Each in its own columns; cells beside them stay."""

    def second(_, costs):
        costs.add_table(
            "G3:H6",
            {"name": "Crew", "total_row": True, "columns": [{"header": "Name"}, {"header": "Day"}]},
        )

    after = patcher.patched(
        orders(costs=second),
        Changes(
            rows=(
                AppendedRows("", ({2: "PO6"},), "Orders"),
                AppendedRows("Costs", ({7: "Kim"}, {7: "Lee"}, {7: "Mo"}), "Crew"),
            )
        ),
    )
    assert attribute(after, "table", "ref") == "B3:E10"
    assert attribute(after, "table", "ref", "xl/tables/table2.xml") == "G3:H7"
    assert "<t>Mo</t>" in cell(after, "G6")


def test_a_filtered_table_keeps_its_filter():
    """Hidden rows stay hidden, new rows are seen, the criteria stay."""

    def filtered(_, costs):
        costs.set_row(4, None, None, {"hidden": True})

    blob = orders(costs=filtered)
    criteria = '<filterColumn colId="0"><filters><filter val="PO1"/></filters></filterColumn>'
    table = part(blob, TABLE).replace(
        '<autoFilter ref="B3:E8"/>',
        f'<autoFilter ref="B3:E8">{criteria}</autoFilter><sortState ref="B4:E8">'
        '<sortCondition ref="C4:C8"/></sortState>',
    )
    after = appended(with_parts(blob, {TABLE: table}), *NEW)

    assert f'<autoFilter ref="B3:E10">{criteria}</autoFilter>' in part(after, TABLE)
    assert '<sortState ref="B4:E10"><sortCondition ref="C4:C10"/></sortState>' in part(after, TABLE)
    assert all_of(r'<row r="(\d+)"[^>]*hidden', after, SHEET) == ["5"]


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


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('name="Rate"', 'name="net"', "has two columns called 'net'"),
        ('<tableColumn id="3" name="Rate"/>', "", "covers B3:E9 and lists 3 columns"),
        ('totalsRowCount="1"', 'totalsRowCount="2"', "more than one row of headings or totals"),
        ('ref="B3:E9"', 'ref="B3:E4"', "has no row for data"),
        ("<calculatedColumnFormula>", '<calculatedColumnFormula array="1">', "an array formula"),
        (f">{CALCULATED[1:]}<", ">C9§<", "a formula of the table Orders cannot follow"),
    ],
)
def test_tables_that_are_not_as_excel_writes_them_are_refused(old, new, reason):
    """Nobody knows what more rows would mean for them."""
    blob = orders()
    table = part(blob, TABLE)
    assert old in table
    with pytest.raises(WriteRefused, match=reason):
        appended(with_parts(blob, {TABLE: table.replace(old, new, 1)}), *NEW)


def test_a_pivot_table_in_the_way_is_named():
    """Even where its cells are blank now."""
    blob = orders(totals=False)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    related = part(blob, rels).replace(
        "</Relationships>",
        '<Relationship Id="rIdP" Target="../pivotTables/p1.xml" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/pivotTable"/></Relationships>',
    )
    pivot = '<pivotTableDefinition name="P"><location ref="D10:F12"/></pivotTableDefinition>'
    with pytest.raises(WriteRefused, match="there is a pivot table at D10:F12"):
        appended(with_parts(blob, {rels: related, "xl/pivotTables/p1.xml": pivot}), *NEW)


def test_a_defined_name_that_cannot_follow_is_refused_by_its_name():
    """Its cells stand apart from one another afterwards."""

    def named(book, _):
        book.define_name("Odd", "=Costs!$A$9:$H$9")

    with pytest.raises(WriteRefused, match="the name 'Odd' cannot follow"):
        appended(orders(costs=named), *NEW)


def test_an_edit_whose_formula_cannot_follow_is_refused():
    """The formula of the batch names cells beside the totals, too."""
    edit = CellEdit("Report", 9, 1, "=SUM(Costs!A9:H9)", is_formula=True)
    with pytest.raises(WriteRefused, match="Report!A9 cannot follow"):
        patcher.patched(
            orders(), Changes(cells=(edit,), rows=(AppendedRows("Costs", NEW, "Orders"),))
        )


def test_a_sparkline_of_a_row_that_leaves_is_refused_with_its_cells():
    """The totals would stand in its row."""

    def drawn(_, costs):
        costs.add_sparkline("G8", {"range": "Costs!C8:D8"})

    with pytest.raises(
        WriteRefused, match=r"sparkline or link of the sheet 'Costs' \(Costs!C8:D8\)"
    ):
        sized(orders(costs=drawn), 4)


def test_a_formula_of_the_own_row_is_stored_with_the_tables_name():
    """As Excel stores ``[@Net]``; outside of every table it is refused."""
    blob = orders()
    inside = CellEdit("Costs", 5, 5, "=[@Net]*2", is_formula=True)
    after = patcher.patched(blob, Changes(cells=(inside,)))

    assert formula(after, "E5") == "Orders[[#This Row],[Net]]*2"
    with pytest.raises(WriteRefused, match=r"Costs!J1: \[@Net\] .* lies in none"):
        patcher.patched(
            blob, Changes(cells=(CellEdit("Costs", 1, 10, "=[@Net]", is_formula=True),))
        )


def test_a_sparkline_stays_in_its_one_cell():
    """One in the only row of a table too, where ranges grow with it; below the table it moves."""

    def costs(_book, sheet):
        sheet.add_sparkline("E4", {"range": "Costs!C4:D4"})

    after = appended(orders(rows=1, totals=False, costs=costs), *NEW)

    assert "<xm:sqref>E4</xm:sqref>" in part(after, SHEET)
