"""Data filters: ranges by A1 notation, by numbers, or by the developer metadata tied to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sheets_emulator.a1 import Ends
from sheets_emulator.book import Book, ends_of
from sheets_emulator.errors import invalid
from sheets_emulator.metadata import Metadata, check_lookup, matches
from sheets_emulator.sheet import COLUMNS, ROWS, Sheet

Json = dict[str, Any]


def looked_up(book: Book, lookup: Json) -> list[Metadata]:
    """The pieces of developer metadata that a DeveloperMetadataLookup finds, by id.

    Raises:
        ApiError: it looks for nothing.

    """
    check_lookup(lookup)
    if "metadataId" in lookup:
        item = book.metadata.get(lookup["metadataId"])
        return [item] if item and matches(item, lookup) else []
    return [item for _, item in sorted(book.metadata.items()) if matches(item, lookup)]


def tied_to(book: Book, item: Metadata) -> tuple[Sheet, Ends] | None:
    """The range that a piece of metadata stands for; None for the spreadsheet's own."""
    if item.sheet_id is None:
        return None
    sheet = book.sheet(item.sheet_id)
    if item.dimension == ROWS:
        return sheet, Ends(item.index, None, item.index + 1, None)
    if item.dimension == COLUMNS:
        return sheet, Ends(None, item.index, None, item.index + 1)
    return sheet, Ends(None, None, None, None)


def ranges(book: Book, data_filter: Json) -> Iterator[tuple[Sheet, Ends]]:
    """The ranges that a DataFilter selects.

    Raises:
        ApiError: it selects by nothing, or by a range that is none.

    """
    if "developerMetadataLookup" in data_filter:
        for item in looked_up(book, data_filter["developerMetadataLookup"]):
            found = tied_to(book, item)
            if found:
                yield found
    elif "a1Range" in data_filter:
        yield book.range(data_filter["a1Range"])
    elif "gridRange" in data_filter:
        book.grid_range(data_filter["gridRange"])
        sheet = book.sheet(data_filter["gridRange"].get("sheetId"))
        yield sheet, ends_of(data_filter["gridRange"])
    else:
        raise invalid("Must specify at least one kind of data filter.")


def metadata(book: Book, data_filter: Json) -> list[Metadata]:
    """The developer metadata that a DataFilter selects: by lookup, or what is tied to a range."""
    if "developerMetadataLookup" in data_filter:
        return looked_up(book, data_filter["developerMetadataLookup"])
    areas = list(ranges(book, data_filter))
    return [
        item
        for _, item in sorted(book.metadata.items())
        if any(_is_in(item, sheet, ends) for sheet, ends in areas)
    ]


def _is_in(item: Metadata, sheet: Sheet, ends: Ends) -> bool:
    rect = ends.within(sheet.row_count, sheet.column_count)
    if item.is_on(sheet.id, ROWS):
        return rect.top <= item.index < rect.bottom
    if item.is_on(sheet.id, COLUMNS):
        return rect.left <= item.index < rect.right
    return item.sheet_id == sheet.id and rect == sheet.everything
