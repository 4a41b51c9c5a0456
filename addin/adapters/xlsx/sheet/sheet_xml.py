"""Rows of a worksheet part as bytes: where rows and cells stand, without building a tree.

A sheet may be 150 MB of XML. It goes by in blocks of whole rows; a pattern finds where each row
begins, and cells are looked at only in rows that somebody asks about.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import ATTRIBUTES, attributes_of, tag_at
from addin.errors import WriteRefused
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, address, cell_at, column_number

_FOREIGN = (b"<!--", b"<![CDATA[", b"<?")
_ROW_NUMBER = re.compile(rb"\d{1,7}")
_AFTER_A_NAME = (b" ", b">", b"/", b"\n", b"\r", b"\t")
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
    """The patterns of one worksheet part, whose tags all carry the same prefix."""

    def __init__(self, prefix: bytes, part: str) -> None:
        p = re.escape(prefix)
        self.prefix, self.part = prefix, part
        self.row = re.compile(rb"<" + p + rb'row(?=[\s/>])(?: r="(\d{1,7})")?')
        self.row_end = b"</" + prefix + b"row"
        self.cell = re.compile(rb"<" + p + rb"c(?=[\s/>])" + ATTRIBUTES + rb"\s*(/?)>")
        self.tidy_cell = re.compile(rb"<" + p + rb'c r="([A-Z]{1,3})(\d{1,7})"')
        self.cell_starts = tuple(b"<" + prefix + b"c" + end for end in _AFTER_A_NAME)
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


class RowBlock:
    """Some whole rows of a worksheet part, one after the other.

    ``at`` is where they begin in the part; the offsets of rows and cells count from there.
    ``previous`` is the number of the row before them.

    Raises:
        WriteRefused: they are written in a way that no edit is certain to leave intact.
    """

    def __init__(self, xml: bytes, at: int, previous: int, patterns: Patterns) -> None:
        self.xml, self.at, self.patterns = xml, at, patterns
        self._refuse_foreign(patterns.prefix)
        self._numbers, self._starts = self._index_rows(previous)
        self.last = self._numbers[-1] if self._numbers else previous

    def _refusal(self, what: str) -> WriteRefused:
        return WriteRefused(THIS, f"its part {self.patterns.part} {what}")

    def _refuse_foreign(self, prefix: bytes) -> None:
        if any(mark in self.xml for mark in _FOREIGN):
            raise self._refusal("has comments, CDATA or instructions among its cells")
        names = (b"<row", b"<c ", b"<c>") if prefix else (b":row", b":c")
        if any(name in self.xml for name in names):
            for found in _PREFIXED.finditer(self.xml):
                if (found[1] or b"") != prefix:
                    raise self._refusal("mixes prefixes among its cells")

    def _index_rows(self, last: int) -> tuple[array[int], array[int]]:
        numbers, starts = array("q"), array("q")
        for found in self.patterns.row.finditer(self.xml):
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

    @property
    def rows(self) -> Iterator[RowXml]:
        """Every row, from the top."""
        return map(self._row_at, range(len(self._starts)))

    def row(self, number: int) -> RowXml | None:
        """One row; None if there is none of that number."""
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
        return self._starts[at] if at < len(self._starts) else len(self.xml)

    def _row_at(self, at: int) -> RowXml:
        start, number = self._starts[at], self._numbers[at]
        tag = tag_at(self.xml, start)
        opened = start + len(tag)
        if tag.endswith(b"/>"):
            return RowXml(number, start, opened, opened, opened)
        limit = self._starts[at + 1] if at + 1 < len(self._starts) else len(self.xml)
        closed = self.xml.find(self.patterns.row_end, opened, limit)
        end = self.xml.find(b">", closed) if closed >= 0 else -1
        if end < 0:
            raise self._refusal(f"does not close row {number}")
        return RowXml(number, start, opened, closed, end + 1)

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

    def cells_at(self, row: RowXml, columns: Iterable[int]) -> Iterator[tuple[int, CellXml | int]]:
        """Each wanted column, ascending, with its cell, or with the place where it would go in.

        Raises as ``cells`` does.
        """
        order = self._tidy_order(row)
        if order is None:
            cells = {cell.column: cell for cell in self.cells(row)}
            order = tuple(cells)
        else:
            cells = {}
        for column in columns:
            at = bisect_left(order, column)
            if at == len(order):
                yield column, row.closed
                continue
            there = cells.get(order[at]) or self._tidy_cell(row, order[at])
            yield column, there if order[at] == column else there.start

    def _tidy_order(self, row: RowXml) -> tuple[int, ...] | None:
        """The columns of a row whose cells all say where they are, in order; None for others."""
        xml = self.xml[row.opened : row.closed]
        found = self.patterns.tidy_cell.findall(xml)
        if len(found) != sum(map(xml.count, self.patterns.cell_starts)):
            return None
        if not found:
            return ()
        letters, digits = zip(*found, strict=True)
        if digits[0] != b"%d" % row.number or digits.count(digits[0]) != len(digits):
            return None
        return _ascending(letters)

    def _tidy_cell(self, row: RowXml, column: int) -> CellXml:
        tag = b'<%sc r="%s"' % (self.patterns.prefix, address(row.number, column).encode())
        start = self.xml.index(tag, row.opened, row.closed)
        found = self.patterns.cell.match(self.xml, start, row.closed)
        if found is None:
            raise self._refusal(f"has a broken cell in row {row.number}")
        return self._cell(found, row, column - 1)

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

    def formula_areas(self) -> Iterator[tuple[Area, bytes]]:
        """The areas of array formulas (spills too) and what-if tables, with their kind."""
        if b"array" not in self.xml and b"dataTable" not in self.xml:
            return
        for match in self.patterns.formula_tag.finditer(self.xml):
            attributes = attributes_of(match[0])
            kind = attributes.get(b"t", b"")
            if kind in {b"array", b"dataTable"} and b"ref" in attributes:
                yield stated_area(attributes[b"ref"], self.patterns.part), kind


@lru_cache(maxsize=1024)
def _ascending(letters: tuple[bytes, ...]) -> tuple[int, ...] | None:
    """Column numbers in order; None if they are not. The rows of a sheet mostly have the same."""
    order = tuple(column_number(one.decode()) for one in letters)
    in_order = all(one < other for one, other in pairwise(order))
    return order if in_order and order[-1] <= MAX_COLUMN else None


def stated_area(reference: bytes, part: str) -> Area:
    """An area that a part states.

    Raises:
        WriteRefused: it is none.
    """
    try:
        return area_of(reference)
    except ValueError:
        stated = reference.decode(errors="replace")
        raise WriteRefused(THIS, f"its part {part} has an area {stated!r} that is none") from None


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
