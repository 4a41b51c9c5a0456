"""One row of XML by the fast pattern, and by the parser that understands every layout."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.markup import BadMarkup
from addin.adapters.xlsx.reading.any_cells import any_cells
from addin.adapters.xlsx.reading.row_xml import RowXml
from addin.adapters.xlsx.reading.sheet_rows import SheetXml
from addin.tables.table import column_letters

text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"),
    max_size=6,
).map(escape)
style = st.one_of(st.just(""), st.integers(0, 99).map(' s="{}"'.format))
content = st.one_of(
    text.map(' t="str"><v>{}</v>'.format),
    text.map(' t="inlineStr"><is><t>{}</t></is>'.format),
    text.map(' t="inlineStr"><is><t xml:space="preserve">{}</t></is>'.format),
    st.integers().map("><v>{}</v>".format),
    text.map("><f>{}</f><v>1</v>".format),
    text.map("><f>{}</f>".format),
    text.map(' t="str"><f ca="1">{}</f><v></v>'.format),
    st.integers(0, 9).map('><f t="shared" si="{}"/><v>2</v>'.format),
    st.just(' t="e"><v>#REF!</v>'),
    st.just(' t="b" cm="1"><v>1</v>'),
    st.just("><v/>"),
)


@st.composite
def rows(draw):
    """The cells of row 7 in the layout that the pattern reads."""
    columns = sorted(draw(st.sets(st.integers(1, 16384), min_size=1, max_size=6)))
    return "".join(
        f'<c r="{column_letters(column)}7"{draw(style)}{draw(content)}</c>' for column in columns
    )


@settings(deadline=None)
@given(rows())
def test_pattern_and_parser_find_the_same_cells(xml):
    """What the fast way reads is what the slow way reads."""
    sheet = f'<worksheet><sheetData><row r="7">{xml}</row></sheetData></worksheet>'
    (row,) = SheetXml([sheet]).rows()

    assert isinstance(row, RowXml)
    assert any_cells(xml, "", 7) == [tuple(cell) for cell in row.cells]


@settings(deadline=None)
@given(rows(), st.data())
def test_pieces_may_be_cut_anywhere(xml, data):
    """A part arrives a megabyte at a time, cut wherever that ends."""
    sheet = (
        '<worksheet><cols><col/></cols><sheetData><row r="5" hidden="1"/>'
        f'<row r="7">{xml}</row><row r="9" hidden="1"/></sheetData><mergeCells/></worksheet>'
    )
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sheet)), max_size=5)))
    pieces = [sheet[a:b] for a, b in zip([0, *cuts], [*cuts, len(sheet)], strict=True) if a != b]
    whole, cut = SheetXml([sheet]), SheetXml(pieces)

    found = [row for row in whole.rows() if isinstance(row, RowXml)]
    assert [(row.number, row.hidden) for row in found] == [(5, True), (7, False), (9, True)]
    assert list(SheetXml([sheet]).rows()) == list(cut.rows())
    frame = "<worksheet><cols><col/></cols><sheetData></sheetData><mergeCells/></worksheet>"
    assert "".join(whole.frame()) == "".join(cut.frame()) == frame


@pytest.mark.parametrize("address", ["A0", "A1048577", "A17", "7", "A8", "A07", "a8"])
def test_address_that_no_sheet_has_is_refused(address):
    """A cell is never put somewhere else than it says."""
    sheet = (
        f'<worksheet><sheetData><row r="7"><c r="{address}"><v>1</v></c></row></sheetData>'
        "</worksheet>"
    )
    rows_found = SheetXml([sheet]).rows()

    with pytest.raises(BadMarkup, match=address):
        list(rows_found)


def test_row_without_end_is_refused():
    """A row of a hundred megabytes is no row."""
    sheet = ['<worksheet><sheetData><row r="1">', *[" " * (1 << 24)] * 8, "</row></sheetData>"]

    with pytest.raises(BadMarkup, match="longer"):
        list(SheetXml(sheet).rows())
