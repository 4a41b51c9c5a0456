"""Letters of other scripts, drawn with a font of this computer."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from pypdf import PdfReader

from addin.errors import UnreadableFile
from addin.reports.night_on_paper_studio import production_as_pdf
from tests.reports.night_values import production

NIGHT, SHIFT, HINDI = "夜", "シ", "\u0915"


@pytest.fixture(scope="module", name="font")
def _font(tmp_path_factory):
    """A font with three letters: a square each."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square, empty = pen.glyph(), TTGlyphPen(None).glyph()
    known = {ord(NIGHT): "night", ord(SHIFT): "shift", ord(HINDI): "hindi"}
    glyphs = [".notdef", *known.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap(known)
    builder.setupGlyf({name: empty if name == ".notdef" else square for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (900, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path_factory.mktemp("font") / "squares.ttf"
    builder.save(path)
    return path


def named(text: str):
    """A production of that name."""
    return replace(production(), production=text)


def test_letters_of_the_font_are_in_the_pdf_and_can_be_searched(font):
    """In a heading, which is bold, too; nothing is a box, nothing is named."""
    made = production_as_pdf(named(f"The {NIGHT}{SHIFT} Night"), (), font=font)

    assert made.unprinted == ""
    text = PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    assert f"The {NIGHT}{SHIFT} Night" in text
    assert "□" not in text


def test_without_the_font_they_are_named():
    """And drawn as a box."""
    made = production_as_pdf(named(f"The {NIGHT} Night"), ())

    assert made.unprinted == NIGHT
    assert "The □ Night" in PdfReader(io.BytesIO(made.content)).pages[0].extract_text()


def test_scripts_whose_letters_change_beside_one_another_are_not_taken(font):
    """Drawn one by one they would read as something else."""
    assert production_as_pdf(named(f"{NIGHT} {HINDI}"), (), font=font).unprinted == HINDI


def test_the_same_font_gives_the_same_bytes(font):
    """Twice the same page; and without such letters, the page that there is without the font."""
    twice = [production_as_pdf(named(NIGHT), (), font=font).content for _ in range(2)]
    plain = production_as_pdf(production(), (), font=font).content

    assert twice[0] == twice[1]
    assert plain == production_as_pdf(production(), ()).content


def test_what_is_no_font_is_said_by_name(tmp_path):
    """A text, an empty file, a folder, nothing."""
    (tmp_path / "text.ttf").write_bytes(b"no font at all")
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "folder.ttf").mkdir()

    for name in ("text.ttf", "empty.ttf", "folder.ttf", "gone.ttf"):
        with pytest.raises(UnreadableFile, match=name):
            production_as_pdf(production(), (), font=tmp_path / name)
