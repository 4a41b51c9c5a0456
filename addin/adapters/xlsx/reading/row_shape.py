"""Rows that are alike: what is worked out for them once, and then done for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from addin.adapters.xlsx.markup import BadMarkup
from addin.adapters.xlsx.reading.cell_values import ColumnMemory, Read
from addin.adapters.xlsx.reading.row_pattern import RowPattern
from addin.adapters.xlsx.reading.sparse import row_of
from addin.tables.table import MAX_COLUMN, Value, column_number

_GAPS: Final = 8  # so few blanks are put in one by one; more make a row that may be kept sparse
_JUDGED_EVERY: Final = 512  # rows


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What rows with cells in the same columns, of the same types and styles, have in common."""

    columns: tuple[int, ...]
    readers: tuple[Read, ...]
    formats: Mapping[int, str]
    gaps: Sequence[int] | None
    """The places without a cell, from the left; None: too many, or columns out of order."""

    def row(self, texts: Sequence[str]) -> Sequence[Value]:
        """The values of a row, from the texts of its cells."""
        return self.spread([read(text) for read, text in zip(self.readers, texts, strict=True)])

    def spread(self, values: list[Value]) -> Sequence[Value]:
        """The values of the cells as those of a row: blanks between them, none behind."""
        if self.gaps is None:
            return row_of(dict(zip(self.columns, values, strict=True)))
        for place in self.gaps:
            values.insert(place, None)
        while values and values[-1] is None:
            values.pop()
        return tuple(values)


def column_of(letters: str) -> int:
    """The number of a column.

    Raises:
        BadMarkup: no sheet has it.
    """
    column = column_number(letters) if len(letters) <= 3 else MAX_COLUMN + 1
    if column > MAX_COLUMN:
        raise BadMarkup(f"a cell in column {letters[:10]}, beyond the last column of a sheet")
    return column


def gaps_between(columns: Sequence[int]) -> Sequence[int] | None:
    """The places that rising columns leave out; None where they are many, or do not rise."""
    if columns[-1] - len(columns) > _GAPS or any(a >= b for a, b in pairwise(columns)):
        return None
    return tuple(sorted(set(range(columns[-1])) - {column - 1 for column in columns}))


class RowPlan:
    """How to read rows that a pattern matches; how, is judged anew from time to time."""

    __slots__ = ("_left", "_memories", "_readers", "formulas", "pattern", "shape")

    def __init__(
        self,
        pattern: RowPattern,
        shape: Shape,
        readers: Sequence[Read | ColumnMemory],
        formulas: tuple[PlannedFormula, ...],
    ) -> None:
        self.pattern = pattern
        self.shape = shape
        self.formulas = formulas
        self._memories = {
            place: read for place, read in enumerate(readers) if isinstance(read, ColumnMemory)
        }
        self._readers = [r.__getitem__ if isinstance(r, ColumnMemory) else r for r in readers]
        self._left = _JUDGED_EVERY

    def values(self, groups: tuple[str, ...]) -> Sequence[Value]:
        """The values of a row, from what the pattern matched."""
        self._left -= 1
        if not self._left:
            self._judge()
        texts = self.pattern.texts(groups)
        return self.shape.spread(
            [read(text) for read, text in zip(self._readers, texts, strict=True)]
        )

    def _judge(self) -> None:
        """A memory that did not know every other text is given up."""
        for place, memory in list(self._memories.items()):
            if memory.missed * 2 > _JUDGED_EVERY:
                self._readers[place] = memory.read
                del self._memories[place]
                memory.clear()
            memory.missed = 0
        self._left = _JUDGED_EVERY


class PlannedFormula(NamedTuple):
    """A formula cell of rows that are alike."""

    column: int
    group: int
    attributes: Mapping[str, str]
    is_uncached: bool
