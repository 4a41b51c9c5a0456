"""A row or a column of periods: read alike, and answered the way it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addin.tables.cells import is_nothing
from addin.udfs.arguments import column_reader
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Answer, Spill, Table


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row or column, without its heading; empty ones are None."""

    values: tuple[Any, ...]
    is_down: bool
    has_heading: bool = False


def laid_out(name: str, table: Table, hint: object) -> Line:
    """A row or a column as one kind; a text in its first cell is its heading.

    Raises:
        CellError: it is a block, or a cell cannot be read.
    """
    is_down = len(table) > 1
    if is_down and len(table[0]) > 1:
        raise CellError("#VALUE!", f"{name}: one row or one column, not a block")
    cells = [row[0] for row in table] if is_down else [cell for row in table[:1] for cell in row]
    values = tuple(column_reader(name, hint, errors=False)(cells))
    heading = bool(values) and values[0] is None and not is_nothing(cells[0])
    return Line(values[1:] if heading else values, is_down, heading)


def as_given(parts: Sequence[Answer], *, is_down: bool) -> Spill:
    """Results as a row, or as a column."""
    return [(part,) for part in parts] if is_down else [tuple(parts)]
