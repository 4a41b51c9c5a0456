"""Shared formulas: the first cell holds the text, the others only its number.

When an edit overwrites the first cell, the next one becomes the holder of the text, moved as Excel
would; the others need no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import unescape

from addin.adapters.xlsx.parts.xml_bytes import attributes_of, tag_at, text_bytes
from addin.adapters.xlsx.sheet.sheet_xml import Patterns, RowBlock
from addin.tables.formula_template import FormulaTemplate

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Orphaned:
    """A shared formula whose first cell is overwritten, looking for its heir."""

    home: Cell
    formula: bytes  # the whole f element
    number: bytes | None
    end: int  # of its cell, in its block; the heir stands behind


class Heirs:
    """Which cells must hold a shared formula's text from now on, block by block.

    ``overwritten`` are the cells that get another content.
    """

    def __init__(self, overwritten: AbstractSet[Cell]) -> None:
        self._overwritten: dict[int, set[int]] = {}
        for row, column in overwritten:
            self._overwritten.setdefault(row, set()).add(column)
        self._orphaned: list[_Orphaned] = []

    def of(self, block: RowBlock, rows: list[int]) -> dict[Cell, bytes]:
        """Cells of this block → their new ``f`` element. ``rows`` are those overwritten in it."""
        orphaned = [(one, 0) for one in self._orphaned]
        orphaned += [(one, one.end) for number in rows for one in self._lost(block, number)]
        found: dict[Cell, bytes] = {}
        waiting: list[_Orphaned] = []
        for one, start in orphaned:
            for home, tag in self._next_of_kind(block, one, start):
                if home is not None:
                    found[home] = _moved_text(block.patterns, one, home, tag)
                break
            else:
                waiting.append(one)
        self._orphaned = waiting
        return found

    def _lost(self, block: RowBlock, number: int) -> Iterator[_Orphaned]:
        """The shared formulas whose first cell stands in a row and is overwritten."""
        row = block.row(number)
        if row is None or block.xml.find(b"shared", row.opened, row.closed) < 0:
            return
        columns = self._overwritten.get(number, ())
        for column, cell in block.cells_at(row, sorted(columns)):
            if isinstance(cell, int) or cell.kind != b"shared":
                continue
            formula = cell.formula or b""
            parts = block.patterns.formula.fullmatch(formula)
            if parts is not None and parts[2]:
                shared = attributes_of(formula).get(b"si")
                yield _Orphaned((number, column), formula, shared, cell.end)

    def _next_of_kind(
        self, block: RowBlock, one: _Orphaned, start: int
    ) -> Iterator[tuple[Cell | None, bytes]]:
        """The next cell that shares the formula and stays, with its ``f`` tag.

        A number may be given out again further down: a cell with a text of its own ends the search
        without an heir.
        """
        for found in block.patterns.formula_tag.finditer(block.xml, start):
            attributes = attributes_of(found[0])
            if attributes.get(b"t") != b"shared" or attributes.get(b"si") != one.number:
                continue
            if b"ref" in attributes:
                yield None, b""
                return
            home = _home(block, found.start())
            if home[1] not in self._overwritten.get(home[0], ()):
                yield home, found[0]


def _home(block: RowBlock, offset: int) -> Cell:
    row = block.row_around(offset)
    for cell in block.cells(row):
        if cell.start < offset < cell.end:
            return row.number, cell.column
    raise AssertionError("a formula stands outside every cell")


def _moved_text(patterns: Patterns, one: _Orphaned, home: Cell, tag: bytes) -> bytes:
    parts = patterns.formula.fullmatch(one.formula)
    text = unescape((parts[2] if parts else b"").decode())
    attributes = attributes_of(tag_at(one.formula, 0)) | attributes_of(tag)
    written = b"".join(b' %s="%s"' % (name, value) for name, value in attributes.items())
    formula = text_bytes(FormulaTemplate(text, *one.home).at(*home))
    return b"<%sf%s>%s</%sf>" % (patterns.prefix, written, formula, patterns.prefix)
