"""The cells of one row in whatever layout, by an XML parser: slower than the patterns, never wrong.

Excel and most libraries write cells in one fixed layout (see ``sheet_rows``); this is for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from addin.adapters.xlsx.markup import BadMarkup, escaped, unescaped, with_ends_kept
from addin.tables.table import cell_at, column_letters


def any_cells(xml: str, prefix: str, row: int) -> list[tuple[str, ...]]:
    """The cells of a row in whatever layout, as the pattern would have found them.

    A cell without an address stands right of the one before it.

    Raises:
        BadMarkup: an address beyond the edge of a sheet, or in another row.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _CellReader(prefix, row)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.Parse(f"<row>{xml}</row>".encode(), True)
    return reader.found


_KEEP: Final = frozenset({"f", "v", "t"})


class _CellReader:
    """Gathers the cells of one row from a parser's events."""

    def __init__(self, prefix: str, row: int) -> None:
        self.found: list[tuple[str, ...]] = []
        self._prefix = prefix
        self._row = row
        self._column = 0
        self._path: list[str] = []
        self._cell: Mapping[str, str] = {}
        self._formula: Mapping[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        self._keeps = False  # whether blanks at the ends of the text count

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.removeprefix(self._prefix)
        self._path.append(name)
        if self._path[1:6] == ["c"]:
            self._cell = attributes
            self._formula = {}
            self._texts = {}
        elif self._path[1:6] == ["c", "f"]:
            self._formula = attributes
            self._texts["f"] = []
        elif self._path[1:6] in (["c", "v"], ["c", "is"]):
            self._texts["v"] = []
            self._keeps = attributes.get("xml:space") == "preserve"
        elif self._path[1:6] == ["c", "is", "t"]:
            self._keeps = attributes.get("xml:space") == "preserve"
        elif self._path[1:6] == ["c", "is", "r"]:
            self._keeps = True  # blanks between differently formatted words are part of the text

    def characters(self, text: str) -> None:
        """Text within an element; reading aids (``rPh``) are not part of the cell's text."""
        path = self._path[1:6]
        if path in (["c", "f"], ["c", "v"]):
            self._texts[path[1]].append(text)
        elif path in (["c", "is", "t"], ["c", "is", "r", "t"]):
            self._texts.setdefault("v", []).append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._path[1:6] == ["c"]:
            self._take()
        self._path.pop()

    def _take(self) -> None:
        address = self._cell.get("r", "").strip()
        if address:
            try:
                row, self._column = cell_at(address)
            except ValueError as error:
                raise BadMarkup(f"a cell {address[:20]!r}, which no sheet has") from error
            if row != self._row:
                raise BadMarkup(f"the cell {address} in row {self._row}")
        else:
            self._column += 1
        if not self._texts and not self._formula:
            return
        kind = self._cell.get("t", "")
        text = "".join(self._texts.get("v", ""))
        formula = "".join(self._texts.get("f", ""))
        attributes = "".join(
            f' {name}="{escaped(value).replace(chr(34), "&quot;")}"'
            for name, value in self._formula.items()
        )
        self.found.append(
            (
                column_letters(self._column),
                str(self._row),
                self._cell.get("s", "").strip(),
                kind.strip(),
                attributes,
                escaped(formula),
                with_ends_kept(escaped(text)) if self._keeps else escaped(text),
            )
        )


_ATTRIBUTE = re.compile(r' ([\w.:-]+)="([^"]*)"')


def attributes_of(text: str) -> dict[str, str]:
    """The attributes in the text behind a tag's name, as ``CellXml`` holds them."""
    return {name: unescaped(value) for name, value in _ATTRIBUTE.findall(text)}


class Spelling:
    """How the cells of one row are spelt, for what no pattern keeps; found in one pass over it."""

    def __init__(self, xml: str, prefix: str) -> None:
        name = re.escape(prefix)
        self._empty: set[str] = set()
        self._marks: dict[str, str] = {}
        value = re.compile(rf"<{name}v(?:\s[^>]*)?(?:/>|>\s*</)")
        tags = list(re.finditer(rf"<{name}c(?:\s[^>]*)?>", xml))
        ends = [*(tag.start() for tag in tags[1:]), len(xml)][: len(tags)]
        for tag, end in zip(tags, ends, strict=True):
            address = _ADDRESS.search(tag[0])
            letters = address[1] if address else ""
            if value.search(xml, tag.end(), end):
                self._empty.add(letters)
            mark = _MARK.search(tag[0])
            if mark:
                self._marks[letters] = mark[1]

    def says_empty(self, letters: str) -> bool:
        """Whether the value of a cell is there and empty, rather than absent."""
        return letters in self._empty or "" in self._empty

    def mark(self, letters: str) -> str:
        """What leads to the kind of array that the cell's formula is (``cm``); else nothing."""
        return self._marks.get(letters, "")


_ADDRESS = re.compile(r"""\sr\s*=\s*["']([A-Z]{1,3})[0-9]""")
_MARK = re.compile(r"""\scm\s*=\s*["']([0-9]{1,9})["']""")
