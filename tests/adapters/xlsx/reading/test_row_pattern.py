"""Rows that are alike, read whole by a pattern, and one cell at a time."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.reading.sheet_rows import AlikeRow, SheetXml
from addin.errors import DamagedFile
from addin.tables.table import Sheet, column_letters
from tests.adapters.handmade import parts, read, worksheet, zipped

STRINGS = "".join(f"<si><t>text {n}</t></si>" for n in range(10))
numbers = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["1E+400", "-0", "007", "1.", ".5", "1e", "+-", "12345678901234567890"]),
)
texts = st.lists(st.sampled_from(["a", "é", " ", "&", "<", '"', "_x000A_", "0"]), max_size=5).map(
    "".join
)
contents = {
    "number": numbers.map("<v>{}</v>".format),
    "shared": st.integers(0, 9).map("<v>{}</v>".format),
    "text": texts.map(escape).map("<v>{}</v>".format),
    "kept": texts.map(escape).map('<is><t xml:space="preserve">{}</t></is>'.format),
    "error": st.sampled_from(["<v>#REF!</v>", "<v>#N/A</v>"]),
    "boolean": st.sampled_from(["<v>0</v>", "<v>1</v>"]),
    "formula": st.tuples(texts.map(escape), numbers).map("<f>1+{0[0]}</f><v>{0[1]}</v>".format),
    "uncached": texts.map(escape).map("<f>1+{}</f>".format),
    "empty": texts.map(escape).map("<f>1+{}</f><v></v>".format),
    "member": numbers.map('<f t="shared" si="1"/><v>{}</v>'.format),
    "blank": st.just(""),
}
kinds = {"shared": "s", "text": "str", "kept": "inlineStr", "error": "e", "boolean": "b"}
kinds |= {"empty": "str"}
spellings = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(sorted(contents)), st.integers(0, 5)),
    min_size=1,
    max_size=5,
)


@st.composite
def sheets(draw) -> str:
    """Sixty rows of at most three spellings, now and then with an odd one between them."""
    kept = draw(st.lists(spellings, min_size=1, max_size=3))
    rows = ['<row r="1"><c r="A1"><f t="shared" ref="A1" si="1">B1+$C$2</f><v>1</v></c></row>']
    for row in range(2, 62):
        number = row * 7
        attributes = draw(st.sampled_from(['spans="1:9"', 'spans="1:12" ht="15.5"', 'hidden="1"']))
        column, cells = 0, []
        for step, content, style in kept[row % len(kept)]:
            column += step
            kind = f' t="{kinds[content]}"' if content in kinds else ""
            start = f'<c r="{column_letters(column)}{number}" s="{style}"{kind}'
            inside = draw(contents[content])
            cells.append(f"{start}>{inside}</c>" if inside else f"{start}/>")
        rows.append(f'<row r="{number}" {attributes}>{"".join(cells)}</row>')
    return "".join(rows)


def sheet_of(rows: str) -> Sheet:
    """The sheet with these rows."""
    return read(zipped(parts(worksheet(rows), strings=STRINGS))).sheets[0]


@settings(deadline=None, max_examples=60)
@given(sheets())
def test_rows_read_by_a_pattern_are_the_rows_read_by_cell(rows):
    """The fast way changes nothing: values, formulas, formats, what is hidden and uncached."""
    by_cell = re.sub(r'<row r="(\d+)" ([^>]*)>', r'<row \2 r="\1">', rows)  # never learnt

    one, other = sheet_of(rows), sheet_of(by_cell)
    assert list(map(list, one.rows)) == list(map(list, other.rows))
    assert list(map(repr, one.rows)) == list(map(repr, other.rows))
    assert one.formulas == other.formulas
    assert dict(one.formats) == dict(other.formats)
    assert (one.uncached, one.hidden_rows) == (other.uncached, other.hidden_rows)


def test_alike_rows_are_soon_read_by_a_pattern():
    """Also where every tenth row has a formula more."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}">{"<f>A1</f>" * (n % 10 == 0)}<v>1</v>'
        "</c></row>"
        for n in range(1, 1001)
    )
    found = list(SheetXml([worksheet(rows)]).rows())

    assert len(found) == 1000
    assert sum(isinstance(row, AlikeRow) for row in found) > 850


@pytest.mark.parametrize(
    "broken",
    [
        "<v>1</v></c><b></c>",
        "<v>&nope;</v></c>",
        "<v>1\x01</v></c>",
        "<v>1</w></c>",
        "<v a=1>1</v></c>",
    ],
)
def test_damage_behind_a_thousand_alike_rows_is_found(broken):
    """What patterns did not read is given to a parser."""
    rows = [f'<row r="{n}"><c r="A{n}" t="str"><v>{n}</v></c></row>' for n in range(1, 1001)]
    rows.append(f'<row r="1001"><c r="A1001" t="str">{broken}</row>')

    with pytest.raises(DamagedFile, match="Sheet1"):
        sheet_of("".join(rows))


def test_part_that_ends_within_its_rows_is_damaged():
    """Whether it ends between two rows or in the midst of one."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 101))
    whole = worksheet(rows)

    for cut in (whole.index('<row r="90"'), whole.index("<v>90<"), len(whole) - 5):
        with pytest.raises(DamagedFile, match="Sheet1"):
            read(zipped(parts(whole[:cut])))
