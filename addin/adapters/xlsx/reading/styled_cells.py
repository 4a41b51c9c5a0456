"""Number formats of cells, looked up when asked: a sheet has millions, of a dozen kinds."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar, overload

from addin.tables.table import Value

T = TypeVar("T")

Cell = tuple[int, int]

_NUMBERS: Final = frozenset((int, float, dt.date, dt.datetime, dt.time, dt.timedelta))


class StyledCells(Mapping[Cell, str]):
    """(row, column) → number format, for cells with a number or a date and a format of their own.

    Also for formula cells without a computed value: what they will show is already known. Rows
    that are formatted alike, as the body of a table is, share one entry.
    """

    __slots__ = ("_kinds", "_rows", "_starts", "_uncached")

    def __init__(
        self,
        runs: Sequence[tuple[int, Mapping[int, str]]],
        rows: Sequence[Sequence[Value]],
        uncached: frozenset[Cell],
    ) -> None:
        """``runs``: from which row on (rising) the columns have which formats."""
        self._starts = [start for start, _ in runs]
        self._kinds = [kinds for _, kinds in runs]
        self._rows = rows
        self._uncached = uncached

    def __getitem__(self, cell: Cell) -> str:
        code = self._code(*cell)
        if code is None:
            raise KeyError(cell)
        return code

    @overload
    def get(self, cell: Cell, /) -> str | None: ...
    @overload
    def get(self, cell: Cell, /, default: str | T) -> str | T: ...
    def get(self, cell: Cell, /, default: object = None) -> object:
        """The format of a cell; most have none, and no error is made to say so."""
        code = self._code(*cell)
        return default if code is None else code

    def of_row(self, row: int) -> Mapping[int, str]:
        """Column → format of one row, of cells that hold no figure too; alike rows share it."""
        run = bisect_right(self._starts, row) - 1
        return self._kinds[run] if run >= 0 else {}

    def _code(self, row: int, column: int) -> str | None:
        code = self.of_row(row).get(column)
        return code if code is not None and self._holds_number(row, column) else None

    def _holds_number(self, row: int, column: int) -> bool:
        if (row, column) in self._uncached:
            return True
        if not 0 < row <= len(self._rows):
            return False
        cells = self._rows[row - 1]
        return 0 < column <= len(cells) and is_number(cells[column - 1])

    def __iter__(self) -> Iterator[Cell]:
        for run, start in enumerate(self._starts):
            last = run + 1 == len(self._starts)
            end = self._end if last else self._starts[run + 1]
            columns = sorted(self._kinds[run])
            for row in range(start, end) if columns else ():
                yield from ((row, c) for c in columns if self._holds_number(row, c))

    def __bool__(self) -> bool:
        return any(True for _ in self)  # the first is enough; ``len`` would go through them all

    @property
    def codes(self) -> frozenset[str]:
        """Every format that a cell has, and perhaps some that only empty cells and texts have."""
        return frozenset(code for kinds in self._kinds for code in kinds.values())

    @property
    def _end(self) -> int:
        beyond = max((row for row, _ in self._uncached), default=0)
        return max(len(self._rows), beyond) + 1

    def __len__(self) -> int:
        return sum(1 for _ in self)


def is_number(value: Value) -> bool:
    """A number, date, time or duration; a boolean is none."""
    return value.__class__ in _NUMBERS
