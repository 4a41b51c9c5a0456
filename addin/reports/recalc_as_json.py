"""A recalculation as JSON: for other programs."""

from __future__ import annotations

import datetime as dt
import json

from addin.reports.recalculation import BookResult, RecalculationReport
from addin.tables.staleness import Fresh, by_reason
from addin.tables.table import ErrorValue, Value, address


def recalc_as_json(report: RecalculationReport) -> str:
    """The whole report, every cell of it; keys in a fixed order."""
    document = {
        "production": report.name,
        "folder": report.folder,
        "engines": list(report.engines),
        "formulas": dict(report.total()),
        "workbooks": [_book(book) for book in report.books],
        "circles": [list(circle) for circle in report.circles],
        "without_formulas": report.without_formulas,
        "asked_to_write": report.asked or None,
        "seconds": round(report.seconds, 2),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _book(book: BookResult) -> dict[str, object]:
    held = book.staleness
    return {
        "workbook": book.name,
        "engine": book.engine or None,
        "formulas": held.formulas,
        "agree": held.agree,
        "stale": [_fresh(one) for one in held.stale],
        "without_value": [_fresh(one) for one in held.filled],
        "changing_by_themselves": [_fresh(one) for one in held.moving],
        "unknown": [
            {
                "reason": reason.text,
                "cells": [
                    {
                        "sheet": one.sheet,
                        "cell": address(one.row, one.column),
                        "formula": one.formula,
                        "reason": one.reason,
                        "shows": _value(one.shown),
                        "has_value": one.has_value,
                        "outdated": one.outdated,
                        "doubted": one.doubted,
                    }
                    for one in reason.cells
                ],
            }
            for reason in by_reason(held.unknown)
        ],
        "computes_only_on_f9": book.is_manual,
        "links_missing": list(book.missing),
        "failure": book.failure or None,
        "refused": book.refused or None,
        "written": book.written,
        "backup": book.backup or None,
    }


def _fresh(one: Fresh) -> dict[str, object]:
    return {
        "sheet": one.sheet,
        "cell": address(one.row, one.column),
        "formula": one.formula,
        "shows": _value(one.shown),
        "gives": _value(one.gives),
        "begins_here": one.begins,
    }


def _value(value: Value) -> object:
    """A value as JSON has it; dates as ISO texts, error values as {"error": "#REF!"}."""
    if isinstance(value, ErrorValue):
        return {"error": str(value)}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 86400
    return value
