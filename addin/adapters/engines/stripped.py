"""A workbook's file without the values of its formulas, so that no engine can hand back old ones.

An engine that cannot read a formula may keep the value that the file holds for it, and yesterday's
number would pass for today's. So each formula holds an error instead that spreads to whatever
draws on it, and that no other cell of a workbook is likely to give.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.workbook_part import workbook_part
from addin.tables.cells_of_arrays import filled_by
from addin.tables.table import Book, ErrorValue, address

FORGOTTEN: Final = ErrorValue("#NULL!")
"""What every formula holds in the copy: an engine that still shows it did not work it out."""

_PREFIX: Final = rb"(?:[A-Za-z][\w.-]*:)?"
_CELL: Final = re.compile(
    rb"<(" + _PREFIX + rb")c\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?<!/)>(.*?)</\1c\s*>", re.DOTALL
)
_FORMULA: Final = re.compile(rb"<" + _PREFIX + rb"f\b")
_VALUE: Final = re.compile(rb"<(" + _PREFIX + rb"(?:v|is))\b[^>]*?(?:/>|>.*?</\1\s*>)", re.DOTALL)
_TYPE: Final = re.compile(rb"\st=(?:\"[^\"]*\"|'[^']*')")
_PLACE: Final = re.compile(rb"\sr=[\"']([A-Z]+[0-9]+)[\"']")


def without_values(book: Book, content: bytes) -> bytes:
    """The file of a workbook that was read, its formulas' values forgotten; all else as it was.

    Cells that an array formula fills are left empty: a value in them would be in its way.

    Raises:
        FileError: it cannot be read; says why.
    """
    package = Package(content, book.name)
    spilt = {
        entry.part.lower(): {address(*cell).encode() for cell in filled_by(sheet)}
        for entry in workbook_part(package).sheets
        if entry.part and (sheet := book.sheet(entry.name)) is not None and sheet.formulas
    }
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for info in old.infolist():
            part = old.read(info)
            key = info.filename.replace("\\", "/").lstrip("/").lower()
            new.writestr(info.filename, _forgotten(part, key, spilt))
    return made.getvalue()


def _forgotten(part: bytes, key: str, spilt: Mapping[str, set[bytes]]) -> bytes:
    return _CELL.sub(_emptier(spilt[key]), part) if key in spilt else part


def _emptier(spilt: set[bytes]) -> Callable[[re.Match[bytes]], bytes]:
    def emptied(match: re.Match[bytes]) -> bytes:
        prefix, attributes, inside = match.groups()
        is_formula = _FORMULA.search(inside) is not None
        if not is_formula:
            place = _PLACE.search(attributes) if spilt else None
            if place is None or place[1] not in spilt:
                return match[0]
        bare, untyped = _VALUE.sub(b"", inside), _TYPE.sub(b"", attributes)
        if is_formula:
            untyped += b' t="e"'
            bare += b"<%sv>%s</%sv>" % (prefix, str(FORGOTTEN).encode(), prefix)
        return b"<%sc%s>%s</%sc>" % (prefix, untyped, bare, prefix)

    return emptied
