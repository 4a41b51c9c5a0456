"""Tables that Excel knows grow and shrink, and everything that refers to them follows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx import patcher
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows, Changes
from addin.tables.table import CellEdit, Value
from tests.adapters.xlsx.packages import part, with_parts
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


def test_a_formula_of_a_new_row_means_its_own_row():
    """Where the totals stood, there are data now; what it says of other rows follows."""
    after = appended(orders(), {2: "PO6", 3: "=D9*100/C9+C$8", 4: "=text"}, formulas=frozenset({3}))
    assert formula(after, "C9") == "D9*100/C9+C$8"
    assert "<t>=text</t>" in cell(after, "D9")


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
