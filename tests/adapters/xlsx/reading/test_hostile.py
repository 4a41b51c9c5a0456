"""Files made to hurt: each is a book or a named error, soon, and in little memory."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.reading import sheet_cells
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import WorkbookFile, book_of
from addin.errors import DamagedFile, EncryptedFile, FileError
from addin.tables.table import Book
from tests.adapters.handmade import parts, read, sheet_of, worksheet, zipped
from tests.adapters.test_opening import SMALL

PARTS = {
    info.filename: zipfile.ZipFile(io.BytesIO(SMALL)).read(info)
    for info in zipfile.ZipFile(io.BytesIO(SMALL)).infolist()
}
VARIED = (
    "threaded",
    "pivot",
    "slicer",
    "connection",
    "data_validation",
    "cond_format",
    "hyperlink",
    "macro",
    "table",
    "array",
    "strict",
    "shared",
    "date",
    "rich",
    "protect",
    "outline",
    "external",
    "spill",
    "comment",
    "defined_name",
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCHES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def tried(content: bytes) -> Book | None:
    """The book in these bytes, if it is one; only named errors may come instead."""
    with suppress(FileError):
        file = WorkbookFile(Package(content, "a.xlsx"), "")
        for name in file.sheet_names:
            for row in file.rows(name):
                assert row.number > 0
        return file.book()
    return None


@pytest.mark.corpus
@pytest.mark.parametrize("kind", VARIED)
def test_mutated_parts_of_odd_workbooks_are_a_book_or_a_named_error(corpus, kind):
    """Bytes replaced, dropped, doubled and moved below the zip, where no checksum protects."""
    found = (path for path in corpus.rglob("*.xls[xm]") if kind in path.name.lower())
    named = filter(zipfile.is_zipfile, found)
    path = min(named, key=lambda path: (path.stat().st_size, path.name), default=None)
    if path is None:
        pytest.skip(f"no workbook of this kind: {kind}")
    with zipfile.ZipFile(path) as archive:
        sound = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(kind)  # noqa: S311 - the same each time
    for _ in range(30):
        part = chance.choice(sorted(name for name in sound if sound[name]))
        content = bytearray(sound[part])
        for _ in range(chance.randrange(1, 5)):
            at, size = chance.randrange(len(content)), chance.randrange(1, 20)
            match chance.randrange(4):
                case 0:
                    content[at] = chance.choice(b"<>/\"'= &;!?[]:xrct019AZ-.\x00\xff")
                case 1:
                    del content[at : at + size]
                case 2:
                    content[at:at] = content[at : at + size]
                case _:
                    content[at:at] = bytes(chance.choices(content, k=size))
            content = content or bytearray(b"<")
        tried(zipped(sound | {part: bytes(content)}))


@pytest.mark.parametrize("part", sorted(PARTS))
def test_workbook_cut_off_within_any_part_is_a_book_or_a_named_error(part):
    """A part ends early, or holds what is another part's."""
    whole = PARTS[part]
    for cut in range(0, len(whole), max(1, len(whole) // 12)):
        tried(zipped(PARTS | {part: whole[:cut]}))
    for other, content in PARTS.items():
        tried(zipped(PARTS | {part: content, other: whole}))


@pytest.mark.parametrize("part", sorted(name for name in PARTS if not name.endswith(".vml")))
@pytest.mark.parametrize("doctype", [LAUGHS, FETCHES])
def test_no_part_may_declare_entities(part, doctype):
    """Nothing is expanded without end, and nothing fetched: what is read with one is refused."""
    xml = PARTS[part].decode()
    at = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
    hostile = xml[:at] + doctype + xml[at:]
    book = tried(zipped(PARTS | {part: hostile}))

    assert book is None or "docProps" in part or "theme" in part or "drawing" in part


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "XFE"),
        ('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "ZZZZ"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "1048577"),
        ('<row r="-1"><c r="A-1"><v>1</v></c></row>', "A-1"),
        ('<row r="0"><c r="A0"><v>1</v></c></row>', "row 0"),
        ('<row r="99999999999999999999"/><row/>', "beyond"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "refers to text"),
        ('<row r="1"><c r="A1" t="s"><v>1e9</v></c></row>', "refers to text"),
        ('<row r="1"><c r="A1" t="s"><v>NaN</v></c></row>', "refers to text"),
        ("<row/>" * 1_048_577, "beyond"),
        ('<row><c r="A1"><v>1</v></c></row>' * 2, "A1"),
    ],
)
def test_places_and_texts_that_there_are_not_are_refused(row, words):
    """Nothing is put in another place than it says, and nothing made up."""
    with pytest.raises(DamagedFile, match=words):
        sheet_of(row)


