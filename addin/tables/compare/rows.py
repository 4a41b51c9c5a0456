"""Which row of the older version of a sheet is which of the newer, band by band.

A band is a run of columns with rows of its own: where two lists stand side by side, a line put
into the left one does not move the right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from addin.tables.compare.alignment import Alignment, aligned, longest_rise, unchanged
from addin.tables.compare.columns import align_columns
from addin.tables.compare.keys import Keyed, keyed, tables_paired
from addin.tables.compare.likeness import Token
from addin.tables.compare.reading import Reading
from addin.tables.compare.sequence import ENOUGH, Aligner
from addin.tables.table import MAX_COLUMN, Sheet, Table

_ENOUGH_CELLS: Final = 3
"""Rows with so many cells that are equal word for word are not equal by chance."""
_SURE_OF_KEYED: Final = 0.75
"""Two lines of a list with different keys are one line only if they are so alike."""


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that share their rows: (first, last) in the older and in the newer version."""

    older: tuple[int, int]
    newer: tuple[int, int]
    rows: Alignment

    @property
    def reversed(self) -> Band:
        """The same, seen from the newer version."""
        return Band(self.newer, self.older, self.rows.reversed)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two versions of a sheet side by side."""

    columns: Alignment
    bands: tuple[Band, ...]
    keyed: tuple[Keyed, ...] = ()
    tables: tuple[tuple[Table, Table], ...] = ()

    @property
    def reversed(self) -> Aligned:
        """The same, seen from the newer version."""
        return Aligned(
            self.columns.reversed,
            tuple(band.reversed for band in self.bands),
            tuple(
                replace(
                    one,
                    older=one.newer,
                    newer=one.older,
                    pairs=tuple((b, a) for a, b in one.pairs),
                )
                for one in self.keyed
            ),
            tuple((b, a) for a, b in self.tables),
        )


Tables = tuple[Sequence[Table], Sequence[Table]]


def align(older: Reading, newer: Reading, tables: Tables) -> Aligned:
    """Columns, then rows. From B to A it is the same as from A to B."""
    if _stands_second(older.sheet, newer.sheet):
        return _align(newer, older, (tables[1], tables[0])).reversed
    return _align(older, newer, tables)


def _stands_second(older: Sheet, newer: Sheet) -> bool:
    """Neither is first by nature: taking the shorter one first makes both directions agree."""
    sizes = [(len(sheet.rows), sheet.width) for sheet in (older, newer)]
    if sizes[0] != sizes[1]:
        return sizes[0] > sizes[1]
    for ours, theirs in zip(older.rows, newer.rows, strict=True):
        if ours != theirs:
            return repr(ours) > repr(theirs)
    return sorted(older.formulas.items()) > sorted(newer.formulas.items())


def _align(older: Reading, newer: Reading, tables: Tables) -> Aligned:
    paired = tables_paired(*tables)
    if older.height == newer.height and older.tokens() == newer.tokens():
        columns = unchanged(max(older.width, newer.width))
    else:
        columns = align_columns(older, newer, tables)
    bands: list[Band] = []
    found: list[Keyed] = []
    for ours, theirs in _spans(columns, tables):
        pairs = [
            (i, j)
            for i, j in columns.pairs
            if ours[0] <= i <= ours[1] and theirs[0] <= j <= theirs[1]
        ]
        whole = len(columns.forward) == len(pairs) and columns.is_identity
        if whole:
            tokens = older.tokens(), newer.tokens()
        else:
            tokens = (
                older.tokens_of([i for i, _ in pairs], ours),
                newer.tokens_of([j for _, j in pairs], theirs),
            )
        lists = [pair for pair in paired if ours[0] <= pair[0].area.left <= ours[1]]
        rows, keys = _rows((older, newer), tokens, lists)
        bands.append(Band(ours, theirs, rows))
        found += keys
    return Aligned(columns, _merged(bands), tuple(found), paired)


def _spans(columns: Alignment, tables: Tables) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The runs of columns with rows of their own; nearly always one."""
    ours, theirs = (_cuts(side) for side in tables)
    whole = [((1, MAX_COLUMN), (1, MAX_COLUMN))]
    if len(ours) != len(theirs) or not ours:
        return whole
    for cut, other in zip(ours, theirs, strict=True):
        if any((i <= cut) != (j <= other) for i, j in columns.pairs):
            return whole
    return list(
        zip(
            _runs_of((0, *ours, MAX_COLUMN)),
            _runs_of((0, *theirs, MAX_COLUMN)),
            strict=True,
        )
    )


