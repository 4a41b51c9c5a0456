"""The rows of a table under a heading row, each field read as the kind it has to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.columns import by_heading
from addin.udfs.kinds import Table


def typed_rows(
    name: str,
    table: Table,
    fields: Mapping[str, tuple[object, Sequence[str]]],
    optional: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Each row as a dict of its fields; an empty cell, or a missing column, is None.

    Args:
        name: the argument, for the message.
        table: its first row has the headings.
        fields: field → the kind it is (as a type hint), and how its heading may be spelt.
        optional: fields that may have no column.

    Raises:
        CellError: a heading is missing, or a cell is not of its kind; the message says where.
    """
    rows = by_heading(name, table, {field: says for field, (_, says) in fields.items()}, optional)
    readers = {
        field: cell_reader(f"{name}, {field}", hint, (None,)) for field, (hint, _) in fields.items()
    }
    found: list[dict[str, Any]] = []
    for at, row in enumerate(rows):
        try:
            found.append({field: read(row[field]) for field, read in readers.items()})
        except CellError as error:
            raise CellError(error.code, f"record {at + 1}: {error.message}") from error
    return found
