"""Reading and writing plain values (spreadsheets.values)."""

from __future__ import annotations

from typing import Any

from sheets_emulator import entry, protection, shown
from sheets_emulator.a1 import Ends, Rect, letters, written
from sheets_emulator.book import Book
from sheets_emulator.cell import EMPTY, Cell, number
from sheets_emulator.errors import invalid
from sheets_emulator.sheet import COLUMNS, ROWS, Sheet
from sheets_emulator.value import CellError, Value

Json = dict[str, Any]

RENDERINGS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
MOMENTS = ("SERIAL_NUMBER", "FORMATTED_STRING")
INPUTS = ("RAW", "USER_ENTERED")
_DATES = ("DATE", "TIME", "DATE_TIME")
_LONGEST = 50_000


# ---- reading -----------------------------------------------------------------------------------
def rendered(
    book: Book,
    sheet: Sheet,
    row: int,
    column: int,
    cell: Cell,
    rendering: str,
    moments: str,
) -> Value:
    """A cell as the values API gives it: text, number or truth; "" for nothing."""
    value = cell.value
    if cell.formula is not None:
        if rendering == "FORMULA":
            return cell.formula
        value = book.computed(sheet, row, column)
    if value is None:
        return ""
    number_format = cell.format.get("numberFormat")
    if number_format is None and isinstance(value, str):
        return value
    as_text = rendering == "FORMATTED_VALUE" or (
        rendering == "UNFORMATTED_VALUE"
        and moments == "FORMATTED_STRING"
        and number_format is not None
        and number_format.get("type") in _DATES
    )
    if as_text:
        return shown.shown(value, number_format, book.locale)
    return value.shown if isinstance(value, CellError) else value


def grid(
    book: Book,
    sheet: Sheet,
    rect: Rect,
    major: str = ROWS,
    rendering: str = "FORMATTED_VALUE",
    moments: str = "SERIAL_NUMBER",
) -> list[list[Value]]:
    """The values of a rectangle, empty rows and cells at the far ends left out."""
    lines: dict[int, dict[int, Value]] = {}
    for row, column, cell in sheet.cells(rect):
        if cell.value is not None or cell.formula is not None:
            value = rendered(book, sheet, row, column, cell, rendering, moments)
            if major == COLUMNS:
                lines.setdefault(column - rect.left, {})[row - rect.top] = value
            else:
                lines.setdefault(row - rect.top, {})[column - rect.left] = value
    if not lines:
        return []
    return [
        [lines[i].get(j, "") for j in range(max(lines[i]) + 1)] if i in lines else []
        for i in range(max(lines) + 1)
    ]


def read(book: Book, sheet: Sheet, ends: Ends, options: Json) -> Json:
    """Google's ValueRange of a range; `values` is left out when there are none.

    Raises:
        ApiError: the range starts outside of the grid, or an option is not one.

    """
    rect = ends.within(sheet.row_count, sheet.column_count)
    if rect.top >= sheet.row_count or rect.left >= sheet.column_count:
        raise _beyond(sheet, rect)
    rect = rect._replace(
        bottom=min(rect.bottom, sheet.row_count), right=min(rect.right, sheet.column_count)
    )
    major = one_of(options, "majorDimension", (ROWS, COLUMNS))
    values = grid(
        book,
        sheet,
        rect,
        major,
        one_of(options, "valueRenderOption", RENDERINGS),
        one_of(options, "dateTimeRenderOption", MOMENTS),
    )
    answer: Json = {"range": written(sheet.title, rect), "majorDimension": major}
    return {**answer, "values": values} if values else answer


def one_of(options: Json, name: str, known: tuple[str, ...]) -> str:
    """An option that has to be one of those; the first when it is not given.

    Raises:
        ApiError: it is none of them.

    """
    value = options.get(name)
    if value is None or value == "" or value.endswith("_UNSPECIFIED"):
        return known[0]
    if value not in known:
        raise invalid(f"Invalid value at '{name}', \"{value}\"")
    return str(value)


def input_option(options: Json) -> str:
    """How what is written is to be understood: RAW or USER_ENTERED.

    Raises:
        ApiError: it is not said.

    """
    value = options.get("valueInputOption")
    if not value or value == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise invalid("'valueInputOption' is required but not specified")
    return one_of(options, "valueInputOption", INPUTS)


def _beyond(sheet: Sheet, rect: Rect) -> Exception:
    where = written(sheet.title, rect)
    return invalid(
        f"Range ({where}) exceeds grid limits. Max rows: {sheet.row_count}, "
        f"max columns: {sheet.column_count}"
    )


# ---- writing -----------------------------------------------------------------------------------
def by_rows(body: Json, name: str = "data.values") -> list[list[Any]]:
    """The values of a ValueRange row by row, whatever its major dimension.

    Raises:
        ApiError: they are not a list of lists.

    """
    values = body.get("values")
    kind = "(type.googleapis.com/google.protobuf.ListValue)"
    if values is None:
        return []
    if not isinstance(values, list):
        raise invalid(f"Invalid value at '{name}' {kind}, {_as_said(values)}")
    for index, line in enumerate(values):
        if not isinstance(line, list):
            raise invalid(f"Invalid value at '{name}[{index}]' {kind}, {_as_said(line)}")
        for place, item in enumerate(line):
            if isinstance(item, dict | list):
                what = "struct_value" if isinstance(item, dict) else "list_value"
                raise invalid(f"Invalid values[{index}][{place}]: {what} {{\n}}\n")
    if one_of(body, "majorDimension", (ROWS, COLUMNS)) == ROWS:
        return values
    height = max(map(len, values), default=0)
    return [[line[i] if i < len(line) else None for line in values] for i in range(height)]


