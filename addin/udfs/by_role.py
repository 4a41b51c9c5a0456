"""A block with a heading row, its columns found by what their headings usually mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from addin.tables.assign import assign
from addin.tables.cells import to_text
from addin.tables.headings import LIKELY, PERHAPS, normal, quality
from addin.tables.table import ErrorValue, Role
from addin.tables.vocabulary import FIELDS
from addin.udfs.arguments import column_reader
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Table

_NAMED: Final = 1.0
"""How much more a heading means the field whose very name it is: Amount is no debit."""
_READ: Final = 0.05
"""Of two fields that a heading means equally, the one that the function reads."""


@dataclass(frozen=True, slots=True)
class Block:
    """An argument's table under its heading row; ``places`` says which column each field has."""

    name: str
    table: Table
    places: Mapping[str, int]

    def __contains__(self, field: object) -> bool:
        return field in self.places

    def cells(self, field: str) -> tuple[Cell, ...]:
        """A field's cells as they are; None all the way down where the block has no such column."""
        if field not in self.places:
            return (None,) * (len(self.table) - 1)
        at = self.places[field]
        return tuple(row[at] for row in self.table[1:])

    def column(self, field: str, hint: object) -> tuple[Any, ...]:
        """A field's cells as one kind; one that cannot be read is its error or ``#VALUE!``.

        So a bad cell spoils what follows from it and nothing else.
        """
        if field not in self.places:
            return (None,) * (len(self.table) - 1)
        at = self.places[field]
        heading = to_text(self.table[0][at])
        read = column_reader(f"{self.name}, column “{heading}”", hint, errors=True)
        cells: list[Cell] = [heading, *(row[at] for row in self.table[1:])]
        try:
            return tuple(read(cells)[1:])
        except CellError:
            return tuple(_or_error(read, heading, cell) for cell in cells[1:])


def _or_error(read: Any, heading: str, cell: Cell) -> object:
    try:
        return read([heading, cell])[1]
    except CellError as error:
        return ErrorValue(error.code)


def by_role(
    name: str,
    table: Table,
    role: Role,
    needed: Sequence[str | tuple[str, ...]],
    also: Sequence[str] = (),
    own: Mapping[str, Sequence[str]] | None = None,
) -> Block:
    """A block's columns, found as in a workbook: by every spelling of a heading that is known.

    Args:
        name: the argument, for messages.
        table: its first row has the headings.
        role: what the block lists.
        needed: fields it must have; of several in brackets, one.
        also: fields that are read where they are.
        own: further fields that only this function knows, with their spellings.

    Raises:
        CellError: a needed field has no column; the message names it and the headings found.
    """
    headings = [normal(to_text(cell)) for cell in table[0]]
    named = [" ".join(to_text(cell).casefold().split()) for cell in table[0]]
    must = {field for each in needed for field in _several(each)}
    read = must | {*also}
    least = {True: PERHAPS, False: LIKELY}
    scores = {
        (field, at): sure
        + _NAMED * (field.replace("_", " ") == named[at])
        + _READ * (field in read)
        for field in FIELDS[role]
        for at, heading in enumerate(headings)
        if heading and (sure := quality(heading, field, role)) >= least[field in must]
    }
    for field, spellings in (own or {}).items():
        known = {normal(text) for text in (field, *spellings)}
        scores |= {
            (field, at): 1 + _NAMED for at, heading in enumerate(headings) if heading in known
        }
    places = assign(scores)
    for each in needed:
        if not any(field in places for field in _several(each)):
            wanted = " or ".join(field.replace("_", " ") for field in _several(each))
            found = ", ".join(to_text(cell) for cell in table[0] if cell is not None) or "none"
            raise CellError("#VALUE!", f"{name} has no column for {wanted}; its headings: {found}")
    return Block(name, table, places)


def _several(fields: str | tuple[str, ...]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else fields
