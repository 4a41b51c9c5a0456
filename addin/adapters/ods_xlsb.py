"""How far apart the cells of an .ods or .xlsb stand, found before a library lays them all out.

The library keeps every cell of the rectangle from the first to the last filled one. A note in
XFD1048576 makes that rectangle seventeen thousand million cells, and ends the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

from addin.adapters.xlsx.reading.package import MAX_TREE, Package
from addin.errors import EncryptedFile

MAX_RECTANGLE: Final = 20_000_000
"""Cells in one sheet's rectangle: about 640 MB while the library holds it."""


def kind_of_package(package: Package) -> str:
    """``ods`` or ``xlsb`` if the package is one, else nothing.

    Raises:
        EncryptedFile: an OpenDocument file behind a password.
    """
    if "xl/workbook.bin" in package:
        return "xlsb"
    if "content.xml" not in package or "meta-inf/manifest.xml" not in package:
        return ""
    if package.tree("meta-inf/manifest.xml").find(".//encryption-data") is not None:
        raise EncryptedFile(package.name)
    return "ods"


def check_extent(package: Package, kind: str) -> None:
    """Refuse sheets whose filled cells stand too far apart.

    Raises:
        DamagedFile: they do; says how far.
    """
    if kind == "ods":
        extents = _ods(package)
    elif kind == "xlsb":
        sheets = [part for part in package if part.startswith("xl/worksheets/")]
        extents = (_xlsb(package, part) for part in sheets if part.endswith(".bin"))
    else:
        return
    for extent in extents:
        if extent.rectangle > MAX_RECTANGLE:
            raise package.damaged(
                f"a sheet has cells {extent.bottom - extent.top + 1:,} rows and "
                f"{extent.right - extent.left + 1:,} columns apart, too far to be read from this"
                " format; save it as .xlsx"
            )


class _Extent:
    """The rectangle around the filled cells met so far."""

    __slots__ = ("bottom", "left", "right", "top")

    def __init__(self) -> None:
        self.top = self.left = 1 << 40
        self.bottom = self.right = -1

    def take(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.top = min(self.top, row)
        self.left = min(self.left, column)
        self.bottom = max(self.bottom, row + rows - 1)
        self.right = max(self.right, column + columns - 1)

    @property
    def rectangle(self) -> int:
        if self.bottom < 0:
            return 0
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def _ods(package: Package) -> Iterator[_Extent]:
    reader = _OdsReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    for piece in package.tidied("content.xml"):
        parser.Parse(piece.encode(), False)
        yield from reader.finished
        reader.finished.clear()
    yield from reader.finished


class _OdsReader:
    """Follows rows and cells, and how often each is repeated."""

    def __init__(self) -> None:
        self.finished: list[_Extent] = []
        self._extent = _Extent()
        self._row = self._column = 0
        self._rows = 1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match tag:
            case "table:table":
                self._extent = _Extent()
                self._row = 0
            case "table:table-row":
                self._rows = repeated(attributes.get("table:number-rows-repeated"))
                self._column = 0
            case "table:table-cell" | "table:covered-table-cell":
                columns = repeated(attributes.get("table:number-columns-repeated"))
                if "office:value-type" in attributes or "table:formula" in attributes:
                    self._extent.take(self._row, self._column, self._rows, columns)
                self._column += columns

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "table:table-row":
            self._row += self._rows
        elif tag == "table:table":
            self.finished.append(self._extent)


def repeated(stated: str | None) -> int:
    """How often a row or cell of an .ods stands there, once if it does not say."""
    return int(stated) if stated and stated.isdecimal() and len(stated) < 12 else 1


def _xlsb(package: Package, part: str) -> _Extent:
    """The records of a binary sheet: rows (0) and their filled cells (2 to 11).

    Source:
        [MS-XLSB] 2.1.4 Record; 2.4 BrtRowHdr, BrtCellRk to BrtFmlaError.
    """
    content = b"".join(package.chunks(part))
    if len(content) > 4 * MAX_TREE:
        raise package.damaged(f"its part {part} unpacks to {len(content) >> 20} MB")
    extent = _Extent()
    row = place = 0
    size = len(content)
    while place < size:
        kind = content[place]
        place += 1
        if kind & 0x80 and place < size:
            kind = (kind & 0x7F) | (content[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        while place < size and shift < 28:
            byte = content[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if kind == 0:
            row = int.from_bytes(content[place : place + 4], "little")
        elif 2 <= kind <= 11:
            extent.take(row, int.from_bytes(content[place : place + 4], "little"))
        place += length
    return extent
