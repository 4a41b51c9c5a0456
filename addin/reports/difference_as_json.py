"""Two versions compared, for other programs: every change, nothing left out."""

from __future__ import annotations

import datetime as dt
import json

from addin.reports.difference import Comparison
from addin.tables.compare.difference import (
    BookDifference,
    CellChange,
    SheetDifference,
    TotalMoved,
)
from addin.tables.table import Value, address, column_letters


def comparison_as_json(comparison: Comparison) -> str:
    """The whole comparison; keys in a fixed order, amounts of totals as text."""
    document = {
        "before": comparison.before,
        "after": comparison.after,
        "at": comparison.at.isoformat(timespec="seconds"),
        "differs": not comparison.is_empty,
        "workbooks": [_book(book) for book in comparison.books],
        "only_before": list(comparison.only_before),
        "only_after": list(comparison.only_after),
        "not_compared": [str(error) for error in comparison.unreadable],
        "written": dict(comparison.written),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _book(book: BookDifference) -> dict[str, object]:
    return {
        "before": book.older,
        "after": book.newer,
        "differs": not book.is_empty,
        "totals": [_total(total) for total in book.totals],
        "sheets_added": list(book.added),
        "sheets_removed": list(book.removed),
        "sheets_moved": list(book.moved),
        "aspects": [
            {"about": a.about, "what": a.what, "before": a.before, "after": a.after}
            for a in book.aspects
        ],
        "sheets": [_sheet(sheet) for sheet in book.changed],
    }


def _total(total: TotalMoved) -> dict[str, object]:
    return {
        "sheet": total.sheet,
        "list": total.table,
        "role": str(total.role),
        "field": total.field,
        "heading": total.heading,
        "cell": address(*total.at) if total.at else None,
        "before": str(total.before),
        "after": str(total.after),
        "change": str(total.change),
        "explained": str(total.explained),
        "unexplained": str(total.unexplained),
        "rows": [
            {
                "label": share.label,
                "row": share.row or None,
                "row_before": share.older_row or None,
                "before": str(share.before),
                "after": str(share.after),
                "change": str(share.change),
            }
            for share in total.shares
        ],
    }


def _sheet(sheet: SheetDifference) -> dict[str, object]:
    columns = sheet.aligned.columns
    return {
        "sheet": sheet.name,
        "sheet_before": sheet.older.name,
        "nothing_in_common": sheet.has_nothing_in_common,
        "lists": [
            {
                "area": str(one.newer.area),
                "role": str(one.newer.role),
                "key": list(one.fields),
                "rows_with_repeated_key": one.repeated,
            }
            for one in sheet.aligned.keyed
        ],
        "columns_added": [column_letters(column) for column in columns.added],
        "columns_removed": [column_letters(column) for column in columns.removed],
        "columns_moved": [[column_letters(a), column_letters(b)] for a, b in sorted(columns.moves)],
        "bands": [
            {
                "columns": _span(band.newer),
                "rows_added": [
                    {"row": row, "values": _row(sheet.newer.rows, row, band.newer)}
                    for row in band.rows.added
                ],
                "rows_removed": [
                    {"row_before": row, "values": _row(sheet.older.rows, row, band.older)}
                    for row in band.rows.removed
                ],
                "rows_moved": [[a, b] for a, b in sorted(band.rows.moves)],
            }
            for band in sheet.aligned.bands
        ],
        "cells": [_cell(change) for change in sheet.causes],
        "results": [_cell(change) for change in sheet.results],
        "results_unknown": sheet.unknown,
        "formats": [
            {"cells": [str(area) for area in one.areas], "before": one.before, "after": one.after}
            for one in sheet.formats
        ],
        "notes": [
            {
                "cell": address(*note.newer) if note.newer else None,
                "before": note.before,
                "after": note.after,
            }
            for note in sheet.notes
        ],
        "aspects": [
            {"about": a.about, "what": a.what, "before": a.before, "after": a.after}
            for a in sheet.aspects
        ],
    }


def _span(span: tuple[int, int]) -> str:
    return f"{column_letters(span[0])}:{column_letters(span[1])}"


def _row(rows: object, row: int, span: tuple[int, int]) -> dict[str, object]:
    values = rows[row - 1] if row <= len(rows) else ()  # type: ignore[index, arg-type]
    return {
        column_letters(column): _value(value)
        for column, value in enumerate(values, 1)
        if value is not None and span[0] <= column <= span[1]
    }


def _cell(change: CellChange) -> dict[str, object]:
    return {
        "cell": address(*change.newer),
        "cell_before": address(*change.older),
        "kind": str(change.kind),
        "error": "appeared" if change.error_appeared else "gone" if change.error_gone else None,
        "before": _value(change.before),
        "after": _value(change.after),
        "formula_before": change.formula_before or None,
        "formula_after": change.formula_after or None,
    }


def _value(value: Value) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if not isinstance(value, dt.timedelta) else str(value)
