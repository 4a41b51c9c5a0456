"""What of a workbook is compared, whoever has read it."""

from __future__ import annotations

from typing import Any

from addin.tables.table import Book, Sheet


def seen(sheet: Sheet) -> dict[str, object]:
    """What every adapter reads of a sheet."""
    names = """name formulas formats uncached arrays merged visibility hidden_rows hidden_columns
        list_objects notes filtered spilling is_protected""".split()
    found = {name: getattr(sheet, name) for name in names}
    found["formulas"], found["formats"] = dict(sheet.formulas), dict(sheet.formats)
    found["arrays"], found["notes"] = dict(sheet.arrays), dict(sheet.notes)
    found["rows"] = [[(type(value), value) for value in row] for row in sheet.rows]
    return found


def entered(sheet: Sheet) -> dict[str, Any]:
    """What people see of a sheet, without what its formulas give."""
    found = seen(sheet)
    found["rows"] = {
        (row, column): (type(value), value)
        for row, cells in enumerate(sheet.rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
        and (row, column) not in sheet.formulas
        and not any((row, column) in area for area in sheet.arrays.values())
    }
    found["formats"] = {c: f for c, f in dict(sheet.formats).items() if c not in sheet.formulas}
    del found["uncached"]
    return found


def sorted_names(book: Book):
    """The names of a workbook that people see."""
    return sorted(
        (name for name in book.defined_names if not name.name.startswith("_xlnm._Filter")),
        key=lambda name: (name.sheet, name.name),
    )
