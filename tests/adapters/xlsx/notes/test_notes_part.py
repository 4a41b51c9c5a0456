"""Tests of notes: set, replaced, taken away, and all that is refused."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.notes.note_anchor import Grid, anchor, size_of
from addin.adapters.xlsx.notes.notes_part import put_notes
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.errors import DamagedFile, WriteRefused
from addin.tables.changes import NoteEdit
from addin.tables.table import MAX_COLUMN, MAX_ROW, address
from tests.adapters.xlsx.noted import note, noted, notes_in
from tests.adapters.xlsx.packages import (
    CONTENT_TYPES,
    MAIN,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    WORKBOOK,
    package,
    part,
    parts_of,
    relationships,
    with_parts,
    worksheet,
)

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
BLOB = package(worksheet(ROW))
SHEET, TEXTS, DRAWING = (
    "xl/worksheets/sheet1.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
)
RELATED = "xl/worksheets/_rels/sheet1.xml.rels"

BUTTON = (
    '<v:shape id="_x0000_s1030" type="#_x0000_t201"><v:textbox><div><font>Post%s</font></div>'
    '</v:textbox><x:ClientData ObjectType="Button"><x:Anchor>0, 1, 0, 1, 2, 1, 2, 1</x:Anchor>'
    "</x:ClientData></v:shape>"
)
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="%s"/></o:shapelayout>%s</xml>'
)


def with_button(line_break: str = "", *, clusters: str = "1", tail: str = "") -> bytes:
    """A sheet with a button, and a header picture's drawing beside it if the tail asks for one."""
    blob = package(worksheet(ROW, after=f'<legacyDrawing r:id="rId1"/>{tail}'))
    return with_parts(
        blob,
        {
            RELATED: relationships(("vmlDrawing", "../drawings/vmlDrawing1.vml")),
            DRAWING: VML % (clusters, BUTTON % line_break),
            "[Content_Types].xml": CONTENT_TYPES.replace(
                '<Default Extension="xml"',
                '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument'
                '.vmlDrawing"/><Default Extension="xml"',
            ),
        },
    )


def test_a_note_is_text_in_one_part_and_a_box_in_another():
    """Both, with their content types and relationships, and the sheet's reference to the box."""
    result = noted(BLOB, note("B2", "PO 1042 is relieved twice.\nAsk accounting."))

    assert notes_in(result) == {"B2": ("PO 1042 is relieved twice.\nAsk accounting.", "Tieout")}
    assert part(result, SHEET).endswith('</sheetData><legacyDrawing r:id="rId2"/></worksheet>')
    assert "<x:Anchor>2, 15, 0, 10, 4, 15, 4, 4</x:Anchor>" in part(result, DRAWING)
    assert "<x:Row>1</x:Row><x:Column>1</x:Column>" in part(result, DRAWING)
    types = part(result, "[Content_Types].xml")
    assert types.count('Extension="vml"') == types.count('PartName="/xl/comments1.xml"') == 1


def test_nothing_else_changes():
    """Styles, workbook part, cells: byte for byte."""
    before, after = parts_of(BLOB), parts_of(noted(BLOB, note("B2", "x")))
    changed = {name for name in before if before[name] != after[name]}

    assert changed == {SHEET, "[Content_Types].xml"}
    assert after.keys() - before.keys() == {TEXTS, DRAWING, RELATED}


def test_the_same_note_again_changes_nothing():
    """Not a byte, whoever else has notes there."""
    once = noted(BLOB, note("B2", "x"), note("A1", "y", author="Ana"))

    assert noted(once, note("B2", "x")) == once
    assert noted(once, note("A1", "y", author="Ana"), note("B2", "x")) == once
    assert noted(once, note("C3", "")) == once


def test_a_replaced_note_keeps_its_box_where_somebody_moved_it():
    """Only text and author change; the author is listed once."""
    once = noted(BLOB, note("B2", "x"))
    moved = with_parts(once, {DRAWING: part(once, DRAWING).replace("2, 15, 0, 10", "7, 15, 9, 10")})
    twice = noted(moved, note("B2", "z", author="Bo"))

    assert notes_in(twice) == {"B2": ("z", "Bo")}
    assert part(twice, DRAWING) == part(moved, DRAWING)
    assert noted(twice, note("B2", "x", author="Tieout")) != twice
    assert part(noted(twice, note("B2", "x")), TEXTS).count("<author>") == 2


