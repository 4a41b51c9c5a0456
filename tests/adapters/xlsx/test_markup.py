"""XML as text."""

from __future__ import annotations

from contextlib import suppress
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.markup import BadMarkup, Untidy, cell_text, checked, spelt_out, tidied


@st.composite
def documents(draw, depth=2):
    """Small documents of every kind of markup."""
    text = st.sampled_from(["a", " ", "&amp;", "&#65;", "&lt;", "é", "\n", "]]"])
    odd = st.sampled_from(["<!-- <b> -->", "<![CDATA[<c>&]]>", "<?p i?>", "<d/>", "<e f='\"'/>"])
    parts = draw(st.lists(st.one_of(text, odd), max_size=4))
    if depth:
        parts.append(draw(documents(depth - 1)))
    attribute = draw(st.sampled_from(["", ' x="1 &gt; &quot;"', " y='a&#10;b'", ' n:z=" "']))
    return f'<g xmlns:n="urn:n"{attribute}>{"".join(parts)}</g>'


@settings(deadline=None)
@given(documents())
def test_tidied_document_says_the_same(xml):
    """Comments and instructions go; elements, attributes and text stay."""
    canonical = ET.canonicalize("".join(tidied([xml.encode()])))

    assert ET.canonicalize(xml.replace("<?p i?>", "")) == canonical


@settings(deadline=None)
@given(documents(), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]), st.integers(1, 40))
def test_checked_text_is_the_document_or_untidy(xml, encoding, size):
    """What passes as plain text is the text; the rest is sent to be tidied."""
    content = xml.encode(encoding)
    pieces = [content[:500], *(content[n : n + size] for n in range(500, len(content), size))]
    with suppress(Untidy):
        assert xml == "".join(checked(pieces))


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<a>",
        "<a></b>",
        "<a>&nbsp;</a>",
        "<!DOCTYPE a><a/>",
        "<a/><b/>",
        "<a>\x00</a>",
        "<a b=1/>",
    ],
)
def test_what_is_not_well_formed_is_refused(xml):
    """As much by the fast way as by the thorough one."""
    with pytest.raises((BadMarkup, Untidy)):
        "".join(checked([xml.encode()]))
    with pytest.raises(BadMarkup):
        "".join(tidied([xml.encode()]))


def test_line_ends_are_one_even_when_a_piece_ends_between_their_halves():
    """CR LF is one line end, as XML says."""
    assert "".join(checked([b"<a>1\r", b"\n2\r", b"3\r\n</a>"])) == "<a>1\n2\n3\n</a>"


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("a_x000A_b", "a\nb"),
        ("_x005F_x000A_", "_x000A_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x00_", "_x00_"),
        ("&lt;&#x41;&#66;&amp;amp;", "<AB&amp;"),
    ],
)
def test_escapes_are_decoded_once(stored, read):
    """Excel's escapes and XML's, and neither of what they yield."""
    assert read == cell_text(stored)
    assert spelt_out("plain") == "plain"
