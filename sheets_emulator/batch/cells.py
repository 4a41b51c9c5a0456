"""Cells as CellData: write, repeat, append, borders, validation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import fields
from sheets_emulator.a1 import Rect, written
from sheets_emulator.book import Book, ends_of
from sheets_emulator.cell import Cell, Format, number
from sheets_emulator.errors import invalid
from sheets_emulator.fields import Tree
from sheets_emulator.look import styled
from sheets_emulator.references import translated
from sheets_emulator.sheet import Sheet
from sheets_emulator.values import check_length

Json = dict[str, Any]
_KEPT = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns")
_COLORS = ("backgroundColor", "foregroundColor", "color")


def patch(book: Book, given: Json, tree: Tree) -> Callable[[Cell], Cell]:
    """What a CellData does to a cell, by the fields that are meant.

    Raises:
        ApiError: it writes what this emulator does not keep, or what may not be written.

    """
    if not tree or "*" in tree:
        tree = {name: {} for name in _KEPT}
    for name in tree:
        if name not in _KEPT and given.get(name) is not None:
            raise invalid(f"this emulator does not write the field {name}.")
    value, formula = _value(given.get("userEnteredValue") or {})
    style = styled(given.get("userEnteredFormat") or {})
    of_format = _with_styles(tree.get("userEnteredFormat", {}))

    def after(cell: Cell) -> Cell:
        if "userEnteredValue" in tree:
            cell = cell._replace(value=value, formula=formula, runs=None)
        if "userEnteredFormat" in tree:
            cell = cell._replace(format=_format(cell.format, style, of_format))
        if "note" in tree:
            cell = cell._replace(note=given.get("note") or None)
        if "dataValidation" in tree:
            cell = cell._replace(validation=given.get("dataValidation") or None)
        if "textFormatRuns" in tree:
            cell = cell._replace(runs=given.get("textFormatRuns") or None)
        return book.entered(cell)

    return after


def _value(given: Json) -> tuple[Any, str | None]:
    if not given:
        return None, None
    if len(given) > 1:
        raise invalid("userEnteredValue may hold one kind of value only.")
    ((kind, value),) = given.items()
    if kind == "formulaValue":
        check_length(value)
        return (None, value) if value.startswith("=") else (value or None, None)
    if kind == "stringValue":
        check_length(value)
        return value or None, None
    if kind == "numberValue":
        return number(float(value)), None
    if kind == "boolValue":
        return bool(value), None
    raise invalid(f"{kind} may not be written.")


def _format(before: Format, style: Format, tree: Tree) -> Format:
    return fields.updated(before, style, tree)


def _with_styles(tree: Tree) -> Tree:
    """The same mask, where a colour always means its style as well."""
    more = {name: _with_styles(below) for name, below in tree.items()}
    for name in _COLORS:
        if name in more or name + "Style" in more:
            more[name] = more[name + "Style"] = {}
    return more


def update_cells(book: Book, body: Json) -> None:
    """updateCells: rows of cells from a start on, or into a range whose rest they empty."""
    rows = body.get("rows") or []
    tree = fields.meant(body)
    if "range" in body:
        sheet, rect = book.grid_range(body["range"])
        asked = ends_of(body["range"]).within(sheet.row_count, sheet.column_count)
        if asked.bottom > sheet.row_count or asked.right > sheet.column_count:
            raise invalid(
                f"Range ({written(sheet.title, asked)}) exceeds grid limits. "
                f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
            )
    elif "start" in body:
        sheet, top, left = _start(book, body["start"])
        width = max((len(row.get("values") or []) for row in rows), default=0)
        rect = Rect(top, left, top + len(rows), left + width)
        _check_within(rect, sheet.everything)
    else:
        raise invalid("either a start or a range must be given.")
    given = Rect(
        rect.top,
        rect.left,
        rect.top + len(rows),
        rect.left + max((len(row.get("values") or []) for row in rows), default=0),
    )
    _check_within(given, rect)
    blank = patch(book, {}, tree)
    for index in range(rect.top, rect.bottom):
        place = index - rect.top
        line = rows[place].get("values") or [] if place < len(rows) else []
        width = rect.right - rect.left if "range" in body else len(line)
        patches = [patch(book, cell or {}, tree) for cell in line]
        patches += [blank] * (width - len(patches))
        _write_row(sheet, index, rect.left, patches)


def _write_row(sheet: Sheet, row: int, left: int, patches: list[Callable[[Cell], Cell]]) -> None:
    sheet.change(
        Rect(row, left, row + 1, left + len(patches)),
        lambda _, column, cell: patches[column - left](cell),
    )


def _start(book: Book, start: Json) -> tuple[Sheet, int, int]:
    sheet = book.sheet(start.get("sheetId"))
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    if top >= sheet.row_count:
        raise invalid(
            f"GridCoordinate.rowIndex[{top}] is after last row in grid[{sheet.row_count - 1}]"
        )
    if left >= sheet.column_count:
        raise invalid(
            f"GridCoordinate.columnIndex[{left}] is after last column in "
            f"grid[{sheet.column_count - 1}]"
        )
    return sheet, top, left


def _check_within(rect: Rect, limits: Rect) -> None:
    if rect.bottom > limits.bottom:
        raise invalid(
            f"Attempting to write row: {limits.bottom}, beyond the last requested row of: "
            f"{limits.bottom - 1}"
        )
    if rect.right > limits.right:
        raise invalid(
            f"Attempting to write column: {limits.right}, beyond the last requested column of: "
            f"{limits.right - 1}"
        )


def repeat_cell(book: Book, body: Json) -> None:
    """repeatCell: one cell's fields into every cell of a range; a formula follows its place."""
    sheet, rect = book.grid_range(body["range"])
    given = body.get("cell") or {}
    tree = fields.meant(body)
    after = patch(book, given, tree)
    sheet.change(rect, lambda row, column, cell: _placed(after(cell), row, column, rect, tree))


