"""A sheet's cells column by column, for questions that are asked of whole columns.

Neighbouring rows that are equally long, as the body of a table is, are taken together: a column of
60,000 cells is then counted by one call instead of 60,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from addin.tables.table import Value


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells of one column, one below the other; ``top`` is the row of the first."""

    column: int
    top: int
    values: Sequence[Value]


def stretches(rows: Sequence[Sequence[Value]]) -> Iterator[Stretch]:
    """Every cell of a sheet once: stretches from the top, and of the same rows from the left."""
    top = 1
    for _, block in groupby(rows, key=len):
        together = list(block)
        for column, values in enumerate(zip(*together, strict=True), 1):
            yield Stretch(column, top, values)
        top += len(together)
