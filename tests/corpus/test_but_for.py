"""The comparison of touched parts: it lets the edit pass and sees everything else."""

from __future__ import annotations

import pytest

from addin.adapters.xlsx.patcher import patched
from addin.tables.changes import AppendedRows, Changes
from addin.tables.table import CellEdit, NewCell, NewSheet
from tests.adapters.xlsx.packages import package, part, with_parts, worksheet
from tests.corpus.but_for import Asked, differences
from tests.corpus.opened import Opened

SHEET = "xl/worksheets/sheet1.xml"
BEFORE = package(
    worksheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">A1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="0"/><v>4</v></c></row>',
        after='<autoFilter ref="A1:B4"/><pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>',
    ),
    calc_chain='<c r="A2" i="1"/><c r="A3"/><c r="A4"/>',
)


def found(after: bytes, asked: Asked) -> list[str]:
    """What changed beside the edit."""
    return differences(Opened(BEFORE), Opened(after), asked)


@pytest.mark.parametrize(
    ("row", "column", "value"), [(1, 1, 5), (9, 9, "new"), (2, 1, 7), (3, 1, None), (1, 3, True)]
)
def test_an_edit_alone_leaves_no_difference(row, column, value):
    """Values, new cells, the head and a member of a shared formula: nothing else is seen."""
    after = patched(BEFORE, Changes((CellEdit("Costs", row, column, value),)))

    assert found(after, Asked({SHEET: frozenset({(row, column)})})) == []
    assert found(after, Asked({SHEET: frozenset({(7, 7)})})) != []


def test_a_new_sheet_alone_leaves_no_difference():
    """Workbook, relationships, content types and styles are compared without what was added."""
    after = patched(BEFORE, Changes(sheets=(NewSheet("Findings", ((NewCell("x"),),)),)))

    assert found(after, Asked(sheets=1)) == []
    assert found(after, Asked()) != []


def test_appended_rows_leave_no_difference_though_references_follow():
    """The row is taken out; a filter that grew with the list is what it was, but for the row."""
    rows = AppendedRows("Costs", ({1: 5, 2: 6},), after=4)
    after = patched(BEFORE, Changes(rows=(rows,)))

    assert found(after, Asked(rows={SHEET: frozenset({5})})) == []
    assert found(after, Asked()) != []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, "<v>2</v></c></row>", "<v>2.5</v></c></row>"),
        (SHEET, 'left="1"', 'left="2"'),
        (SHEET, '<c r="B1">', '<c r="B1" s="1">'),
        (SHEET, "A1+1", "A1+2"),
        (SHEET, '<row r="4">', '<row r="4" hidden="1">'),
        (SHEET, "</sheetData>", "</sheetData><sheetProtection sheet='1'/>"),
        ("xl/workbook.xml", 'name="Costs"', 'name="Kosten"'),
        ("xl/styles.xml", '<xf numFmtId="4"', '<xf numFmtId="3"'),
        ("xl/styles.xml", "</cellStyles>", "</cellStyles><dxfs count='0'/>"),
        ("xl/calcChain.xml", '<c r="A4"/>', ""),
    ],
)
def test_any_other_change_is_seen(name, old, new):
    """A number, a margin, a style, a formula, a hidden row, protection, a name, a format, a link."""
    changed = part(BEFORE, name).replace(old, new, 1)
    after = with_parts(BEFORE, {name: changed})
    asked = Asked({SHEET: frozenset({(1, 1)})})
    is_list_added = "dxfs" in new  # appended to the styles, as an edit may

    assert changed != part(BEFORE, name)
    assert (found(after, asked) == []) is is_list_added


def test_a_lost_and_a_new_part_are_seen():
    """Parts come and go only with sheets of ours, styles and an empty calculation chain."""
    asked = Asked({SHEET: frozenset({(1, 1)})})

    assert found(with_parts(BEFORE, {"xl/calcChain.xml": None}), asked)
    assert found(with_parts(BEFORE, {"xl/styles.xml": None}), asked)
    assert found(with_parts(BEFORE, {"xl/more.xml": "<a/>"}), asked)
