"""STR304: two columns of one table have the same heading.

Why it matters: a lookup, a pivot table and every import take the first of them, and nobody notices
which.

Example: two columns "Amount", one with tax and one without.

What to do: give each column a heading of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.tables.labels import words_in
from addin.tables.lines import is_number
from addin.tables.table import Book, Sheet, address, column_letters

CODE = "STR304"
FEWEST = 3
"""Headings that make a row of headings, where no table was recognised."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per table and heading."""
    for book, sheet in papers.sheets:
        known = [t for t in papers.tables if t.book == book.name and t.sheet == sheet.name]
        if known:
            for table in known:
                row = max(table.header_rows, default=0)
                if row:
                    yield from _duplicates(book, sheet, row, table.headings)
        else:
            for row, headings in _heading_rows(sheet):
                yield from _duplicates(book, sheet, row, headings)


def _heading_rows(sheet: Sheet) -> Iterator[tuple[int, Mapping[int, str]]]:
    """The first row of words with figures under it, each stretch of neighbouring cells alone."""
    for row, values in enumerate(sheet.rows[:50], 1):
        words = {c: words_in(v) for c, v in enumerate(values, 1) if words_in(v)}
        below = sheet.rows[row] if row < len(sheet.rows) else ()
        if len(words) < FEWEST or any(map(is_number, values)):
            continue
        above = sheet.rows[row - 2] if row > 1 else ()
        if sum(bool(words_in(value)) for value in above) > 1:
            return  # headings over headings, which tell equal ones apart
        if sum(map(is_number, below)) >= 2:
            stretch: dict[int, str] = {}
            for column in range(1, len(values) + 2):
                if column in words:
                    stretch[column] = words[column]
                elif stretch:
                    yield row, stretch
                    stretch = {}
            return


def _duplicates(
    book: Book, sheet: Sheet, row: int, headings: Mapping[int, str]
) -> Iterator[Finding]:
    columns: dict[str, list[int]] = {}
    for column, text in headings.items():
        if any(map(str.isalpha, text)):
            columns.setdefault(" ".join(text.casefold().split()), []).append(column)
    repeated = [found for found in columns.values() if len(found) > 1]
    if len(repeated) == 1:  # several repeated ones are a layout of equal groups
        for found in repeated:
            letters = [column_letters(column) for column in found]
            text = headings[found[0]]
            yield Finding(
                CODE,
                Severity.NOTE,
                f"Columns {', '.join(letters[:-1])} and {letters[-1]} of one table are all called"
                f" '{text}'.".replace("are all", "are both" if len(found) == 2 else "are all"),
                tuple(Place(book.name, sheet.name, address(row, column)) for column in found),
                advice="Give each column a heading of its own.",
                subject=f"heading {text}",
            )
