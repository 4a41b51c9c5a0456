"""A sheet passes through in pieces: wherever they are cut, the result is the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.parts.xml_bytes import spliced, spliced_pieces
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.errors import WriteRefused
from tests.adapters.xlsx.packages import worksheet


def pieces(content: bytes, places: list[int]) -> Iterator[bytes]:
    """The bytes, cut at some places."""
    edges = sorted({0, len(content), *(place % (len(content) + 1) for place in places)})
    return (content[a:b] for a, b in itertools.pairwise(edges))


@st.composite
def cuts(draw) -> list[tuple[int, int, bytes]]:
    """Places in a hundred bytes that do not overlap, some of them insertions."""
    edges = sorted(draw(st.lists(st.integers(0, 100), max_size=12)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [(start, end, draw(st.binary(max_size=4))) for start, end in pairs]


@settings(deadline=None)
@given(
    content=st.binary(min_size=100, max_size=100), wanted=cuts(), places=st.lists(st.integers(0))
)
def test_cutting_a_stream_is_cutting_the_whole(content, wanted, places):
    """Insertions, deletions and replacements across the pieces' edges included."""
    streamed = b"".join(spliced_pieces(pieces(content, places), wanted))

    assert streamed == spliced(content, wanted)


ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c></row>\n<row r="3" spans="1:2"/>'
    '<row r="4"><c r="B4" t="str"><f>"a>b"</f><v>a&gt;b</v></c></row><row><c/><c><v>2</v></c></row>'
)
TAIL = '<rowBreaks count="1"><brk id="3"/></rowBreaks>'


@settings(deadline=None)
@given(places=st.lists(st.integers(0, 2000), max_size=30))
def test_rows_are_the_same_wherever_the_stream_is_cut(places):
    """Numbers, places in the part, cells; what stands before and behind."""
    xml = worksheet(ROWS, after=TAIL).encode()
    scan = SheetScan(pieces(xml, places), "sheet1.xml")
    found = [
        (row.number, block.at + row.start, [cell.column for cell in block.cells(row)])
        for block in scan.blocks()
        for row in block.rows
    ]

    assert [(number, cells) for number, _, cells in found] == [
        (1, [1]),
        (3, []),
        (4, [2]),
        (5, [1, 2]),
    ]
    assert all(xml[place:].startswith(b"<row") for _, place, _ in found)
    assert scan.head + xml[len(scan.head) : scan.rows_end] + scan.tail == xml
    assert TAIL.encode() in scan.tail


def test_a_sheet_that_ends_too_early_is_refused_by_name():
    """Whatever is missing: the cells' end, or their beginning."""
    for xml in (worksheet(ROWS).encode()[:-60], b"<worksheet/>", b"", b"<html>"):
        with pytest.raises(WriteRefused, match=r"sheet1\.xml"):
            list(SheetScan(iter((xml,)), "sheet1.xml").blocks())
