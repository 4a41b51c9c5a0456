"""The fingerprint of what people entered into an open workbook.

Not of what its formulas give, nor of what is hidden, filtered or selected: a recalculation or a
filter is nobody's work, and must not stand in the way of writing or of taking back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.adapters.digest import digest_of
from addin.tables.cells_of_arrays import formula_cells
from addin.tables.table import Book, Sheet

MARK: Final = "live:"
"""How such a digest begins; that of a file's bytes does not."""


def digest_of_content(book: Book) -> str:
    """The digest of a workbook that was read from Excel."""
    return MARK + digest_of("\n".join(_lines(book)).encode("utf-8", "surrogatepass"))


def _lines(book: Book) -> Iterator[str]:
    yield f"{book.date_1904}"
    for sheet in book.sheets:
        yield f"sheet {sheet.name!r} {sheet.visibility} {sheet.is_protected}"
        yield from _of_sheet(sheet)
    for name in sorted(map(repr, book.defined_names)):
        if "_FilterDatabase" not in name:  # Excel's own, kept as filters come and go
            yield name


def _of_sheet(sheet: Sheet) -> Iterator[str]:
    computed = formula_cells(sheet)
    for row, cells in enumerate(sheet.rows, 1):
        for column, value in enumerate(cells, 1):
            if value is not None and (row, column) not in computed:
                yield f"{row} {column} {type(value).__name__} {value!r}"
    for cell, formula in sorted(sheet.formulas.items()):
        yield f"{cell} ={formula}"
    yield repr(sorted(map(repr, sheet.merged)))
    for one in sheet.list_objects:
        yield f"table {one.name} {one.area} {one.header_rows} {one.totals_rows}"
    for cell, text in sorted(sheet.notes.items()):
        yield f"note {cell} {text!r}"
