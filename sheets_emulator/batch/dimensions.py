"""Rows and columns: insert, delete, append, move, hide, widen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import fields
from sheets_emulator.a1 import Rect
from sheets_emulator.book import Book
from sheets_emulator.cell import Cell
from sheets_emulator.errors import invalid
from sheets_emulator.sheet import COLUMNS, ROWS, Sheet
from sheets_emulator.shift import Deleted, Inserted, Moved

Json = dict[str, Any]
_NOUN = {ROWS: "row", COLUMNS: "column"}
_FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


def span(book: Book, where: Json) -> tuple[Sheet, str, int, int]:
    """Sheet, dimension, start and end of a DimensionRange; open ends reach to the edge.

    Raises:
        ApiError: it is not a range of rows or columns.

    """
    sheet = book.sheet(where.get("sheetId"))
    dimension = where.get("dimension")
    if dimension not in (ROWS, COLUMNS):
        raise invalid("No dimension specified.")
    start = where.get("startIndex", 0)
    end = where.get("endIndex", sheet.size(dimension))
    if start < 0 or end < 0:
        raise invalid("DimensionRange indexes must be >= 0")
    if end <= start:
        raise invalid(f"endIndex[{end}] must be greater than startIndex[{start}]")
    return sheet, dimension, start, end


def insert_dimension(book: Book, body: Json) -> None:
    """insertDimension: empty rows or columns, which look like the one before or after them."""
    sheet, dimension, start, end = span(book, body["range"])
    before = bool(body.get("inheritFromBefore"))
    size = sheet.size(dimension)
    if before and start == 0:
        raise invalid("inheritFromBefore can't be true when inserting at the start.")
    if not before and start >= size:
        raise invalid(
            f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore "
            "is false."
        )
    if start > size:
        raise invalid(f"range.startIndex[{start}] is after the end of the grid[{size}]")
    frozen = sheet.properties["gridProperties"].get(_FROZEN[dimension], 0)
    book.shift(sheet, dimension, Inserted(start, end - start))
    if start < frozen:
        _freeze(sheet, dimension, frozen + end - start)
    _inherit(sheet, dimension, start, end, start - 1 if before else end)


def _inherit(sheet: Sheet, dimension: str, start: int, end: int, model: int) -> None:
    """Give the new rows or columns the formats and rules of their model, and its size."""
    properties = sheet.dimensions[dimension].get(model)
    if properties:
        own = dict(sheet.dimensions[dimension])
        own.update(dict.fromkeys(range(start, end), properties))
        sheet.log.put(sheet.dimensions, dimension, own)

    def look(cell: Cell) -> Cell:
        return Cell(format=cell.format, validation=cell.validation)

    if dimension == ROWS:
        row = {c: look(k) for c, k in sheet.row(model).items() if k.format or k.validation}
        if row:
            for index in range(start, end):
                sheet.replace_row(index, row)
        return
    for index, row in enumerate(sheet.rows):
        cell = row.get(model)
        if cell and (cell.format or cell.validation):
            sheet.replace_row(index, {**row, **dict.fromkeys(range(start, end), look(cell))})


def delete_dimension(book: Book, body: Json) -> None:
    """deleteDimension: with their cells and all that is tied to them."""
    sheet, dimension, start, end = span(book, body["range"])
    size, noun = sheet.size(dimension), _NOUN[dimension]
    if end > size:
        raise invalid(
            f"Cannot delete a {noun} that doesn't exist. Tried to delete {noun} index {end - 1} "
            f"but there are only {size} {noun}s."
        )
    if end - start >= size:
        raise invalid(f"You can't delete all the {noun}s on the sheet.")
    frozen = sheet.properties["gridProperties"].get(_FROZEN[dimension], 0)
    left = frozen - max(0, min(end, frozen) - start)
    if size - (end - start) <= left:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {noun}s.")
    book.shift(sheet, dimension, Deleted(start, end))
    if left != frozen:
        _freeze(sheet, dimension, left)


def _freeze(sheet: Sheet, dimension: str, count: int) -> None:
    grid = {k: v for k, v in sheet.properties["gridProperties"].items() if k != _FROZEN[dimension]}
    if count:
        grid[_FROZEN[dimension]] = count
    sheet.log.set(sheet, "properties", {**sheet.properties, "gridProperties": grid})


def append_dimension(book: Book, body: Json) -> None:
    """appendDimension: rows or columns at the end of the grid."""
    sheet = book.sheet(body.get("sheetId"))
    dimension, length = body.get("dimension"), body.get("length") or 0
    if dimension not in (ROWS, COLUMNS):
        raise invalid("No dimension specified.")
    if length <= 0:
        raise invalid("length must be greater than zero.")
    rows, columns = (length, 0) if dimension == ROWS else (0, length)
    sheet.resize(sheet.row_count + rows, sheet.column_count + columns)


def move_dimension(book: Book, body: Json) -> None:
    """moveDimension: rows or columns to before another one, counted as they stood."""
    sheet, dimension, start, end = span(book, body["source"])
    to, size = body.get("destinationIndex", 0), sheet.size(dimension)
    if end > size:
        raise invalid(f"endIndex[{end}] is after last {_NOUN[dimension]} in grid[{size}]")
    if not 0 <= to <= size:
        raise invalid(f"destinationIndex[{to}] is after last {_NOUN[dimension]} in grid[{size}]")
    if start <= to <= end:
        return  # they stay where they are
    book.shift(sheet, dimension, Moved(start, end, to))


def update_dimension_properties(book: Book, body: Json) -> None:
    """updateDimensionProperties: hide rows or columns, or give them a size."""
    sheet, dimension, start, end = span(book, body["range"])
    tree = fields.meant(body)
    given = body.get("properties") or {}
    names = set(given) if not tree or "*" in tree else set(tree)
    strange = names - {"hiddenByUser", "pixelSize"}
    if strange:
        raise invalid(f"this emulator does not write the field {min(strange)}.")
    own = dict(sheet.dimensions[dimension])
    for index in range(start, min(end, sheet.size(dimension))):
        properties = {k: v for k, v in own.get(index, {}).items() if k not in names}
        properties.update({k: given[k] for k in names if given.get(k)})
        if properties:
            own[index] = properties
        else:
            own.pop(index, None)
    sheet.log.put(sheet.dimensions, dimension, own)


def auto_resize(book: Book, body: Json) -> None:
    """autoResizeDimensions: columns as wide as their longest text, by a rough width per letter."""
    sheet, dimension, start, end = span(book, body["dimensions"])
    if dimension == ROWS:
        own = {
            index: {
                k: v for k, v in properties.items() if k != "pixelSize" or not start <= index < end
            }
            for index, properties in sheet.dimensions[ROWS].items()
        }
        sheet.log.put(sheet.dimensions, ROWS, {i: p for i, p in own.items() if p})
        return
    longest: dict[int, int] = {}
    for row, column, cell in sheet.cells(Rect(0, start, sheet.row_count, end)):
        if cell.holds:
            text = str(book.computed(sheet, row, column))
            longest[column] = max(longest.get(column, 0), len(text))
    columns = dict(sheet.dimensions[COLUMNS])
    for column, letters in longest.items():
        columns[column] = {**columns.get(column, {}), "pixelSize": max(21, 7 * letters + 7)}
    sheet.log.put(sheet.dimensions, COLUMNS, columns)


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
}
