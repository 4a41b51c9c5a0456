"""Files that cannot be read: a named error each, and never a traceback."""

from __future__ import annotations

import errno
import io
import os
import pickle
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from addin.adapters.files import why
from addin.adapters.opening import open_book
from addin.adapters.xlsx.reading.reader import read_workbook
from addin.errors import (
    DamagedFile,
    EncryptedFile,
    FileError,
    FileInUse,
    FileMissing,
    UnreadableFile,
    UnsupportedFormat,
)
from tests.adapters.handmade import opened, parts, worksheet, zipped
from tests.adapters.old_excel import container, label, number, workbook_stream

ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def small() -> bytes:
    """A workbook of a few parts, as a library writes it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["PO", "Amount", 12.5])
        sheet.write_formula("B2", "=C1*2", None, 25)
        sheet.write_comment("A1", "note")
        sheet.add_table("E1:F3")
    return target.getvalue()


def with_(part: str, content: str | bytes) -> bytes:
    """A workbook in which one part is something else."""
    made = parts(worksheet(ROW), strings="<si><t>PO</t></si>")
    return zipped(made | {part: content})


def without(part: str) -> bytes:
    """A workbook in which one part is missing."""
    made = parts(worksheet(ROW), strings="<si><t>PO</t></si>")
    del made[part]
    return zipped(made)


def encrypted() -> bytes:
    """A workbook behind a password, as Excel saves it."""
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(small())).encrypt("secret", target)
    return target.getvalue()


def damaged_checksum() -> bytes:
    """A workbook of which one stored byte has flipped."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts(worksheet(ROW), strings="<si><t>PO</t></si>").items():
            package.writestr(name, content)
    return target.getvalue().replace(b"<si><t>PO", b"<si><t>QO")


def bomb(size: int) -> bytes:
    """A workbook whose sheet is mostly one repeated letter."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(worksheet(ROW)).items():
            if name != "xl/worksheets/sheet1.xml":
                package.writestr(name, content)
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(size >> 20):
                part.write(b" " * (1 << 20))
    return target.getvalue()


def claiming(entries: int) -> bytes:
    """An empty zip whose directory claims a size of its own."""
    return b"PK\x03\x04" + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, entries * 46, 0, 0)


def locked_entries() -> bytes:
    """A zip whose entries need a password."""
    content = bytearray(small())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def twice() -> bytes:
    """A package with two parts whose names differ only in case."""
    return with_("XL/Workbook.xml", "<workbook/>")


DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'

BAD: list[tuple[str, Callable[[], bytes], type[FileError], str]] = [
    ("empty.xlsx", lambda: b"", DamagedFile, "empty"),
    ("password.xlsx", encrypted, EncryptedFile, "password"),
    ("locked zip.xlsx", locked_entries, EncryptedFile, "password"),
    ("text.xlsx", lambda: b"PO,Amount\n1,2\n", DamagedFile, "not those of a workbook"),
    ("half.xlsx", lambda: small()[:3000], DamagedFile, "cut short"),
    ("start.xlsx", lambda: small()[:10], DamagedFile, "cut short"),
    ("checksum.xlsx", damaged_checksum, DamagedFile, "CRC"),
    ("no book.xlsx", lambda: without("xl/workbook.xml"), DamagedFile, "workbook part is missing"),
    ("no sheet.xlsx", lambda: without("xl/worksheets/sheet1.xml"), DamagedFile, "sheet1.xml"),
    ("no sheets.xlsx", lambda: with_("xl/workbook.xml", "<workbook/>"), DamagedFile, "no sheets"),
    ("odd.xlsx", lambda: with_("xl/workbook.xml", "<chart/>"), DamagedFile, "<chart>"),
    ("xml.xlsx", lambda: with_("xl/styles.xml", "<a><b></a>"), DamagedFile, "mismatched tag"),
    (
        "sheet xml.xlsx",
        lambda: with_("xl/worksheets/sheet1.xml", worksheet(ROW)[:-20]),
        DamagedFile,
        "the sheet 'Sheet1' is broken",
    ),
    (
        "entity.xlsx",
        lambda: with_("xl/worksheets/sheet1.xml", DOCTYPE + worksheet(ROW)),
        DamagedFile,
        "document type",
    ),
    (
        "laughs.xlsx",
        lambda: with_("xl/sharedStrings.xml", LAUGHS + "<sst><si><t>&c;</t></si></sst>"),
        DamagedFile,
        "document type",
    ),
    ("dtd.xlsx", lambda: with_("xl/workbook.xml", DOCTYPE + "<a/>"), DamagedFile, "document type"),
    ("ratio.xlsx", lambda: bomb(64 << 20), DamagedFile, "times its size"),
    ("directory.xlsx", lambda: claiming(10_000_000), DamagedFile, "far too many parts"),
    ("twice.xlsx", twice, DamagedFile, "two parts"),
    ("climbs.xlsx", lambda: with_("../../evil.xml", "x"), DamagedFile, "impossible name"),
    (
        "nameless.xlsx",
        lambda: with_("evil.xml", "x").replace(b"evil.xml", b"\0vil.xml"),
        DamagedFile,
        "impossible name",
    ),
    ("drive.xlsx", lambda: with_("C:/evil.xml", "x"), DamagedFile, "impossible name"),
    (
        "text number.xlsx",
        lambda: with_("xl/sharedStrings.xml", '<sst count="4000000000" uniqueCount="9"/>'),
        DamagedFile,
        "text 0 of 0",
    ),
    (
        "column.xlsx",
        lambda: with_(
            "xl/worksheets/sheet1.xml", worksheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')
        ),
        DamagedFile,
        "XFE",
    ),
    (
        "row.xlsx",
        lambda: with_("xl/worksheets/sheet1.xml", worksheet('<row r="1048577"/>')),
        DamagedFile,
        "1048577",
    ),
    (
        "wrong row.xlsx",
        lambda: with_(
            "xl/worksheets/sheet1.xml", worksheet('<row r="3"><c r="A4"><v>1</v></c></row>')
        ),
        DamagedFile,
        "A4 in row 3",
    ),
    ("archive.zip.xlsx", lambda: zipped({"a.txt": "x"}), UnsupportedFormat, "zip archive"),
    ("b.numbers", lambda: zipped({"Index/Document.iwa": b"x"}), UnsupportedFormat, "Numbers"),
    ("b.pdf", lambda: b"%PDF-1.7\n", UnsupportedFormat, "PDF"),
    ("b.xlsx", lambda: b"%PDF-1.7\n", UnsupportedFormat, "PDF"),
    ("b.gsheet", lambda: b'{"url": "x"}', UnsupportedFormat, "Google"),
    ("b.unknown", lambda: b"whatever", UnsupportedFormat, "does not read"),
    ("letter.doc", lambda: container({"WordDocument": b""}), UnsupportedFormat, "Word"),
    ("b.ole.xls", lambda: container({"Other": b""}), DamagedFile, "no workbook"),
    ("b.xml.xls", lambda: b'<?xml version="1.0"?><a/>', UnsupportedFormat, "XML"),
]


@pytest.mark.parametrize(("name", "make", "kind", "words"), BAD, ids=[case[0] for case in BAD])
def test_bad_file_is_a_named_error_that_says_what_and_what_to_do(tmp_path, name, make, kind, words):
    """The error names the file and the cause, says that nothing was written, and pickles."""
    content = make()
    with pytest.raises(kind) as caught:
        opened(tmp_path, name, content)
    text = str(caught.value)

    assert name in text
    assert words in text
    assert "Nothing was written" in text
    assert str(pickle.loads(pickle.dumps(caught.value))) == text  # noqa: S301 - our own
    assert (tmp_path / name).read_bytes() == content


def test_reading_as_excel_workbook_what_is_none_is_unsupported(tmp_path):
    """The reader of .xlsx alone sends other kinds away."""
    path = tmp_path / "a.csv"
    path.write_text("a,b")

    with pytest.raises(UnsupportedFormat):
        read_workbook(path, "a.csv")


def test_folder_and_missing_file_are_told_apart(tmp_path):
    """A folder called like a workbook is not a missing one."""
    (tmp_path / "Budget.xlsx").mkdir()

    with pytest.raises(UnreadableFile, match="folder"):
        open_book(tmp_path / "Budget.xlsx", "Budget.xlsx")
    with pytest.raises(FileMissing):
        open_book(tmp_path / "gone.xlsx", "gone.xlsx")
    with pytest.raises(FileMissing):
        open_book(tmp_path / "a\0b.xlsx", "a")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_file_without_permission_says_so(tmp_path):
    """The coordinator can ask whoever owns it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(small())
    path.chmod(0)

    with pytest.raises(UnreadableFile, match="permission"):
        open_book(path, "a.xlsx")


