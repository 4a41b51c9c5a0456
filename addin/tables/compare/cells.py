"""Cell by cell, two aligned versions of a sheet: what was changed, and what only followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.tables.cells import to_date, to_number, to_text
from addin.tables.compare.difference import CellChange, Kind
from addin.tables.compare.formulas import Follow
from addin.tables.compare.reading import Reading, same_value
from addin.tables.compare.rows import Aligned, Band
from addin.tables.table import ErrorValue, Value

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """The cells that differ, by their place in the newer version; and how many nobody knows."""

    changes: tuple[CellChange, ...]
    unknown: int


def compare_cells(
    older: Reading, newer: Reading, aligned: Aligned, follow: Follow, *, as_text: bool = False
) -> Compared:
    """The cells of rows and columns that stand in both versions.

    ``as_text``: one version is a text file, in which ``1200`` and the number are the same.
    """
    comparer = _Comparer(older, newer, follow, as_text=as_text)
    found: list[CellChange] = []
    for band in aligned.bands:
        columns = {i: j for i, j in aligned.columns.pairs if band.older[0] <= i <= band.older[1]}
        found += comparer.band(band, columns)
    found.sort(key=lambda change: change.newer)
    return Compared(tuple(found), comparer.unknown)


class _Comparer:
    def __init__(self, older: Reading, newer: Reading, follow: Follow, *, as_text: bool) -> None:
        self.older = older
        self.newer = newer
        self.follow = follow
        self.as_text = as_text
        self.unknown = 0

    def band(self, band: Band, columns: Mapping[int, int]) -> Iterator[CellChange]:
        """The changes within one band."""
        straight = all(i == j for i, j in columns.items())
        whole = straight and len(columns) >= max(self.older.width, self.newer.width)
        none: list[int] = []
        for a, b in band.rows.pairs:
            ours, theirs = _row(self.older, a), _row(self.newer, b)
            computed = self.older.computed.get(a, none), self.newer.computed.get(b, none)
            alike = whole and ours == theirs and _types(ours) == _types(theirs)
            if alike and computed == (none, none):
                continue
            if alike:
                places = {c: c for c in (*computed[0], *computed[1]) if c in columns}
            else:
                places = _differing(ours, theirs, columns, computed)
            for i, j in places.items():
                change = self._cell((a, i), (b, j), _at(ours, i), _at(theirs, j))
                if change is not None:
                    yield change

    def _cell(self, at: Cell, now: Cell, before: Value, after: Value) -> CellChange | None:
        one, other = self.older.formulas.get(at, ""), self.newer.formulas.get(now, "")
        if one and other:
            if not self.follow.same(self.older.sheet.name, (one, at), (other, now)):
                return CellChange(Kind.FORMULA, at, now, before, after, one, other)
            if at in self.older.sheet.uncached or now in self.newer.sheet.uncached:
                self.unknown += 1
                return None
            if same_value(before, after, computed=True):
                return None
            return CellChange(Kind.RESULT, at, now, before, after, one, other)
        kind = self._kind(before, after, one, other)
        return CellChange(kind, at, now, before, after, one, other) if kind else None

    def _kind(self, before: Value, after: Value, one: str, other: str) -> Kind | None:
        """What happened to a cell without a formula on one side at least."""
        if one:
            return Kind.CLEARED if after is None else Kind.OVERTYPED
        if other:
            return Kind.ENTERED if before is None else Kind.COMPUTED
        if same_value(before, after) or (self.as_text and _reads_the_same(before, after)):
            return None
        return _kind_of_typed(before, after)


def _kind_of_typed(before: Value, after: Value) -> Kind:
    """What happened to a cell that somebody typed into, before and after."""
    if before is None:
        return Kind.ENTERED
    if after is None:
        return Kind.CLEARED
    if _is_figure(before) and _is_typed(after, before):
        return Kind.NOW_TEXT
    if _is_figure(after) and _is_typed(before, after):
        return Kind.NOW_NUMBER
    return Kind.VALUE


def _row(reading: Reading, number: int) -> Sequence[Value]:
    rows = reading.sheet.rows
    return rows[number - 1] if number <= len(rows) else ()


def _types(row: Sequence[Value]) -> tuple[type, ...]:
    return tuple(map(type, row))


def _at(row: Sequence[Value], column: int) -> Value:
    return row[column - 1] if column <= len(row) else None


def _differing(
    ours: Sequence[Value],
    theirs: Sequence[Value],
    columns: Mapping[int, int],
    computed: tuple[list[int], list[int]],
) -> dict[int, int]:
    """The columns in which two rows may differ; blank in both is left out at once."""
    sizes = len(ours), len(theirs)
    formulas = set(computed[0]), set(computed[1])
    found = {}
    for i, j in columns.items():
        if i in formulas[0] or j in formulas[1]:
            found[i] = j
        elif i <= sizes[0] or j <= sizes[1]:
            x = ours[i - 1] if i <= sizes[0] else None
            y = theirs[j - 1] if j <= sizes[1] else None
            if x is not y and (x != y or type(x) is not type(y)):
                found[i] = j
    return found


def _is_figure(value: Value) -> bool:
    return value is not None and not isinstance(value, str | bool)


def _is_typed(text: Value, figure: Value) -> bool:
    """Whether a text says in letters what a figure could hold: sums pass over it."""
    if not isinstance(text, str) or isinstance(text, ErrorValue):
        return False
    return to_number(text) is not None or _reads_the_same(text, figure)


def _reads_the_same(one: Value, other: Value) -> bool:
    """Whether two cells say the same to a person: 1200 and ``1,200.00``, a date and its text."""
    if isinstance(one, ErrorValue) or isinstance(other, ErrorValue):
        return to_text(one) == to_text(other)
    if to_text(one) == to_text(other):
        return True
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    a, b = to_number(one), to_number(other)
    if a is not None and b is not None:
        return float(a) == float(b)
    days = to_date(one), to_date(other)
    if days[0] is not None:
        return days[0] == days[1]
    return False
