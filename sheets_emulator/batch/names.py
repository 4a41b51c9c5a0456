"""Named ranges."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sheets_emulator import fields
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.render import shown_range

Json = dict[str, Any]
_NAME = re.compile(r"[^\W\d][\w.]*\Z")
_LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|true|false)\Z", re.IGNORECASE)


def add_name(book: Book, body: Json) -> Json:
    """addNamedRange: a name for a range; the id may be given."""
    given = body["namedRange"]
    _check(book, given, None)
    key = given.get("namedRangeId") or str(book.ids.number())
    if key in book.named_ranges:
        raise invalid(f"A named range with id: {key} already exists.")
    named = {"namedRangeId": key, "name": given["name"], "range": _range(book, given["range"])}
    book.log.put(book.named_ranges, key, named)
    return {"namedRange": shown_range(named)}


def update_name(book: Book, body: Json) -> None:
    """updateNamedRange: another name or range for one that exists."""
    given = body["namedRange"]
    key = given.get("namedRangeId")
    if key not in book.named_ranges:
        raise invalid(f"No named range with id: {key}")
    before = book.named_ranges[key]
    after = fields.updated(before, {**given, "namedRangeId": key}, fields.meant(body))
    after = {**before, **after, "namedRangeId": key}
    _check(book, after, key)
    book.log.put(book.named_ranges, key, {**after, "range": _range(book, after["range"])})


def delete_name(book: Book, body: Json) -> None:
    """deleteNamedRange: the name, not its cells."""
    key = body["namedRangeId"]
    if key not in book.named_ranges:
        raise invalid(f"No named range with id: {key}")
    book.log.drop(book.named_ranges, key)


def _range(book: Book, where: Json) -> Json:
    sheet, _ = book.grid_range(where)
    return {"sheetId": sheet.id, **{k: v for k, v in where.items() if k != "sheetId"}}


def _check(book: Book, given: Json, itself: str | None) -> None:
    name = given.get("name") or ""
    if not _NAME.match(name) or _LIKE_A_CELL.match(name) or len(name) > 250:
        raise invalid(f"The name of the range is not valid: {name}")
    found = book.name(name)
    if found is not None and found["namedRangeId"] != itself:
        raise invalid(f"A named range with the name {name} already exists.")


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "addNamedRange": add_name,
    "updateNamedRange": update_name,
    "deleteNamedRange": delete_name,
}
