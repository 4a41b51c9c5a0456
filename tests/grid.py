"""Draw a sheet in a test as a person would on paper.

Columns are parted by ``|``; the first line is row 1. A cell is text unless it reads as a number, a
date (2026-03-14), TRUE or FALSE, an error value, or a formula. A formula may carry its computed
value behind ``->``: ``=A1+A2 -> 3``; without one it is uncached. ``'12`` is the text 12.
"""

from __future__ import annotations

import datetime as dt
import textwrap

from addin.tables.table import Book, ErrorValue, Sheet, Value


def grid(text: str, name: str = "Sheet1", **more: object) -> Sheet:
    """A sheet drawn as text."""
    rows: list[list[Value]] = []
    formulas: dict[tuple[int, int], str] = {}
    uncached: set[tuple[int, int]] = set()
    lines = textwrap.dedent(text).strip("\n").split("\n")
    for r, line in enumerate(lines, 1):
        row: list[Value] = []
        for c, cell in enumerate(line.split("|"), 1):
            shown = cell.strip()
            if shown.startswith("="):
                formula, arrow, cached = shown.partition("->")
                formulas[r, c] = formula.strip()[1:]
                if not arrow:
                    uncached.add((r, c))
                shown = cached.strip()
            row.append(_value(shown))
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    return Sheet(name, rows, formulas, uncached=frozenset(uncached), **more)  # type: ignore[arg-type]


def book(*sheets: Sheet, name: str = "Book.xlsx") -> Book:
    """A workbook of drawn sheets."""
    return Book(name, tuple(sheets))


def _value(text: str) -> Value:
    if not text:
        return None
    if text.startswith("'"):
        return text[1:]
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    if text.startswith("#") and text.endswith(("!", "?", "A")):
        return ErrorValue(text)
    for read in (int, float, dt.datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text
