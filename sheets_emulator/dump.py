"""A spreadsheet as JSON and back: for seeds, for dumps, and to compare two states byte by byte."""

from __future__ import annotations

from typing import Any

from sheets_emulator.book import Book
from sheets_emulator.cell import Cell, Row
from sheets_emulator.drive import Drive, File, moment
from sheets_emulator.errors import invalid
from sheets_emulator.metadata import Metadata, place
from sheets_emulator.sheet import COLUMNS, ROWS, Sheet
from sheets_emulator.values import entered

Json = dict[str, Any]
_BY_ID = ("protected", "filter_views", "bandings")


def dumped(book: Book) -> Json:
    """All that is kept of a spreadsheet, in an order that depends on its content only."""
    return {
        "id": book.id,
        "properties": book.properties,
        "sheets": [_sheet(sheet) for sheet in book.sheets],
        "namedRanges": [book.named_ranges[key] for key in sorted(book.named_ranges)],
        "developerMetadata": [book.metadata[key].json() for key in sorted(book.metadata)],
    }


def dumped_file(file: File) -> Json:
    """The spreadsheet with what Drive knows of it."""
    return {
        **dumped(file.book),
        "owner": file.book.owner,
        "createdTime": moment(file.created),
        "modifiedTime": moment(file.modified),
        "version": file.version,
        "permissions": [dict(permission) for permission in file.permissions],
        "comments": list(file.comments),
        "trashed": file.trashed,
        "access": "none" if file.is_closed else "full",
    }


def _sheet(sheet: Sheet) -> Json:
    rows = {
        str(index): {str(column): _cell(row[column]) for column in sorted(row)}
        for index, row in enumerate(sheet.rows)
        if row
    }
    dimensions = {
        name: {str(index): own[index] for index in sorted(own)}
        for name, own in sheet.dimensions.items()
    }
    return {
        "properties": sheet.properties,
        "cells": rows,
        "dimensions": dimensions,
        "groups": {name: list(groups) for name, groups in sheet.groups.items()},
        "merges": sheet.merges,
        "conditions": sheet.conditions,
        "basic_filter": sheet.basic_filter,
        **{name: _by_id(getattr(sheet, name)) for name in _BY_ID},
    }


def _by_id(items: dict[int, Json]) -> Json:
    return {str(key): items[key] for key in sorted(items)}


def _cell(cell: Cell) -> Json:
    return {name: value for name, value in cell._asdict().items() if value not in (None, {})}


# ---- the way back ------------------------------------------------------------------------------
def seeded(drive: Drive, given: Json) -> File:
    """A file made from a dump, or from less: `{"title": "Costs", "sheets": [{"rows": [[1]]}]}`.

    `rows` are typed as a person would type them (USER_ENTERED) unless `input` says RAW;
    `access: none` makes it somebody else's file that may not be opened.

    Raises:
        ApiError: the id is in use, or a sheet cannot be made.

    """
    book_id = given.get("id")
    if book_id in drive.files:
        raise invalid(f"There is a file with the id {book_id} already.")
    properties = {**(given.get("properties") or {})}
    for name in ("title", "locale", "timeZone"):
        if name in given:
            properties[name] = given[name]
    title = properties.get("title") or "Untitled"
    book = Book(book_id or drive.ids.file(), title, drive.ids, drive.now, drive.account)
    book.properties = {**book.properties, **properties}
    for index, one in enumerate(given.get("sheets") or [{}]):
        book.sheets.append(_seeded_sheet(book, index, one))
    book.named_ranges = {one["namedRangeId"]: one for one in given.get("namedRanges") or []}
    book.metadata = {
        one["metadataId"]: _metadata(one) for one in given.get("developerMetadata") or []
    }
    file = drive.add(book)
    file.is_closed = given.get("access") == "none"
    file.trashed = bool(given.get("trashed"))
    file.version = int(given.get("version", 1))
    file.permissions = list(given.get("permissions") or file.permissions)
    file.comments = list(given.get("comments") or [])
    return file


def _seeded_sheet(book: Book, index: int, given: Json) -> Sheet:
    properties = {**(given.get("properties") or {})}
    properties.setdefault("title", given.get("title") or f"Sheet{index + 1}")
    if "sheetId" in given:
        properties["sheetId"] = given["sheetId"]
    elif index == 0:
        properties.setdefault("sheetId", 0)
    sheet = book.new_sheet(properties)
    lines = given.get("rows") or []
    sheet.grow(len(lines), max(map(len, lines), default=0))
    option = given.get("input", "USER_ENTERED")
    for number, line in enumerate(lines):
        cells = {
            column: entered(book, Cell(), value, option)
            for column, value in enumerate(line)
            if value is not None and value != ""
        }
        sheet.replace_row(number, cells)
    for number_text, cells_given in (given.get("cells") or {}).items():
        row: Row = {int(c): book.entered(Cell(**cell)) for c, cell in cells_given.items()}
        sheet.replace_row(int(number_text), row)
    for name in (ROWS, COLUMNS):
        own = (given.get("dimensions") or {}).get(name) or {}
        sheet.dimensions[name] = {int(key): value for key, value in own.items()}
        sheet.groups[name] = list((given.get("groups") or {}).get(name) or [])
    sheet.merges = list(given.get("merges") or [])
    sheet.conditions = list(given.get("conditions") or [])
    sheet.basic_filter = given.get("basic_filter")
    for name in _BY_ID:
        setattr(sheet, name, {int(key): item for key, item in (given.get(name) or {}).items()})
    return sheet


def _metadata(given: Json) -> Metadata:
    return Metadata(
        given["metadataId"],
        given["metadataKey"],
        given.get("metadataValue"),
        given["visibility"],
        *place(given["location"]),
    )
