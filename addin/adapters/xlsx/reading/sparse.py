"""Rows and sheets with few cells far apart: kept as those few cells, read like any others.

A single stray cell in column XFD must not cost sixteen thousand blanks in each of a million rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

from addin.tables.table import Value

T = TypeVar("T")

_SPARE = 8  # blanks that may be kept for each filled place before keeping only the filled ones
_SMALL_ROW = 32
_SMALL_SHEET = 4096


class Sparse(Sequence[T], Generic[T]):
    """A sequence in which all places but a few hold the same."""

    __slots__ = ("_blank", "_filled", "_length")

    def __init__(self, filled: Mapping[int, T], length: int, blank: T) -> None:
        self._filled = filled
        self._length = length
        self._blank = blank

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self._length)))
        place = index + self._length if index < 0 else index
        if 0 <= place < self._length:
            return self._filled.get(place, self._blank)
        raise IndexError(index)

    def __iter__(self) -> Iterator[T]:
        get, blank = self._filled.get, self._blank
        return (get(place, blank) for place in range(self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Sparse({dict(self._filled)!r}, {self._length}, {self._blank!r})"


def row_of(cells: Mapping[int, Value]) -> Sequence[Value]:
    """A row from its cells by column number, ending at its last cell with a value."""
    last = max((column for column, value in cells.items() if value is not None), default=0)
    if last <= _SPARE * len(cells) + _SMALL_ROW:
        values: list[Value] = [None] * last
        for column, value in cells.items():
            if value is not None:
                values[column - 1] = value
        return tuple(values)
    return Sparse({column - 1: value for column, value in cells.items()}, last, None)


class Rows:
    """The rows of a sheet as they are read, from the top, with gaps."""

    def __init__(self) -> None:
        self._dense: list[Sequence[Value]] = []
        self._sparse: dict[int, Sequence[Value]] = {}
        self._filled = 0

    def put(self, number: int, row: Sequence[Value]) -> None:
        """Take a row that has a value; a number given twice joins both."""
        self._filled += 1
        gap = number - 1 - len(self._dense)
        if not gap and not self._sparse:
            self._dense.append(row)
        elif gap < 0:
            self._dense[number - 1] = _joined(self._dense[number - 1], row)
        elif self._sparse or number > _SPARE * self._filled + _SMALL_SHEET:
            self._sparse[number - 1] = _joined(self._sparse.get(number - 1, ()), row)
        else:
            self._dense.extend([()] * gap)
            self._dense.append(row)

    def finish(self) -> Sequence[Sequence[Value]]:
        """All rows, the first first, ending at the last with a value."""
        if not self._sparse:
            return tuple(self._dense)
        filled = {place: row for place, row in enumerate(self._dense) if row} | self._sparse
        return Sparse(filled, max(filled) + 1, ())


def _joined(first: Sequence[Value], second: Sequence[Value]) -> Sequence[Value]:
    if not first:
        return second
    cells = dict(enumerate(first, 1))
    cells.update({c: value for c, value in enumerate(second, 1) if value is not None})
    return row_of({c: value for c, value in cells.items() if value is not None})
