"""One worksheet part as bytes: where its rows and cells stand, without building a tree.

A sheet may be 150 MB of XML. One pass of a pattern finds where each row begins; cells are looked at
only in rows that somebody asks about.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from addin.adapters.xlsx.raw_zip import THIS
from addin.adapters.xlsx.xml_bytes import (
    ATTRIBUTES,
    MAIN,
    STRICT_MAIN,
    attributes_of,
    tag_at,
)
from addin.errors import WriteRefused
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, cell_at, column_number

_NAMESPACES = {MAIN.encode(), STRICT_MAIN.encode()}
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet(?=[\s/>])(" + ATTRIBUTES + rb")\s*/?>")
_FOREIGN = (b"<!--", b"<![CDATA[", b"<?")
_ROW_NUMBER = re.compile(rb"\d{1,7}")
_PREFIXED = re.compile(rb"<([\w.-]+:)?(?:row|c)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class RowXml:
    """One row: its number and where it stands. ``opened`` to ``closed`` are its cells."""

    number: int
    start: int
    opened: int
    closed: int
    end: int

    @property
    def is_self_closed(self) -> bool:
        """Written as ``<row/>``."""
        return self.closed == self.end


@dataclass(frozen=True, slots=True)
class CellXml:
    """One cell: its column, where it stands, its style and its formula, all as written."""

    column: int
    start: int
    end: int
    style: bytes | None
    inner: bytes
    formula: bytes | None  # the whole f element
    kind: bytes = b""  # of the formula: shared, array …


class Patterns:
    """The patterns of one sheet, whose tags all carry the same prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.prefix = prefix
        self.row = re.compile(rb"<" + p + rb'row(?=[\s/>])(?: r="(\d{1,7})")?')
        self.row_end = b"</" + prefix + b"row"
        self.cell = re.compile(rb"<" + p + rb"c(?=[\s/>])" + ATTRIBUTES + rb"\s*(/?)>")
        self.cell_end = re.compile(rb"</" + p + rb"c\s*>")
        self.formula = re.compile(
            rb"<" + p + rb"f(?=[\s/>])(" + ATTRIBUTES + rb")\s*"
            rb"(?:/>|>(.*?)</" + p + rb"f\s*>)",
            re.DOTALL,
        )
        self.formula_tag = re.compile(rb"<" + p + rb"f(?=\s)" + ATTRIBUTES + rb"\s*/?>")
        self.merged = re.compile(rb"<" + p + rb"mergeCell(?=\s)" + ATTRIBUTES + rb"\s*/?>")
        self.kept = re.compile(rb"<" + p + rb"extLst(?=[\s>]).*</" + p + rb"extLst\s*>", re.DOTALL)

    def tag(self, name: bytes) -> re.Pattern[bytes]:
        """The start tag of an element of the sheet."""
        return re.compile(
            rb"<" + re.escape(self.prefix) + name + rb"(?=[\s/>])" + ATTRIBUTES + rb"\s*(/?)>"
        )


