"""What changed in a sheet as a list of lines, the loudest first: the same in every report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.reports.check import plural
from addin.reports.difference import value_text
from addin.tables.compare.difference import CellChange, Kind, SheetDifference
from addin.tables.compare.reading import relative_or_text
from addin.tables.compare.totals import named
from addin.tables.labels import heading, joined, row_label
from addin.tables.table import Area, Sheet, Table, Value, address, column_letters

Cell = tuple[int, int]

_ORDER: Final = (
    Kind.OVERTYPED, Kind.FORMULA, Kind.NOW_TEXT, Kind.VALUE, Kind.ENTERED, Kind.CLEARED,
    Kind.COMPUTED, Kind.NOW_NUMBER,
)  # fmt: skip
_LOUD: Final = frozenset({Kind.OVERTYPED, Kind.NOW_TEXT})
_DEEPEST: Final = 3000
"""Further down a heading is not looked for cell by cell."""
_CELLS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One change. ``cell`` is where it is now, ``was`` where it was; ``loud``: to look at first.

    ``about`` says in the sheet's own words what the row is, ``column`` what the column is;
    ``change`` is newer less older, for figures.
    """

    what: str
    cell: str
    was: str
    about: str
    column: str
    before: str
    after: str
    change: Decimal | None = None
    loud: bool = False


def lines(sheet: SheetDifference) -> list[Line]:
    """The causes: everything but results that only follow."""
    words = _Words(sheet)
    found = [
        *(line for kind in _ORDER for line in _of_kind(sheet, words, kind)),
        *_rows(sheet, words),
        *_columns(sheet),
        *_around(sheet),
    ]
    return [*(one for one in found if one.loud), *(one for one in found if not one.loud)]


def results(sheet: SheetDifference) -> list[Line]:
    """Cells whose formula is the same and whose result is not; new errors first."""
    words = _Words(sheet)
    return [
        words.line(change)
        for change in sorted(sheet.results, key=lambda c: (not c.error_appeared, c.newer))
    ]


class _Words:
    """The sheet's own words for its rows and columns."""

    def __init__(self, sheet: SheetDifference) -> None:
        self._sheet = sheet
        self._tables = [pair[1] for pair in sheet.aligned.tables]
        self._older = [pair[0] for pair in sheet.aligned.tables]

    def line(self, change: CellChange) -> Line:
        """One changed cell."""
        row, column = change.newer
        what = "error appeared" if change.error_appeared else str(change.kind)
        if change.error_gone and change.kind is Kind.RESULT:
            what = "error gone"
        formats = (
            self._sheet.older.format_of(*change.older),
            self._sheet.newer.format_of(*change.newer),
        )
        computed = change.kind not in {Kind.RESULT, Kind.VALUE}
        return Line(
            what,
            address(*change.newer),
            address(*change.older),
            self.row(row, column),
            self.column(row, column),
            value_text(change.before, formats[0], change.formula_before if computed else ""),
            value_text(change.after, formats[1], change.formula_after if computed else ""),
            difference(change.before, change.after),
            loud=change.kind in _LOUD or change.error_appeared,
        )

    def row(self, row: int, column: int) -> str:
        """What a row of the newer version is about."""
        return _row_words(self._sheet.newer, self._tables, row, column)

    def older_row(self, row: int) -> str:
        """What a row of the older version was about."""
        return _row_words(self._sheet.older, self._older, row, self._sheet.older.width + 1)

    def column(self, row: int, column: int) -> str:
        """The heading over a cell."""
        for table in self._tables:
            if (row, column) in table.area and column in table.headings:
                return " ".join(table.headings[column].split())
        return heading(self._sheet.newer, row, column) if row < _DEEPEST else ""


def _row_words(sheet: Sheet, tables: list[Table], row: int, column: int) -> str:
    for table in tables:
        if table.area.top <= row <= table.area.bottom:
            found = named(sheet, table, row)
            if found:
                return found
    return row_label(sheet, row, min(column, 60))


def difference(before: Value, after: Value) -> Decimal | None:
    """Newer less older, where both are numbers; blank counts as nothing there."""
    figures = [
        Decimal(repr(value))
        if isinstance(value, int | float) and not isinstance(value, bool)
        else None
        for value in (before, after)
    ]
    if figures[0] is None or figures[1] is None:
        return None
    return figures[1] - figures[0]


def _of_kind(sheet: SheetDifference, words: _Words, kind: Kind) -> Iterator[Line]:
    """The changes of one kind; formulas that changed alike, as when filled down, on one line."""
    groups: dict[object, list[CellChange]] = {}
    for change in sheet.cells:
        if change.kind is kind:
            groups.setdefault(_group(change), []).append(change)
    for group in groups.values():
        line = words.line(group[0])
        if len(group) == 1:
            yield line
            continue
        now = _areas([change.newer for change in group])
        was = _areas([change.older for change in group])
        yield Line(
            f"{line.what}, {plural(len(group), 'cell')}", now, was,
            "", line.column, line.before, line.after, None, line.loud,
        )  # fmt: skip


def _group(change: CellChange) -> object:
    before = change.formula_before and relative_or_text(change.formula_before, *change.older)
    after = change.formula_after and relative_or_text(change.formula_after, *change.newer)
    if change.kind is Kind.FORMULA:
        return before, after, change.error_appeared
    if after and change.kind in {Kind.COMPUTED, Kind.ENTERED}:
        return change.newer[1], after
    if before and change.kind is Kind.CLEARED:
        return change.newer[1], before
    return change.newer


