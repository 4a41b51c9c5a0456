"""Two versions compared as one HTML page that opens offline, each sheet side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.reports.check import plural
from addin.reports.difference import (
    Comparison,
    amount,
    change_text,
    counted,
    explained_by,
    keyed_text,
    share_note,
    total_name,
    value_text,
)
from addin.reports.difference_lines import lines, results
from addin.reports.page_base import Sheets, rendered
from addin.tables.compare.difference import CellChange, SheetDifference
from addin.tables.compare.rows import Band
from addin.tables.table import Sheet, Table, address, column_letters

_SHEETS: Final = Sheets(("diff",))
_CONTEXT: Final = 1  # rows shown above and below a change
_MOST_ROWS: Final = 400
_MOST_RESULT_ROWS: Final = 60
_MOST_COLUMNS: Final = 12
_LABELS: Final = 2
_LONG: Final = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One cell on one side: its text, and a class that says how it is marked."""

    text: str
    mark: str = ""
    figure: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row on both sides; ``fold`` counts rows that are the same and left out."""

    older: int
    newer: int
    before: tuple[Side, ...]
    after: tuple[Side, ...]
    mark: str = ""
    fold: int = 0


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A band of a sheet: the columns that matter, the rows that differ and their neighbours."""

    columns: tuple[tuple[str, str], ...]
    headings: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    left_out: int
    more_columns: int


def comparison_as_page(comparison: Comparison) -> str:
    """The whole page as text."""
    kind, verdict = _verdict(comparison)
    named = (amount, change_text, total_name, explained_by, counted, keyed_text, share_note)
    return rendered(
        "diff.html.j2",
        _SHEETS,
        comparison=comparison,
        books=comparison.changed,
        kind=kind,
        verdict=verdict,
        **{one.__name__: one for one in (*named, address, lines, results, side_by_side)},
    )


def _verdict(comparison: Comparison) -> tuple[str, str]:
    """How much it is, in a sentence."""
    if comparison.unreadable:
        return "error", f"{plural(len(comparison.unreadable), 'file')} could not be read."
    if comparison.is_empty:
        return "good", "No difference."
    books = plural(len(comparison.changed), "workbook")
    unexplained = sum(
        bool(total.unexplained) for book in comparison.changed for total in book.totals
    )
    moved = sum(len(book.totals) for book in comparison.changed)
    if unexplained:
        return "warning", f"{books} changed; {plural(unexplained, 'total')} moved unexplained."
    totals = f"; {plural(moved, 'total')} moved, explained by rows" if moved else ""
    return "note", f"{books} changed{totals}."


def side_by_side(sheet: SheetDifference) -> list[SideBySide]:
    """What differs in a sheet, band by band, in the order of the newer version."""
    found = [_band(sheet, band) for band in sheet.aligned.bands]
    return [one for one in found if one.rows]


def _band(sheet: SheetDifference, band: Band) -> SideBySide:
    changes = {
        change.newer: change
        for change in sheet.cells
        if band.newer[0] <= change.newer[1] <= band.newer[1]
    }
    shown, left_out = _rows_shown(band, list(changes.values()))
    wanted = set(shown)
    kept = [change for change in changes.values() if (change.older[0], change.newer[0]) in wanted]
    columns, more = _columns(sheet, band, kept, any(not a or not b for a, b in shown))
    rows = tuple(_with_folds(sheet, band, shown, columns, changes))
    letters = tuple(
        (column_letters(i) if i else "", column_letters(j) if j else "") for i, j in columns
    )
    return SideBySide(letters, tuple(_headings(sheet, columns)), rows, left_out, more)


def _rows_shown(band: Band, changes: Sequence[CellChange]) -> tuple[list[tuple[int, int]], int]:
    """The pairs of rows that differ; rows in which only results follow come last and not all."""
    causes = {(c.older[0], c.newer[0]) for c in changes if c.kind.is_cause}
    follow = {(c.older[0], c.newer[0]) for c in changes} - causes
    first = [
        *sorted(causes, key=_newer_first),
        *((0, row) for row in band.rows.added),
        *((row, 0) for row in band.rows.removed),
    ]
    some = sorted(follow, key=_newer_first)[:_MOST_RESULT_ROWS]
    shown = [*first[:_MOST_ROWS], *some]
    return _in_order(band, shown), len(first) + len(follow) - len(shown)


