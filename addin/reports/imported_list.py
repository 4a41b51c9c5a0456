"""An imported list as a sheet of its own: headings, rows oldest first, a filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from addin.importers.importer import ImportedTable
from addin.tables.area import Area
from addin.tables.table import NewCell, NewSheet, Style, Value

_HEAD: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF")
_DATE: Final = Style(number_format="d mmm yyyy")
_MONEY: Final = Style(number_format="#,##0.00")
_FIGURES: Final = frozenset({"amount", "debit", "credit", "balance"})
_WIDEST: Final = 48


def oldest_first(table: ImportedTable, rows: Sequence[int]) -> list[int]:
    """In the order of time: many banks write the newest line first, and lists grow downwards."""
    if "date" not in table.fields:
        return list(rows)
    at = table.fields["date"]
    days = [day for row in table.rows if isinstance(day := row[at], dt.date)]
    falls = sum(a > b for a, b in pairwise(days)) > sum(a < b for a, b in pairwise(days))
    order = list(reversed(rows)) if falls else list(rows)
    return sorted(order, key=lambda one: _day(table.rows[one][at]))


def _day(value: Value) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.max


def as_sheet(table: ImportedTable, name: str) -> NewSheet:
    """The list as a sheet of its own: headings, rows oldest first, a filter."""
    order = oldest_first(table, range(len(table.rows)))
    figures = {at for field, at in table.fields.items() if field in _FIGURES}
    rows = [
        tuple(NewCell(text, _HEAD) for text in table.headings),
        *(
            tuple(_cell(value, is_figure=at in figures) for at, value in enumerate(table.rows[one]))
            for one in order
        ),
    ]
    widths = tuple(
        float(min(_WIDEST, max(9, *(_wide(row[at].value) for row in rows if at < len(row)))))
        for at in range(len(table.headings))
    )
    area = Area(1, 1, max(len(rows), 1), max(len(table.headings), 1))
    return NewSheet(tab(name), tuple(rows), widths, frozen_rows=1, filter_area=area)


def _cell(value: Value, *, is_figure: bool) -> NewCell:
    if isinstance(value, dt.date):
        return NewCell(value, _DATE)
    return NewCell(value, _MONEY if is_figure else Style())


def _wide(value: Value) -> int:
    return 12 if isinstance(value, dt.date | float) else len(str(value or "")) + 2


def tab(name: str) -> str:
    """A name that a tab and a file may have."""
    return "".join("-" if one in '[]:*?/\\<>|"' else one for one in name)[:31].strip(" '") or "List"
