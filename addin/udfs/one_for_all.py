"""One cell that counts for every row of the columns beside it, such as one rate for all."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def one_for_all(column: tuple[T | None, ...], height: int) -> tuple[T | None, ...]:
    """A column as it is; a single cell as often as there are rows.

    >>> one_for_all((5,), 3), one_for_all((5, 6), 3)
    ((5, 5, 5), (5, 6))
    """
    return column * height if len(column) == 1 else column
