"""New sheets: what they look like, that they are known again, and that users' sheets are safe."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin.adapters.xlsx import patcher
from addin.adapters.xlsx.new_sheets.new_sheet import tab_name
from addin.adapters.xlsx.new_sheets.own_sheets import marker_of
from addin.errors import WriteRefused
from addin.tables.changes import Changes, NameEdit, NoteEdit, SheetRename
from addin.tables.table import Area, CellEdit, NewCell, NewSheet, Style
from tests.adapters.xlsx.packages import (
    CONTENT_TYPES,
    MAIN,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    STYLES,
    WORKBOOK,
    package,
    part,
    parts_of,
    patched,
    relationships,
    with_parts,
    worksheet,
)

HEADING = Style(bold=True, wrap=True, fill="1F3864", colour="FFFFFF")
MONEY = Style(number_format="#,##0.00;[Red]-#,##0.00")
BLOB = package(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
NEW = "xl/worksheets/sheet2.xml"


def findings(name: str = "Findings", *, rows: int = 1, link: str = "#Cost Report!B7") -> NewSheet:
    """A sheet with one of everything."""
    body = (
        NewCell("PO202"),
        NewCell("PO 1042 is relieved twice", Style(wrap=True), link),
        NewCell(-120.5, MONEY),
        NewCell(dt.date(2026, 3, 14)),
        NewCell("Manual", link="https://example.org/a b?x=1#PO202"),
    )
    heading = tuple(NewCell(text, HEADING) for text in "Code Message Impact Date Help".split())
    return NewSheet(
        name, (heading, *[body] * rows), (10, 60, 14, 14), 1, Area(1, 1, rows + 1, 5), "C00000"
    )


def opened(blob: bytes, name: str = "Findings") -> Worksheet:
    """A sheet as openpyxl reads it."""
    sheet = openpyxl.load_workbook(io.BytesIO(blob))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_new_sheet_has_values_formats_widths_filter_and_frozen_heading():
    """Another program reads back what was asked for."""
    sheet = opened(patched(BLOB, sheets=[findings()]))
    heading, amount, date = sheet["A1"], sheet["C2"], sheet["D2"]

    assert [cell.value for cell in sheet[2]] == [
        "PO202",
        "PO 1042 is relieved twice",
        -120.5,
        dt.datetime(2026, 3, 14),
        "Manual",
    ]
    assert (heading.font.b, heading.font.name, heading.font.color.rgb) == (
        True,
        "Aptos",
        "FFFFFFFF",
    )
    assert (heading.fill.fgColor.rgb, heading.alignment.wrap_text) == ("FF1F3864", True)
    assert (amount.number_format, date.number_format) == (MONEY.number_format, "mm-dd-yy")
    assert sheet.column_dimensions["B"].width == pytest.approx(60.71, abs=0.01)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E2")
    assert sheet.sheet_properties.tabColor is not None
    assert sheet.sheet_properties.tabColor.rgb == "FFC00000"


def test_links_lead_to_cells_and_to_pages():
    """A place in the workbook is a location, its sheet quoted; a page is a relationship."""
    sheet = opened(patched(BLOB, sheets=[findings()]))
    inside, outside = sheet["B2"].hyperlink, sheet["E2"].hyperlink

    assert inside is not None
    assert outside is not None
    assert (inside.location, inside.target) == ("'Cost Report'!B7", None)
    assert (outside.location, outside.target) == ("PO202", "https://example.org/a%20b?x=1")
    assert sheet["B2"].font.u == "single"


@pytest.mark.parametrize(
    ("link", "location"),
    [
        ("#Costs!A1", "'Costs'!A1"),
        ("#'Cost Report'!A1", "'Cost Report'!A1"),
        ("#Bob's!A1", "'Bob''s'!A1"),
        ("#'Bob''s'!A1", "'Bob''s'!A1"),
        ("#Wow!!A1", "'Wow!'!A1"),
        ("#Grand_Total", "Grand_Total"),
    ],
)
def test_a_place_in_the_workbook_is_quoted_as_excel_wants_it(link: str, location: str):
    """Whether or not the name came with quotes, and whatever is in it."""
    sheet = opened(patched(BLOB, sheets=[findings(link=link)]))
    found = sheet["B2"].hyperlink

    assert found is not None
    assert found.location == location


def test_numbers_of_existing_formats_keep_their_meaning():
    """Formats are appended: everything before stands where it stood."""
    result = part(patched(BLOB, sheets=[findings()]), "xl/styles.xml")
    before = re.findall(r"<xf .*?/(?:xf)?>", STYLES[STYLES.index("<cellXfs") :])
    after = re.findall(r"<xf .*?/(?:xf)?>", result[result.index("<cellXfs") :])

    assert after[: len(before)] == before
    assert f'<cellXfs count="{len(after)}">' in result


def test_the_same_sheet_again_changes_nothing():
    """Neither sheet nor formats grow when the same findings are written a second time."""
    once = patched(BLOB, sheets=[findings()])

    assert patched(once, sheets=[findings()]) == once


def test_our_own_sheet_is_replaced_where_it_stands():
    """New findings take the place of old ones; there is one sheet of them, and one filter."""
    once = patched(BLOB, sheets=[findings(rows=9)])
    twice = patched(once, sheets=[findings(rows=3)])
    before, after = parts_of(once), parts_of(twice)
    workbook = part(twice, "xl/workbook.xml")

    assert before.keys() == after.keys()
    assert before["xl/styles.xml"] == after["xl/styles.xml"]
    assert opened(twice).max_row == 4
    assert workbook.count("_FilterDatabase") == 1
    assert "'Findings'!$A$1:$E$4" in workbook


def test_a_renamed_sheet_is_known_again_and_keeps_its_name():
    """The marker moves with the tab, as Excel moves every defined name."""
    once = patched(BLOB, sheets=[findings()])
    renamed = part(once, "xl/workbook.xml").replace('name="Findings"', 'name="Bob&apos;s list"')
    renamed = renamed.replace("'Findings'!", "'Bob''s list'!")
    twice = patched(with_parts(once, {"xl/workbook.xml": renamed}), sheets=[findings(rows=5)])

    assert openpyxl.load_workbook(io.BytesIO(twice)).sheetnames == ["Costs", "Bob's list"]
    assert opened(twice, "Bob's list").max_row == 6


def test_a_sheet_of_the_users_is_never_overwritten():
    """Ours becomes number two, and is the one that is replaced from then on."""
    workbook = WORKBOOK.replace('"Costs"', '"findings"')
    blob = package(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'), workbook=workbook)
    once = patched(blob, sheets=[findings()])
    twice = patched(once, sheets=[findings(rows=2)])

    assert openpyxl.load_workbook(io.BytesIO(twice)).sheetnames == ["findings", "Findings (2)"]
    assert parts_of(blob)["xl/worksheets/sheet1.xml"] == parts_of(twice)["xl/worksheets/sheet1.xml"]
    assert opened(twice, "Findings (2)").max_row == 3


def test_a_sheet_to_which_somebody_added_notes_is_theirs():
    """Replacing it would lose the notes: a new sheet is added, and they keep theirs."""
    once = patched(BLOB, sheets=[findings()])
    related = "xl/worksheets/_rels/sheet2.xml.rels"
    noted = with_parts(
        once,
        {related: relationships(("threadedComment", "../notes.xml")), "xl/notes.xml": "<x/>"},
    )
    twice = patched(noted, sheets=[findings(rows=2)])

    assert parts_of(noted)[NEW] == parts_of(twice)[NEW]
    assert parts_of(noted)[related] == parts_of(twice)[related]
    assert opened(patched(twice, sheets=[findings(rows=7)]), "Findings (2)").max_row == 8


def test_a_deleted_sheet_is_added_anew():
    """What its marker says then, ``#REF!``, points at nothing."""
    marker = f'<definedNames><definedName name="{marker_of("Findings")}">#REF!</definedName>'
    workbook = WORKBOOK.replace("</sheets>", f"</sheets>{marker}</definedNames>")
    result = patched(package(worksheet(""), workbook=workbook), sheets=[findings()])

    assert "#REF!" not in part(result, "xl/workbook.xml")
    assert opened(result).max_row == 2


