"""Rows with the keys they are joined by, and the candidates that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from addin.reconcile.columns import NO, Columns

Edge = tuple[int, int, int]
"""A left row, a right row, and how alike their names are from 0 to 100."""


Side = tuple[Columns, Sequence[int]]
"""A list, and its rows that take part."""


@dataclass(frozen=True, slots=True)
class Linking:
    """Which rows of linked names are candidates.

    A right one ``days`` before to after the left one, of one currency or of two. More than ``most``
    of one name say nothing about a row. ``alike_within``: only amounts that could be one, so many
    minor units apart or one slip of the finger; short lists may give others too.
    """

    days: tuple[int, int]
    same_currency: bool = True
    any_reference: bool = False
    most: int = 0
    alike_within: int | None = None


class Made(NamedTuple):
    """A row, rows near it, and the sets of these, by their places, that sum to it.

    ``complete``: there are no other sets, and no other rows near it.
    """

    row: int
    near: Sequence[int]
    sets: Sequence[tuple[int, ...]]
    complete: bool


@dataclass(frozen=True, slots=True)
class Key:
    """What rows are joined by: a number made of the amount, in minor units, and the currency's.

    ``of`` is mere arithmetic, and so good for whole arrays too, unless ``one_by_one``.
    """

    of: Callable[[int, int], int]
    one_by_one: bool = False


AMOUNT = Key(lambda minor, currency: minor * 64 + currency)
"""The same amount in the same currency."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are candidates.

    Of equal key, a right one ``days`` before to after the left one, names as alike as ``least``. A
    missing date is near to all. Two references that differ keep rows apart, unless ``referenced``:
    then only rows that have one take part, and whichever they have.
    """

    left_key: Key
    right_key: Key
    days: tuple[int, int]
    least: int
    referenced: bool = False


@dataclass(frozen=True, slots=True)
class Keyed:
    """Rows of one list with a key each; rows that a strategy leaves alone are not among them."""

    rows: Sequence[int]
    keys: Sequence[int]
    days: Sequence[int]

    def __len__(self) -> int:
        return len(self.rows)


def keyed(columns: Columns, rows: Sequence[int], key: Key, *, referenced: bool = False) -> Keyed:
    """Rows with an amount that is not nothing and, if ``referenced``, with a reference."""
    minor, currency, reference, day = (
        columns.minor,
        columns.currency,
        columns.reference,
        columns.day,
    )
    chosen = [
        row
        for row in rows
        if minor[row] and currency[row] != NO and not (referenced and reference[row] == NO)
    ]
    of = key.of
    keys = [of(minor[row], currency[row]) for row in chosen]
    return Keyed(chosen, keys, [day[row] for row in chosen])