def _areas(cells: list[Cell]) -> str:
    areas = joined(cells)
    more = f", … {len(areas) - _CELLS_SHOWN} more" if len(areas) > _CELLS_SHOWN else ""
    return ", ".join(map(str, areas[:_CELLS_SHOWN])) + more


def _rows(sheet: SheetDifference, words: _Words) -> Iterator[Line]:
    for band in sheet.aligned.bands:
        for row in band.rows.added:
            shown = _row_text(sheet.newer, row, band.newer)
            if shown or len(band.rows.added) == 1:
                about = words.row(row, min(band.newer[1], sheet.newer.width + 1))
                yield Line("row added", _row_at(row, band.newer), "", about, "", "", shown)
        for row in band.rows.removed:
            shown = _row_text(sheet.older, row, band.older)
            yield Line(
                "row removed", "", _row_at(row, band.older), words.older_row(row), "", shown, ""
            )
        if band.rows.moves:
            count = len(band.rows.moves)
            a, b = min(band.rows.moves)
            stands = f"row {a}" if count == 1 else f"row {a} and others"
            order = _sorted_by(sheet, band.newer)
            yield Line(
                plural(count, "row") + " moved", f"{b}:{b}", f"{a}:{a}", words.row(b, 61), "",
                stands, order or (f"row {b}" if count == 1 else f"row {b} and others"),
            )  # fmt: skip


def _sorted_by(sheet: SheetDifference, span: tuple[int, int]) -> str:
    """By which column a list is sorted now and was not before, if it is."""
    for older, newer in sheet.aligned.tables:
        if not span[0] <= newer.area.left <= span[1]:
            continue
        for column, text in sorted(newer.headings.items()):
            origin = sheet.aligned.columns.origin(column)
            if (
                origin > 0
                and _rises(sheet.newer, newer, column)
                and not _rises(sheet.older, older, origin)
            ):
                return f"now sorted by {' '.join(text.split())}"
    return ""


def _rises(sheet: Sheet, table: Table, column: int) -> bool:
    values = [v for row in table.body if (v := sheet.value(row, column)) is not None]
    try:
        return len(set(values)) > 2 and values == sorted(values)
    except TypeError:  # words among numbers have no order
        return False


def _row_at(row: int, span: tuple[int, int]) -> str:
    if span[0] == 1 and span[1] > 1000:
        return f"{row}:{row}"
    last = column_letters(min(span[1], 1000))
    return f"{column_letters(span[0])}{row}:{last}{row}"


def _row_text(sheet: Sheet, row: int, span: tuple[int, int]) -> str:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    shown = [
        value_text(value, sheet.format_of(row, column))
        for column, value in enumerate(values[: span[1]], 1)
        if value is not None and column >= span[0]
    ]
    more = f" | … {len(shown) - 12} more" if len(shown) > 12 else ""
    return " | ".join(shown[:12]) + more


def _columns(sheet: SheetDifference) -> Iterator[Line]:
    columns = sheet.aligned.columns
    for side, kept, numbers in (
        ("added", sheet.newer, columns.added),
        ("removed", sheet.older, columns.removed),
    ):
        tables = [pair[0 if side == "removed" else 1] for pair in sheet.aligned.tables]
        for column in numbers:
            letters = column_letters(column)
            at = f"{letters}:{letters}"
            filled = sum(
                1 for row in kept.rows if len(row) >= column and row[column - 1] is not None
            )
            said = plural(filled, "filled cell")
            name = next((t.headings[column] for t in tables if column in t.headings), "")
            yield Line(
                f"column {side}", at if side == "added" else "", at if side == "removed" else "",
                "", " ".join(name.split()), said if side == "removed" else "",
                said if side == "added" else "",
            )  # fmt: skip
    for a, b in sorted(columns.moves):
        yield Line(
            "column moved", f"{column_letters(b)}:{column_letters(b)}",
            f"{column_letters(a)}:{column_letters(a)}", "",
            next((p[1].headings[b] for p in sheet.aligned.tables if b in p[1].headings), ""),
            column_letters(a), column_letters(b),
        )  # fmt: skip


def _around(sheet: SheetDifference) -> Iterator[Line]:
    words = _Words(sheet)
    for note in sheet.notes:
        what = (
            "note written"
            if not note.before
            else "note removed"
            if not note.after
            else "note changed"
        )
        cell = note.newer or (1, 1)
        yield Line(
            what, address(*cell), address(*(note.older or cell)), words.row(*cell),
            words.column(*cell), _short(note.before), _short(note.after),
        )  # fmt: skip
    for aspect in sheet.aspects:
        yield Line(
            aspect.about,
            _as_cells(aspect.what),
            "",
            "" if _as_cells(aspect.what) else aspect.what,
            "",
            aspect.before,
            aspect.after,
        )
    for change in sheet.formats:
        cells = ", ".join(map(str, change.areas[:_CELLS_SHOWN]))
        more = len(change.areas) - _CELLS_SHOWN
        cells += f", … {more} more" if more > 0 else ""
        what = f"number format, {plural(change.cells, 'cell')}"
        yield Line(what, cells, "", "", "", change.before, change.after)


def _as_cells(text: str) -> str:
    try:
        Area.of(text.partition(",")[0])
    except ValueError:
        plain = text.replace(":", "")
        return (
            text
            if plain.isdigit() or (plain.isalpha() and plain.isupper() and len(plain) < 7)
            else ""
        )
    return text


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 200 else shown[:199] + "…"