def test_notes_stand_in_the_order_of_their_cells():
    """Row by row, as Excel stores them, wherever they were put in."""
    result = noted(noted(BLOB, note("B2", "2"), note("D9", "4")), note("C5", "3"), note("D1", "1"))

    assert re.findall(r'ref="(\w+)"', part(result, TEXTS)) == ["D1", "B2", "C5", "D9"]


def test_the_last_note_takes_its_parts_with_it():
    """The sheet is as it was before the first."""
    gone = noted(noted(BLOB, note("B2", "x"), note("C3", "y")), note("B2", ""), note("C3", ""))

    assert parts_of(gone).keys() - parts_of(BLOB).keys() == {RELATED}
    assert part(gone, SHEET) == part(BLOB, SHEET)
    assert "comments" not in part(gone, "[Content_Types].xml") + part(gone, RELATED)


def test_a_drawing_with_a_button_is_added_to_and_outlives_the_notes():
    """The button's shape stays byte for byte; ids go on behind its own."""
    blob = with_button()
    once = noted(blob, note("B2", "x"))

    assert BUTTON % "" in part(once, DRAWING)
    assert 'id="_x0000_s1031"' in part(once, DRAWING)
    assert part(once, SHEET) == part(blob, SHEET)
    back = noted(once, note("B2", ""))
    assert BUTTON % "" in part(back, DRAWING)
    assert "Note" not in part(back, DRAWING)
    assert TEXTS not in parts_of(back)


def test_a_full_cluster_of_ids_is_followed_by_a_free_one():
    """A sheet has 1,023 ids to a cluster; the next cluster is one that no other sheet has."""
    notes = [note(address(row, 1), "x") for row in range(1, 1030)]
    drawing = part(noted(BLOB, *notes), DRAWING)
    ids = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', drawing)]

    assert len(set(ids)) == 1029
    assert ids[1022:1024] == [2047, 2049]
    assert 'data="1,2"' in drawing


def test_a_drawing_that_claims_no_ids_gets_boxes_all_the_same():
    """Some programs state neither clusters nor namespaces where Excel does."""
    bare = re.sub("<o:shapelayout.*?</o:shapelayout>", "", VML % ("", BUTTON % ""))
    local = '<xml><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_s1025"/></xml>'
    for drawing in (bare, local):
        result = noted(with_parts(with_button(), {DRAWING: drawing}), note("B2", "x"))
        root = ET.fromstring(part(result, DRAWING))  # noqa: S314 - the test's own bytes
        ids = [shape.get("id") for shape in root if shape.tag.endswith("}shape")]

        assert len(set(ids)) == len(ids) == 2
        assert noted(result, note("B2", "x")) == result


def test_the_drawing_of_page_headers_is_left_alone():
    """A sheet has it beside the other; notes get one of their own, in the standard's order."""
    blob = with_button()
    tail = '<pageMargins/><legacyDrawingHF r:id="rId1"/><tableParts/>'
    blob = with_parts(blob, {SHEET: worksheet(ROW, after=tail)})
    result = noted(blob, note("B2", "x"))

    assert part(result, DRAWING) == part(blob, DRAWING)
    assert "Note" in part(result, "xl/drawings/vmlDrawing2.vml")
    assert 'data="2"' in part(result, "xl/drawings/vmlDrawing2.vml")
    order = re.findall(r"<(\w+)", part(result, SHEET).partition("</sheetData>")[2])
    assert order == ["pageMargins", "legacyDrawing", "legacyDrawingHF", "tableParts"]