class SheetXml:
    """A worksheet part in UTF-8 and the places in it.

    Raises:
        WriteRefused: it is written in a way that no edit is certain to leave intact.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        self.xml = xml
        self.part = part
        root = _ROOT.search(xml)
        if root is None:
            raise self._refusal("is no worksheet")
        if b"<!DOCTYPE" in xml[: root.start()]:
            raise self._refusal("has a DOCTYPE")
        prefix = root[1] + b":" if root[1] else b""
        declared = attributes_of(root[0]).get(b"xmlns:" + root[1] if root[1] else b"xmlns")
        if declared not in _NAMESPACES:
            raise self._refusal("is written in a namespace that Excel does not use")
        self.patterns = Patterns(prefix)
        holder = self.patterns.tag(b"sheetData").search(xml, root.end())
        if holder is None:
            raise self._refusal("has no sheetData")
        self.holder = (holder.start(), holder.end())
        self.is_self_closed = bool(holder[1])
        self.rows_start = holder.end()
        self.rows_end = holder.end() if self.is_self_closed else self._end_of_rows(prefix)
        self._refuse_foreign(prefix)
        self._numbers, self._starts = self._index_rows()

    def _refusal(self, what: str) -> WriteRefused:
        return WriteRefused(THIS, f"its part {self.part} {what}")

    def _end_of_rows(self, prefix: bytes) -> int:
        end = self.xml.find(b"</" + prefix + b"sheetData", self.rows_start)
        if end < 0:
            raise self._refusal("does not close its sheetData")
        return end

    def _refuse_foreign(self, prefix: bytes) -> None:
        start, end = self.rows_start, self.rows_end
        if any(self.xml.find(mark, start, end) >= 0 for mark in _FOREIGN):
            raise self._refusal("has comments, CDATA or instructions among its cells")
        names = (b"<row", b"<c ", b"<c>") if prefix else (b":row", b":c")
        if any(self.xml.find(name, start, end) >= 0 for name in names):
            for found in _PREFIXED.finditer(self.xml, start, end):
                if (found[1] or b"") != prefix:
                    raise self._refusal("mixes prefixes among its cells")

    def _index_rows(self) -> tuple[array[int], array[int]]:
        numbers, starts = array("q"), array("q")
        last = 0
        for found in self.patterns.row.finditer(self.xml, self.rows_start, self.rows_end):
            number = int(found[1]) if found[1] else self._number_of(found.start(), last)
            if number <= last or number > MAX_ROW:
                raise self._refusal(f"has rows out of order at row {number}")
            numbers.append(number)
            starts.append(found.start())
            last = number
        return numbers, starts

    def _number_of(self, start: int, previous: int) -> int:
        """The number of a row whose tag does not begin with it; without any, the next one."""
        stated = attributes_of(tag_at(self.xml, start)).get(b"r")
        if stated is None:
            return previous + 1
        if not _ROW_NUMBER.fullmatch(stated.strip()):
            raise self._refusal(f"has a row with the number {stated.decode(errors='replace')}")
        return int(stated)

    @property
    def row_numbers(self) -> array[int]:
        """The numbers of the rows there are, ascending."""
        return self._numbers

    def row(self, number: int) -> RowXml | None:
        """One row; None if the sheet has none of that number."""
        at = bisect_left(self._numbers, number)
        if at < len(self._numbers) and self._numbers[at] == number:
            return self._row_at(at)
        return None

    def row_around(self, offset: int) -> RowXml:
        """The row within which an offset lies."""
        return self._row_at(bisect_left(self._starts, offset + 1) - 1)

    def place_for(self, number: int) -> int:
        """Where a row of that number would go in."""
        at = bisect_left(self._numbers, number)
        return self._starts[at] if at < len(self._starts) else self.rows_end

    def _row_at(self, at: int) -> RowXml:
        start, number = self._starts[at], self._numbers[at]
        tag = tag_at(self.xml, start)
        opened = start + len(tag)
        if tag.endswith(b"/>"):
            return RowXml(number, start, opened, opened, opened)
        limit = self._starts[at + 1] if at + 1 < len(self._starts) else self.rows_end
        closed = self.xml.find(self.patterns.row_end, opened, limit)
        if closed < 0:
            raise self._refusal(f"does not close row {number}")
        return RowXml(number, start, opened, closed, self.xml.index(b">", closed) + 1)

    def cells(self, row: RowXml) -> Iterator[CellXml]:
        """The cells of a row, left to right.

        Raises:
            WriteRefused: out of order, doubled, or stored in the wrong row.
        """
        last, at = 0, row.opened
        while True:
            found = self.patterns.cell.search(self.xml, at, row.closed)
            if found is None:
                return
            cell = self._cell(found, row, last)
            last, at = cell.column, cell.end
            yield cell

    def _cell(self, found: re.Match[bytes], row: RowXml, last: int) -> CellXml:
        attributes = attributes_of(found[0])
        column = self._column(attributes.get(b"r"), row.number, last)
        inner, end = b"", found.end()
        if not found[1]:
            close = self.patterns.cell_end.search(self.xml, found.end(), row.closed)
            if close is None:
                raise self._refusal(f"does not close a cell in row {row.number}")
            inner, end = self.xml[found.end() : close.start()], close.end()
        formula = self.patterns.formula.search(inner) if inner else None
        kind = attributes_of(formula[0]).get(b"t", b"") if formula else b""
        return CellXml(
            column, found.start(), end, attributes.get(b"s"), inner,
            formula[0] if formula else None, kind,
        )  # fmt: skip

    def _column(self, reference: bytes | None, row: int, last: int) -> int:
        if reference is None:
            column = last + 1
        else:
            try:
                stated, column = cell_at(reference.decode())
            except ValueError:
                raise self._refusal(f"has a cell {reference.decode(errors='replace')!r}") from None
            if stated != row:
                raise self._refusal(f"stores cell {reference.decode()} in row {row}")
        if column <= last or column > MAX_COLUMN:
            raise self._refusal(f"has cells out of order in row {row}")
        return column

    @cached_property
    def formula_areas(self) -> tuple[tuple[Area, bytes], ...]:
        """The areas of array formulas (spills too) and what-if tables, with their kind."""
        found = []
        tags = self.patterns.formula_tag.finditer(self.xml, self.rows_start, self.rows_end)
        for match in tags:
            attributes = attributes_of(match[0])
            kind = attributes.get(b"t", b"")
            if kind in {b"array", b"dataTable"} and b"ref" in attributes:
                found.append((self._area(attributes[b"ref"]), kind))
        return tuple(found)

    @cached_property
    def merged(self) -> tuple[Area, ...]:
        """The merged areas."""
        tags = self.patterns.merged.finditer(self.xml, self.rows_end)
        return tuple(self._area(attributes_of(tag[0]).get(b"ref", b"")) for tag in tags)

    @cached_property
    def is_protected(self) -> bool:
        """Whether the sheet's protection is on."""
        tag = self.patterns.tag(b"sheetProtection").search(self.xml, self.rows_end)
        return tag is not None and attributes_of(tag[0]).get(b"sheet") in {b"1", b"true"}

    @cached_property
    def column_styles(self) -> tuple[tuple[int, int, bytes], ...]:
        """First column, last column and style of columns that have one."""
        head = self.xml[: self.rows_start]
        found = (attributes_of(tag[0]) for tag in self.patterns.tag(b"col").finditer(head))
        return tuple(
            (int(column[b"min"]), int(column[b"max"]), column[b"style"])
            for column in found
            if b"style" in column and column.keys() >= {b"min", b"max"}
        )

    @cached_property
    def dimension(self) -> tuple[int, int, Area] | None:
        """Where the used range is stated, and what is stated; None if it is not, or nonsense."""
        tag = self.patterns.tag(b"dimension").search(self.xml, 0, self.rows_start)
        if tag is None:
            return None
        try:
            area = Area.of(attributes_of(tag[0]).get(b"ref", b"").decode())
        except ValueError:
            return None
        return tag.start(), tag.end(), area

    def _area(self, reference: bytes) -> Area:
        try:
            return area_of(reference)
        except ValueError:
            stated = reference.decode(errors="replace")
            raise self._refusal(f"has an area {stated!r} that is none") from None


_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d{1,7}):\$?(\d{1,7})")


def area_of(reference: bytes | str) -> Area:
    """``B2:D9``, ``B:D`` or ``2:9`` as an area.

    Raises:
        ValueError: none of these.
    """
    text = reference.decode() if isinstance(reference, bytes) else reference
    columns, rows = _COLUMNS.fullmatch(text), _ROWS.fullmatch(text)
    if columns:
        return Area(1, column_number(columns[1]), MAX_ROW, column_number(columns[2]))
    if rows:
        return Area(int(rows[1]), 1, int(rows[2]), MAX_COLUMN)
    return Area.of(text)