def _as_said(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def entered(book: Book, cell: Cell, value: Any, option: str) -> Cell:
    """The cell after `value` was written into it; its format, note and rule stay.

    Raises:
        ApiError: the text is longer than a cell may be.

    """
    if value == "":
        return cell.with_value(None)
    if isinstance(value, bool):
        return cell.with_value(value)
    if not isinstance(value, str):
        return cell.with_value(number(value))
    check_length(value)
    if option == "RAW":
        return cell.with_value(value)
    typed = entry.parsed(value, book.locale, lambda: book.now().date())
    style = cell.format
    if typed.number_format is not None and "numberFormat" not in style:
        style = {**style, "numberFormat": typed.number_format}
    return book.entered(cell._replace(value=typed.value, formula=typed.formula, format=style))


def check_length(text: str) -> None:
    """Refuse a text that is longer than a cell may hold.

    Raises:
        ApiError: it is.

    """
    if len(text) > _LONGEST:
        raise invalid(
            "Your input contains more than the maximum of 50000 characters in a single cell."
        )


def write(book: Book, sheet: Sheet, ends: Ends, body: Json, options: Json) -> Json:
    """Write the values of a ValueRange from the start of a range on; Google's UpdateValuesResponse.

    Raises:
        ApiError: they do not fit into the range or the grid.

    """
    rows = by_rows(body)
    option = input_option(options)
    height, width = len(rows), max(map(len, rows), default=0)
    top, left = ends.top or 0, ends.left or 0
    _check_fits(sheet, ends, height, width)
    target = Rect(top, left, top + max(height, 1), left + max(width, 1))
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        if ends.bottom is not None and ends.right is not None and not ends.is_one_cell:
            raise _beyond(sheet, target)
        if top > sheet.row_count or left > sheet.column_count:
            raise _beyond(sheet, target)
        sheet.grow(target.bottom, target.right)
        book.check_size()
    if book.asking is not None:
        _check_protection(book, sheet, top, left, rows)
    count = sum(_write_row(book, sheet, top + i, left, line, option) for i, line in enumerate(rows))
    answer: Json = {"spreadsheetId": book.id, "updatedRange": written(sheet.title, target)}
    if count:
        answer.update(updatedRows=height, updatedColumns=width, updatedCells=count)
    if str(options.get("includeValuesInResponse", "")).casefold() == "true":
        answer["updatedData"] = read(book, sheet, Ends(*target), _of_response(options))
    return answer


def _of_response(options: Json) -> Json:
    return {
        "valueRenderOption": options.get("responseValueRenderOption"),
        "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
    }


def _check_fits(sheet: Sheet, ends: Ends, height: int, width: int) -> None:
    """What was asked for as a range may not be left, except from a single cell.

    Raises:
        ApiError: the values are larger than the range.

    """
    if ends.is_one_cell:
        return
    rect = ends.within(sheet.row_count, sheet.column_count)
    where = f"Requested writing within range [{written(sheet.title, rect)}], but tried writing to"
    if ends.bottom is not None and rect.top + height > ends.bottom:
        raise invalid(f"{where} row [{ends.bottom + 1}]")
    if ends.right is not None and rect.left + width > ends.right:
        raise invalid(f"{where} column [{letters(ends.right)}]")


def _check_protection(book: Book, sheet: Sheet, top: int, left: int, rows: list[list[Any]]) -> None:
    """What is `null` stays as it is, and may be protected (an assumption)."""
    for row, line in enumerate(rows, top):
        for column, value in enumerate(line, left):
            if value is not None:
                protection.check(book, sheet, Rect(row, column, row + 1, column + 1))


def _write_row(book: Book, sheet: Sheet, row: int, left: int, line: list[Any], option: str) -> int:
    """Write one row; how many cells were written. `null` leaves a cell as it is."""
    cells = dict(sheet.row(row))
    count = 0
    for column, value in enumerate(line, left):
        if value is None:
            continue
        count += 1
        cell = entered(book, cells.get(column, EMPTY), value, option)
        if cell == EMPTY:
            cells.pop(column, None)
        else:
            cells[column] = cell
    if count:
        sheet.replace_row(row, cells)
    return count


def clear(book: Book, sheet: Sheet, ends: Ends) -> str:
    """Empty a range, its formats, notes and rules kept; the range as it is named in the answer."""
    rect = ends.within(sheet.row_count, sheet.column_count)
    if rect.top >= sheet.row_count or rect.left >= sheet.column_count:
        raise _beyond(sheet, rect)
    rect = rect._replace(
        bottom=min(rect.bottom, sheet.row_count), right=min(rect.right, sheet.column_count)
    )
    protection.check(book, sheet, rect)
    sheet.change_kept(rect, lambda cell: cell._replace(value=None, formula=None))
    return written(sheet.title, rect)
