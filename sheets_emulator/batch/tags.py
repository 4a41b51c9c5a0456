"""Developer metadata in a batch: create, update, delete."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from sheets_emulator import fields, filters
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.metadata import VISIBILITIES, Metadata, place
from sheets_emulator.sheet import ROWS

Json = dict[str, Any]
_LARGEST_ID = 2**31 - 1


def create(book: Book, body: Json) -> Json:
    """createDeveloperMetadata: an id may be given; one that is in use is refused."""
    given = body.get("developerMetadata") or {}
    key = _id(book, given.get("metadataId"))
    _check(given.get("metadataKey"), given.get("visibility"))
    sheet_id, dimension, index = _place(book, given.get("location"))
    item = Metadata(
        key,
        given["metadataKey"],
        given.get("metadataValue"),
        given["visibility"],
        sheet_id,
        dimension,
        index,
    )
    book.log.put(book.metadata, key, item)
    return {"developerMetadata": item.json()}


def _id(book: Book, given: Any) -> int:
    if given is None:
        while (key := book.ids.number()) in book.metadata:
            pass
        return key
    if isinstance(given, bool) or not isinstance(given, int) or not 0 < given <= _LARGEST_ID:
        raise invalid(f"metadataId must be a positive 32-bit number, not {given}.")
    if given in book.metadata:
        raise invalid(f"Metadata with ID {given} already exists.")
    return given


def update(book: Book, body: Json) -> Json:
    """updateDeveloperMetadata: the fields named, of every piece that the filters find."""
    given, tree = body.get("developerMetadata") or {}, fields.meant(body)
    names = {"metadataKey", "metadataValue", "location", "visibility"}
    wanted = names if not tree or "*" in tree else names & set(tree)
    if not wanted:
        raise invalid("metadataId cannot be changed.")
    changed = []
    for item in _found(book, body.get("dataFilters") or []):
        after = item
        if "metadataKey" in wanted:
            after = dataclasses.replace(after, key=given.get("metadataKey") or "")
        if "metadataValue" in wanted:
            after = dataclasses.replace(after, value=given.get("metadataValue"))
        if "visibility" in wanted:
            after = dataclasses.replace(after, visibility=given.get("visibility") or "")
        if "location" in wanted:
            sheet_id, dimension, index = _place(book, given.get("location"))
            after = dataclasses.replace(after, sheet_id=sheet_id, dimension=dimension, index=index)
        _check(after.key, after.visibility)
        book.log.put(book.metadata, item.id, after)
        changed.append(after.json())
    return {"developerMetadata": changed} if changed else {}


def delete(book: Book, body: Json) -> Json:
    """deleteDeveloperMetadata: every piece that the filter finds; finding none is no error."""
    gone = filters.metadata(book, body.get("dataFilter") or {})
    for item in gone:
        book.log.drop(book.metadata, item.id)
    return {"deletedDeveloperMetadata": [item.json() for item in gone]} if gone else {}


def _found(book: Book, data_filters: list[Json]) -> list[Metadata]:
    if not data_filters:
        raise invalid("At least one data filter must be given.")
    found: dict[int, Metadata] = {}
    for data_filter in data_filters:
        found.update({item.id: item for item in filters.metadata(book, data_filter)})
    return [item for _, item in sorted(found.items())]


def _check(key: str | None, visibility: str | None) -> None:
    if not key:
        raise invalid("metadataKey must be specified.")
    if visibility not in VISIBILITIES:
        raise invalid("visibility must be specified.")


def _place(book: Book, location: Json | None) -> tuple[int | None, str | None, int]:
    sheet_id, dimension, index = place(location)
    if sheet_id is not None:
        sheet = book.sheet(sheet_id)
        if dimension is not None and not 0 <= index < sheet.size(dimension):
            noun = "row" if dimension == ROWS else "column"
            raise invalid(
                f"dimensionRange.startIndex[{index}] is after last {noun} in "
                f"grid[{sheet.size(dimension) - 1}]"
            )
    return sheet_id, dimension, index


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
