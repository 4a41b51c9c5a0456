"""Tests of the styles part: what is appended, what is found again, what is refused."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.formats import styles_part
from addin.adapters.xlsx.formats.styles_part import StylesPart, empty_styles
from addin.errors import WriteRefused
from addin.tables.table import CellEdit, Style, Value
from tests.adapters.xlsx.packages import MAIN, STRICT_MAIN, STYLES

MONEY = '#,##0.00 "USD";[Red]-#,##0.00 "USD"'
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def styles(cell_formats: str, number_formats: str = "", namespace: str = MAIN) -> bytes:
    """A styles part with these ``xf`` elements."""
    stated = f"<numFmts>{number_formats}</numFmts>" if number_formats else ""
    return (
        f'<styleSheet xmlns="{namespace}" xmlns:x14="{X14}">{stated}<fonts count="1"><font/></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1">{cell_formats}</cellXfs>'
        "</styleSheet>"
    ).encode()


def formats(xml: bytes) -> list[str]:
    """The cell formats of a part as they are written."""
    inside = xml.decode().partition("cellXfs")[2].partition("cellXfs>")[0]
    return re.findall(r"<(?:\w+:)?xf(?:\s[^>]*)?/>|<(?:\w+:)?xf.*?</(?:\w+:)?xf>", inside)


def edit(value: Value, **more: object) -> CellEdit:
    """An edit of A1."""
    return CellEdit("Costs", 1, 1, value, **more)  # type: ignore[arg-type]


def test_a_number_format_changes_nothing_else_of_a_format():
    """Font, borders, alignment, protection, extensions: all as the cell had them."""
    rich = (
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="0" quotePrefix="1">'
        '<alignment textRotation="90"/><protection hidden="1"/>'
        '<extLst><ext uri="{1}"><x14:complement i="7"/></ext></extLst></xf>'
    )
    part = StylesPart(styles(rich), "styles.xml")

    assert part.with_number_format(b"0", "0.00%") == 1
    assert formats(part.result()) == [
        rich,
        rich.replace('numFmtId="0"', 'numFmtId="10"').replace(
            'quotePrefix="1"', 'quotePrefix="1" applyNumberFormat="1"'
        ),
    ]


def test_a_number_format_that_is_there_is_used_again():
    """By its code, or by the number that every workbook knows it by."""
    stated = '<numFmt numFmtId="170" formatCode="0.000"/>'
    part = StylesPart(
        styles('<xf/><xf numFmtId="170" applyNumberFormat="1"/><xf numFmtId="4"/>', stated), "s"
    )

    assert part.with_number_format(None, "0.000") == 1
    assert part.with_number_format(b"1", "0.000") == 1
    assert part.with_number_format(b"2", "#,##0.00") == 2
    assert not part.has_grown


def test_a_number_that_a_workbook_gives_another_meaning_is_not_used_for_ours():
    """A file may state format 4 as something else; then that is what 4 means there."""
    part = StylesPart(styles("<xf/>", '<numFmt numFmtId="4" formatCode="0.0"/>'), "s")
    part.with_number_format(None, "#,##0.00")

    assert b'<numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>' in part.result()


def test_a_new_number_format_gives_no_meaning_to_formats_that_had_none():
    """A cell format may refer to number 200 although nobody states it."""
    part = StylesPart(styles('<xf/><xf numFmtId="200"/>'), "s")
    part.with_number_format(None, MONEY)

    assert b'numFmtId="201" formatCode="#,##0.00 &quot;USD&quot;' in part.result()
    part = StylesPart(styles('<xf/><xf numFmtId="4294967295"/>'), "s")
    part.with_number_format(None, MONEY)
    assert b'numFmtId="164" formatCode=' in part.result()


@pytest.mark.parametrize(
    ("wanted", "cell", "like", "number"),
    [
        (edit(1), b"1", None, "1"),
        (edit(1), None, None, None),
        (edit("x", like=(2, 1)), b"1", b"2", "2"),
        (edit("x", like=(2, 1)), b"1", None, None),
        (edit(dt.date(2026, 3, 14)), b"0", None, "14"),
        (edit(dt.date(2026, 3, 14)), b"1", None, "1"),
        (edit(dt.date(2026, 3, 14), like=(2, 1)), b"0", b"1", "1"),
        (edit(dt.date(2026, 3, 14), like=(2, 1)), b"1", b"0", "14"),
        (edit(dt.date(2026, 3, 14), number_format="0"), b"0", None, "numFmt 1"),
        (edit(1, number_format="0", like=(2, 1)), b"0", b"2", "locked"),
        (edit("=TODAY()", is_formula=True), b"0", None, "0"),
        (edit(None, number_format="0.00"), b"0", None, "numFmt 2"),
    ],
)
def test_first_the_look_taken_over_then_the_number_format_then_the_date(
    wanted: CellEdit, cell: bytes | None, like: bytes | None, number: str | None
):
    """One order for all edits; what is not asked for stays as the cell had it."""
    part = StylesPart(STYLES.encode(), "styles.xml")
    style = part.style_for(wanted, cell, like)
    xml = formats(part.result())[int(style)] if style is not None else ""

    if number is None:
        assert style is None
    elif number == "14":
        assert 'numFmtId="14"' in xml
    elif number.startswith("numFmt"):
        assert f'numFmtId="{number[7:]}"' in xml
    elif number == "locked":
        assert 'numFmtId="1"' in xml
        assert '<protection locked="0"/>' in xml
    else:
        assert style == number.encode()


def test_what_was_typed_as_text_is_no_longer_when_a_number_takes_its_place():
    """Else the next person who edits the formula finds it turned into text; text stays text."""
    part = StylesPart(styles('<xf/><xf fontId="0" quotePrefix="1"/>'), "s")

    assert part.style_for(edit("0012"), b"1") == b"1"
    assert part.style_for(edit(None), b"1") == b"1"
    assert part.style_for(edit(12), b"1") == 0
    assert part.style_for(edit("=1+1", is_formula=True), b"1") == 0
    assert part.style_for(edit(12, number_format="0.00"), b"1") == 2
    assert (
        "quotePrefix" not in formats(part.result())[2]
        or 'quotePrefix="0"' in part.result().decode()
    )


def test_a_look_taken_from_a_pivot_leaves_its_button_there():
    """The arrow belongs to the pivot, not to the look."""
    part = StylesPart(styles('<xf/><xf fontId="3" pivotButton="1"/>'), "s")

    assert part.style_for(edit("x", like=(2, 1)), None, b"1") == 2
    assert 'pivotButton="0"' in formats(part.result())[2]


@pytest.mark.parametrize(
    "code",
    ['0.00 "USD', "0.00 USD", "0;0;0;0;0", "[Mauve]0", "", "0" * 256, "0\n0", "hello"],
)
def test_a_number_format_that_excel_would_not_take_is_refused(code: str):
    """Excel would call the whole file damaged."""
    part = StylesPart(STYLES.encode(), "styles.xml")

    with pytest.raises(WriteRefused, match="number format"):
        part.with_number_format(b"0", code or "\0")
    assert not part.has_grown


@pytest.mark.parametrize(
    "code",
    [
        MONEY, "yyyy-mm-dd;@", "[h]:mm:ss", "dd. mmm yyyy h:mm AM/PM", '_-* #,##0.00\\ "€"_-',
        "[$-409]d-mmm-yy", "[>=1000000]0.0,,\\M;[Color 10]0", "# ??/??", "0.00E+00", "€ #,##0",
        '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "General;[Red]-General", "mm:ss.0",
    ],
)  # fmt: skip
def test_number_formats_of_every_kind_are_taken(code: str):
    """Accounting, dates, elapsed time, conditions, languages, fractions."""
    part = StylesPart(STYLES.encode(), "styles.xml")
    number = part.with_number_format(b"0", code)
    again = StylesPart(part.result(), "styles.xml")

    assert again.with_number_format(b"0", code) == number
    assert not again.has_grown


def test_more_formats_than_excel_allows_are_refused(monkeypatch: pytest.MonkeyPatch):
    """And one that is there already is not a new one."""
    monkeypatch.setattr(styles_part, "MAX_FORMATS", 4)
    part = StylesPart(STYLES.encode(), "styles.xml")

    assert part.with_number_format(b"0", "0.00") == 3
    assert part.with_number_format(b"0", "#,##0.00") == 1
    with pytest.raises(WriteRefused, match="as many cell formats"):
        part.with_number_format(b"0", "0.00%")


def test_a_cell_with_a_format_that_is_not_there_is_left_alone():
    """Its file is at odds with itself; a value goes in, a number format is refused."""
    part = StylesPart(STYLES.encode(), "styles.xml")

    assert part.style_for(edit(dt.date(2026, 1, 1)), b"99") == b"99"
    with pytest.raises(WriteRefused, match="99"):
        part.with_number_format(b"99", "0.00")


def test_plain_edits_do_not_read_the_styles():
    """A hundred thousand numbers into a workbook with damaged styles: nobody looks."""
    part = StylesPart(b"<styleSheet", "styles.xml")

    assert part.style_for(edit(1.5), b"7") == b"7"
    assert not part.has_grown


def test_conditional_formats_are_appended_and_found_again():
    """Where the standard wants them; only what the style names, filled from behind."""
    part = StylesPart(STYLES.encode(), "styles.xml")
    red = Style(bold=True, colour="9C0006", fill="FFC7CE")

    assert [part.differential(red), part.differential(Style(fill="C6EFCE"))] == [0, 1]
    assert part.differential(red) == 0
    result = part.result()
    root = ET.fromstring(result)  # noqa: S314 - the test's own bytes
    assert [child.tag.partition("}")[2] for child in root][-2:] == ["cellStyles", "dxfs"]
    assert (
        '<dxfs count="2"><dxf><font><b/><color rgb="FF9C0006"/></font>'
        '<fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>'
    ) in result.decode()
    assert StylesPart(result, "styles.xml").differential(red) == 0


def test_a_style_has_lines_alignment_size_and_slant():
    """What a reconciliation needs: totals under a line, amounts to the right."""
    part = StylesPart(STYLES.encode(), "styles.xml")
    total = Style(
        bold=True, italic=True, underline=True, size=14, align="right", indent=1,
        top="thin", bottom="double",
    )  # fmt: skip
    number = part.styled(total, 1.5)
    result = part.result().decode()

    assert '<font><b/><i/><u/><sz val="14"/><name val="Aptos"/></font>' in result
    assert '<top style="thin"><color auto="1"/></top>' in result
    assert '<bottom style="double"><color auto="1"/></bottom>' in result
    assert (
        '<alignment horizontal="right" vertical="top" indent="1"/>'
        in formats(result.encode())[number]
    )


def test_text_that_looks_like_a_formula_is_marked_as_text():
    """A report shows formulas as text; opening the cell must not bring them to life."""
    part = StylesPart(STYLES.encode(), "styles.xml")

    assert 'quotePrefix="1"' in formats_after(part, "=SUM(A1:A9)")
    assert "quotePrefix" not in formats_after(part, "Total")
    assert "quotePrefix" not in formats_after(part, "-")


def formats_after(part: StylesPart, value: Value) -> str:
    """The format of a new cell that holds a value."""
    number = part.styled(Style(), value)
    return formats(part.result())[number]


CODES = st.sampled_from(["General", "0.00", MONEY, "yyyy-mm-dd", "@", "0.0000"])
LOOKS = st.builds(
    Style,
    bold=st.booleans(),
    wrap=st.booleans(),
    fill=st.sampled_from(["", "FFC7CE"]),
    number_format=st.sampled_from(["", MONEY]),
    top=st.sampled_from(["", "thin"]),
    align=st.sampled_from(["", "right"]),
)
BASES = [
    STYLES,
    STYLES.replace(MAIN, STRICT_MAIN),
    STYLES.replace("<", "<s:").replace("<s:/", "</s:").replace("xmlns=", "xmlns:s="),
    STYLES.replace('<fonts count="1">', '<numFmts count="0"/><fonts count="1">'),
    empty_styles(strict=False).decode(),
]


@settings(deadline=None)
@given(st.sampled_from(BASES), st.lists(CODES | LOOKS, max_size=12))
def test_existing_formats_never_change(base: str, wanted: list[str | Style]):
    """Whatever is asked for: all before stands where it stood, and asking again adds nothing."""
    part = StylesPart(base.encode(), "styles.xml")

    def ask(of: StylesPart) -> list[int]:
        return [
            of.with_number_format(b"0", one) if isinstance(one, str) else of.styled(one)
            for one in wanted
        ]

    numbers = ask(part)
    result = part.result()
    before = formats(base.encode())
    assert formats(result)[: len(before)] == before
    assert all(number < max(1, len(formats(result))) for number in numbers)
    again = StylesPart(result, "styles.xml")
    assert ask(again) == numbers
    assert not again.has_grown


@pytest.mark.corpus
def test_formats_of_workbooks_that_others_made_never_change(corpus: Path):
    """Every font, fill, border and format stands where it stood, in hundreds of styles parts."""
    tried: set[bytes] = set()
    for path in sorted(corpus.rglob("*.xls[xm]")):
        if not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.namelist() else b""
        if not xml or xml in tried:
            continue
        tried.add(xml)
        part = StylesPart(xml, "styles.xml")
        part.with_number_format(b"0", MONEY)
        part.styled(Style(bold=True, fill="FFC7CE", top="thin", number_format=MONEY))
        part.differential(Style(fill="FFC7CE"))
        before, after = listed(xml), listed(part.result())
        for name, items in before.items():
            assert after[name][: len(items)] == items, path
    assert len(tried) > 300


def listed(xml: bytes) -> dict[str, list[bytes]]:
    """The items of each list of a styles part."""
    root = ET.fromstring(xml)  # noqa: S314 - a test's own file
    return {holder.tag: [ET.tostring(item) for item in holder] for holder in root}