def test_sheets_that_were_there_keep_their_numbers():
    """Defined names count sheets: the new one stands behind all others."""
    names = '<definedNames><definedName name="Area" localSheetId="0">Costs!$A$1</definedName>'
    workbook = WORKBOOK.replace("</sheets>", f"</sheets>{names}</definedNames><calcPr/>")
    result = part(
        patched(package(worksheet(""), workbook=workbook), sheets=[findings()]), "xl/workbook.xml"
    )

    assert '<definedName name="Area" localSheetId="0">Costs!$A$1</definedName>' in result
    assert 'name="_xlnm._FilterDatabase" localSheetId="1" hidden="1"' in result
    assert result.index("<sheets>") < result.index("<definedNames>") < result.index("<calcPr")


def test_a_filter_that_is_no_longer_wanted_goes_with_its_name():
    """A name for a filter that is not there would be repaired away."""
    plain = NewSheet("Findings", ((NewCell("none"),),))
    once = patched(BLOB, sheets=[findings()])

    assert "_FilterDatabase" not in part(patched(once, sheets=[plain]), "xl/workbook.xml")


def test_a_strict_workbook_gets_a_strict_sheet():
    """All namespaces and relationship types are those of the strict form."""
    workbook = WORKBOOK.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS)
    blob = package(
        worksheet("", namespace=STRICT_MAIN),
        workbook=workbook,
        styles=STYLES.replace(MAIN, STRICT_MAIN),
    )
    result = patched(blob, sheets=[findings()])

    assert f'xmlns="{STRICT_MAIN}" xmlns:r="{STRICT_RELATIONS}"' in part(result, NEW)
    assert f'Type="{STRICT_RELATIONS}/worksheet"' in part(result, "xl/_rels/workbook.xml.rels")
    assert MAIN not in part(result, "xl/workbook.xml")


