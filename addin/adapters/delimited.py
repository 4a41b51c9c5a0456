"""Delimited text (.csv, .tsv, .txt): one sheet whose every value is text.

An account code 0100 keeps its zeros and a date its spelling; what they mean is decided later, with
the whole column in view.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from addin.adapters.digest import digest_of
from addin.adapters.files import read_bytes
from addin.adapters.kinds import Kind, kind_of
from addin.adapters.text_encoding import text_of
from addin.errors import DamagedFile, UnsupportedFormat
from addin.tables.table import MAX_COLUMN, MAX_ROW, Book, Sheet, Value

_DELIMITERS: Final = "\t;|,"
"""In this order when two fit as well: a comma is often within an amount, the others seldom are."""

_NONE: Final = "\x1f"  # for text without columns: a character that no export contains
_LOOKED_AT = 400  # records, for finding the delimiter
_FIELD_LIMIT = 2**31 - 1
_SEP_LINE = re.compile(r'"?sep=([^\r\n])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_QUOTED_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


def read_delimited(path: Path, name: str) -> Book:
    """The text file as a workbook with one sheet, called like the file.

    Raises:
        FileError: it cannot be read; says why.
    """
    content = read_bytes(path, name)
    if kind_of(content, name) is not Kind.TEXT:
        raise UnsupportedFormat(name, "it is a workbook with the ending of a text file")
    return book_of_text(content, name)


def book_of_text(content: bytes, name: str) -> Book:
    """The delimited text in these bytes as a workbook with one sheet.

    Raises:
        DamagedFile: no text, or larger than a sheet.
    """
    text = text_of(content)
    if text is None:
        raise DamagedFile(name, "its bytes are not text")
    rows = _rows(text.replace("\0", "").lstrip("\ufeff"), name)
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    return Book(name, (Sheet(stem, rows),), digest_of(content), "csv")


def _rows(text: str, name: str) -> tuple[tuple[Value, ...], ...]:
    stated = _SEP_LINE.match(text)
    if stated:
        text = text[stated.end() :]
    delimiter = stated[1] if stated else find_delimiter(text)
    cells = _Cells()
    rows: list[tuple[Value, ...]] = []
    for record in records(text, delimiter):
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
        quoted = _QUOTED_FORMULA.fullmatch(field)
        # ="0100" is how exporters keep Excel from reading a code as a number
        value = (quoted[1].replace('""', '"') if quoted else field) or None
        if len(self) < 100_000:
            self[field] = value
        return value


def find_delimiter(text: str) -> str:
    """The character between the fields: the one that cuts most lines into equally many."""
    sample = text[: 1 << 18]
    best, best_score = _NONE, 0.0
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        score = _fit(sample, delimiter)
        # decimal commas cut the lines of a table more evenly than its titles let its delimiter
        ahead = 0.3 if delimiter == "," and best != _NONE else 0.05
        if score > best_score + ahead and score > _least(sample, delimiter):
            best, best_score = delimiter, score
    return best


def _least(sample: str, delimiter: str) -> float:
    """How well a delimiter must fit: better when it always stands as prose has it, a blank behind.

    Prose cuts into lines of one part, two or three; a table of one row in three is still one.
    """
    return 0.4 if re.search(re.escape(delimiter) + r"\S", sample) else 0.75


def _fit(sample: str, delimiter: str) -> float:
    """How alike the records are: 1 if all have the same number of fields, more than one.

    Lines of one field count half: titles and notes stand above and below many tables.
    """
    widths: Counter[int] = Counter()
    for number, record in enumerate(records(sample, delimiter)):
        if number >= _LOOKED_AT:
            break
        if any(record):
            widths[len(record)] += 1
    single = widths.pop(1, 0)
    if not widths:
        return 0.0
    several = sum(widths.values())
    return (max(widths.values()) + several) / (2 * several + single)


def records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of the text.

    A quote that is never closed, or closed in the middle of another field, counts as a character
    of its line: it must not swallow the lines below.
    """
    spaced = re.search(f'{re.escape(delimiter)} +"', text[: 1 << 18]) is not None
    limit = csv.field_size_limit(_FIELD_LIMIT)
    try:
        lines = _Lines(text)
        while lines.position < len(text):
            begun = lines.position
            try:
                for record in csv.reader(
                    lines, delimiter=delimiter, skipinitialspace=spaced, strict=True
                ):
                    begun = lines.position
                    yield record
            except csv.Error:
                lines.go_to(begun)
                yield _one_line(next(lines), delimiter)
    finally:
        csv.field_size_limit(limit)


class _Lines:
    """The lines of a text, and where in it the next begins."""

    def __init__(self, text: str) -> None:
        self._stream = io.StringIO(text, newline="")
        self.position = 0

    def go_to(self, position: int) -> None:
        """Go on from there."""
        self._stream.seek(position)
        self.position = position

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.position += len(line)
        return line


def _one_line(line: str, delimiter: str) -> list[str]:
    plain = line.rstrip("\r\n")
    if plain.count('"') % 2:
        return plain.split(delimiter)
    return next(csv.reader([plain], delimiter=delimiter), [])
