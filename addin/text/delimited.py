"""Delimited text: the character between its fields, and its records.

An account code 0100 keeps its zeros and a date its spelling; what they mean is decided later, with
the whole column in view.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

_DELIMITERS: Final = "\t;|,"
"""In this order when two fit as well: a comma is often within an amount, the others seldom are."""

_NONE: Final = "\x1f"  # for text without columns: a character that no export contains
_LOOKED_AT = 400  # records, for finding the delimiter
_FIELD_LIMIT = 2**31 - 1
_SEP_LINE = re.compile(r'"?sep=([^\r\n])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_QUOTED_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


def fields_of(text: str) -> Iterator[list[str]]:
    """The records of a text, by the delimiter that it states or that fits it best."""
    text = text.replace("\0", "").lstrip("\ufeff")
    stated = _SEP_LINE.match(text)
    if stated:
        text = text[stated.end() :]
    yield from records(text, stated[1] if stated else find_delimiter(text))


def unquoted(field: str) -> str:
    """A field without ``="…"``, which keeps Excel from reading a code as a number."""
    quoted = _QUOTED_FORMULA.fullmatch(field)
    return quoted[1].replace('""', '"') if quoted else field


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
