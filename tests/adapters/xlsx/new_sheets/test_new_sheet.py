"""Tests of what a new sheet may hold beside values: formulas, rules, lists, groups, panes."""

from __future__ import annotations

import datetime as dt
import io
import re
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from addin.adapters.xlsx.sheet.sheet_tail import ORDER
from addin.errors import WriteRefused
from addin.tables.table import Area, Choices, Condition, NewCell, NewSheet, Style
from tests.adapters.xlsx.packages import (
    MAIN,
    WORKBOOK,
    package,
    part,
    patched,
    with_parts,
    worksheet,
)

BLOB = package(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
NEW = "xl/worksheets/sheet2.xml"
RED = Style(fill="FFC7CE", colour="9C0006")


def sheet_of(*rows: tuple[NewCell, ...], **more: object) -> NewSheet:
    """A sheet called Reconciliation."""
    return NewSheet("Reconciliation", rows, **more)  # type: ignore[arg-type]


def opened(blob: bytes, name: str = "Reconciliation") -> Worksheet:
    """A sheet as openpyxl reads it."""
    sheet = openpyxl.load_workbook(io.BytesIO(blob))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


FULL = sheet_of(
    (NewCell("PO"), NewCell("Difference"), NewCell("Decision", link="#Costs!A1")),
    (NewCell(1042), NewCell(-120.5), NewCell("Ask")),
    (NewCell("Total"), NewCell("=SUM(B2:B2)", Style(top="thin"), is_formula=True, computed=-120.5)),
    widths=(10, 14, 12, 8),
    frozen_rows=1,
    frozen_columns=1,
    filter_area=Area(1, 1, 2, 3),
    conditions=(
        Condition(Area(2, 3, 9, 3), "equal", "Reject", RED),
        Condition(Area(2, 3, 9, 3), "not equal", "Ask", Style(bold=True)),
        Condition(Area(2, 2, 9, 2), "below", -100, RED),
        Condition(Area(2, 2, 9, 2), "above", dt.date(2026, 3, 14), RED),
        Condition(Area(2, 1, 9, 1), "contains", 'a "b" & c', RED),
        Condition(Area(2, 1, 9, 2), "formula", "ABS($B2)>100", RED),
        Condition(Area(2, 2, 9, 2), "bar", style=Style(fill="8EC6FF")),
    ),
    choices=(Choices(Area(2, 3, 9, 3), ("Accept", "Reject", "Ask"), "What is right?"),),
    hidden_columns=frozenset({4}),
    grouped_rows=((2, 2),),
    grouped_columns=((2, 3), (3, 3)),
)


def test_the_children_of_a_sheet_stand_in_the_order_of_the_standard():
    """Excel calls a file damaged otherwise."""
    root = ET.fromstring(part(patched(BLOB, sheets=[FULL]), NEW))  # noqa: S314 - the test's own
    names = [child.tag.partition("}")[2] for child in root]

    assert names == sorted(names, key=ORDER.index)
    assert {"conditionalFormatting", "dataValidations", "hyperlinks", "autoFilter"} <= set(names)


def test_the_same_sheet_again_changes_nothing():
    """Rules and lists too are written the same way each time."""
    once = patched(BLOB, sheets=[FULL])

    assert patched(once, sheets=[FULL]) == once


def test_rules_are_read_back_as_they_were_asked_for():
    """Operators, texts with quotes, dates as numbers, one rule after the other."""
    rules = {
        (str(area.sqref), rule.priority): rule
        for area in opened(patched(BLOB, sheets=[FULL])).conditional_formatting
        for rule in area.rules
    }
    said = {
        key: (rule.type, rule.operator, rule.formula) for key, rule in rules.items() if rule.formula
    }

    assert said == {
        ("C2:C9", 1): ("cellIs", "equal", ['"Reject"']),
        ("C2:C9", 2): ("cellIs", "notEqual", ['"Ask"']),
        ("B2:B9", 3): ("cellIs", "lessThan", ["-100"]),
        ("B2:B9", 4): ("cellIs", "greaterThan", ["46095"]),
        ("A2:A9", 5): (
            "containsText",
            "containsText",
            ['NOT(ISERROR(SEARCH("a ""b"" & c",A2)))'],
        ),
        ("A2:B9", 6): ("expression", None, ["ABS($B2)>100"]),
    }
    assert rules["C2:C9", 1].dxf.fill.bgColor.rgb == "FFFFC7CE"
    assert rules["B2:B9", 7].dataBar.color.rgb == "FF8EC6FF"


def test_a_list_offers_its_options_and_takes_nothing_else():
    """With what it asks shown beside the cell."""
    (found,) = opened(patched(BLOB, sheets=[FULL])).data_validations.dataValidation

    assert (found.type, found.formula1, str(found.sqref)) == (
        "list",
        '"Accept,Reject,Ask"',
        "C2:C9",
    )
    assert (found.showErrorMessage, found.prompt) == (True, "What is right?")


def test_formulas_carry_what_they_give_and_are_worked_out_on_opening():
    """A program that does not compute shows the number; Excel computes it anew."""
    result = patched(BLOB, sheets=[FULL])
    computed = openpyxl.load_workbook(io.BytesIO(result), data_only=True)["Reconciliation"]["B3"]

    assert opened(result)["B3"].value == "=SUM(B2:B2)"
    assert computed.value == -120.5
    assert 'fullCalcOnLoad="1"' in part(result, "xl/workbook.xml")
    text = sheet_of((NewCell('="a"&"b"', is_formula=True, computed="ab"),))
    assert '<c r="A1" s="3" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>' in part(
        patched(BLOB, sheets=[text]), NEW
    )


def test_groups_hidden_columns_and_panes_are_read_back():
    """Rows and columns fold; headings and keys stay in sight, and are printed on every page."""
    result = patched(BLOB, sheets=[FULL])
    sheet = opened(result)

    assert sheet.freeze_panes == "B2"
    assert [sheet.column_dimensions[c].outlineLevel for c in "ABC"] == [0, 1, 2]
    assert sheet.column_dimensions["D"].hidden
    assert sheet.row_dimensions[2].outlineLevel == 1
    assert 'outlineLevelRow="1" outlineLevelCol="2"' in part(result, NEW)
    assert sheet.print_title_rows == "$1:$1"


def test_what_is_no_longer_wanted_goes():
    """A sheet without frozen rows has no titles to print either."""
    result = patched(patched(BLOB, sheets=[FULL]), sheets=[sheet_of((NewCell(1),))])

    assert "Print_Titles" not in part(result, "xl/workbook.xml")
    assert "conditionalFormatting" not in part(result, NEW)


def test_a_large_heading_gets_a_row_that_is_high_enough():
    """LibreOffice would cut it off."""
    result = patched(BLOB, sheets=[sheet_of((NewCell("Reconciliation", Style(size=16)),))])

    assert '<row r="1" ht="22">' in part(result, NEW)


def test_formulas_that_our_sheet_has_no_more_leave_the_calculation_chain():
    """Excel lists them there when it saves; a list of cells without formulas is damage."""
    once = with_parts(
        patched(package(worksheet(""), calc_chain='<c r="A1" i="1"/>'), sheets=[FULL]),
        {
            "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/><c r="B3" i="2"/></calcChain>'
        },
    )
    assert 'r="B3"' in part(patched(once, sheets=[FULL]), "xl/calcChain.xml")

    plain = patched(once, sheets=[sheet_of((NewCell("Nothing to reconcile"),))])
    assert re.findall(r"<c .*?/>", part(plain, "xl/calcChain.xml")) == ['<c r="A1" i="1"/>']


def test_findings_conflicts_and_reconciliation_come_in_one_batch():
    """Behind all others, in order; each is known again on its own."""
    batch = [NewSheet(name, FULL.rows, frozen_rows=1) for name in ("Findings", "Conflicts", "Ties")]
    once = patched(BLOB, sheets=batch)
    book = openpyxl.load_workbook(io.BytesIO(once))

    assert book.sheetnames == ["Costs", "Findings", "Conflicts", "Ties"]
    assert [book[name].print_title_rows for name in book.sheetnames[1:]] == ["$1:$1"] * 3
    assert patched(once, sheets=batch) == once
    assert patched(once, sheets=batch[::-1]) == once


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"conditions": (Condition(Area(1, 1, 1, 1), "formula", "SUM(", RED),)}, "cannot be read"),
        ({"conditions": (Condition(Area(1, 1, 1, 1), "contains", 5, RED),)}, "looks for no text"),
        ({"conditions": (Condition(Area(1, 1, 1, 1), "equal", None, RED),)}, "with nothing"),
        ({"choices": (Choices(Area(1, 1, 1, 1), ("a,b",)),)}, "set apart by commas"),
        ({"choices": (Choices(Area(1, 1, 1, 1), ()),)}, "offers nothing"),
        ({"choices": (Choices(Area(1, 1, 1, 1), ("a" * 200, "b" * 100)),)}, "255 characters"),
    ],
)
def test_rules_and_lists_that_excel_would_not_take_are_refused(more: dict[str, object], why: str):
    """With the cells they are for."""
    with pytest.raises(WriteRefused, match=f"A1 was not made: .*{why}"):
        patched(BLOB, sheets=[sheet_of((NewCell(1),), **more)])