def sharing_violation() -> OSError:
    """What Windows says while Excel keeps a file to itself."""
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError(errno.EACCES, "denied"), UnreadableFile),
        (sharing_violation(), FileInUse),
        (OSError(errno.EBUSY, "busy"), FileInUse),
        (OSError(errno.EIO, "Input/output error"), UnreadableFile),
        (NotADirectoryError(errno.ENOTDIR, "no"), FileMissing),
    ],
)
def test_what_the_system_says_becomes_a_named_error(error, kind):
    """Locked, forbidden and broken are three things to do."""
    assert type(why(error, "a.xlsx")) is kind


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_mutated_workbooks_are_a_book_or_a_named_error(data):
    """Whatever bytes flip or go missing, nobody sees a traceback."""
    content = bytearray(SMALL)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(1, len(content))))
    with suppress(UnreadableFile):
        assert _open_bytes(bytes(content[:cut]), "a.xlsx")


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_mutated_parts_are_a_book_or_a_named_error(data):
    """The same below the zip, where its checksums do not protect."""
    made = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in parts(worksheet(ROW * 2), strings="<si><t>PO</t></si>").items()
    }
    part = data.draw(st.sampled_from(sorted(made)))
    content = bytearray(made[part])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.sampled_from(b"<>/\"'= &;!?[]xrct019A\x00\xff"))
    with suppress(UnreadableFile):
        assert _open_bytes(zipped(made | {part: bytes(content)}), "a.xlsx")


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_mutated_old_workbooks_are_a_book_or_a_named_error(data):
    """The library that reads them may not let its own failures through."""
    content = bytearray(container({"Workbook": OLD}))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFile):
        assert _open_bytes(bytes(content), "a.xls")


def _open_bytes(content: bytes, name: str) -> object:
    path = SCRATCH / name
    path.write_bytes(content)
    return open_book(path, name)


@pytest.fixture(autouse=True, scope="module")
def _scratch(tmp_path_factory):
    global SCRATCH  # noqa: PLW0603 - a place for the files of hypothesis, which knows no fixtures
    SCRATCH = tmp_path_factory.mktemp("mutated")


SCRATCH = Path()
SMALL = small()
OLD = workbook_stream(number(0, 0, 7) + label(1, 1, "PO"))


def test_openpyxl_reads_what_the_mutations_start_from():
    """The mutations start from a sound workbook."""
    book = openpyxl.load_workbook(io.BytesIO(SMALL))

    assert book.active["A1"].value == "PO"  # type: ignore[index]