def test_a_workbook_without_formats_gets_a_styles_part():
    """Some programs leave it out."""
    bare = relationships(("worksheet", "worksheets/sheet1.xml"))
    blob = with_parts(BLOB, {"xl/styles.xml": None, "xl/_rels/workbook.xml.rels": bare})
    blob = with_parts(
        blob,
        {
            "[Content_Types].xml": re.sub(
                '<Override PartName="/xl/styles.xml"[^>]*>', "", part(blob, "[Content_Types].xml")
            )
        },
    )
    result = patched(blob, sheets=[findings()])

    assert part(result, "[Content_Types].xml").count("/xl/styles.xml") == 1
    assert part(result, "xl/styles.xml").startswith("<?xml")
    assert patched(result, sheets=[findings()]) == result


@pytest.mark.parametrize(
    "styles",
    [
        f'<styleSheet xmlns="{MAIN}"/>',
        f'<styleSheet xmlns="{MAIN}"><numFmts count="0"/><fonts/><cellXfs/></styleSheet>',
        STYLES.replace("<fonts ", '<numFmts><numFmt numFmtId="9"/></numFmts><fonts '),
        STYLES.replace("<", "<s:").replace("<s:/", "</s:").replace("xmlns=", "xmlns:s="),
        STYLES.replace('fontId="0"', 'fontId="99"'),
    ],
)  # fmt: skip
def test_formats_can_be_appended_to_any_styles_part(styles: str):
    """Empty lists, missing lists, a prefix, formats that name fonts that are not there."""
    result = patched(package(worksheet(""), styles=styles), sheets=[findings()])

    assert patched(result, sheets=[findings()]) == result
    assert "1F3864" in part(result, "xl/styles.xml")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Findings", "Findings"),
        ("A" * 40, "A" * 31),
        ("a/b\\c:d*e?f[g]", "a-b-c-d-e-f-g-"),
        ("'quoted'", "quoted"),
        ("History", "History 1"),
        ("  ", "Sheet 1"),
        ("😀" * 20, "😀" * 15),
        ("line\nbreak", "line break"),
    ],
)
def test_a_tab_gets_a_name_that_excel_takes(wanted: str, name: str):
    """31 UTF-16 units at most, none of seven characters, no quotes at the ends."""
    assert tab_name(wanted) == name


def test_long_and_quoted_names_are_known_again():
    """The marker goes by the name asked for, not by what became of it."""
    for name in ("Findings of unit 2 / night shoot, block 3", "Bob's & <findings>"):
        once = patched(BLOB, sheets=[findings(name)])

        assert patched(once, sheets=[findings(name)]) == once
        assert len(openpyxl.load_workbook(io.BytesIO(once)).sheetnames) == 2