def test_a_formula_that_cannot_be_read_is_refused():
    """It would be damage to Excel."""
    with pytest.raises(WriteRefused, match="Reconciliation!A1: the formula cannot be read"):
        patched(BLOB, sheets=[sheet_of((NewCell("=SUM(A2", is_formula=True),))])


def test_no_sheet_is_added_to_a_workbook_whose_structure_is_protected():
    """But its cells can be edited."""
    locked = WORKBOOK.replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')

    with pytest.raises(WriteRefused, match="structure is protected"):
        patched(package(worksheet(""), workbook=locked), sheets=[FULL])


AREAS = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 3), st.integers(0, 3)).map(
    lambda a: Area(a[0], a[1], a[0] + a[2], a[1] + a[3])
)
OPERANDS = (
    st.integers() | st.booleans() | st.text(st.characters(exclude_categories=["C"]), min_size=1)
)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.builds(Condition, AREAS, st.sampled_from(["equal", "above"]), OPERANDS), max_size=5
    ),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)).map(sorted).map(tuple), max_size=3),
)
def test_any_rules_and_groups_make_a_sheet_that_others_read(
    conditions: list[Condition], groups: list[tuple[int, int]]
):
    """And that is the same the second time."""
    wanted = sheet_of(
        (NewCell(1),), conditions=tuple(conditions), grouped_columns=tuple(groups),
        grouped_rows=tuple(groups),
    )  # fmt: skip
    once = patched(BLOB, sheets=[wanted])
    found = opened(once).conditional_formatting

    assert sum(len(area.rules) for area in found) == len(conditions)
    assert patched(once, sheets=[wanted]) == once
