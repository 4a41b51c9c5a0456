"""Workbooks written out by hand, part by part, so that a test shows the very XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from addin.adapters.xlsx import patcher
from addin.adapters.xlsx.parts.draft import Draft
from addin.tables.changes import Changes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _content_types(**parts: str) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{SHEET_ML}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


CONTENT_TYPES = _content_types(
    **{
        "workbook.xml": "sheet.main",
        "worksheets/sheet1.xml": "worksheet",
        "styles.xml": "styles",
        "calcChain.xml": "calcChain",
    }
)
WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">\
<sheets><sheet name="Costs" sheetId="1" r:id="rId1"/></sheets></workbook>"""
STYLES = f"""<styleSheet xmlns="{MAIN}">\
<fonts count="1"><font><sz val="11"/><name val="Aptos"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
<xf numFmtId="4" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0"><protection locked="0"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""


def worksheet(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around the rows of its ``sheetData``."""
    return (
        f'<worksheet xmlns="{namespace}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def relationships(*targets: tuple[str, str]) -> str:
    """A relationships part: (kind, target), numbered rId1, rId2 and so on."""
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def package(sheet: str | bytes, **others: str | bytes) -> bytes:
    """A workbook with one sheet, Costs.

    ``workbook``, ``styles`` and ``content_types`` replace those parts; ``calc_chain`` is what
    stands inside a calculation chain. Any other part is added by ``with_parts``.
    """
    related = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": others.get("content_types", CONTENT_TYPES),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.get("workbook", WORKBOOK),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": others.get("styles", STYLES),
    }
    if "calc_chain" in others:
        related.append(("calcChain", "calcChain.xml"))
        parts["xl/calcChain.xml"] = (
            f'<calcChain xmlns="{MAIN}">{others["calc_chain"]!s}</calcChain>'
        )
    parts["xl/_rels/workbook.xml.rels"] = relationships(*related)
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_parts(blob: bytes, changed: Mapping[str, str | bytes | None]) -> bytes:
    """A package with parts added, replaced or (None) left out."""
    return zipped(
        {name: part for name, part in (parts_of(blob) | dict(changed)).items() if part is not None}
    )


def parts_of(blob: bytes) -> dict[str, str | bytes | None]:
    """Every part of a package by name."""
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(blob: bytes, name: str) -> str:
    """One part as text."""
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return archive.read(name).decode()


def rows_of(blob: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """What stands inside a sheet's ``sheetData``."""
    xml = part(blob, name)
    ET.fromstring(xml)  # noqa: S314 - the test's own bytes
    start = xml.index("sheetData>") + len("sheetData>")
    return xml[start : xml.rindex("</", 0, xml.rindex("sheetData>"))]


def patched(blob: bytes, *, edits=(), sheets=()) -> bytes:
    """A workbook with cell edits and new sheets."""
    return patcher.patched(blob, Changes(cells=tuple(edits), sheets=tuple(sheets)))


def drafted(blob: bytes, *, edits=(), sheets=()) -> Draft:
    """The same, not yet packed."""
    return patcher.drafted(blob, Changes(cells=tuple(edits), sheets=tuple(sheets)))


def write(path: Path, *, edits=(), sheets=(), **more) -> str:
    """The same in a file."""
    return patcher.write(path, Changes(cells=tuple(edits), sheets=tuple(sheets)), **more)
