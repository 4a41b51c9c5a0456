"""PDF files, read back by another library."""

from __future__ import annotations

import datetime as dt
import io
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from addin.reports.paper import Document, Line, PaperSize, Section, Words, heading
from addin.reports.paper_as_pdf import broken, printed

AT = dt.datetime(2026, 3, 1, 18)


def document(*texts: str, **more: object) -> Document:
    """One narrow column of these."""
    section = Section((1.0, 1.0), tuple(Line((Words(text), Words())) for text in texts))
    return Document("Title", AT, (section,), **more)  # type: ignore[arg-type]


def text_of(content: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_names_of_many_scripts_are_printed_and_can_be_copied():
    """The font is in the file, with a table from its glyphs to letters."""
    names = ["Zoë Łukasz-Žižek", "Nguyễn Thị Hương", "Ελένη", "Дмитрий", "Արամ", "½ → № €"]
    made = printed(document(*names))
    assert made.unprinted == ""
    (page,) = text_of(made.content)
    assert all(name in page for name in names)


def test_letters_without_a_glyph_are_named_once():
    """No name is printed that nobody can read without somebody being told."""
    made = printed(document("山田 and 山", "Kim"))
    assert made.unprinted == "山田"
    assert "□□ and □" in text_of(made.content)[0]


def test_the_same_document_is_the_same_file_and_another_moment_another():
    """What is kept in version control, or compared, changes only with its content."""
    assert printed(document("a")) == printed(document("a"))
    later = Document("Title", AT + dt.timedelta(hours=1), document("a").sections)
    assert printed(later).content != printed(document("a")).content


@pytest.mark.parametrize(("paper", "lies"), [(p, lies) for p in PaperSize for lies in (0, 1)])
def test_pages_are_numbered_and_of_the_paper(paper, lies):
    """Page x of y on each, the paper's own size in points."""
    made = printed(document(*map(str, range(90)), paper=paper, is_landscape=bool(lies)))
    texts = text_of(made.content)
    assert made.pages == len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Title" in text
    box = PdfReader(io.BytesIO(made.content)).pages[0].mediabox
    width, height = paper.millimetres
    wanted = (height, width) if lies else (width, height)
    assert [float(box.width), float(box.height)] == pytest.approx(
        [side * 72 / 25.4 for side in wanted], abs=0.1
    )


def test_a_title_that_is_too_long_is_set_smaller():
    """It stays on the page, on one line."""
    made = printed(Document("W" * 90, AT, (), beside="Day 1 of 9"))
    assert "W" * 90 in text_of(made.content)[0]


def test_a_document_of_nothing_is_one_page():
    """An empty board prints its head."""
    assert printed(Document("Nothing", AT, ())).pages == 1
    assert printed(Document("Heads", AT, (Section((1.0,), (), (heading(["A"]),)),))).pages == 1


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80), st.floats(2, 40))
def test_any_text_can_be_printed(text, width):
    """Control characters, emoji, letters of any script, in columns of any width."""
    section = Section((width,), (Line((Words(text),)),), fixed=True)
    assert printed(Document(text, AT, (section,))).pages == 1


def test_halves_of_letters_stop_nothing():
    """Excel lets half an emoji into a cell; it is printed as a blank."""
    half = "Kim \ud83d Marsh"
    made = printed(Document(half, AT, document(half).sections))
    assert "Marsh" in text_of(made.content)[0]


letters = st.text(string.ascii_lowercase + "  ", max_size=60)


@given(letters, st.integers(1, 20))
def test_a_broken_text_loses_no_letter_and_fits(text, width):
    """Lines are no wider than asked, and together say what was said."""
    lines = list(broken(text, width, len))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)
