"""One sheet of a spreadsheet: its cells and everything that stands on its grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sheets_emulator.a1 import Rect
from sheets_emulator.cell import EMPTY, Cell, Row
from sheets_emulator.shift import Deleted, Inserted, Shift, of_grid_range
from sheets_emulator.undo import Log

Json = dict[str, Any]
ROWS, COLUMNS = "ROWS", "COLUMNS"
NO_CELLS: Row = {}


class Sheet:
    """Rows of cells, properties, and what is tied to ranges of it.

    Attributes:
        properties: Google's SheetProperties, without the index.
        rows: cells by row, up to the last row that ever held one; none of them is ever changed.
        dimensions: for rows and for columns, the properties that are not the usual ones, by index.
        groups: for rows and for columns, Google's DimensionGroups.
        merges: GridRanges.
        protected, filter_views, bandings: by their ids.
        conditions: the conditional formats, in their order of precedence.
        basic_filter: the sheet's own filter, or None.

    All ranges in here carry their sheetId, also when it is 0.

    """

    def __init__(self, log: Log, properties: Json) -> None:
        self.log = log
        self.properties = properties
        self.rows: list[Row] = []
        self.dimensions: dict[str, dict[int, Json]] = {ROWS: {}, COLUMNS: {}}
        self.groups: dict[str, list[Json]] = {ROWS: [], COLUMNS: []}
        self.merges: list[Json] = []
        self.protected: dict[int, Json] = {}
        self.filter_views: dict[int, Json] = {}
        self.bandings: dict[int, Json] = {}
        self.conditions: list[Json] = []
        self.basic_filter: Json | None = None

    @property
    def id(self) -> int:
        """The sheetId."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """What its tab says."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """Rows of the grid, used or not."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns of the grid, used or not."""
        return int(self.properties["gridProperties"]["columnCount"])

    def size(self, dimension: str) -> int:
        """How many rows or columns there are."""
        return self.row_count if dimension == ROWS else self.column_count

    @property
    def everything(self) -> Rect:
        """The whole grid."""
        return Rect(0, 0, self.row_count, self.column_count)

    def row(self, row: int) -> Row:
        """The cells of a row by column; not to be changed."""
        return self.rows[row] if row < len(self.rows) else NO_CELLS

    def cell(self, row: int, column: int) -> Cell:
        """The cell there; an empty one where there is none."""
        return self.row(row).get(column, EMPTY)

    def cells(self, rect: Rect) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and cell of what is kept within the rectangle, row by row, left to right."""
        for index in range(rect.top, min(rect.bottom, len(self.rows))):
            row = self.rows[index]
            if not row:
                continue
            for column in sorted(row):
                if rect.left <= column < rect.right:
                    yield index, column, row[column]

    def replace_row(self, row: int, cells: Row) -> None:
        """Put these cells in the place of a row; bare ones are not kept."""
        if row >= len(self.rows):
            if not cells:
                return
            missing: list[Row] = [NO_CELLS] * (row - len(self.rows))
            self.log.splice(self.rows, len(self.rows), len(self.rows), [*missing, cells])
        else:
            self.log.splice(self.rows, row, row + 1, [cells])

    def change(self, rect: Rect, new: Callable[[int, int, Cell], Cell]) -> None:
        """Put `new(row, column, cell)` in the place of every cell of the rectangle."""
        for index in range(rect.top, rect.bottom):
            row = dict(self.row(index))
            for column in range(rect.left, rect.right):
                cell = new(index, column, row.get(column, EMPTY))
                if cell == EMPTY:
                    row.pop(column, None)
                else:
                    row[column] = cell
            self.replace_row(index, row)

    def change_kept(self, rect: Rect, new: Callable[[Cell], Cell]) -> None:
        """As `change`, for the cells that are kept only: for what empty cells stay empty under."""
        for index in range(rect.top, min(rect.bottom, len(self.rows))):
            row = self.rows[index]
            changed = {c: new(k) if rect.left <= c < rect.right else k for c, k in row.items()}
            kept = {column: cell for column, cell in changed.items() if cell != EMPTY}
            if kept != row:
                self.replace_row(index, kept)

    def used(self) -> tuple[int, int]:
        """Rows and columns up to the last cell with a value or formula."""
        last_row = last_column = 0
        for index, row in enumerate(self.rows):
            for column, cell in row.items():
                if cell.holds:
                    last_row = index + 1
                    last_column = max(last_column, column + 1)
        return last_row, last_column

    def last_row(self) -> int:
        """The row after the last one that holds a value or formula."""
        for index in range(len(self.rows) - 1, -1, -1):
            if any(cell.holds for cell in self.rows[index].values()):
                return index + 1
        return 0

    def resize(self, rows: int | None = None, columns: int | None = None) -> None:
        """Give the grid that many rows and columns; cells outside are gone."""
        rows = self.row_count if rows is None else rows
        columns = self.column_count if columns is None else columns
        if (rows, columns) == (self.row_count, self.column_count):
            return
        if rows < len(self.rows):
            self.log.splice(self.rows, rows, len(self.rows), [])
        if columns < self.column_count:
            for index, row in enumerate(self.rows):
                if any(column >= columns for column in row):
                    self.replace_row(index, {c: k for c, k in row.items() if c < columns})
        grid = {**self.properties["gridProperties"], "rowCount": rows, "columnCount": columns}
        self.log.set(self, "properties", {**self.properties, "gridProperties": grid})

    def grow(self, rows: int, columns: int) -> None:
        """Make the grid at least that large."""
        self.resize(max(rows, self.row_count), max(columns, self.column_count))

    def shift(self, dimension: str, shift: Shift) -> None:
        """Move the cells, and all that is tied to them on this sheet, to their new places."""
        if dimension == ROWS:
            self._shift_rows(shift)
        else:
            self._shift_columns(shift)
        count = self.size(dimension)
        if isinstance(shift, Inserted):
            count += shift.count
        elif isinstance(shift, Deleted):
            count -= shift.end - shift.start
        name = "rowCount" if dimension == ROWS else "columnCount"
        grid = {**self.properties["gridProperties"], name: count}
        self.log.set(self, "properties", {**self.properties, "gridProperties": grid})
        self._shift_what_is_tied(dimension, shift)

    def _shift_rows(self, shift: Shift) -> None:
        have = len(self.rows)
        if isinstance(shift, Inserted):
            if shift.at < have:
                self.log.splice(self.rows, shift.at, shift.at, [NO_CELLS] * shift.count)
        elif isinstance(shift, Deleted):
            if shift.start < have:
                self.log.splice(self.rows, shift.start, min(shift.end, have), [])
        else:
            rows: list[Row] = [NO_CELLS] * max(have, shift.end, shift.to)
            for index, row in enumerate(self.rows):
                rows[shift.index(index) or 0] = row
            while rows and not rows[-1]:
                rows.pop()
            self.log.splice(self.rows, 0, have, rows)

    def _shift_columns(self, shift: Shift) -> None:
        rows: list[Row] = []
        for row in self.rows:
            places = ((shift.index(column), cell) for column, cell in row.items())
            rows.append({place: cell for place, cell in places if place is not None})
        self.log.splice(self.rows, 0, len(self.rows), rows)

    def _shift_what_is_tied(self, dimension: str, shift: Shift) -> None:
        log = self.log
        places = ((shift.index(i), p) for i, p in self.dimensions[dimension].items())
        log.put(self.dimensions, dimension, {i: p for i, p in places if i is not None})
        groups = []
        for group in self.groups[dimension]:
            span = shift.span(group["range"]["startIndex"], group["range"]["endIndex"])
            if span:
                where = {**group["range"], "startIndex": span[0], "endIndex": span[1]}
                groups.append({**group, "range": where})
        log.put(self.groups, dimension, groups)
        merges = [of_grid_range(merge, dimension, shift) for merge in self.merges]
        log.set(self, "merges", [merge for merge in merges if merge and not _is_one_cell(merge)])
        for named in ("protected", "filter_views", "bandings"):
            log.set(self, named, _shifted_by_id(getattr(self, named), dimension, shift))
        log.set(self, "conditions", _shifted_rules(self.conditions, dimension, shift))
        if self.basic_filter:
            where_now = of_grid_range(self.basic_filter["range"], dimension, shift)
            moved = {**self.basic_filter, "range": where_now} if where_now else None
            log.set(self, "basic_filter", moved)


def _is_one_cell(merge: Json) -> bool:
    return bool(
        merge["endRowIndex"] - merge["startRowIndex"] == 1
        and merge["endColumnIndex"] - merge["startColumnIndex"] == 1
    )


def _shifted_by_id(items: dict[int, Json], dimension: str, shift: Shift) -> dict[int, Json]:
    kept = {}
    for key, item in items.items():
        if "range" not in item:
            kept[key] = item
            continue
        where = of_grid_range(item["range"], dimension, shift)
        if where is not None:
            kept[key] = {**item, "range": where}
    return kept


def _shifted_rules(rules: list[Json], dimension: str, shift: Shift) -> list[Json]:
    kept = []
    for rule in rules:
        ranges = [of_grid_range(where, dimension, shift) for where in rule.get("ranges", [])]
        left = [where for where in ranges if where is not None]
        if left:
            kept.append({**rule, "ranges": left})
    return kept
