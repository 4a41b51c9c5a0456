"""What kind of file this is, by its bytes; the ending of its name only breaks a tie."""

from __future__ import annotations

import struct
from enum import StrEnum
from typing import Final

from addin.adapters import ole
from addin.errors import DamagedFile, EncryptedFile, UnsupportedFormat


class Kind(StrEnum):
    """What reader a file needs."""

    ZIP = "zip"  # .xlsx and its like, .xlsb, .ods: the package tells which
    XLS = "xls"
    TEXT = "text"


TEXT_ENDINGS: Final = frozenset({".csv", ".tsv", ".tab", ".txt"})
EXCEL_ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
OTHER_ENDINGS: Final = frozenset({".xls", ".xlsb", ".ods"})

_FILE_PASS = 0x2F  # the record that says how the rest is encrypted
_FOREIGN = (
    (b"%PDF", "it is a PDF document"),
    (b"{\\rtf", "it is an RTF document"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"\x1f\x8b", "it is a compressed archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "it is a compressed archive; unpack it first"),
    (b"Rar!", "it is a compressed archive; unpack it first"),
    (b"SQLite format 3\0", "it is a database"),
    (b"\x09\x00\x04\x00", "it was saved by Excel 2, of 1987"),
    (b"\x09\x02\x06\x00", "it was saved by Excel 3, of 1990"),
    (b"\x09\x04\x06\x00", "it was saved by Excel 4, of 1992"),
)
_BY_ENDING = {
    ".numbers": "it is an Apple Numbers document; in Numbers: File > Export To > Excel",
    ".pdf": "it is a PDF document",
    ".gsheet": "it is only a link to a Google Sheet; download the sheet as .xlsx",
    ".doc": "it is a Word document",
    ".docx": "it is a Word document",
}


def ending_of(name: str) -> str:
    """The ending of a file's name, in lower case, with its dot; empty if it has none."""
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem and "/" not in ending else ""


def kind_of(content: bytes, name: str) -> Kind:
    """What reader this file needs.

    Raises:
        EncryptedFile: a workbook behind a password.
        UnsupportedFormat: no reader here knows it.
        DamagedFile: its name says workbook, its bytes do not.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if content.startswith(ole.MAGIC):
        return _ole_kind(content, name)
    for magic, what in _FOREIGN:
        if content.startswith(magic):
            raise UnsupportedFormat(name, what)
    return _text_kind(content, name)


def _ole_kind(content: bytes, name: str) -> Kind:
    streams = ole.streams(content)
    if "EncryptedPackage" in streams:
        raise EncryptedFile(name)
    for stream, start in streams.items():
        if stream.lower() in {"workbook", "book"}:
            if _FILE_PASS in _record_kinds(start):
                raise EncryptedFile(name)
            return Kind.XLS
    if "WordDocument" in streams:
        raise UnsupportedFormat(name, "it is a Word document")
    if ending_of(name) in EXCEL_ENDINGS | OTHER_ENDINGS:
        raise DamagedFile(name, "its container holds no workbook")
    raise UnsupportedFormat(name, "it is an Office document without a workbook")


def _record_kinds(start: bytes) -> list[int]:
    """The kinds of the records at the beginning of an old workbook ([MS-XLS] 2.1.4)."""
    kinds = []
    place = 0
    while place + 4 <= len(start):
        kind, length = struct.unpack_from("<HH", start, place)
        kinds.append(kind)
        place += 4 + length
    return kinds


def _text_kind(content: bytes, name: str) -> Kind:
    ending = ending_of(name)
    if ending in TEXT_ENDINGS:
        return Kind.TEXT
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<html", b"<!doctype", b"<table", b"<meta")):
        raise UnsupportedFormat(name, _markup(start))
    if ending == ".xls" and _reads_as_text(content[:65536]):
        return Kind.TEXT  # many ledgers export tab-delimited text under this ending
    if ending in EXCEL_ENDINGS | OTHER_ENDINGS:
        raise DamagedFile(name, "its bytes are not those of a workbook")
    raise UnsupportedFormat(name, _BY_ENDING.get(ending, ""))


def _markup(start: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start or b"excel.sheet" in start:
        return "it is an XML Spreadsheet of Excel 2003"
    if b"opendocument" in start:
        return "it is a flat OpenDocument file"
    if start.startswith(b"<?xml") and b"<html" not in start:
        return "it is an XML document"
    return "it is a web page with the ending of a workbook"


def _reads_as_text(start: bytes) -> bool:
    return b"\0" not in start and any(mark in start for mark in (b"\t", b",", b";", b"|"))
