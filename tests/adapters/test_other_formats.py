"""Workbooks of old Excel, binary Excel and OpenDocument."""

from __future__ import annotations

import datetime as dt
import struct
import subprocess

import openpyxl
import pytest

from addin.adapters.opening import open_book
from addin.errors import DamagedFile, EncryptedFile
from addin.tables.table import ErrorValue
from tests.adapters.handmade import opened, zipped
from tests.adapters.old_excel import (
    boolean_or_error,
    container,
    label,
    number,
    record,
    workbook_stream,
)

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str, manifest: str = "") -> bytes:
    """An OpenDocument workbook with one sheet of these rows."""
    return zipped(
        {
            "mimetype": ODS,
            "content.xml": f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Budget">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": "<m:manifest"
            ' xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{ODS}">{manifest}</m:file-entry>'
            "</m:manifest>",
        }
    )


def cell(value: object, more: str = "") -> str:
    """A cell with a number."""
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"{more}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def test_old_excel_gives_its_values(tmp_path):
    """Numbers, texts, dates and booleans come back at their places; an error is a blank."""
    cells = (
        number(1, 1, 12)
        + number(1, 2, 12.5)
        + number(1, 3, 46095, style=1)
        + label(2, 1, "0100")
        + boolean_or_error(2, 2, 1, error=False)
        + boolean_or_error(2, 3, 0x17, error=True)
    )
    book = opened(tmp_path, "Old.xls", container({"Workbook": workbook_stream(cells)}))

    assert book.kind == "xls"
    assert [sheet.name for sheet in book.sheets] == ["Old"]
    assert book.sheets[0].rows == (
        (),
        (None, 12, 12.5, dt.date(2026, 3, 14)),
        (None, "0100", True, ErrorValue("#REF!")),
    )
    assert isinstance(book.sheets[0].value(2, 2), int)


def test_old_excel_under_the_name_of_the_new_is_read_all_the_same(tmp_path):
    """The bytes tell what a file is, not its ending."""
    content = container({"Workbook": workbook_stream(number(0, 0, 7))})

    assert opened(tmp_path, "Renamed.xlsx", content).sheets[0].rows == ((7,),)


def test_old_excel_behind_a_password_is_refused_as_such(tmp_path):
    """An .xls with a FILEPASS record cannot be read without its password."""
    locked = record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    content = container({"Workbook": workbook_stream(number(0, 0, 7), first=locked)})

    with pytest.raises(EncryptedFile, match="password"):
        opened(tmp_path, "Locked.xls", content)


def test_cut_off_old_excel_is_damaged(tmp_path):
    """Half an .xls is an error that names it."""
    content = container({"Workbook": workbook_stream(number(0, 0, 7))})

    with pytest.raises(DamagedFile, match=r"Half\.xls"):
        opened(tmp_path, "Half.xls", content[:1024])


def test_opendocument_gives_its_values_at_their_places(tmp_path):
    """Blank rows and columns before the first value keep their room."""
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row><table:table-cell/>{cell(12)}{cell(0.5)}"
        '<table:table-cell office:value-type="date" office:date-value="2026-03-14"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT09H30M00S"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>'
        '<table:table-cell office:value-type="string"><text:p>0100</text:p></table:table-cell>'
        "</table:table-row>"
    )
    book = opened(tmp_path, "Open.ods", ods(rows))

    assert book.kind == "ods"
    assert book.sheets[0].rows == (
        (),
        (),
        (
            None,
            12,
            0.5,
            dt.date(2026, 3, 14),
            dt.time(9, 30),
            dt.timedelta(hours=36),
            "0100",
        ),
    )


def test_cells_too_far_apart_are_refused_before_they_fill_the_memory(tmp_path):
    """A value in A1 and one in the last corner would be laid out as seventeen billion cells."""
    rows = (
        f"<table:table-row>{cell(1)}</table:table-row><table:table-row"
        ' table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        f"{cell(2)}</table:table-row>"
    )

    with pytest.raises(DamagedFile, match="too far"):
        opened(tmp_path, "Far.ods", ods(rows))


def test_repeated_values_are_refused_before_they_fill_the_memory(tmp_path):
    """One cell written once and repeated a billion times is a bomb."""
    more = ' table:number-columns-repeated="16384"'
    rows = (
        f'<table:table-row table:number-rows-repeated="1048576">{cell(1, more)}</table:table-row>'
    )

    with pytest.raises(DamagedFile, match="too far"):
        opened(tmp_path, "Bomb.ods", ods(rows))


def test_opendocument_behind_a_password_is_refused_as_such(tmp_path):
    """Its manifest says that the parts are encrypted."""
    content = ods("", manifest="<m:encryption-data/>")

    with pytest.raises(EncryptedFile):
        opened(tmp_path, "Locked.ods", content)


def test_binary_excel_with_cells_too_far_apart_is_refused(tmp_path):
    """The records of an .xlsb sheet are followed before the library lays its cells out."""
    rows = b"".join(
        bytes([0, 4]) + struct.pack("<I", row) + bytes([2, 12]) + struct.pack("<III", column, 0, 0)
        for row, column in ((0, 0), (1_048_575, 16_383))
    )
    content = zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": rows})

    with pytest.raises(DamagedFile, match="too far"):
        opened(tmp_path, "Far.xlsb", content)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_libreoffice_saves_is_read(tmp_path, libreoffice, kind):
    """The same sheet, saved as .xlsx and in another format, has the same values."""
    rows = [("PO", "Date", "Amount"), (1042, dt.date(2026, 3, 14), 500), (1043, None, 12.5)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr, arg-type]
    book.save(tmp_path / "Log.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", kind, "Log.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    expected = open_book(tmp_path / "Log.xlsx", "Log.xlsx").sheets[0].rows

    assert expected == open_book(tmp_path / f"Log.{kind}", f"Log.{kind}").sheets[0].rows