def _placed(cell: Cell, row: int, column: int, rect: Rect, tree: Tree) -> Cell:
    if cell.formula is None or (tree and "*" not in tree and "userEnteredValue" not in tree):
        return cell
    return cell._replace(formula=translated(cell.formula, row - rect.top, column - rect.left))


def append_cells(book: Book, body: Json) -> None:
    """appendCells: rows below the last row that holds something; the grid grows as needed."""
    sheet = book.sheet(body.get("sheetId"))
    rows = body.get("rows") or []
    tree = fields.meant(body)
    top = sheet.last_row()
    width = max((len(row.get("values") or []) for row in rows), default=0)
    sheet.grow(top + len(rows), width)
    for place, row in enumerate(rows):
        patches = [patch(book, cell or {}, tree) for cell in row.get("values") or []]
        _write_row(sheet, top + place, 0, patches)


def set_data_validation(book: Book, body: Json) -> None:
    """setDataValidation: one rule for every cell of a range; none takes the rules away."""
    sheet, rect = book.grid_range(body["range"])
    rule = body.get("rule") or None
    if rule is not None and not (rule.get("condition") or {}).get("type"):
        raise invalid("rule.condition.type must be specified.")
    filtered = bool(body.get("filteredRowsIncluded", True))
    del filtered  # no row of this emulator is hidden by a filter
    if rule is None:
        sheet.change_kept(rect, lambda cell: cell._replace(validation=None))
    else:
        sheet.change(rect, lambda _r, _c, cell: cell._replace(validation=rule))


def update_borders(book: Book, body: Json) -> None:
    """updateBorders: borders around and inside a range, kept in the cells' formats."""
    sheet, rect = book.grid_range(body["range"])
    sides = {k: styled(v) for k, v in body.items() if k != "range"}

    def after(row: int, column: int, cell: Cell) -> Cell:
        borders = dict(cell.format.get("borders") or {})
        chosen = {
            "top": "top" if row == rect.top else "innerHorizontal",
            "bottom": "bottom" if row == rect.bottom - 1 else "innerHorizontal",
            "left": "left" if column == rect.left else "innerVertical",
            "right": "right" if column == rect.right - 1 else "innerVertical",
        }
        for side, name in chosen.items():
            if name in sides:
                borders.pop(side, None)
                if (sides[name] or {}).get("style", "NONE") != "NONE":
                    borders[side] = sides[name]
        style = {k: v for k, v in cell.format.items() if k != "borders"}
        return cell._replace(format={**style, "borders": borders} if borders else style)

    sheet.change(rect, after)


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
}
