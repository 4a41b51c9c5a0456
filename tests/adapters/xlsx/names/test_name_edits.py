"""Tests of defined names: set, changed, taken away, and what is refused."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.xlsx.names.name_edits import set_names
from addin.adapters.xlsx.names.name_rules import fault_of_name
from addin.adapters.xlsx.names.name_uses import Sought, first_use
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.patcher import verify
from addin.errors import WriteRefused
from addin.tables.changes import NameEdit
from tests.adapters.xlsx.packages import (
    MAIN,
    RELATIONS,
    WORKBOOK,
    package,
    part,
    parts_of,
    relationships,
    with_parts,
    worksheet,
)

BLOB = package(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
TOTAL = NameEdit("Grand_Total", "Costs!$A$1")


def named(blob: bytes, *names: NameEdit) -> bytes:
    """A workbook with names set; verified as every write is."""
    draft = Draft(RawZip(blob))
    set_names(draft, WorkbookPartEdit(draft), names)
    if draft.is_unchanged:
        return blob
    written = b"".join(draft.packed())
    verify(draft, written)
    return written


def using(formula: str, *, after: str = "") -> bytes:
    """A workbook with a name, and a formula in Costs!C9."""
    row = f'<row r="9"><c r="B9"><f>1</f></c><c r="C9"><f>{formula}</f></c></row>'
    return named(package(worksheet(row, after=after)), TOTAL)


def test_a_name_is_set_as_others_read_it():
    """Workbook-wide and of one sheet; nothing but the workbook part changes."""
    result = named(
        BLOB, TOTAL, NameEdit("Rates", "Costs!$A$1:$B$9", "costs"), NameEdit("Tax", "0.19"),
        NameEdit("_xlnm.Print_Area", "Costs!$A$1:$F$90", "Costs"),
        NameEdit("_xlnm.Print_Titles", "Costs!$A:$B,Costs!$1:$4", "Costs"),
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(result))

    assert {name: one.attr_text for name, one in book.defined_names.items()} == {
        "Grand_Total": "Costs!$A$1",
        "Tax": "0.19",
    }
    assert book["Costs"].defined_names["Rates"].attr_text == "Costs!$A$1:$B$9"
    assert book["Costs"].print_area == "'Costs'!$A$1:$F$90"
    assert (book["Costs"].print_title_rows, book["Costs"].print_title_cols) == ("$1:$4", "$A:$B")
    before, after = parts_of(BLOB), parts_of(result)
    assert {name for name in before if before[name] != after[name]} == {"xl/workbook.xml"}


def test_the_same_name_again_changes_nothing():
    """Names are the same in any case."""
    once = named(BLOB, TOTAL)

    assert named(once, TOTAL) == once
    assert named(once, NameEdit("grand_total", "Costs!$A$1")) == once


def test_a_changed_name_keeps_what_else_it_says():
    """Its comment, and how it is written; it can be hidden and shown."""
    workbook = WORKBOOK.replace(
        "</sheets>",
        '</sheets><definedNames><definedName name="GRAND_total" comment="x &amp; y" hidden="1">'
        "Costs!$B$2</definedName></definedNames>",
    )
    blob = package(worksheet(""), workbook=workbook)
    changed = named(blob, TOTAL)

    expected = '<definedName name="GRAND_total" comment="x &amp; y" hidden="0">Costs!$A$1<'
    assert expected in part(changed, "xl/workbook.xml")
    hidden = named(blob, NameEdit("Grand_Total", "Costs!$B$2", hidden=True))
    assert hidden == blob


def test_a_name_that_nothing_uses_is_taken_away():
    """The last one takes the empty list with it."""
    assert (
        part(named(named(BLOB, TOTAL), NameEdit("GRAND_TOTAL", "")), "xl/workbook.xml") == WORKBOOK
    )
    assert named(BLOB, NameEdit("Nothing", "")) == BLOB


RULE = (
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1">'
    "<formula>A1&gt;Grand_Total</formula></cfRule></conditionalFormatting>"
)
LIST = (
    '<dataValidations><dataValidation type="list" sqref="A1"><formula1>Grand_Total</formula1>'
    "</dataValidation></dataValidations>"
)
LINK = '<hyperlinks><hyperlink ref="A1" location="Grand_Total"/></hyperlinks>'


@pytest.mark.parametrize(
    ("formula", "after", "where"),
    [
        ("SUM(Grand_Total,1)", "", "Costs!C9"),
        ("GRAND_TOTAL", "", "Costs!C9"),
        ("Costs!Grand_Total*2", "", "Costs!C9"),
        ("1", RULE, "Costs"),
        ("1", LIST, "Costs"),
        ("1", LINK, "Costs"),
    ],
)
def test_a_name_that_something_uses_stays(formula: str, after: str, where: str):
    """Formulas, rules, lists, links: each would turn into #NAME?."""
    with pytest.raises(WriteRefused, match=f"not taken away: .*{where}.* uses it"):
        named(using(formula, after=after), NameEdit("Grand_Total", ""))


@pytest.mark.parametrize(
    "formula", ["Grand_Total_2", '"Grand_Total"', "Total", "Orders[Grand_Total]", "Grand_Total()"]
)
def test_what_only_reads_alike_does_not_hold_a_name_back(formula: str):
    """Text, longer names, columns and functions of that name."""
    result = named(using(formula), NameEdit("Grand_Total", ""))

    assert "Grand_Total" not in part(result, "xl/workbook.xml")


