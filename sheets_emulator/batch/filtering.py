"""Filters: the sheet's own and filter views. They are kept; no row is hidden by them here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import fields
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.render import shown_range
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]


def set_filter(book: Book, body: Json) -> None:
    """setBasicFilter: in the place of the one that was there."""
    given = body["filter"]
    book.log.set(_sheet(book, given), "basic_filter", {**given, "range": _range(book, given)})


def clear_filter(book: Book, body: Json) -> None:
    """clearBasicFilter: none from now on."""
    book.log.set(book.sheet(body.get("sheetId")), "basic_filter", None)


def add_view(book: Book, body: Json) -> Json:
    """addFilterView: one more, kept beside the sheet's own filter."""
    given = body["filter"]
    key = given.get("filterViewId") or book.ids.number()
    if any(key in sheet.filter_views for sheet in book.sheets):
        raise invalid(f"A filter view with id: {key} already exists.")
    view = {**given, "filterViewId": key, "range": _range(book, given)}
    view.setdefault("title", f"Filter {sum(len(s.filter_views) for s in book.sheets) + 1}")
    book.log.put(_sheet(book, given).filter_views, key, view)
    return {"filter": shown_range(view)}


def update_view(book: Book, body: Json) -> None:
    """updateFilterView: the fields named."""
    given = body["filter"]
    sheet, before = _view(book, given.get("filterViewId"))
    after = fields.updated(before, given, fields.meant(body))
    after = {**after, "filterViewId": before["filterViewId"]}
    after["range"] = _range(book, after if "range" in after else before)
    book.log.put(sheet.filter_views, before["filterViewId"], after)


def duplicate_view(book: Book, body: Json) -> Json:
    """duplicateFilterView: a copy with an id and a title of its own."""
    sheet, source = _view(book, body.get("filterId"))
    key = book.ids.number()
    copy = {**source, "filterViewId": key, "title": f"Copy of {source['title']}"}
    book.log.put(sheet.filter_views, key, copy)
    return {"filter": shown_range(copy)}


def delete_view(book: Book, body: Json) -> None:
    """deleteFilterView: the view, not its rows."""
    sheet, view = _view(book, body.get("filterId"))
    book.log.drop(sheet.filter_views, view["filterViewId"])


def _sheet(book: Book, given: Json) -> Sheet:
    return book.sheet((given.get("range") or {}).get("sheetId"))


def _range(book: Book, given: Json) -> Json:
    sheet, rect = book.grid_range(given.get("range") or {})
    return {
        "sheetId": sheet.id,
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }


def _view(book: Book, key: int | None) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        if key in sheet.filter_views:
            return sheet, sheet.filter_views[key]
    raise invalid(f"No filter view with id: {key}")


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "setBasicFilter": set_filter,
    "clearBasicFilter": clear_filter,
    "addFilterView": add_view,
    "updateFilterView": update_view,
    "duplicateFilterView": duplicate_view,
    "deleteFilterView": delete_view,
}
