"""The rows of a worksheet, straight from its XML text: one pass, no tree.

Excel and most libraries write cells in one fixed layout, which one pattern reads at full speed.
A row in any other layout is read by an XML parser instead: slower, and the result is the same.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from addin.adapters.xlsx.markup import LONGEST, BadMarkup, escaped, unescaped
from addin.tables.table import MAX_ROW, cell_at, column_letters


class CellXml(NamedTuple):
    """One cell as the XML has it. All texts are still escaped; empty means absent."""

    letters: str
    row: str
    style: str
    kind: str
    formula_attributes: str
    formula: str
    text: str


class RowXml(NamedTuple):
    """One row that has cells, or is hidden."""

    number: int
    hidden: bool
    cells: list[tuple[str, ...]]  # each a CellXml in all but name: a million names take a second
    xml: str


_ROW = r"""<{p}row(?: r="(\d++)")?+((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>"""
_CELL = (
    r'<{p}c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+'
    r'(?: [a-z]++="[^"]*+")*+>'
    r'(?:<{p}f((?: [a-zA-Z0-9]++="[^"]*+")*+)(?:/>|>([^<]*+)</{p}f>))?+'
    r'(?:(?:<{p}v(?: xml:space="preserve")?+>|<{p}is><{p}t(?: xml:space="preserve")?+>)'
    r"([^<]*+)(?:</{p}v>|</{p}t></{p}is>)|<{p}v/>)?+"
    r"</{p}c>"
)
_NUMBER = re.compile(r"""(?:^|\s)r\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(r"""\shidden\s*=\s*["'](?:1|true)["']""")
_ROOT = re.compile(r"<(?:([\w.-]+):)?worksheet(?=[\s/>])")


class SheetXml:
    """A worksheet part as it streams by: ``rows`` first, then ``frame`` is all but the rows."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._head = ""
        self._tail: list[str] = []
        self._prefix = ""
        self._last = 0

    @property
    def prefix(self) -> str:
        """What stands before the names of its elements: empty, or ``x:``."""
        return self._prefix

    @property
    def frame(self) -> str:
        """The sheet without its rows: columns, merged areas, filter …; complete after ``rows``."""
        return self._head + "".join(self._tail)

    def rows(self) -> Iterator[RowXml]:
        """Rows that have cells with content, or are hidden, in the order of the file.

        Raises:
            BadMarkup: an address beyond the edge of a sheet, or in another row.
        """
        rest = self._until_rows()
        if rest is None:
            return
        p = self._prefix
        self._row = re.compile(_ROW.format(p=re.escape(p)))
        self._cells = re.compile(_CELL.format(p=re.escape(p))).findall
        close, end = f"</{p}row>", f"</{p}sheetData>"
        while True:
            done = rest.find(end)
            if done >= 0:
                self._tail.append(rest[done + len(end) :])
                rest = rest[:done]
            *pieces, rest = rest.split(close)
            for piece in pieces:
                yield from self._rows_in(piece)
            if done >= 0:
                yield from self._hidden_rows(rest)
                break
            rest = yield from self._drop_empty(rest)
            piece = next(self._pieces, "")
            if not piece:
                return
            rest += piece
        self._tail.extend(self._pieces)

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
            self._head = text[: opened.start()]
            if not opened[1]:
                return text[opened.end() :]
            self._tail.append(text[opened.end() :])
            break
        else:
            self._head = text
        self._tail.extend(self._pieces)
        return None

    def _drop_empty(self, rest: str) -> Generator[RowXml, None, str]:
        """Rows without cells have no end tag to split at; let them go by as they come."""
        last = rest.rfind(f"<{self._prefix}row")
        if last > 0:
            yield from self._hidden_rows(rest[:last])
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
        filled = xml.count(f"</{self._prefix}c>")
        cells = self._cells(xml) if filled else []
        if len(cells) != filled or (cells and {cell[1] for cell in cells} != {str(number)}):
            cells = any_cells(xml, self._prefix, number)
        if cells or hidden:
            yield RowXml(number, hidden, cells, xml)

    def _numbered(self, number: str | None, attributes: str) -> int:
        if not number and (stated := _NUMBER.search(attributes)):
            number = stated[1]
        if number and len(number) > 7:
            raise BadMarkup(f"row {number[:20]}, beyond the last row of a sheet")
        self._last = int(number) if number else self._last + 1
        if not 0 < self._last <= MAX_ROW:
            raise BadMarkup(f"row {self._last}, beyond the edge of a sheet")
        return self._last


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

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.removeprefix(self._prefix)
        self._path.append(name)
        if self._path[1:] == ["c"]:
            self._cell = attributes
            self._formula = {}
            self._texts = {}
        elif self._path[1:] == ["c", "f"]:
            self._formula = attributes
            self._texts["f"] = []
        elif self._path[1:] in (["c", "v"], ["c", "is"]):
            self._texts["v"] = []

    def characters(self, text: str) -> None:
        """Text within an element; reading aids (``rPh``) are not part of the cell's text."""
        path = self._path[1:]
        if path in (["c", "f"], ["c", "v"]):
            self._texts[path[1]].append(text)
        elif path in (["c", "is", "t"], ["c", "is", "r", "t"]):
            self._texts.setdefault("v", []).append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._path[1:] == ["c"]:
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
                escaped(text),
            )
        )


_ATTRIBUTE = re.compile(r' ([\w.:-]+)="([^"]*)"')


def attributes_of(text: str) -> dict[str, str]:
    """The attributes in the text behind a tag's name, as ``CellXml`` holds them."""
    return {name: unescaped(value) for name, value in _ATTRIBUTE.findall(text)}


def says_empty(xml: str, prefix: str, letters: str, row: int) -> bool:
    """Whether a cell's value is there and empty, rather than absent."""
    pattern = rf"""<{re.escape(prefix)}v(?:\s[^>]*)?(?:/>|>\s*</)"""
    start = re.search(rf"""\sr\s*=\s*["']{letters}{row}["']""", xml)
    if start is None:
        return re.search(pattern, xml) is not None
    end = xml.find(f"</{prefix}c>", start.end())
    return re.search(pattern, xml[start.end() : end]) is not None