def _runs_of(ends: Sequence[int]) -> list[tuple[int, int]]:
    return [(before + 1, end) for before, end in pairwise(ends)]


def _cuts(tables: Sequence[Table]) -> list[int]:
    """The columns behind which a list begins that stands beside another one."""
    cuts = set()
    for left in tables:
        for right in tables:
            beside = left.area.top <= right.area.bottom and right.area.top <= left.area.bottom
            if beside and left.area.right + 1 < right.area.left:
                cuts.add(right.area.left - 1)
    return sorted(cut for cut in cuts if not any(t.area.left <= cut < t.area.right for t in tables))


def _merged(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Bands whose rows moved alike are one."""
    first = bands[0]
    if all(band.rows == first.rows for band in bands):
        return (Band((1, MAX_COLUMN), (1, MAX_COLUMN), first.rows),)
    return tuple(bands)


def _rows(
    readings: tuple[Reading, Reading],
    tokens: tuple[list[Token], list[Token]],
    tables: Sequence[tuple[Table, Table]],
) -> tuple[Alignment, list[Keyed]]:
    older, newer = tokens
    if older == newer:
        return unchanged(len(older)), []
    found = [key for pair in tables if (key := keyed(pair, readings, tokens))]
    by_key = {a: b for one in found for a, b in one.pairs}
    sizes = len(older), len(newer)
    by_key = {a: b for a, b in by_key.items() if a <= sizes[0] and b <= sizes[1]}
    pairs = list(by_key.items())
    lines = (
        frozenset(row for one in found for row in one.older.body),
        frozenset(row for one in found for row in one.newer.body),
    )
    pairs += _verbatim(tokens, pairs)
    pairs += _rest(tokens, pairs, lines)
    pairs += _moved(tokens, pairs)
    return aligned(pairs, *sizes), found


def _verbatim(
    tokens: tuple[list[Token], list[Token]], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Rows that stand word for word in both versions, once in each: they are sure, as by a key."""
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    once = _once(tokens[0], ours)
    there = _once(tokens[1], theirs)
    return [(row, there[token]) for token, row in once.items() if token in there]


def _once(tokens: list[Token], taken: set[int]) -> dict[Token, int]:
    """The rows that are told apart by what they hold; short ones may be alike by chance."""
    counts = Counter(tokens)
    return {
        token: row
        for row, token in enumerate(tokens, 1)
        if counts[token] == 1 and row not in taken and _filled(token) >= _ENOUGH_CELLS
    }


def _rest(
    tokens: tuple[list[Token], list[Token]],
    pairs: list[tuple[int, int]],
    lines: tuple[frozenset[int], frozenset[int]],
) -> list[tuple[int, int]]:
    """The rows that no key pairs, between those that kept their order."""
    pairs = sorted(pairs)
    anchors = [pairs[place] for place in longest_rise([b for _, b in pairs])]
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    loose = Aligner(*tokens, ENOUGH)
    strict = Aligner(*tokens, _SURE_OF_KEYED)
    found: list[tuple[int, int]] = []
    i = j = 0
    for x, y in (*anchors, (len(tokens[0]) + 1, len(tokens[1]) + 1)):
        a = [n - 1 for n in range(i + 1, x) if n not in ours]
        b = [n - 1 for n in range(j + 1, y) if n not in theirs]
        if a and b:
            of_list = any(n + 1 in lines[0] for n in a) or any(n + 1 in lines[1] for n in b)
            aligner = strict if of_list else loose
            found += ((m + 1, n + 1) for m, n in aligner.pairs(a, b))
        i, j = x, y
    return found


def _moved(
    tokens: tuple[list[Token], list[Token]], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Rows that stand word for word in another place."""
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    there: dict[Token, list[int]] = {}
    for row, token in enumerate(tokens[1], 1):
        if row not in theirs and _says_something(token):
            there.setdefault(token, []).append(row)
    found = []
    for row, token in enumerate(tokens[0], 1) if there else ():
        if row not in ours and there.get(token):
            found.append((row, there[token].pop(0)))
    return found


def _says_something(token: Token) -> bool:
    return _filled(token) >= 2


def _filled(token: Token) -> int:
    return len(token) - token.count(None)