def test_a_drawing_that_headers_share_outlives_the_notes():
    """One part, two references."""
    once = noted(with_button(tail='<legacyDrawingHF r:id="rId1"/>'), note("B2", "x"))
    blob = with_parts(once, {DRAWING: part(once, DRAWING).replace(BUTTON % "", "")})
    rels = part(blob, RELATED).replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{RELATIONS}/vmlDrawing" '
        'Target="../drawings/vmlDrawing1.vml"/></Relationships>',
    )
    gone = noted(with_parts(blob, {RELATED: rels}), note("B2", ""))

    assert DRAWING in parts_of(gone)


def test_a_note_without_a_box_gets_one():
    """Some programs write none; Excel would not show the note."""
    once = noted(BLOB, note("B2", "x"), note("C3", "y"))
    bare = part(once, DRAWING)
    box = re.findall(r"<v:shape .*?</v:shape>", bare)[0]
    result = noted(with_parts(once, {DRAWING: bare.replace(box, "")}), note("B2", "x"))

    assert part(result, DRAWING).count("<x:Row>1</x:Row>") == 1
    assert part(result, TEXTS) == part(once, TEXTS)


def test_a_strict_workbook_offers_its_drawing_as_excel_does():
    """Inside AlternateContent, with a relationship of the transitional type; and takes it back."""
    strict = {
        "workbook": WORKBOOK.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS),
    }
    sheet = worksheet(ROW, namespace=STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS)
    blob = package(sheet, **strict)
    result = noted(blob, note("B2", "x"))

    assert f'<comments xmlns="{STRICT_MAIN}">' in part(result, TEXTS)
    assert 'Requires="v"><legacyDrawing r:id="rId2"/></mc:Choice>' in part(result, SHEET)
    assert f'{STRICT_RELATIONS}/comments"' in part(result, RELATED)
    assert f'{RELATIONS}/vmlDrawing"' in part(result, RELATED)
    assert noted(result, note("B2", "x")) == result
    assert part(noted(result, note("B2", "")), SHEET) == sheet


def test_prefixed_parts_are_written_with_their_prefix():
    """A sheet whose tags are ``x:…`` and that declares no prefix for relationships."""
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/><x:pageMargins/></x:worksheet>'
    result = noted(package(sheet), note("B2", "x"))

    assert notes_in(result) == {"B2": ("x", "Tieout")}
    assert f'<x:legacyDrawing xmlns:tieout="{RELATIONS}" tieout:id=' in part(result, SHEET)
    prefixed = part(result, TEXTS).replace("<", "<c:").replace("<c:/", "</c:")
    prefixed = prefixed.replace("<c:?", "<?").replace("xmlns=", "xmlns:c=")
    again = noted(with_parts(result, {TEXTS: prefixed}), note("C3", "y"))
    assert set(notes_in(again)) == {"B2", "C3"}


def threaded(text: str) -> bytes:
    """A sheet with a thread of comments on A1, and Excel's note in its shadow."""
    once = noted(BLOB, note("A1", "[Threaded comment]", author="tc={1}"), note("C3", "y"))
    rels = part(once, RELATED).replace(
        "</Relationships>",
        '<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
        'threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    )
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        f'threadedcomments"><threadedComment ref="A1" id="{{1}}"><text>{text}</text>'
        "</threadedComment></ThreadedComments>"
    )
    return with_parts(once, {RELATED: rels, "xl/threadedComments/threadedComment1.xml": thread})


@pytest.mark.parametrize("text", ["Ours", ""])
def test_a_thread_of_comments_is_not_written_over(text: str):
    """Excel would throw the thread away; the note beside it can be changed."""
    blob = threaded("Who ordered this?")

    with pytest.raises(WriteRefused, match="Costs!A1 has a thread of comments"):
        noted(blob, note("A1", text))
    assert notes_in(noted(blob, note("C3", "z")))["C3"] == ("z", "Tieout")


