"""Copies of sheets and spreadsheets. Rows and properties are shared: they are never changed."""

from __future__ import annotations

import dataclasses
from typing import Any

from sheets_emulator.book import Book
from sheets_emulator.sheet import COLUMNS, ROWS, Sheet

Json = dict[str, Any]


def copied_sheet(source: Sheet, book: Book, sheet_id: int, title: str) -> Sheet:
    """A copy of a sheet for `book` (its own or another), with ranges that name the new sheet."""
    copy = Sheet(book.log, {**source.properties, "sheetId": sheet_id, "title": title})
    copy.rows = list(source.rows)
    copy.dimensions = {name: dict(own) for name, own in source.dimensions.items()}
    copy.groups = {d: [_on(g, sheet_id) for g in source.groups[d]] for d in (ROWS, COLUMNS)}
    copy.merges = [{**merge, "sheetId": sheet_id} for merge in source.merges]
    copy.conditions = [_on(rule, sheet_id) for rule in source.conditions]
    for name, key in (
        ("protected", "protectedRangeId"),
        ("filter_views", "filterViewId"),
        ("bandings", "bandedRangeId"),
    ):
        items = {book.ids.number(): item for item in getattr(source, name).values()}
        setattr(copy, name, {n: {**_on(item, sheet_id), key: n} for n, item in items.items()})
    if source.basic_filter:
        copy.basic_filter = _on(source.basic_filter, sheet_id)
    book.has_formulas = book.has_formulas or any(
        cell.formula is not None for row in source.rows for cell in row.values()
    )
    return copy


def _on(item: Json, sheet_id: int) -> Json:
    if "range" in item:
        item = {**item, "range": {**item["range"], "sheetId": sheet_id}}
    if "ranges" in item:
        item = {**item, "ranges": [{**where, "sheetId": sheet_id} for where in item["ranges"]]}
    return item


def copied_book(source: Book, book_id: str, title: str, owner: str) -> Book:
    """A copy of a spreadsheet: its sheets keep their ids, its developer metadata comes along."""
    copy = Book(book_id, title, source.ids, source.now_in_utc, owner)
    copy.properties = {**source.properties, "title": title}
    copy.sheets = [copied_sheet(sheet, copy, sheet.id, sheet.title) for sheet in source.sheets]
    copy.named_ranges = dict(source.named_ranges)
    copy.metadata = {key: dataclasses.replace(item) for key, item in source.metadata.items()}
    return copy
