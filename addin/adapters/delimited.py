"""Delimited text (.csv, .tsv, .txt): one sheet whose every value is text."""

from __future__ import annotations

from addin.adapters.digest import digest_of
from addin.errors import DamagedFile
from addin.tables.table import MAX_COLUMN, MAX_ROW, Book, Sheet, Value
from addin.text.delimited import fields_of, unquoted
from addin.text.encoding import text_of


def book_of_text(content: bytes, name: str) -> Book:
    """The delimited text in these bytes as a workbook with one sheet.

    Raises:
        DamagedFile: no text, or larger than a sheet.
    """
    text = text_of(content)
    if text is None:
        raise DamagedFile(name, "its bytes are not text")
    rows = _rows(text, name)
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    return Book(name, (Sheet(stem, rows),), digest_of(content), "csv")


def _rows(text: str, name: str) -> tuple[tuple[Value, ...], ...]:
    cells = _Cells()
    rows: list[tuple[Value, ...]] = []
    for record in fields_of(text):
        row = list(map(cells.__getitem__, record))
        while row and row[-1] is None:
            row.pop()
        rows.append(tuple(row))
        if len(row) > MAX_COLUMN or len(rows) > MAX_ROW:
            raise DamagedFile(name, "it has more lines or columns than a sheet can have")
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


class _Cells(dict[str, Value]):
    """What a field holds, each text once: exports repeat names and codes in every line."""

    def __missing__(self, field: str) -> Value:
        value = unquoted(field) or None
        if len(self) < 100_000:
            self[field] = value
        return value