@pytest.mark.parametrize(
    ("after", "cell", "why"),
    [
        ('<mergeCells><mergeCell ref="B2:C3"/></mergeCells>', "C3", "put the note on B2"),
        ('<sheetProtection sheet="1" objects="1"/>', "A1", "protected"),
        ('<legacyDrawing r:id="rId7"/>', "A1", "is missing"),
    ],
)
def test_what_excel_would_not_let_anybody_do_is_refused(after: str, cell: str, why: str):
    """By name, with the cell."""
    blob = package(worksheet(ROW, after=after))

    with pytest.raises((WriteRefused, DamagedFile), match=why):
        noted(blob, note(cell, "x"))


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="B2:C3"/></mergeCells>',
        '<sheetProtection sheet="1"/>',
        '<sheetProtection objects="1"/>',
    ],
)
def test_what_excel_allows_is_done(after: str):
    """The first cell of a merge; a sheet whose protection leaves objects free."""
    result = noted(package(worksheet(ROW, after=after)), note("B2", "x"))

    assert notes_in(result) == {"B2": ("x", "Tieout")}


def test_a_button_whose_text_has_a_line_break_keeps_it():
    """Excel writes ``<br>``, as in HTML: no XML, and still nothing but the box is added."""
    draft = Draft(RawZip(with_button("<br>\n2")))
    workbook = WorkbookPartEdit(draft)
    put_notes(draft, workbook, workbook.sheets[0], [note("B2", "x")])
    drawing = draft.read(DRAWING).decode()

    assert BUTTON % "<br>\n2" in drawing
    assert drawing.count("ObjectType") == 2
    assert drawing.endswith("</v:shape></xml>")


def test_a_drawing_in_which_no_shape_is_certain_is_refused():
    """Tags that are not closed may hide anything."""
    with pytest.raises(WriteRefused, match=r"vmlDrawing1\.vml cannot be read for certain"):
        noted(with_button("<font>"), note("B2", "x"))


@pytest.mark.parametrize("notes", [[note("B2", "x"), note("B2", "y")], [note("A1", "a" * 32768)]])
def test_notes_that_cannot_be_are_refused(notes: list[NoteEdit]):
    """Two for one cell; longer than a cell's text can be."""
    with pytest.raises(WriteRefused):
        noted(BLOB, *notes)


CELLS = st.tuples(st.integers(1, 6), st.integers(1, 4)).map(lambda cell: address(*cell))
TEXTS_OF_NOTES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), min_size=1
)


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(CELLS, TEXTS_OF_NOTES, max_size=6),
    st.dictionaries(CELLS, TEXTS_OF_NOTES, max_size=4),
)
def test_notes_set_and_taken_away_leave_all_others_as_they_were(
    before: dict[str, str], ours: dict[str, str]
):
    """Whatever they say: what is read back is what was asked for, and then what was before."""
    blob = noted(BLOB, *(note(cell, text, author="Ana") for cell, text in before.items()))
    fresh = {cell: text for cell, text in ours.items() if cell not in before}
    both = noted(blob, *(note(cell, text) for cell, text in fresh.items()))
    after = noted(both, *(note(cell, "") for cell in fresh))

    said = {cell: (text, "Ana") for cell, text in before.items()}
    assert notes_in(blob) == said
    assert notes_in(both) == said | {cell: (text, "Tieout") for cell, text in fresh.items()}
    assert notes_in(after) == said
    assert part(after, SHEET) == part(blob, SHEET)


@given(
    st.integers(1, MAX_ROW),
    st.integers(1, MAX_COLUMN),
    st.text(max_size=300),
    st.lists(st.integers(0, 300), max_size=5),
)
def test_a_box_lies_within_the_sheet_and_is_no_box_of_nothing(
    row: int, column: int, text: str, widths: list[int]
):
    """At its edges too, beside hidden columns and wide ones."""
    columns = tuple((n, n, width) for n, width in enumerate(widths, column))
    left, _, top, _, right, across, bottom, down = anchor(row, column, text, Grid(columns=columns))

    assert 0 <= left <= right < MAX_COLUMN
    assert 0 <= top <= bottom < MAX_ROW
    assert (right, across) > (left, 0)
    assert (bottom, down) > (top, 0)


def test_long_notes_get_larger_boxes():
    """Wide before high, and never higher than a screen."""
    sizes = [size_of("x " * length) for length in (10, 200, 5_000)]

    assert sizes[0] == (128, 74)
    assert sizes[1][0] == 256
    assert sizes[0][1] < sizes[1][1] < sizes[2][1] == 480
