"""Links in cells: to a cell of the same workbook, to a page, to another file.

A link to the outside is a relationship of the sheet; one inside is a place in the sheet itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from addin.adapters.xlsx.parts.workbook_part_edit import quoted_sheet
from addin.adapters.xlsx.parts.xml_bytes import attribute_bytes
from addin.tables.table import address

MAX_LINKS = 65_530  # Excel drops a sheet's links beyond
MAX_ADDRESS = 2_079
_SAFE = "%/:=&?~#+!$,;'@()*[]"  # what an address may hold; the percent sign since it may be quoted
_QUOTED = re.compile(r"'((?:[^']|'')+)'")


@dataclass(frozen=True, slots=True)
class Link:
    """One cell's link: ``target`` outside the workbook, ``location`` within target or workbook."""

    row: int
    column: int
    target: str
    location: str


def link_of(row: int, column: int, text: str) -> Link | None:
    """The link that ``#Sheet!A1`` or an address asks for; None if Excel could not hold it.

    >>> link_of(1, 1, "#Cost Report!B7").location
    "'Cost Report'!B7"

    """
    target, _, place = text.partition("#")
    target = quote(target, safe=_SAFE)
    if len(target) > MAX_ADDRESS or not (target or place):
        return None
    return Link(row, column, target, _location(place) if not target else place)


def _location(place: str) -> str:
    """``Sheet!A1`` with the sheet quoted, which is always right."""
    sheet, mark, cell = place.rpartition("!")
    if not mark:
        return place
    quoted = _QUOTED.fullmatch(sheet)
    name = quoted[1].replace("''", "'") if quoted else sheet
    return quoted_sheet(name) + cell


def links_xml(links: tuple[Link, ...], ids: dict[str, str], prefix: bytes = b"") -> bytes:
    """The ``hyperlinks`` element; ``ids`` are the relationships of the targets outside."""
    if not links:
        return b""
    lines = []
    for link in links:
        line = b'<%shyperlink ref="%s"' % (prefix, address(link.row, link.column).encode())
        if link.target:
            line += b' r:id="%s"' % ids[link.target].encode()
        if link.location:
            line += b' location="%s"' % attribute_bytes(link.location)
        lines.append(line + b"/>")
    return b"<%shyperlinks>%s</%shyperlinks>" % (prefix, b"".join(lines), prefix)
