"""The checker of structure: it finds what makes Excel repair a file, and nothing in a sound one."""

from __future__ import annotations

import pytest

from tests.adapters.xlsx.packages import MAIN, package, part, with_parts, worksheet
from tests.corpus.examples import example
from tests.corpus.opened import Opened
from tests.corpus.structure import faults, new_faults

SHEET = "xl/worksheets/sheet1.xml"
ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="C1" s="1"><v>2</v></c></row><row r="3"><c r="A3"/></row>'


def test_a_sound_workbook_has_no_faults():
    """What XlsxWriter makes, with everything it can make, is found in order."""
    assert faults(Opened(example())) == {}
    assert faults(Opened(package(worksheet(ROWS), calc_chain=""))) == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('r="A1"', 'r="D1"', "out of order"),
        ('<row r="3"', '<row r="1"', "rows are out of order"),
        ('r="A3"', 'r="A4"', "stands in row 3"),
        ('s="1"', 's="9"', "style that is not there"),
        ("<v>2</v>", "<v>two</v>", "holds no number"),
        ('<c r="C1" s="1">', '<c r="C1" t="s">', "shared string that is not there"),
        ('<c r="C1" s="1">', '<c r="C1" t="number">', "of the kind number"),
        ('<c r="C1" s="1">', '<c r="C1" style="1">', "has the attributes"),
        ("<v>1</v>", '<v>1</v><f t="shared" si="4"/>', "no text before its first use"),
        ("<v>1</v>", "<v>1</v><f>2</f>", "a cell holds"),
        ("</sheetData>", "</sheetData><cols/>", "cols stands after"),
        ("</sheetData>", "</sheetData><mergeCells/>", "mergeCells is empty"),
        (
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
            "overlap",
        ),
        ("</sheetData>", '</sheetData><drawing r:id="rId9"/>', "not declared"),
    ],
)
def test_a_fault_planted_in_a_sheet_is_found(old, new, fault):
    """Each rule is broken once, and named."""
    before = package(worksheet(ROWS))
    broken = part(before, SHEET).replace(old, new, 1)
    after = with_parts(before, {SHEET: broken})

    assert any(fault in one for one in new_faults(Opened(before), Opened(after)))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("xl/workbook.xml", 'name="Costs"', 'name="A/B"', "not allowed"),
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId7"', "has no part"),
        ("xl/workbook.xml", "</sheets>", '</sheets><definedNames><definedName name="a" localSheetId="4">1</definedName></definedNames>', "belongs to sheet 4"),
        ("xl/styles.xml", 'cellXfs count="3"', 'cellXfs count="4"', "states 4 and has 3"),
        ("xl/styles.xml", '<xf numFmtId="4" fontId="0"', '<xf numFmtId="4" fontId="5"', "fontId that is not there"),
        ("xl/styles.xml", '<xf numFmtId="4"', '<xf numFmtId="174"', "number format that is not there"),
        ("[Content_Types].xml", "/xl/styles.xml", "/xl/other.xml", "which is not there"),
        ("[Content_Types].xml", '<Default Extension="xml" ContentType="application/xml"/>', "", None),
        ("xl/_rels/workbook.xml.rels", "styles.xml", "gone.xml", "points at xl/gone.xml"),
        ("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"', "is given 2 times"),
        ("xl/workbook.xml", "<sheets>", "<sheets", "not well-formed"),
    ],
)  # fmt: skip
def test_a_fault_planted_elsewhere_is_found(name, old, new, fault):
    """Each rule is broken once, and named; a default nobody needs may go."""
    before = package(worksheet(ROWS))
    after = with_parts(before, {name: part(before, name).replace(old, new, 1)})
    found = new_faults(Opened(before), Opened(after))

    assert any(fault in one for one in found) if fault else found == []


def test_a_link_of_the_calculation_chain_needs_a_formula():
    """A chain that names a cell without a formula makes Excel repair the file."""
    before = package(
        worksheet("<row r='1'><c r='A1'><f>1</f></c></row>"), calc_chain='<c r="A1" i="1"/>'
    )
    after = package(worksheet("<row r='1'><c r='A1'/></row>"), calc_chain='<c r="A1" i="1"/>')

    assert new_faults(Opened(before), Opened(after)) == [
        "calculation chain: A1 of sheet 1 has no formula"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('ref="A1:E6"', 'ref="A1:F6"', "has 5 columns and covers 6"),
        ('name="Budget"', 'name="Actual"', "same name"),
        ('name="Budget"', 'name="Bidget"', "is not its name"),
        ('<autoFilter ref="A1:E6"', '<autoFilter ref="A1:E9"', "covers another area"),
    ],
)
def test_a_fault_planted_in_a_table_is_found(old, new, fault):
    """A table must agree with its columns, its headings and its filter."""
    before = example()
    after = with_parts(
        before, {"xl/tables/table1.xml": part(before, "xl/tables/table1.xml").replace(old, new)}
    )

    assert any(fault in one for one in new_faults(Opened(before), Opened(after)))


def test_faults_that_were_there_before_are_nobodys():
    """Only what is new counts."""
    faulty = package(worksheet('<row r="1"><c r="A1" s="77"/></row>'))

    assert faults(Opened(faulty))
    assert new_faults(Opened(faulty), Opened(faulty)) == []
    assert MAIN in part(faulty, SHEET)
