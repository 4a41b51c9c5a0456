"""What stands in the way of a table's growth is named, and nothing is written."""

from __future__ import annotations

import pytest

from addin.adapters.xlsx import patcher
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows, Changes, TableSize
from addin.tables.table import CellEdit
from tests.adapters.xlsx.packages import part, with_parts
from tests.adapters.xlsx.tables import (
    CALCULATED,
    NEW,
    TABLE,
    appended,
    orders,
    sized,
)


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
