"""Who may edit what is protected: asked only while tokens say who is asking.

The file's owner always may, the editors that a protection names may, and so may everybody where it
only warns. Somebody else's request is refused whole, in Google's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sheets_emulator.a1 import Rect
from sheets_emulator.book import Book, ends_of
from sheets_emulator.errors import ApiError, invalid
from sheets_emulator.sheet import ROWS, Sheet

Json = dict[str, Any]

_ON_A_RANGE = frozenset(
    {
        "mergeCells",
        "repeatCell",
        "setDataValidation",
        "sortRange",
        "trimWhitespace",
        "unmergeCells",
        "updateBorders",
    }
)
_ON_A_PROTECTED_SHEET = frozenset(
    {"appendDimension", "autoResizeDimensions", "updateDimensionProperties"}
)


def may_edit(book: Book, item: Json) -> bool:
    """Whether whoever is asking may edit what this ProtectedRange protects."""
    asking = book.asking
    if asking is None or asking == book.owner or item.get("warningOnly"):
        return True
    editors = item.get("editors") or {}
    domain = book.owner.rpartition("@")[2]
    return asking in editors.get("users", ()) or bool(
        editors.get("domainUsersCanEdit") and asking.rpartition("@")[2] == domain
    )


def check(book: Book, sheet: Sheet, rect: Rect) -> None:
    """Refuse an edit of these cells if some of them are protected from whoever is asking.

    Raises:
        ApiError: they are.

    """
    for item, area in _closed(book, sheet):
        inner = _common(rect, area)
        if inner and list(_without(inner, _holes(item, sheet))):
            raise refused()


def check_request(book: Book, kind: str, body: Json) -> None:
    """Refuse a request of a batch that would edit what is protected, by its kind.

    Raises:
        ApiError: it would; or it names a sheet that does not exist.

    """
    if book.asking is None:
        return
    if kind in ("updateProtectedRange", "deleteProtectedRange"):
        given = body.get("protectedRange") or body
        _check_items(
            book,
            (s.protected[k] for s in book.sheets for k in s.protected
             if k == given.get("protectedRangeId")),
        )  # fmt: skip
    elif kind == "deleteSheet":
        _check_items(book, book.sheet(body.get("sheetId")).protected.values())
    elif kind == "updateSheetProperties":
        _check_whole(book, book.sheet((body.get("properties") or {}).get("sheetId")))
    elif kind in _ON_A_PROTECTED_SHEET:
        where = body.get("range") or body.get("dimensions") or body
        _check_whole(book, book.sheet(where.get("sheetId")))
    elif kind in ("insertDimension", "deleteDimension", "moveDimension"):
        _check_dimension(book, kind, body)
    else:
        for sheet, rect in _edited(book, kind, body):
            check(book, sheet, rect)


def check_insertion(book: Book, sheet: Sheet, dimension: str, at: int) -> None:
    """Refuse new rows or columns inside of what is protected, or across protected columns or rows.

    Raises:
        ApiError: they would be.

    """
    for item, area in _closed(book, sheet):
        start, end = (area.top, area.bottom) if dimension == ROWS else (area.left, area.right)
        name = "endRowIndex" if dimension == ROWS else "endColumnIndex"
        if start < at < end or name not in item["range"]:
            raise refused()


def refused() -> ApiError:
    """The refusal, in the words that users have quoted."""
    return invalid(
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner "
        "to remove protection if you need to edit."
    )


def is_whole_sheet(item: Json) -> bool:
    """Whether a ProtectedRange protects its sheet, not a range of it."""
    return not set(item["range"]) - {"sheetId"}


def _check_items(book: Book, items: Iterable[Json]) -> None:
    if not all(may_edit(book, item) for item in items):
        raise refused()


def _check_whole(book: Book, sheet: Sheet) -> None:
    _check_items(book, filter(is_whole_sheet, sheet.protected.values()))


def _check_dimension(book: Book, kind: str, body: Json) -> None:
    where = body.get("source") or body.get("range") or {}
    sheet, dimension = book.sheet(where.get("sheetId")), where.get("dimension", ROWS)
    start, end = where.get("startIndex", 0), where.get("endIndex", sheet.size(dimension))
    if kind == "insertDimension":
        check_insertion(book, sheet, dimension, start)
        return
    whole = sheet.everything
    if dimension == ROWS:
        check(book, sheet, whole._replace(top=start, bottom=end))
    else:
        check(book, sheet, whole._replace(left=start, right=end))
    if kind == "moveDimension":
        check_insertion(book, sheet, dimension, body.get("destinationIndex", 0))


def _edited(book: Book, kind: str, body: Json) -> Iterator[tuple[Sheet, Rect]]:
    """The cells that a request edits, as far as its own fields say; findReplace asks by itself."""
    if kind in _ON_A_RANGE or (kind == "updateCells" and "range" in body):
        yield book.grid_range(body["range"])
    elif kind == "updateCells":
        sheet, top, left = _corner(book, body.get("start") or {})
        yield sheet, _sized(top, left, *_size(body))
    elif kind == "appendCells":
        sheet = book.sheet(body.get("sheetId"))
        yield sheet, _sized(sheet.last_row(), 0, *_size(body))
    elif kind in ("copyPaste", "cutPaste"):
        source, area = book.grid_range(body["source"])
        height, width = area.bottom - area.top, area.right - area.left
        if kind == "cutPaste":
            yield source, area
            sheet, top, left = _corner(book, body.get("destination") or {})
        else:
            sheet, to = book.grid_range(body["destination"])
            yield sheet, to
            top, left = to.top, to.left
            if body.get("pasteOrientation") == "TRANSPOSE":
                height, width = width, height
        yield sheet, _sized(top, left, height, width)


def _corner(book: Book, start: Json) -> tuple[Sheet, int, int]:
    where = book.sheet(start.get("sheetId"))
    return where, start.get("rowIndex") or 0, start.get("columnIndex") or 0


def _size(body: Json) -> tuple[int, int]:
    rows = body.get("rows") or []
    return len(rows), max((len(row.get("values") or []) for row in rows), default=0)


def _sized(top: int, left: int, height: int, width: int) -> Rect:
    return Rect(top, left, top + height, left + width)


def _closed(book: Book, sheet: Sheet) -> Iterator[tuple[Json, Rect]]:
    """What of the sheet is protected from whoever is asking."""
    if book.asking is None:
        return
    for item in sheet.protected.values():
        if not may_edit(book, item):
            yield item, _area(item["range"], sheet)


def _area(grid_range: Json, sheet: Sheet) -> Rect:
    return ends_of(grid_range).within(sheet.row_count, sheet.column_count)


def _holes(item: Json, sheet: Sheet) -> list[Rect]:
    return [_area(hole, sheet) for hole in item.get("unprotectedRanges", ())]


def _common(one: Rect, other: Rect) -> Rect | None:
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Rect(top, left, bottom, right) if top < bottom and left < right else None


def _without(rect: Rect, holes: list[Rect]) -> Iterator[Rect]:
    """What of a rectangle no hole takes away."""
    if not holes:
        yield rect
        return
    inner = _common(rect, holes[0])
    if inner is None:
        yield from _without(rect, holes[1:])
        return
    around = (
        rect._replace(bottom=inner.top),
        rect._replace(top=inner.bottom),
        Rect(inner.top, rect.left, inner.bottom, inner.left),
        Rect(inner.top, inner.right, inner.bottom, rect.right),
    )
    for part in around:
        if part.top < part.bottom and part.left < part.right:
            yield from _without(part, holes[1:])
