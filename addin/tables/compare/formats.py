"""Cells that show their figure in another way than before."""

from __future__ import annotations

from collections.abc import Mapping

from addin.tables.compare.difference import FormatChange
from addin.tables.compare.reading import Reading
from addin.tables.compare.rows import Aligned
from addin.tables.labels import joined

GENERAL = "General"


def compare_formats(older: Reading, newer: Reading, aligned: Aligned) -> tuple[FormatChange, ...]:
    """Number formats that differ, cells of one change together, by their place now.

    Only cells that hold a figure in both versions count.
    """
    codes = older.sheet.format_codes, newer.sheet.format_codes
    if not codes[0] and not codes[1]:
        return ()
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for band in aligned.bands:
        columns = {i: j for i, j in aligned.columns.pairs if band.older[0] <= i <= band.older[1]}
        differing = _Differing(columns)
        for a, b in band.rows.pairs:
            for i, j in differing.between(older.formats(a), newer.formats(b)):
                if older.holds_figure(a, i) and newer.holds_figure(b, j):
                    change = older.formats(a).get(i, GENERAL), newer.formats(b).get(j, GENERAL)
                    found.setdefault(change, []).append((b, j))
    return tuple(
        FormatChange(before, after, joined(cells), len(cells))
        for (before, after), cells in sorted(found.items(), key=lambda one: min(one[1]))
    )


class _Differing:
    """The columns in which the formats of two rows differ; rows formatted alike are asked once."""

    def __init__(self, columns: Mapping[int, int]) -> None:
        self._columns = columns
        self._known: dict[tuple[int, int], tuple[object, list[tuple[int, int]]]] = {}

    def between(self, one: Mapping[int, str], other: Mapping[int, str]) -> list[tuple[int, int]]:
        if not one and not other:
            return []
        known = self._known.get((id(one), id(other)))
        if known is None:
            pairs = [
                (i, j)
                for i, j in self._columns.items()
                if one.get(i, GENERAL) != other.get(j, GENERAL)
            ]
            # the mappings are kept, so that no other one takes their place in memory
            known = self._known[id(one), id(other)] = ((one, other), pairs)
        return known[1]
