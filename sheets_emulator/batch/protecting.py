"""Protected ranges: who may edit what; `protection` holds requests against them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import fields
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.protection import is_whole_sheet
from sheets_emulator.render import shown_range
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]


def add_protection(book: Book, body: Json) -> Json:
    """addProtectedRange: for some editors only, or with a warning."""
    given = body["protectedRange"]
    key = given.get("protectedRangeId") or book.ids.number()
    if any(key in sheet.protected for sheet in book.sheets):
        raise invalid(f"A protected range with id: {key} already exists.")
    sheet, item = _kept(book, {**given, "protectedRangeId": key})
    if is_whole_sheet(item) and any(map(is_whole_sheet, sheet.protected.values())):
        raise invalid(f'Sheet "{sheet.title}" already has sheet protection.')
    book.log.put(sheet.protected, key, item)
    if item.get("warningOnly"):
        return {"protectedRange": shown_range(item)}
    # As recorded: the answer names the editors that were asked for, the sheet adds its owner.
    asked = {k: v for k, v in (given.get("editors") or {}).items() if v}
    return {"protectedRange": shown_range({**item, "editors": asked})}


def update_protection(book: Book, body: Json) -> None:
    """updateProtectedRange: other editors, another range, a warning instead."""
    given = body["protectedRange"]
    sheet, before = _find(book, given.get("protectedRangeId"))
    after = fields.updated(before, given, fields.meant(body))
    key = before["protectedRangeId"]
    home, item = _kept(book, {**after, "protectedRangeId": key})
    if home is not sheet:
        raise invalid("A protected range cannot move to another sheet.")
    book.log.put(sheet.protected, key, item)


def delete_protection(book: Book, body: Json) -> None:
    """deleteProtectedRange: the protection, not its cells."""
    sheet, item = _find(book, body.get("protectedRangeId"))
    book.log.drop(sheet.protected, item["protectedRangeId"])


def _find(book: Book, key: int | None) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        if key in sheet.protected:
            return sheet, sheet.protected[key]
    raise invalid(f"No protected range with id: {key}")


def _kept(book: Book, given: Json) -> tuple[Sheet, Json]:
    """The protection as it is kept, with the sheet that it is on."""
    item: Json = {"protectedRangeId": given["protectedRangeId"]}
    if given.get("namedRangeId"):
        named = book.named_ranges.get(given["namedRangeId"])
        if named is None:
            raise invalid(f"No named range with id: {given['namedRangeId']}")
        where = named["range"]
        item["namedRangeId"] = given["namedRangeId"]
    elif "range" in given:
        where = given["range"]
    else:
        raise invalid("A protected range must have a range or a named range.")
    sheet, _ = book.grid_range(where)
    item["range"] = {"sheetId": sheet.id, **{k: v for k, v in where.items() if k != "sheetId"}}
    if given.get("description"):
        item["description"] = given["description"]
    if given.get("unprotectedRanges"):
        item["unprotectedRanges"] = given["unprotectedRanges"]
    item["requestingUserCanEdit"] = True
    editors = {k: v for k, v in (given.get("editors") or {}).items() if v}
    if given.get("warningOnly"):
        if editors:
            raise invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
        item["warningOnly"] = True
        return sheet, item
    always = [one for one in (book.asking, book.owner) if one is not None]
    editors["users"] = list(dict.fromkeys([*editors.get("users", []), *always]))
    item["editors"] = editors
    return sheet, item


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "addProtectedRange": add_protection,
    "updateProtectedRange": update_protection,
    "deleteProtectedRange": delete_protection,
}
