"""Rows with the keys they are joined by, and the candidates that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Edge = tuple[int, int, int]
"""A left row, a right row, and how alike their names are from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Rows of one list with a key each; rows that a strategy leaves alone are not among them."""

    rows: Sequence[int]
    keys: Sequence[int]
    days: Sequence[int]

    def __len__(self) -> int:
        return len(self.rows)


Alike = Callable[[int, int], int]
"""How alike two names are, by their numbers."""
