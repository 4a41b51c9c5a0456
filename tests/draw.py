"""A drawn sheet as a recognised table, for tests of what reads tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from addin.rules.rule import Options, Workpapers
from addin.tables.assemble import assemble
from addin.tables.parse import parse_all
from addin.tables.table import Area, Book, Role, RowKind, Sheet, Table
from tests.grid import grid

_MARKS = {
    "total": RowKind.TOTAL,
    "section": RowKind.SECTION,
    "blank": RowKind.BLANK,
    "note": RowKind.NOTE,
    "header": RowKind.REPEATED_HEADER,
}


def drawn(
    role: Role, fields: str, text: str, *, marks: Mapping[int, str] | None = None, **more: Any
) -> tuple[Table, Sheet]:
    """A table whose first row is its heading; ``fields`` name its columns in order, ``_`` for none.

    ``marks`` says which rows are no records: ``{4: "total"}``. The rest goes to the sheet.
    """
    sheet = grid(text, **more)
    return as_table(role, fields, sheet, marks=marks), sheet


def as_table(
    role: Role,
    fields: str,
    sheet: Sheet,
    *,
    marks: Mapping[int, str] | None = None,
    title: str = "",
) -> Table:
    """The table that fills a sheet from its first row down."""
    kinds = {
        row: _MARKS.get((marks or {}).get(row, ""), RowKind.BODY)
        for row in range(2, len(sheet.rows) + 1)
    }
    width = max(sheet.width, len(fields.split()))
    return Table(
        "Show.xlsx",
        sheet.name,
        Area(1, 1, len(sheet.rows), width),
        (1,),
        {column: str(sheet.value(1, column) or "") for column in range(1, width + 1)},
        kinds,
        role,
        1.0,
        {name: column for column, name in enumerate(fields.split(), 1) if name != "_"},
        (),
        title,
    )


def papers_of(*drawn_tables: tuple[Table, Sheet], today: str = "", **options: Any) -> Workpapers:
    """What a rule is given when these tables are the whole production."""
    sheets = {(table.book, sheet.name): sheet for table, sheet in drawn_tables}
    names = dict.fromkeys(name for name, _ in sheets)
    books = tuple(
        Book(name, tuple(sheet for (book, _), sheet in sheets.items() if book == name))
        for name in names
    )
    when: dict[str, Any] = {"today": dt.date.fromisoformat(today)} if today else {}
    return Workpapers(
        assemble("", "USD", parse_all(drawn_tables, "USD"), drawn_tables),
        books,
        tuple(table for table, _ in drawn_tables),
        Options(**when, **options),
    )
