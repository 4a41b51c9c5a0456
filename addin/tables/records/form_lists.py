"""Lists on a sheet that is a form: several below or beside one another, each with its heading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from addin.domain.source import Source
from addin.tables.cells import is_nothing, to_date, to_text
from addin.tables.table import Sheet, Value, column_letters

MOST_ROWS: Final = 600
MOST_COLUMNS: Final = 40
"""A form is for people to read: beyond this nothing on it is looked at."""
YEARS: Final = range(1950, 2200)
_NOT_WORD: Final = re.compile(r"[^a-z0-9#]+")
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}"
)
_LONGEST: Final = 200


def words(value: Value) -> str:
    """A cell's text in small letters, single blanks between words: how labels compare.

    >>> words("Crew Call:"), words("Cast No.")
    ('crew call', 'cast no')
    """
    text = to_text(value) if isinstance(value, str) else ""
    return _NOT_WORD.sub(" ", text[:_LONGEST].casefold()).strip()


def date_in(value: Value) -> dt.date | None:
    """The date that a cell is, or that its text contains: ``Tuesday 3 March 2026``.

    Years that no production shoots in are no dates: a time of day may look like 1899.
    """
    found: dt.date | None = None
    if isinstance(value, dt.date):
        found = value.date() if isinstance(value, dt.datetime) else value
    elif isinstance(value, str):
        said = _DATE.search(_WEEKDAY.sub(" ", value[:_LONGEST]))
        found = to_date(said[0]) if said else None
    return found if found is not None and found.year in YEARS else None


@dataclass(frozen=True)
class FormList:
    """One list: its heading's row, the column of each field, the rows to the first gap."""

    book: str
    sheet: Sheet
    heading: int
    fields: Mapping[str, int]

    @cached_property
    def rows(self) -> Sequence[int]:
        """The rows that hold something in the list's columns."""
        found: list[int] = []
        for row in range(self.heading + 1, min(len(self.sheet.rows), MOST_ROWS) + 1):
            if all(is_nothing(self.sheet.value(row, c)) for c in self.fields.values()):
                break
            found.append(row)
        return found

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Field → column letters."""
        return {name: column_letters(column) for name, column in self.fields.items()}

    def value(self, row: int, *names: str) -> Value:
        """The first of these fields that the row fills."""
        for name in names:
            value = self.sheet.value(row, self.fields.get(name, 0))
            if not is_nothing(value):
                return value
        return None

    def text(self, row: int, *names: str) -> str:
        """Such a field as text."""
        return to_text(self.value(row, *names)).strip()

    def source(self, row: int) -> Source:
        """Where a row's record comes from."""
        return Source(self.book, self.sheet.name, row, self.letters)


def lists(
    sheet: Sheet, book: str, headings: Mapping[str, frozenset[str]], needs: Sequence[frozenset[str]]
) -> Iterator[FormList]:
    """Every list whose heading row has a column for one field of each of ``needs``.

    ``headings`` maps a field to the words it goes under.
    """
    known = {text: name for name, texts in headings.items() for text in texts}
    for row, cells in enumerate(sheet.rows[:MOST_ROWS], 1):
        fields: dict[str, int] = {}
        for column, value in enumerate(cells[:MOST_COLUMNS], 1):
            name = known.get(words(value)) if isinstance(value, str) else None
            if name is not None:
                fields.setdefault(name, column)
        if all(need & fields.keys() for need in needs):
            yield FormList(book, sheet, row, fields)


def labelled(sheet: Sheet) -> Iterator[tuple[str, int, int]]:
    """Every label of the form: its words, its row and its column."""
    for row, cells in enumerate(sheet.rows[:MOST_ROWS], 1):
        for column, value in enumerate(cells[:MOST_COLUMNS], 1):
            if isinstance(value, str) and (text := words(value)):
                yield text, row, column


def beside(sheet: Sheet, row: int, column: int, reach: int = 3) -> tuple[int, Value]:
    """What stands right of a label: its column and value; nothing further away than ``reach``."""
    for at in range(column + 1, column + 1 + reach):
        value = sheet.value(row, at)
        if not is_nothing(value):
            return at, value
    return column + 1, None
