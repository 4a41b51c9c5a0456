"""One pass over a worksheet part: what stands before its cells, blocks of rows, what stands behind.

Whatever the size of the sheet, one block of about a megabyte is in memory at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from addin.adapters.xlsx.parts.xml_bytes import ATTRIBUTES, MAIN, STRICT_MAIN, attributes_of
from addin.adapters.xlsx.parts.zip_directory import THIS
from addin.adapters.xlsx.sheet.sheet_xml import Patterns, RowBlock, stated_area
from addin.errors import WriteRefused
from addin.tables.table import Area

MAX_FRAME = 128 << 20
"""What stands before the rows, or behind them, or a single row, is never as large as this."""

_NAMESPACES = {MAIN.encode(), STRICT_MAIN.encode()}
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet(?=[\s/>])(" + ATTRIBUTES + rb")\s*/?>")
_TAG_END = re.compile(rb"[\s/>]")


class SheetScan:
    """A worksheet part in UTF-8 that goes by once, in this order: ``head``, ``blocks``, ``tail``.

    Raises:
        WriteRefused: it is written in a way that no edit is certain to leave intact.
    """

    def __init__(self, pieces: Iterator[bytes], part: str) -> None:
        self.part = part
        self._pieces = pieces
        start = self._gathered_until_rows()
        self.patterns = self._patterns_of(start)
        holder = self.patterns.tag(b"sheetData").search(start)
        if holder is None:
            raise self._refusal("has no sheetData")
        self.holder = (holder.start(), holder.end())
        self.is_self_closed = bool(holder[1])
        self.head = start[: holder.end()]
        self._waiting = start[holder.end() :]
        self.rows_end = holder.end()  # right once the blocks have gone by
        self._tail: bytes | None = None

    def _refusal(self, what: str) -> WriteRefused:
        return WriteRefused(THIS, f"its part {self.part} {what}")

    def _gathered_until_rows(self) -> bytes:
        """The beginning of the part, up to somewhere behind the start tag of ``sheetData``."""
        start = b""
        for piece in self._pieces:
            start += piece
            place = start.find(b"sheetData")
            if place >= 0 and start.find(b">", place) >= 0:
                return start
            if len(start) > MAX_FRAME:
                break
        return start

    def _patterns_of(self, start: bytes) -> Patterns:
        root = _ROOT.search(start)
        if root is None:
            raise self._refusal("is no worksheet")
        if b"<!DOCTYPE" in start[: root.start()]:
            raise self._refusal("has a DOCTYPE")
        declared = attributes_of(root[0]).get(b"xmlns:" + root[1] if root[1] else b"xmlns")
        if declared not in _NAMESPACES:
            raise self._refusal("is written in a namespace that Excel does not use")
        return Patterns(root[1] + b":" if root[1] else b"", self.part)

    def blocks(self) -> Iterator[RowBlock]:
        """The rows, some whole ones at a time; to be gone through once."""
        if self._tail is not None:
            return
        if self.is_self_closed:
            self._tail = self._rest(self._waiting)
            return
        end_tag = b"</" + self.patterns.prefix + b"sheetData"
        row_tag = b"<" + self.patterns.prefix + b"row"
        waiting, at, last, searched = self._waiting, len(self.head), 0, 0
        while True:
            end = waiting.find(end_tag, searched)
            until = end if end >= 0 else _last_tag(waiting, row_tag)
            if until > 0:
                block = RowBlock(waiting[:until], at, last, self.patterns)
                at, last = at + until, block.last
                yield block
                waiting = waiting[until:]
            if end >= 0:
                break
            searched = max(0, len(waiting) - len(end_tag))
            piece = next(self._pieces, b"")
            if not piece:
                raise self._refusal("does not close its sheetData")
            waiting += piece
            if len(waiting) > MAX_FRAME:
                raise self._refusal(f"has a row of more than {MAX_FRAME >> 20} MB")
        self.rows_end = at
        self._tail = self._rest(waiting)

    def _rest(self, waiting: bytes) -> bytes:
        pieces, size = [waiting], len(waiting)
        for piece in self._pieces:
            pieces.append(piece)
            size += len(piece)
            if size > MAX_FRAME:
                raise self._refusal(f"has more than {MAX_FRAME >> 20} MB behind its cells")
        return b"".join(pieces)

    @property
    def tail(self) -> bytes:
        """What stands from the end tag of ``sheetData`` on (behind ``<sheetData/>``)."""
        if self._tail is None:
            for _ in self.blocks():
                pass
        return self._tail or b""

    @cached_property
    def merged(self) -> tuple[Area, ...]:
        """The merged areas."""
        tags = self.patterns.merged.finditer(self.tail)
        return tuple(stated_area(attributes_of(tag[0]).get(b"ref", b""), self.part) for tag in tags)

    @cached_property
    def is_protected(self) -> bool:
        """Whether the sheet's protection is on."""
        tag = self.patterns.tag(b"sheetProtection").search(self.tail)
        return tag is not None and attributes_of(tag[0]).get(b"sheet") in {b"1", b"true"}

    @cached_property
    def column_styles(self) -> tuple[tuple[int, int, bytes], ...]:
        """First column, last column and style of columns that have one."""
        found = (attributes_of(tag[0]) for tag in self.patterns.tag(b"col").finditer(self.head))
        return tuple(
            (int(column[b"min"]), int(column[b"max"]), column[b"style"])
            for column in found
            if b"style" in column and column.keys() >= {b"min", b"max"}
        )

    @cached_property
    def dimension(self) -> tuple[int, int, Area] | None:
        """Where the used range is stated, and what is stated; None if it is not, or nonsense."""
        tag = self.patterns.tag(b"dimension").search(self.head)
        if tag is None:
            return None
        try:
            area = Area.of(attributes_of(tag[0]).get(b"ref", b"").decode())
        except ValueError:
            return None
        return tag.start(), tag.end(), area


def _last_tag(xml: bytes, tag: bytes) -> int:
    """Where the last such tag begins that is sure to be one; -1 if there is none."""
    place = xml.rfind(tag)
    while place >= 0 and not _TAG_END.match(xml, place + len(tag)):
        place = xml.rfind(tag, 0, place)
    return place