def test_a_chart_holds_a_name_back():
    """Whatever a sheet leads to is searched; pivots by the name of their source."""
    chart = '<c:f xmlns:c="urn:c">[0]!Grand_Total</c:f>'
    pivot = (
        f'<d xmlns="{MAIN}"><cacheSource><worksheetSource name="Grand_Total"/></cacheSource></d>'
    )
    for kind, xml in (("chart", chart), ("pivotCacheDefinition", pivot)):
        blob = with_parts(
            using("1", after='<drawing r:id="rId1"/>'),
            {
                "xl/worksheets/_rels/sheet1.xml.rels": relationships(("drawing", "../d.xml")),
                "xl/d.xml": "<d/>",
                "xl/_rels/d.xml.rels": relationships((kind, "charts/one.xml")),
                "xl/charts/one.xml": xml,
            },
        )
        with pytest.raises(WriteRefused, match=r"one\.xml of the sheet 'Costs'"):
            named(blob, NameEdit("Grand_Total", ""))


def test_a_name_that_another_name_uses_stays_unless_both_go():
    """The order of the edits does not matter."""
    net = NameEdit("Net", "Grand_Total-1")
    blob = named(BLOB, TOTAL, net)

    with pytest.raises(WriteRefused, match="the name Net uses it"):
        named(blob, NameEdit("Grand_Total", ""))
    assert named(blob, NameEdit("Grand_Total", ""), NameEdit("Net", "")) == named(
        blob, NameEdit("Net", ""), NameEdit("Grand_Total", "")
    )
    assert "Net" in part(
        named(blob, NameEdit("Net", "1"), NameEdit("Grand_Total", "")), "xl/workbook.xml"
    )


def test_a_sheets_own_name_stands_before_the_workbooks():
    """A formula on that sheet means its own; the workbook's may go, its own may not."""
    blob = named(using("Grand_Total"), NameEdit("Grand_Total", "Costs!$B$2", "Costs"))

    assert "$A$1" not in part(named(blob, NameEdit("Grand_Total", "")), "xl/workbook.xml")
    with pytest.raises(WriteRefused, match="C9 uses it"):
        named(blob, NameEdit("Grand_Total", "", "Costs"))


def test_a_use_is_found_wherever_the_part_is_cut():
    """Parts arrive in pieces of any size, in the middle of a letter too."""
    draft = Draft(RawZip(named(using("1+Größe"), NameEdit("Größe", "1"))))
    workbook = WorkbookPartEdit(draft)

    class Cut(Draft):
        def pieces(self, name: str) -> Iterator[bytes]:
            for piece in super().pieces(name):
                yield from (piece[n : n + 1] for n in range(len(piece)))

    assert first_use(Cut(draft.package), workbook, Sought("Größe")) == "Costs!C9"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (NameEdit("A1", "1"), "reads as a cell"),
        (NameEdit("TAX2026", "1"), "reads as a cell"),
        (NameEdit("r1c1", "1"), "reads as a cell"),
        (NameEdit("C", "1"), "reads as a cell, row or column"),
        (NameEdit("Grand total", "1"), "letters, digits"),
        (NameEdit("1st", "1"), "must begin"),
        (NameEdit("true", "1"), "truth value"),
        (NameEdit("x" * 256, "1"), "1 to 255"),
        (NameEdit("_xlnm.Criteria", "1"), "kept for programs"),
        (NameEdit("_tieout_Findings", "1"), "kept for programs"),
        (NameEdit("Net", "SUM(Costs!$A$1"), "cannot be read"),
        (NameEdit("Net", "=Costs!$A$1"), "begins with ="),
        (NameEdit("Net", "$A$1"), "which sheet"),
        (NameEdit("Net", "Budget!$A$1"), "no sheet 'Budget'"),
        (NameEdit("Net", "[1]Costs!$A$1"), "no linked workbook"),
        (NameEdit("Net", "1", "Budget"), "no sheet 'Budget'"),
        (NameEdit("_xlnm.Print_Area", "Costs!$A$1"), "belong to a sheet"),
        (NameEdit("_xlnm.Print_Titles", "Costs!$A$1:$B$2", "Costs"), "whole rows"),
        (NameEdit("Orders", "1"), "a table on 'Costs' is called so"),
        (NameEdit("_xlnm._FilterDatabase", "", "Costs"), "a program keeps it"),
    ],
)
def test_names_that_excel_would_not_take_are_refused(edit: NameEdit, why: str):
    """Each with its reason; the workbook is not touched."""
    workbook = WORKBOOK.replace(
        "</sheets>",
        '</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0">Costs!'
        "$A$1:$B$2</definedName></definedNames>",
    )
    blob = with_parts(
        package(worksheet(""), workbook=workbook),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(("table", "../t.xml")),
            "xl/t.xml": f'<table xmlns="{MAIN}" displayName="orders" xmlns:r="{RELATIONS}"/>',
        },
    )
    with pytest.raises(WriteRefused, match=why):
        named(blob, edit)


def test_two_edits_of_one_name_that_differ_are_refused():
    """In any case; the same twice is one."""
    with pytest.raises(WriteRefused, match="two things"):
        named(BLOB, TOTAL, NameEdit("GRAND_TOTAL", "1"))
    assert named(BLOB, TOTAL, TOTAL) == named(BLOB, TOTAL)


def test_the_name_of_a_macro_is_left_alone():
    """Its text is no formula."""
    workbook = WORKBOOK.replace(
        "</sheets>",
        '</sheets><definedNames><definedName name="Post" function="1" vbProcedure="1"/>'
        "</definedNames>",
    )
    with pytest.raises(WriteRefused, match="macro"):
        named(package(worksheet(""), workbook=workbook), NameEdit("Post", "1"))


@given(st.text(min_size=1, max_size=6))
def test_names_that_pass_are_read_as_names(text: str):
    """What the rules let through, the reader of formulas takes for one name, and nothing else."""
    if not fault_of_name(text):
        assert Sought(text).is_used_by(f"1+{text}*2", "Costs", frozenset())
