"""The icons in the package are the ones that are drawn."""

from __future__ import annotations

import struct
import zlib

import pytest

from addin.hosts.web.description import COLOUR_SIZE, ICON_SIZES, OUTLINE_SIZE, icon
from addin.hosts.web.drawing import coloured, outline


def pixels(png):
    """Width, height and the unfiltered bytes of a picture; its checksums are checked."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            kind + body
        )
        chunks[kind] = body
        at += 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    return width, height, zlib.decompress(chunks[b"IDAT"])


def test_the_small_icons_are_drawn_as_they_are_shipped():
    """A change of the drawing needs new files: python -m addin.hosts.web.drawing."""
    assert pixels(coloured(16)) == pixels(icon("icon-16.png"))
    assert pixels(outline(OUTLINE_SIZE)) == pixels(icon("outline.png"))


@pytest.mark.parametrize("size", [*ICON_SIZES, COLOUR_SIZE])
def test_an_icon_is_as_large_as_its_name_says(size):
    """Office refuses others."""
    width, height, content = pixels(icon(f"icon-{size}.png"))

    assert (width, height) == (size, size)
    assert len(content) == size * (4 * size + 1)


def test_the_outline_is_white_on_nothing():
    """Office colours it itself."""
    _, _, content = pixels(icon("outline.png"))
    row = OUTLINE_SIZE * 4 + 1
    seen = {
        content[at + 1 + 4 * column : at + 5 + 4 * column]
        for at in range(0, len(content), row)
        for column in range(OUTLINE_SIZE)
    }

    assert {each[:3] for each in seen if each[3]} == {b"\xff\xff\xff"}
    assert {0, 255} <= {each[3] for each in seen}
