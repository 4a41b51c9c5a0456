"""Words fit the room they are given, measured rather too wide than too narrow."""

from __future__ import annotations

import unicodedata
from importlib.resources import as_file, files

from fpdf import FPDF
from fpdf.fonts import TTFFont
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reports.charts.letters import ELLIPSIS, plain, shortened, width_of
from tests.reports.charts.laws import names


@settings(deadline=None)
@given(names, st.floats(0, 400), st.sampled_from([11.0, 12.0]), st.booleans())
def test_a_shortened_text_fits_and_is_a_beginning(text, room, size, is_bold):
    """What is cut off is marked by an ellipsis; what fits is not touched."""
    found = shortened(text, room, size, is_bold=is_bold)

    assert width_of(found, size, is_bold=is_bold) <= room + 1e-6
    if width_of(plain(text), size, is_bold=is_bold) <= room:
        assert found == plain(text)
    elif found:
        assert found.endswith(ELLIPSIS)
        assert plain(text).startswith(found.removesuffix(ELLIPSIS))


@settings(deadline=None)
@given(st.text())
def test_a_plain_text_is_one_line_without_marks_that_turn_it(text):
    """No line break, no control character, nothing that turns the direction of what follows."""
    found = plain(text)

    assert plain(found) == found
    assert not {"\n", "\t", "\N{RIGHT-TO-LEFT OVERRIDE}", "\0"} & set(found)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in found)
    found.encode("utf-8")


@settings(deadline=None)
@given(st.text())
def test_what_is_not_shown_changes_nothing_else(text):
    """A text that can be printed as it is comes out as if each of its letters had been judged."""
    assert plain(f"{text}\0") == plain(text)


def test_joiners_that_a_name_is_spelt_with_are_kept():
    """Persian names lose their form without them."""
    assert plain("می\N{ZERO WIDTH NON-JOINER}خواهم") == "می\N{ZERO WIDTH NON-JOINER}خواهم"


def test_the_table_is_no_narrower_than_the_font_of_the_pdf():
    """Every printable letter of ASCII, and nineteen in twenty of Latin with accents."""
    pdf = FPDF(unit="pt")
    with as_file(files("addin.reports") / "fonts" / "DejaVuSansCondensed.ttf") as path:
        pdf.add_font("DejaVu", "", path)
    pdf.set_font("DejaVu", size=100)
    printable = [code for code in range(32, 0x250) if chr(code).isprintable()]
    wide = {code: pdf.get_string_width(chr(code)) / 100 for code in printable}
    font = pdf.fonts["dejavu"]
    assert isinstance(font, TTFFont)
    font.close()  # its file stays open until the font is written

    too_narrow = [code for code, width in wide.items() if width_of(chr(code), 1.0) < width]
    assert [code for code in too_narrow if code < 127] == []
    assert len(too_narrow) <= len(wide) / 20
