"""Ranges that belong together: columns of one table, and tables with a heading row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from addin.tables.cells import to_text
from addin.tables.headings import normal
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Table


def side_by_side(**columns: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The rows of columns that stand side by side; rows that are empty in all of them are left out.

    Raises:
        CellError: one ends early while another goes on: a range that is too short.
    """
    longest = max(map(len, columns.values()), default=0)
    for name, column in columns.items():
        if len(column) < longest:
            for other, rest in columns.items():
                if any(value is not None for value in rest[len(column) :]):
                    raise CellError(
                        "#VALUE!", f"{name} has {len(column)} cells, {other} has {len(rest)}"
                    )
    shortest = min(map(len, columns.values()), default=0)
    empty = (None,) * len(columns)
    for row in zip(*(column[:shortest] for column in columns.values()), strict=True):
        if row[0] is not None or row != empty:
            yield row


def in_place(**columns: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The rows of columns side by side, empty ones too, down to the last that holds something.

    For results that spill beside the rows they belong to. A column without anything in it, such as
    an optional argument left out, may be of any length.

    Raises:
        CellError: one ends early while another goes on: a range that is too short.
    """
    given = {
        name: column
        for name, column in columns.items()
        if any(value is not None for value in column)
    }
    next(side_by_side(**given), None)  # none ends early
    height = max(map(len, given.values()), default=0)
    padded = [(*column[:height], *(None,) * (height - len(column))) for column in columns.values()]
    rows = list(zip(*padded, strict=True))
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return rows


def by_heading(
    name: str, table: Table, fields: Mapping[str, Sequence[str]], optional: Sequence[str] = ()
) -> list[dict[str, Cell]]:
    """The rows of a table under a heading row, each field by its name; empty rows are left out.

    Args:
        name: the argument, for the message.
        table: its first row has the headings.
        fields: field → how its heading may be spelt, case and punctuation aside.
        optional: fields that may have no column; they are then None.

    Raises:
        CellError: a heading is missing; the message names it and those found.
    """
    there = {normal(to_text(cell)): at for at, cell in reversed(list(enumerate(table[0])))}
    places: dict[str, int] = {}
    for field, spellings in fields.items():
        at = next((there[s] for s in map(normal, (field, *spellings)) if s in there), None)
        if at is not None:
            places[field] = at
        elif field not in optional:
            headings = ", ".join(to_text(cell) for cell in table[0] if cell is not None) or "none"
            raise CellError("#VALUE!", f"{name} has no column “{field}”; its headings: {headings}")
    return [
        {field: row[places[field]] if field in places else None for field in fields}
        for row in table[1:]
        if any(cell is not None for cell in row)
    ]
