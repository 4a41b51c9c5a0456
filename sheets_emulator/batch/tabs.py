"""Sheets and the spreadsheet itself: add, delete, copy, rename, reorder, freeze, colour."""

from __future__ import annotations

from typing import Any

from sheets_emulator import fields, references
from sheets_emulator.book import Book
from sheets_emulator.copying import copied_sheet
from sheets_emulator.errors import invalid
from sheets_emulator.look import styled
from sheets_emulator.render import sheet_properties
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]


def add_sheet(book: Book, body: Json) -> Json:
    """addSheet: an empty sheet, at the end unless an index is given."""
    properties = styled(body.get("properties") or {})
    title = properties.get("title") or _unused_title(book)
    _check_title(book, title)
    given = properties.get("sheetId")
    if given is not None:
        _check_id(book, given)
    sheet = book.new_sheet({**properties, "title": title})
    _check_grid(sheet.properties)
    place = properties.get("index", len(book.sheets))
    if not 0 <= place <= len(book.sheets):
        raise invalid(f"index: {place} is out of range.")
    book.log.splice(book.sheets, place, place, [sheet])
    return {"properties": sheet_properties(book, sheet)}


def delete_sheet(book: Book, body: Json) -> None:
    """deleteSheet: with all that is tied to it; formulas that point there become #REF!."""
    sheet = _sheet(book, body.get("sheetId"))
    if not any(s is not sheet and not s.properties.get("hidden") for s in book.sheets):
        raise invalid(
            "You can't remove all the visible sheets in a document."
            if len(book.sheets) > 1
            else "You can't remove all the sheets in a document."
        )
    place = book.sheets.index(sheet)
    book.log.splice(book.sheets, place, place + 1, [])
    for key, name in list(book.named_ranges.items()):
        if (name["range"].get("sheetId") or 0) == sheet.id:
            book.log.drop(book.named_ranges, key)
    for number, item in list(book.metadata.items()):
        if item.sheet_id == sheet.id:
            book.log.drop(book.metadata, number)
    book.rewrite_formulas(lambda _, text: references.without_sheet(text, sheet.title))


def duplicate_sheet(book: Book, body: Json) -> Json:
    """duplicateSheet: a copy of it, first of all unless an index is given."""
    source = _sheet(book, body.get("sourceSheetId"))
    title = body.get("newSheetName") or _copy_title(book, source.title)
    _check_title(book, title)
    new_id = body.get("newSheetId")
    if new_id is not None:
        _check_id(book, new_id)
    copy = copied_sheet(
        source, book, new_id if new_id is not None else book.unused_sheet_id(), title
    )
    place = body.get("insertSheetIndex", 0)
    if not 0 <= place <= len(book.sheets):
        raise invalid(f"insertSheetIndex: {place} is out of range.")
    book.log.splice(book.sheets, place, place, [copy])
    return {"properties": sheet_properties(book, copy)}


def update_sheet_properties(book: Book, body: Json) -> None:
    """updateSheetProperties: the fields named; `index` moves the tab."""
    given = styled(body.get("properties") or {})
    tree = fields.meant(body)
    sheet = _sheet(book, given.get("sheetId"))
    if not tree or "*" in tree:
        tree = {name: {} for name in given}
    tree = {name: below for name, below in tree.items() if name != "sheetId"}
    if "index" in tree:
        _reorder(book, sheet, given.get("index", 0))
        del tree["index"]
    if not tree:
        return
    if "title" in tree:
        _check_title(book, given.get("title") or "", sheet)
    others_hidden = all(s is sheet or s.properties.get("hidden") for s in book.sheets)
    if given.get("hidden") and "hidden" in tree and others_hidden:
        raise invalid("You can't hide all the sheets in a document.")
    if "tabColor" in tree or "tabColorStyle" in tree:
        tree = {**tree, "tabColor": {}, "tabColorStyle": {}}
    before = sheet.properties
    after = fields.updated(before, given, tree)
    after["gridProperties"] = _grid(before["gridProperties"], after.get("gridProperties") or {})
    after = {k: v for k, v in after.items() if v is not None and v is not False}
    _check_grid(after)
    _replace(book, sheet, before, after)


def _replace(book: Book, sheet: Sheet, before: Json, after: Json) -> None:
    grid = after["gridProperties"]
    book.log.set(sheet, "properties", {**after, "gridProperties": {**grid, **_size(before)}})
    sheet.resize(grid["rowCount"], grid["columnCount"])
    if after["title"] != before["title"]:
        book.rewrite_formulas(
            lambda _, text: references.renamed(text, before["title"], after["title"])
        )


def _size(properties: Json) -> Json:
    grid = properties["gridProperties"]
    return {"rowCount": grid["rowCount"], "columnCount": grid["columnCount"]}


def _grid(before: Json, after: Json) -> Json:
    sized = {name: after.get(name) or before[name] for name in ("rowCount", "columnCount")}
    return {**sized, **{k: v for k, v in after.items() if v not in (None, False, 0)}, **sized}


def _check_grid(properties: Json) -> None:
    grid = properties["gridProperties"]
    for frozen, count, what in (
        ("frozenRowCount", "rowCount", "rows"),
        ("frozenColumnCount", "columnCount", "columns"),
    ):
        if grid[count] < 1:
            raise invalid(f"gridProperties.{count} must be greater than zero.")
        if grid.get(frozen, 0) >= grid[count]:
            raise invalid(f"You can't freeze all visible {what} on the sheet.")


def _reorder(book: Book, sheet: Sheet, index: int) -> None:
    """Move the tab; the index counts the tabs as they stood before."""
    if not 0 <= index <= len(book.sheets):
        raise invalid(f"index: {index} is out of range.")
    place = book.sheets.index(sheet)
    book.log.splice(book.sheets, place, place + 1, [])
    target = index - 1 if index > place else index
    book.log.splice(book.sheets, target, target, [sheet])


def update_spreadsheet_properties(book: Book, body: Json) -> None:
    """updateSpreadsheetProperties: title, locale, time zone, recalculation."""
    given = body.get("properties") or {}
    tree = fields.meant(body)
    after = fields.updated(book.properties, given, tree)
    for name in ("title", "locale", "timeZone", "autoRecalc"):
        if not after.get(name):
            raise invalid(f"{name} may not be empty.")
    book.log.set(book, "properties", after)


def _sheet(book: Book, sheet_id: int | None) -> Sheet:
    for sheet in book.sheets:
        if sheet.id == (sheet_id or 0):
            return sheet
    raise invalid(f"No sheet with id: {sheet_id or 0}")


def _check_title(book: Book, title: str, itself: Sheet | None = None) -> None:
    if not title:
        raise invalid("Sheet names cannot be empty.")
    if len(title) > 100:
        raise invalid("Sheet names cannot be longer than 100 characters.")
    found = book.titled(title)
    if found is not None and found is not itself:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _check_id(book: Book, sheet_id: int) -> None:
    if sheet_id < 0:
        raise invalid("sheetId must be non-negative.")
    if any(sheet.id == sheet_id for sheet in book.sheets):
        raise invalid(f"A sheet with id: {sheet_id} already exists.")


def _unused_title(book: Book) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _copy_title(book: Book, title: str) -> str:
    first = f"Copy of {title}"
    number, name = 2, first
    while book.titled(name):
        name = f"{first} {number}"
        number += 1
    return name


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
