"""The rows of a worksheet, straight from its XML text: one pass, no tree.

Excel and most libraries write cells in one fixed layout, which one pattern reads at full speed.
A row in any other layout is read by an XML parser instead: slower, and the result is the same. Rows
spelt like many before them are read whole (``row_pattern``).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import NamedTuple

from addin.adapters.xlsx.markup import LONGEST, BadMarkup, Checker
from addin.adapters.xlsx.reading.any_cells import any_cells
from addin.adapters.xlsx.reading.row_pattern import Patterns, RowPattern
from addin.adapters.xlsx.reading.row_xml import RowXml
from addin.tables.table import MAX_ROW


class AlikeRow(NamedTuple):
    """A row that a pattern read; ``groups`` are its number and texts, as the pattern has them."""

    pattern: RowPattern
    number: int
    groups: tuple[str, ...]


_ROW = r"""<{p}row(?: r="(\d++)")?+((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>"""
_CELL = (
    r'<{p}c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+'
    r'(?: [a-z]++="[^"]*+")*+>'
    r'(?:<{p}f((?: [a-zA-Z0-9]++="[^"]*+")*+)(?:/>|>([^<]*+)</{p}f>))?+'
    r'(?:(?:<{p}v>|<{p}is><{p}t>|(?:<{p}v|<{p}is><{p}t) xml:space="preserve">(?=[^\s<&])'
    r"(?=[^<]*[^\s<;]<))"  # blanks at its ends that are to be kept: another layout
    r"([^<]*+)(?:</{p}v>|</{p}t></{p}is>)|<{p}v/>)?+"
    r"</{p}c>"
)
_NUMBER = re.compile(r"""(?:^|\s)r\s*=\s*["'](\d+)["']""")
_LEVEL = re.compile(r"""\soutlineLevel\s*=\s*["']([1-7])["']""")
_HIDDEN = re.compile(r"""\shidden\s*=\s*["'](?:1|true)["']""")
_ROOT = re.compile(r"<(?:([\w.-]+):)?worksheet(?=[\s/>])")


class SheetXml:
    """A worksheet part as it streams by: ``rows`` first, then ``frame`` is all but the rows.

    Whatever was not matched by a pattern of whole rows is given to a parser: gone through to the
    end, the part is proven to be well-formed.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._checked = Checker()
        self._head = ""
        self._tail = ""
        self._prefix = ""
        self._last = 0

    @property
    def prefix(self) -> str:
        """What stands before the names of its elements: empty, or ``x:``."""
        return self._prefix

    def frame(self) -> Iterator[str]:
        """The sheet without its rows, in pieces: columns, merged areas, filter …; after ``rows``.

        Raises:
            BadMarkup: not well-formed.
        """
        yield self._head
        yield self._checked.passed(self._tail)
        for piece in self._pieces:
            yield self._checked.passed(piece)
        self._checked.finish()

    def rows(self) -> Iterator[RowXml | AlikeRow]:
        """Rows that have cells with content, or are hidden, in the order of the file.

        Raises:
            BadMarkup: not well-formed; an address beyond the edge of a sheet, or in another row.
        """
        rest = self._until_rows()
        if rest is None:
            return
        p = self._prefix
        self._row = re.compile(_ROW.format(p=re.escape(p)))
        cell = re.compile(_CELL.format(p=re.escape(p)))
        self._cells = cell.findall
        self._patterns = Patterns(p, cell)
        end = f"</{p}sheetData>"
        while True:
            place = yield from self._whole_rows(rest, f"</{p}row>", end)
            done = rest.find(end, place)
            if done >= 0:
                self._tail = rest[done:]
                yield from self._hidden_rows(self._checked.passed(rest[place:done]))
                return
            rest = yield from self._drop_empty(rest[place:])
            piece = next(self._pieces, "")
            if not piece:
                self._checked.passed(rest)
                self._tail = ""
                return
            rest += piece

    def _whole_rows(
        self, text: str, close: str, end: str
    ) -> Generator[RowXml | AlikeRow, None, int]:
        """The rows that end within a text; returns where the last of them does."""
        known, fitted = self._patterns.known, self._patterns.fitted
        place = 0
        while True:
            for tried, pattern in enumerate(known):
                match = pattern.match(text, place)
                if match:
                    groups = match.groups()
                    place = match.end()
                    fitted(tried)
                    yield AlikeRow(pattern, self._numbered(groups[0], ""), groups)
                    break
            else:
                closed = text.find(close, place)
                if closed < 0 or text.find(end, place, closed) >= 0:
                    return place
                self._checked.passed(text[place : closed + len(close)])
                yield from self._rows_in(text[place:closed])
                place = closed + len(close)

    def _until_rows(self) -> str | None:
        """Keep what stands before the rows; what follows of the piece is theirs. None: no rows."""
        text = ""
        for piece in self._pieces:
            text += piece
            if len(text) > LONGEST:
                raise BadMarkup("its rows never begin")
            root = _ROOT.search(text)
            if root is None:
                continue
            self._prefix = root[1] + ":" if root[1] else ""
            opened = re.search(rf"<{re.escape(self._prefix)}sheetData(?:\s[^>]*?)?(/?)>", text)
            if opened is None:
                continue
            self._head = self._checked.passed(text[: opened.end()])
            if not opened[1]:
                return text[opened.end() :]
            self._tail = text[opened.end() :]
            return None
        self._head = self._checked.passed(text)
        return None

    def _drop_empty(self, rest: str) -> Generator[RowXml, None, str]:
        """Rows without cells have no end tag to split at; let them go by as they come."""
        last = rest.rfind(f"<{self._prefix}row")
        if last > 0:
            yield from self._hidden_rows(self._checked.passed(rest[:last]))
            rest = rest[last:]
        if len(rest) > LONGEST:
            raise BadMarkup("a row is longer than any sheet can have")
        return rest

    def _hidden_rows(self, text: str) -> Iterator[RowXml]:
        """Rows that were closed at once: they only count, and may be hidden."""
        if "hidden" not in text:
            last = self._row.match(text, max(text.rfind(f"<{self._prefix}row"), 0))
            if last and last[1]:
                self._numbered(last[1], "")
                return
        for number, attributes in self._row.findall(text):
            found = self._numbered(number, attributes)
            if "hidden" in attributes and _HIDDEN.search(attributes):
                yield RowXml(found, hidden=True, cells=[], xml="")

    def _rows_in(self, piece: str) -> Iterator[RowXml]:
        """The row that this piece ends with; empty rows may stand before it."""
        start = piece.rfind(f"<{self._prefix}row")
        if start > 0:
            yield from self._hidden_rows(piece[:start])
        tag = self._row.match(piece, start)
        if tag is None:
            raise BadMarkup("a row without a beginning")
        number = self._numbered(tag[1], tag[2])
        hidden = "hidden" in tag[2] and _HIDDEN.search(tag[2]) is not None
        xml = piece[tag.end() :]
        grouped = _LEVEL.search(tag[2]) if "outline" in tag[2] else None
        level = int(grouped[1]) if grouped else 0
        filled = xml.count(f"</{self._prefix}c>")
        cells = self._cells(xml) if filled else []
        if len(cells) != filled or (cells and {cell[1] for cell in cells} != {str(number)}):
            cells = any_cells(xml, self._prefix, number)
        elif tag[1]:
            self._patterns.learn(RowXml(number, hidden, cells, xml, level), tag[2])
        if cells or hidden:
            yield RowXml(number, hidden, cells, xml, level)

    def _numbered(self, number: str | None, attributes: str) -> int:
        if not number and (stated := _NUMBER.search(attributes)):
            number = stated[1]
        if number and len(number) > 7:
            raise BadMarkup(f"row {number[:20]}, beyond the last row of a sheet")
        self._last = int(number) if number else self._last + 1
        if not 0 < self._last <= MAX_ROW:
            raise BadMarkup(f"row {self._last}, beyond the edge of a sheet")
        return self._last
