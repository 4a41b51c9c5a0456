"""What people wrote on cells."""

from __future__ import annotations

import datetime as dt

from addin.tables.beside_cells import Comment, Reply
from tests.adapters.handmade import MAIN, PACKAGE, RELATED, parts, read, worksheet, zipped

THREADS = "http://schemas.microsoft.com/office/2017/10/relationships"
NOTES = (
    f'<comments xmlns="{MAIN}"><authors><author>tc</author></authors><commentList>'
    '<comment ref="B3"><text><t>[Threaded comment]</t></text></comment>'
    '<comment ref="C9"><text><r><t>a </t></r><r><t>note</t></r></text></comment>'
    "</commentList></comments>"
)
PEOPLE = '<personList xmlns="x"><person displayName="A. Coordinator" id="{AB-1}"/></personList>'


def book(threads: str):
    """A workbook with notes, and threads of comments on its sheet."""
    workbook = parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    related = str(workbook["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="p" Type="{THREADS}/person" Target="persons/person.xml"/>'
        "</Relationships>",
    )
    more = {
        "xl/_rels/workbook.xml.rels": related,
        "xl/persons/person.xml": PEOPLE,
        "xl/comments1.xml": NOTES,
        "xl/threadedComments/t.xml": f'<ThreadedComments xmlns="x">{threads}</ThreadedComments>',
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{RELATED}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="b" Type="{THREADS}/threadedComment" Target="../threadedComments/t.xml"'
        "/></Relationships>",
    }
    return read(zipped(workbook | more))


def test_thread_has_its_author_its_time_its_answers_and_whether_it_is_closed():
    """Answers are tied to what they answer; times are UTC; people are known by their id."""
    sheet = book(
        '<threadedComment ref="B3" dT="2026-03-14T10:54:58.70" personId="{ab-1}" id="{1}" done="1">'
        "<text>Why 500?</text></threadedComment>"
        '<threadedComment ref="B3" dT="2026-03-15T08:00:00" personId="{nobody}" id="{2}"'
        ' parentId="{1}"><text>Overtime_x000A_on day 3</text></threadedComment>'
    ).sheets[0]

    assert sheet.comments == (
        Comment(
            3,
            2,
            "A. Coordinator",
            "Why 500?",
            dt.datetime(2026, 3, 14, 10, 54, 58, 700_000, tzinfo=dt.UTC),
            resolved=True,
            replies=(Reply("", "Overtime\non day 3", dt.datetime(2026, 3, 15, 8, tzinfo=dt.UTC)),),
        ),
    )


def test_notes_stand_beside_threads_and_a_thread_replaces_the_note_kept_for_it():
    """Who only asks for notes sees all that was written, one text to a line."""
    sheet = book(
        '<threadedComment ref="B3" id="{1}"><text>one</text></threadedComment>'
        '<threadedComment ref="B3" id="{2}" parentId="{1}"><text>two</text></threadedComment>'
    ).sheets[0]

    assert sheet.notes == {(3, 2): "one\ntwo", (9, 3): "a note"}


def test_answer_to_nothing_and_to_itself_is_a_thread_of_its_own():
    """A damaged chain loses no text, and goes round no circle."""
    sheet = book(
        '<threadedComment ref="A2" id="{1}" parentId="{9}"><text>a</text></threadedComment>'
        '<threadedComment ref="A1" id="{2}" parentId="{2}" dT="soon"><text>b</text>'
        '</threadedComment><threadedComment ref="?" id="{3}"><text>c</text></threadedComment>'
    ).sheets[0]

    assert [(c.row, c.text, c.at) for c in sheet.comments] == [(1, "b", None), (2, "a", None)]
