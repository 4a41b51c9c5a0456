"""Whatever bytes somebody sends: edited with certainty, or refused by name; never worse."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
import zlib
from functools import cache

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx import patcher
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.errors import DamagedFile, FileError, WriteRefused
from addin.tables.changes import Changes, ComputedValue
from addin.tables.table import CellEdit, NewCell, NewSheet
from tests.adapters.xlsx.packages import package, parts_of, with_parts, worksheet

CHANGES = Changes(
    cells=(CellEdit("Costs", 2, 2, 5), CellEdit("Costs", 3, 3, "=B2*2", is_formula=True)),
    computed=(ComputedValue("Costs", 2, 3, 7),),
    sheets=(NewSheet("Findings", ((NewCell("none"),),)),),
)


@cache
def workbook() -> bytes:
    """A workbook with a table, a chart, a note, formulas, formats and a filter."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Costs")
        money = book.add_format({"num_format": "#,##0.00"})
        for row in range(1, 9):
            sheet.write(row, 0, f"Account {row}")
            sheet.write(row, 1, row * 100, money)
            sheet.write_formula(row, 2, f"=B{row + 1}*2", money, row * 200)
        sheet.add_table(
            "F1:H4", {"columns": [{"header": name} for name in ("PO", "Vendor", "Net")]}
        )
        sheet.write_comment("A2", "checked")
        sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 300})
        sheet.data_validation("A2:A9", {"validate": "list", "source": ["Account 1", "Account 2"]})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Costs!$B$2:$B$9"})
        sheet.insert_chart("J2", chart)
    return out.getvalue()


def contents(blob: bytes) -> dict[str, bytes]:
    """The bytes of every part."""
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def attempted(blob: bytes) -> str:
    """What became of an attempt to edit: edited, or the name of the refusal."""
    try:
        draft = patcher.drafted(blob, CHANGES)
        result = b"".join(draft.packed())
        patcher.verify(draft, result)
    except FileError as error:
        assert str(error).endswith(error.advice or "Nothing was written.")  # noqa: PT017
        return type(error).__name__
    return "edited"


OUTCOMES = {"edited", "DamagedFile", "EncryptedFile", "UnsupportedFormat", "WriteRefused"}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a few places changed: flipped, cut out, doubled, overwritten."""
    new = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if not new:
            break
        at = chance.randrange(len(new))
        piece = bytes(new[at : at + chance.choice([1, 2, 8, 40, 400])])
        match chance.randrange(5):
            case 0:
                new[at] ^= 1 << chance.randrange(8)
            case 1:
                del new[at : at + len(piece)]
            case 2:
                new[at:at] = piece
            case 3:
                new[at : at + 4] = chance.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"PK\x05\x06"])
            case _:
                del new[at:]
    return bytes(new)


def test_the_workbook_as_it_is_can_be_edited():
    """Else the tests below would prove nothing."""
    assert attempted(workbook()) == "edited"


def test_a_package_without_parts_is_refused_by_name():
    """The end of its directory is there, and nothing before it."""
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)

    assert attempted(end) == "DamagedFile"
    assert attempted(b"PK\x03\x04" + b"junk" * 9 + end) == "DamagedFile"


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=150)
def test_a_damaged_package_is_edited_or_refused_by_name(seed):
    """Flipped bits, missing and doubled stretches, anywhere in the zip."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    assert attempted(mutated(workbook(), chance)) in OUTCOMES


INJECTED = [
    b"<!-- a -->",
    b"<![CDATA[<c/>]]>",
    b'<?xml version="1.0"?>',
    b"&lol;",
    b"&#0;",
    b"<row>",
    b"</row>",
    b'<row r="1048577"/>',
    b'<c r="XFE1"/>',
    b'<c r="A1" s="99999999999999999999"/>',
    b'<f t="shared" si="0" ref="A1:XFD1048576">A1</f>',
    b'<f t="array" ref="A1:XFD1048576">1</f>',
    b'<mergeCell ref="A1:XFD1048576"/>',
    b"\xff\xfe",
    b"\0",
    b"</sheetData>",
    b"<sheetData/>",
    b' xmlns="urn:nothing"',
    b"<x:c/>",
]


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=200)
def test_damaged_xml_in_any_part_is_edited_or_refused_by_name(seed):
    """Broken tags, numbers beyond the sheet, entities, comments, in a sound zip."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    parts = contents(workbook())
    name = chance.choice([*parts, *["xl/worksheets/sheet1.xml"] * len(parts)])
    content = parts[name]
    if chance.random() < 0.6:
        tags = [at for at, letter in enumerate(content) if letter in b"<>"]
        at = chance.choice(tags) + chance.randrange(2)
        content = content[:at] + chance.choice(INJECTED) + content[at:]
    else:
        content = mutated(content, chance)

    assert attempted(with_parts(workbook(), {name: content})) in OUTCOMES


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY e SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("name", sorted(contents(workbook())))
def test_no_part_may_declare_entities(name):
    """Neither to swell in memory nor to fetch a file: a part that is read with a DOCTYPE refuses."""
    content = contents(workbook())[name]
    head, close, rest = content.partition(b"?>")
    hostile = with_parts(workbook(), {name: head + close + ENTITIES + rest})
    outcome = attempted(hostile)

    assert outcome in {"edited", "WriteRefused", "DamagedFile"}
    if outcome == "edited":  # only a part that nobody reads: copied as it lies
        before, after = RawZip(hostile), RawZip(patcher.patched(hostile, CHANGES))
        assert before.record(before.by_key[name.lower()]) == after.record(
            after.by_key[name.lower()]
        )


def bomb(claimed: int | None = None) -> bytes:
    """A workbook whose sheet unpacks to 256 MB of blanks; the directory may claim less."""
    blob = package(worksheet(""))
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    blanks = bytes([32]) * (1 << 20)
    body = b"".join(press.compress(blanks) for _ in range(256)) + press.flush()
    size = (256 << 20) if claimed is None else claimed
    out, lines, position = b"", b"", 0
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        for entry in archive.infolist():
            raw = entry.filename.encode()
            content = archive.read(entry)
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            packed = body if is_sheet else zlib.compress(content, wbits=-15)
            sizes = (len(packed), size if is_sheet else len(content), len(raw))
            about = (0, 8, 0, 33, zlib.crc32(content), *sizes)
            out += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *about, 0) + raw + packed
            lines += struct.pack(
                "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, *about, 0, 0, 0, 0, 0, position
            )
            lines += raw
            position = len(out)
    count = len(parts_of(blob))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(lines), len(out), 0)
    return out + lines + end


@pytest.mark.parametrize("claimed", [None, 1000, 1 << 20])
def test_a_bomb_is_refused_without_filling_the_memory(claimed):
    """Whatever size its directory claims, no more than a few pieces are ever unpacked."""
    hostile = bomb(claimed)
    tracemalloc.start()
    try:
        with pytest.raises((DamagedFile, WriteRefused)):
            patcher.patched(hostile, CHANGES)
        assert tracemalloc.get_traced_memory()[1] < 200 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "xl/./a.xml"])
def test_a_name_that_leads_out_of_the_package_leads_nowhere(name, tmp_path, monkeypatch):
    """Parts are copied from zip to zip, never to the disk."""
    monkeypatch.chdir(tmp_path)
    hostile = with_parts(workbook(), {name: b"evil"})

    assert attempted(hostile) == "edited"
    assert list(tmp_path.iterdir()) == []
