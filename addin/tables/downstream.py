"""What follows from a cell in one workbook: through formulas, filled areas and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from addin.tables.cells_of_arrays import filled_by, formula_cells
from addin.tables.contents import Target
from addin.tables.dependencies import Dependencies
from addin.tables.remaining import Remaining
from addin.tables.staleness import Key, where
from addin.tables.syntax import parse
from addin.tables.table import Book
from addin.tables.volatile import volatile_calls

MOVING: Final = frozenset("TODAY NOW RAND RANDBETWEEN RANDARRAY CELL INFO".split())
"""Functions whose result depends on the day, the time, chance or the machine.

OFFSET and INDIRECT are not among them: Excel computes them anew each time, but from the same cells
they give the same.
"""

_MENTIONS = re.compile(rf"\b(?:{'|'.join(sorted(MOVING))})\s*\(", re.IGNORECASE)


class Downstream:
    """The formula cells of a workbook, in reading order, and what draws on what."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._filled = {s.name: filled_by(s) for s in book.sheets if s.arrays}
        self.cells: tuple[Key, ...] = tuple(
            (sheet.name, *cell) for sheet in book.sheets for cell in sorted(formula_cells(sheet))
        )

    @cached_property
    def _dependencies(self) -> Dependencies:
        return Dependencies(self.book)

    def anchor(self, key: Key) -> Key:
        """The cell with the formula that fills this one: mostly the cell itself."""
        sheet, row, column = key
        return sheet, *self._filled.get(sheet, {}).get((row, column), (row, column))

    def after(self, cells: Iterable[Key]) -> frozenset[Key]:
        """All formula cells that draw on some of these, directly or through others."""
        found: set[Key] = set()
        fresh = list(cells)
        while fresh:
            reached = set(self._dependencies.all_drawing_on(fresh)) - found
            found |= reached
            fresh = [key for key in self._filled_by(reached) if key not in found]
            found.update(fresh)
        return frozenset(found)

    def _filled_by(self, anchors: Iterable[Key]) -> Iterator[Key]:
        if not self._filled:
            return
        wanted = set(anchors)
        for sheet, filled in self._filled.items():
            for cell, anchor in filled.items():
                if (sheet, *anchor) in wanted:
                    yield (sheet, *cell)

    def linking(self, targets: Iterable[str]) -> tuple[Key, ...]:
        """The formulas that read one of these workbooks."""
        wanted = set(targets)
        return tuple(dict.fromkeys(key for key, _ in self._links(wanted)))

    def reading(self, cells: Mapping[str, Iterable[Key]]) -> dict[Key, tuple[str, str]]:
        """The formulas that read certain cells of linked workbooks: target, and the first cell."""
        asked: dict[str, dict[str, tuple[str, Remaining]]] = {}
        for stated, keys in cells.items():
            by_sheet: dict[str, list[tuple[int, int]]] = {}
            for sheet, row, column in keys:
                by_sheet.setdefault(sheet, []).append((row, column))
            if by_sheet:
                asked[stated] = {
                    name.casefold(): (name, Remaining(held)) for name, held in by_sheet.items()
                }
        found: dict[Key, tuple[str, str]] = {}
        for key, target in self._links(asked):
            held = asked[target.book].get(target.sheet.casefold())
            hit = next(held[1].within(target.area), None) if held is not None else None
            if held is not None and hit is not None:
                found.setdefault(key, (target.book, where((held[0], *hit))))
        return found

    def _links(self, wanted: Iterable[str]) -> Iterator[tuple[Key, Target]]:
        books = set(wanted)
        if not books:
            return
        for sheet in self.book.sheets:
            for row, column in sorted(sheet.formulas):
                for target in self._dependencies.of(sheet.name, row, column):
                    if target.book in books:
                        yield (sheet.name, row, column), target

    def volatile(self, linked: Mapping[str, Iterable[Key]]) -> frozenset[Key]:
        """Every cell whose value depends on the day, the time or chance.

        ``linked``: such cells of the workbooks behind the links, by target.
        """
        roots = dict.fromkeys(self.reading(linked))
        if any(_MENTIONS.search(f) for s in self.book.sheets for f in s.formulas.values()):
            calls: dict[str, bool] = {}
            for sheet in self.book.sheets:
                for cell, form in self._dependencies.contents.forms(sheet).items():
                    if form not in calls:
                        calls[form] = not MOVING.isdisjoint(volatile_calls(parse(form)))
                    if calls[form]:
                        roots[sheet.name, *cell] = None
        if not roots:
            return frozenset()
        starts = (*roots, *self._filled_by(roots))
        return frozenset(starts) | self.after(starts)