@pytest.mark.parametrize("stored", ["NaN", "1e400", "-1e400", "INF", "1_000", "0x10", "١٢", "1,5"])
@pytest.mark.parametrize("style", range(-1, 6))
def test_numbers_that_are_none_are_texts_or_errors(stored, style):
    """Never an infinity, and never a number that Excel would not see."""
    value = sheet_of(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>').value(1, 1)

    assert value is None or isinstance(value, str | int)


@pytest.mark.parametrize(
    "rows",
    [
        "<row/>" * 300_000,
        '<row s="1" customFormat="1" ht="15"/>' * 200_000,
        '<row hidden="1"/>' * 50_000,
        '<row r="1" spans="1:1">' + '<c r="A1" s="3"/>' * 300_000 + "</row>",
        '<row r="1">' + "<b>" * 200_000 + "</b>" * 200_000 + "</row>",
        '<row r="1"><c r="A1"><is>' + "<r>" * 50_000 + "</r>" * 50_000 + "</is></c></row>",
        f'<row r="1" x="{"&amp;" * 1_000_000}"><c r="A1"><v>1</v></c></row>',
        f'<row r="1"><c r="A1" t="str"><v>{"[" * 2_000_000}</v></c></row>',
        '<row r="1"><c r="A1"><f>_xlfn.A' + "['" * 300_000 + "</f><v>1</v></c></row>",
        '<row r="1"><c r="A1"><f>_xlfn.' + "SINGLE(" * 100_000 + "</f><v>1</v></c></row>",
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">'
        + "'[" * 300_000
        + "</f></c></row>",
        '<row r="1">' + '<c t="str"><f>1</f><v></v></c>' * 16_000 + "</row>",
        '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>',
        '<row r="300000"><c r="XFD300000"><v>1</v></c></row>',
    ],
)
def test_what_is_large_without_being_much_costs_little(rows):
    """Seconds and tens of megabytes, not minutes and gigabytes."""
    content = zipped(parts(worksheet(rows)))
    started = time.process_time()
    tracemalloc.start()
    with suppress(DamagedFile):
        book_of(Package(content, "a.xlsx"), "")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert time.process_time() - started < 30
    assert peak < 20 * len(rows) + (64 << 20)


def test_formula_shared_by_all_cells_may_not_fill_the_memory(monkeypatch):
    """Eight thousand characters for each of many cells are, at some point, too much."""
    monkeypatch.setattr(sheet_cells, "MOST_WRITTEN", 1 << 21)
    formula = "+".join(["A1"] * 2700)
    rows = f'<row r="1"><c r="B1"><f t="shared" ref="B1:B9" si="0">{formula}</f></c></row>'
    rows += "".join(
        f'<row r="{n}"><c r="B{n}"><f t="shared" si="0"/></c></row>' for n in range(2, 400)
    )

    with pytest.raises(DamagedFile, match="formulas"):
        sheet_of(rows)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("../../evil.xml", True),
        ("xl/../../evil.xml", True),
        ("C:/evil.xml", True),
        ("/etc/evil.xml", False),
        ("xl\\evil.xml", False),
        ("XL/WORKBOOK.XML", True),
        ("/xl/workbook.xml", True),
    ],
)
def test_names_that_lead_out_or_stand_for_another_part_are_refused(name, refused):
    """Two names for one part, and names that lead out of the package, are nobody's mistake."""
    content = zipped(parts(worksheet()) | {name: "<a/>"})

    if refused:
        with pytest.raises(DamagedFile):
            read(content)
    else:
        assert read(content).sheets


def test_two_parts_of_one_name_are_refused():
    """Which of them Excel would show is anyone's guess."""
    content = zipped(PARTS | {"xl/workbooK.xml": PARTS["xl/workbook.xml"]})
    content = content.replace(b"xl/workbooK.xml", b"xl/workbook.xml")

    with pytest.raises(DamagedFile, match="two parts"):
        read(content)


def test_part_that_unpacks_to_a_thousand_times_its_size_is_refused():
    """As deflate can, and no workbook does."""
    bomb = zipped(parts(worksheet(" " * (40 << 20))))

    with pytest.raises(DamagedFile, match="times its size"):
        read(bomb)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_headers_of_the_zip_may_say_anything(data):
    """Sizes, offsets, methods and flags of the entries and of the directory."""
    content = bytearray(SMALL)
    marks = [at for at in range(len(content) - 4) if content[at : at + 2] == b"PK"]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.sampled_from(marks)) + data.draw(st.integers(4, 45))
        if at < len(content):
            content[at] = data.draw(st.sampled_from([0, 1, 8, 9, 0x7F, 0x80, 0xFF]))
    with suppress(DamagedFile, EncryptedFile):
        assert read(bytes(content)).sheets


def test_links_between_parts_may_lead_nowhere_or_in_a_circle():
    """A sheet whose comments are itself, and a table that is the workbook."""
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/comments" Target="sheet1.xml"/>'
        '<Relationship Id="b" Type="x/table" Target="/xl/workbook.xml"/>'
        '<Relationship Id="c" Type="x/pivotTable" Target="/xl/worksheets/sheet1.xml"/>'
        '<Relationship Id="d" Type="x/threadedComment" Target="../../../../etc/hostname"/>'
        "</Relationships>"
    )
    sheet = worksheet(
        "", after='<tableParts><tablePart r:id="b"/><tablePart r:id="z"/></tableParts>'
    )

    assert read(zipped(parts(sheet, more={"xl/worksheets/_rels/sheet1.xml.rels": related}))).sheets