def test_a_shortened_number_two_still_fits():
    """The number replaces the end of a name that is as long as can be."""
    long = "A" * 31
    blob = package(worksheet(""), workbook=WORKBOOK.replace('"Costs"', f'"{long}"'))

    assert openpyxl.load_workbook(
        io.BytesIO(patched(blob, sheets=[findings(long)]))
    ).sheetnames == [long, "A" * 27 + " (2)"]


def test_a_sheet_cannot_be_edited_and_replaced_at_once():
    """One of the two would be lost."""
    once = patched(BLOB, sheets=[findings()])

    with pytest.raises(WriteRefused, match="both edited and replaced"):
        patched(once, sheets=[findings()], edits=[CellEdit("Findings", 1, 1, "x")])


def test_several_sheets_are_added_in_order():
    """Each has its own part, marker and tab."""
    result = patched(BLOB, sheets=[findings("One"), findings("Two")])

    assert openpyxl.load_workbook(io.BytesIO(result)).sheetnames == ["Costs", "One", "Two"]
    assert patched(result, sheets=[findings("One"), findings("Two")]) == result


def test_a_row_is_as_high_as_its_wrapped_text():
    """Words are not cut: 60 characters in a column of 20 take more lines than three."""
    text = "PO 1042 is relieved by more than its amount, see account 2500"
    sheet = NewSheet(
        "Findings",
        ((NewCell(text, Style(wrap=True)),), (NewCell(text),), (NewCell("a", Style(wrap=True)),)),
        (20,),
    )
    heights = re.findall(r'<row r="(\d)"(?: ht="(\d+)")?', part(patched(BLOB, sheets=[sheet]), NEW))

    assert heights == [("1", "60"), ("2", ""), ("3", "")]


def test_macros_keep_their_very_bytes():
    """The project part, its relationship and its signature are nobody's business."""
    blob = with_parts(BLOB, {"xl/vbaProject.bin": bytes(range(256)) * 40})
    result = patched(blob, sheets=[findings()], edits=[CellEdit("Costs", 1, 1, 2)])

    assert parts_of(result)["xl/vbaProject.bin"] == bytes(range(256)) * 40


def test_new_relationships_have_a_content_type_where_the_package_names_each_part():
    """LibreOffice states the type of every relationships part and no default; so do we there."""
    without_default = re.sub(r"<Default Extension=.rels.[^>]*>", "", CONTENT_TYPES)
    blob = package(worksheet(""), content_types=without_default)

    types = part(patched(blob, sheets=[findings()]), "[Content_Types].xml")

    assert '<Override PartName="/xl/worksheets/_rels/sheet2.xml.rels"' in types


def test_new_relationships_need_no_content_type_where_a_default_is_stated():
    """Where the package states the type of all relationships parts, nothing is added for one."""
    types = part(patched(BLOB, sheets=[findings()]), "[Content_Types].xml")

    assert "_rels/" not in types


def test_a_note_an_edit_and_a_new_sheet_go_in_together():
    """One batch, one write: the note stands on the cell, the edit in it, the sheet behind."""
    changes = Changes(
        cells=(CellEdit("Costs", 1, 1, 7),),
        notes=(NoteEdit("Costs", 1, 1, "agreed with the vendor"),),
        sheets=(findings(),),
    )
    result = patcher.patched(BLOB, changes)
    book = openpyxl.load_workbook(io.BytesIO(result))

    assert book["Costs"]["A1"].value == 7
    assert "agreed with the vendor" in book["Costs"]["A1"].comment.text
    assert book.sheetnames == ["Costs", "Findings"]
    assert patcher.patched(result, changes) is result


def test_a_name_is_set_with_the_batch_and_follows_a_rename():
    """What a name says means the workbook as it was read."""
    changes = Changes(
        names=(NameEdit("Budget_total", "Costs!$A$1"),),
        renames=(SheetRename("Costs", "Cost report"),),
    )
    book = openpyxl.load_workbook(io.BytesIO(patcher.patched(BLOB, changes)))

    assert book.defined_names["Budget_total"].value == "'Cost report'!$A$1"


def test_a_name_may_stand_for_a_sheet_of_the_same_batch():
    """The sheet is in before the name is looked at."""
    changes = Changes(sheets=(findings(),), names=(NameEdit("Found", "Findings!$A$1:$C$9"),))
    book = openpyxl.load_workbook(io.BytesIO(patcher.patched(BLOB, changes)))

    assert book.defined_names["Found"].value == "Findings!$A$1:$C$9"