def _newer_first(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[1], pair[0]


def _in_order(band: Band, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """By the row in the newer version; a removed row stands behind the last one before it."""
    last = 0
    behind: dict[int, int] = {}
    for older, newer in enumerate(band.rows.forward, 1):
        last = newer or last
        behind[older] = last
    return sorted(
        pairs, key=lambda pair: (pair[1], 0, 0) if pair[1] else (behind[pair[0]], 1, pair[0])
    )


def _columns(
    sheet: SheetDifference,
    band: Band,
    changes: Sequence[CellChange],
    whole: bool,  # noqa: FBT001 - of one caller
) -> tuple[list[tuple[int, int]], int]:
    """The columns to show: what names a row, then those in which something differs."""
    pairs = [
        (i, j)
        for i, j in sheet.aligned.columns.pairs
        if band.newer[0] <= j <= band.newer[1] and max(i, j) <= 1000
    ]
    height = range(1, len(sheet.newer.rows) + 1)
    filled = [
        (i, j) for i, j in pairs if any(sheet.newer.value(r, j) is not None for r in _some(height))
    ]
    added = [(0, j) for j in sheet.aligned.columns.added if band.newer[0] <= j <= band.newer[1]]
    removed = [(i, 0) for i in sheet.aligned.columns.removed if band.older[0] <= i <= band.older[1]]
    changed = {change.newer[1] for change in changes}
    labels = _labels(sheet, filled)
    wanted = [pair for pair in pairs if pair[1] in changed or pair in labels]
    if whole:
        wanted = [pair for pair in pairs if pair in wanted or pair in filled]
    every = sorted([*wanted, *added, *removed], key=lambda pair: (pair[1] or pair[0], pair[0]))
    if len(every) > _MOST_COLUMNS:
        first = [p for p in every if p in labels or p[1] in changed or not all(p)]
        kept = set((first + [p for p in every if p not in first])[:_MOST_COLUMNS])
        return [pair for pair in every if pair in kept], len(every) - _MOST_COLUMNS
    return every, 0


def _some(rows: range) -> range:
    return rows[:: max(1, len(rows) // 300)]


def _labels(sheet: SheetDifference, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first columns that hold words: they say what a row is."""
    found = []
    for pair in pairs:
        values = [
            sheet.newer.value(row, pair[1]) for row in _some(range(1, len(sheet.newer.rows) + 1))
        ]
        words = sum(isinstance(value, str) for value in values)
        figures = sum(value is not None for value in values) - words
        if words > figures:
            found.append(pair)
        if len(found) == _LABELS:
            break
    return found


def _headings(
    sheet: SheetDifference, columns: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    pairs = sheet.aligned.tables
    for i, j in columns:
        yield _heading([one for one, _ in pairs], i), _heading([other for _, other in pairs], j)


def _heading(tables: Sequence[Table], column: int) -> str:
    found = {
        " ".join(table.headings[column].split()) for table in tables if column in table.headings
    }
    return found.pop() if len(found) == 1 else ""


def _with_folds(
    sheet: SheetDifference,
    band: Band,
    shown: Sequence[tuple[int, int]],
    columns: Sequence[tuple[int, int]],
    changes: dict[tuple[int, int], CellChange],
) -> Iterator[Row]:
    """The rows that differ with a neighbour or two; the rest as a count."""
    near: dict[int, None] = {}
    for _, newer in shown:
        for row in range(newer - _CONTEXT, newer + _CONTEXT + 1) if newer else ():
            if 0 < row <= len(band.rows.backward) and band.rows.backward[row - 1]:
                near[row] = None
    context = [(band.rows.backward[row - 1], row) for row in near]
    listed = _in_order(band, list(dict.fromkeys([*shown, *context])))
    last = 0
    for older, newer in listed:
        if newer > last + 1:
            yield Row(0, 0, (), (), "fold", newer - last - 1)
        last = max(last, newer)
        yield _row(sheet, (older, newer), columns, changes)
    rest = len(band.rows.backward) - last
    if listed and rest > 0:
        yield Row(0, 0, (), (), "fold", rest)


def _row(
    sheet: SheetDifference,
    pair: tuple[int, int],
    columns: Sequence[tuple[int, int]],
    changes: dict[tuple[int, int], CellChange],
) -> Row:
    older, newer = pair
    mark = "" if older and newer else "added" if newer else "removed"
    before, after = [], []
    for i, j in columns:
        change = changes.get((newer, j)) if older and newer else None
        marks = _marks(change)
        before.append(_side(sheet.older, older, i, change, marks[0], old=True))
        after.append(_side(sheet.newer, newer, j, change, marks[1], old=False))
    return Row(older, newer, tuple(before), tuple(after), mark)


def _marks(change: CellChange | None) -> tuple[str, str]:
    if change is None:
        return "", ""
    if not change.kind.is_cause:
        return "follows", "follows loud" if change.error_appeared else "follows"
    return "old", "new loud" if change.kind.name in {"OVERTYPED", "NOW_TEXT"} else "new"


def _side(
    sheet: Sheet, row: int, column: int, change: CellChange | None, mark: str, *, old: bool
) -> Side:
    if not row or not column:
        return Side("", "gone")
    value = sheet.value(row, column)
    formula = ""
    if change is not None and change.kind.is_cause:
        formula = change.formula_before if old else change.formula_after
    text = value_text(value, sheet.format_of(row, column)) if value is not None or change else ""
    shown = text if len(text) <= _LONG else text[: _LONG - 1] + "…"
    figure = value is not None and not isinstance(value, str)
    return Side(shown, mark, figure, f"={formula}" if formula else "")
