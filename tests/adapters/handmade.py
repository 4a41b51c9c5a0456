"""Workbooks written by hand, part by part, for what no library writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from addin.adapters.opening import open_book
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.tables.table import Book, Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

DATE_STYLES = """
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/>
<xf numFmtId="46"/><xf numFmtId="4"/></cellXfs>
"""
"""Styles: 0 General, 1 a date, 2 a date and time, 3 a time, 4 a duration, 5 ``#,##0.00``."""


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def worksheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    """A worksheet part around the XML of its rows."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def parts(
    *sheets: str | bytes,
    strings: str = "",
    styles: str = DATE_STYLES,
    workbook: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a workbook with these worksheet parts, called Sheet1 and so on."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">'
        + (workbook or "<sheets>{sheets}</sheets>").replace("{sheets}", listed)
        + "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}'
        f'<Relationship Id="s" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="t" Type="{RELATED}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for n, sheet in zip(numbers, sheets, strict=True):
        found[f"xl/worksheets/sheet{n}.xml"] = sheet
    return found | dict(more or {})


def read(content: bytes, name: str = "Book.xlsx") -> Book:
    """The workbook in the bytes of a package."""
    return book_of(Package(content, name), "")


def sheet_of(rows: str, *, strings: str = "", workbook: str = "", after: str = "") -> Sheet:
    """The one sheet of a workbook with these rows."""
    xml = worksheet(rows, after=after)
    return read(zipped(parts(xml, strings=strings, workbook=workbook))).sheets[0]


def opened(folder: Path, name: str, content: bytes) -> Book:
    """What ``open_book`` makes of a file with these bytes."""
    path = folder / name
    path.write_bytes(content)
    return open_book(path, name)
