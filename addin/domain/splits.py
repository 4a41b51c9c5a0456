"""Which of the listed amounts make up another one, and how likely chance would make such a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from addin.domain.money import Money
from addin.domain.sums import CANDIDATES, LARGEST, sets_that_sum

MOST: Final = 400
"""Amounts that may come into question; of more, chance alone would make any sum."""
_MOST_FOR_FIVE: Final = 100
_BY_CHANCE: Final = 9.0
"""Of more than a few amounts, sets of a size of which chance would make more are not looked for."""


class TooMany(ValueError):
    """So many amounts that the sums found would say nothing."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return (
            f"{self.count} amounts come into question, more than {MOST}: narrow the range to one"
            " vendor or one month."
        )


@dataclass(frozen=True, slots=True)
class Splits:
    """The sets of listed amounts that sum to one amount, by their places, smallest sets first.

    ``complete``: there are no others of up to ``largest`` amounts. ``by_chance``: about how many
    such sets would exist if the amounts had nothing to do with one another.
    """

    sets: tuple[tuple[int, ...], ...]
    complete: bool
    largest: int
    by_chance: float


def splits(target: Money, amounts: Sequence[Money | None], largest: int = LARGEST) -> Splits:
    """The sets of one to ``largest`` amounts that sum to a target.

    Only amounts of the target's sign and currency that are not larger count. Of more than 18 such
    amounts only sets so small are looked for that chance alone would make no more than nine.

    Raises:
        TooMany: more than 400 amounts come into question.

    >>> from addin.domain.money import money
    >>> splits(money("700"), [money(each) for each in ("500", "300", "200", "450")]).sets
    ((0, 2),)
    """
    fitting = [
        (at, amount.minor)
        for at, amount in enumerate(amounts)
        if amount is not None
        and amount.currency == target.currency
        and amount.minor * target.minor > 0
        and abs(amount.minor) <= abs(target.minor)
    ]
    singles = [(at,) for at, minor in fitting if minor == target.minor]
    smaller = [(at, minor) for at, minor in fitting if minor != target.minor]
    if len(smaller) > MOST:
        raise TooMany(len(smaller))
    size = _size(len(smaller), target, largest)
    minors = [minor for _, minor in smaller]
    found, complete = sets_that_sum(target.minor, minors, size) if size > 1 else ([], True)
    sets = sorted(
        (tuple(smaller[at][0] for at in each) for each in found), key=lambda each: (len(each), each)
    )
    return Splits((*singles, *sets), complete, size, _accidents(len(smaller), target, size))


def _size(count: int, target: Money, largest: int) -> int:
    """How many amounts a set may have, so that finding one says something."""
    size = largest
    if count > _MOST_FOR_FIVE:
        size = min(size, LARGEST - 1)
    while count > CANDIDATES and size > 1 and _accidents(count, target, size) > _BY_CHANCE:
        size -= 1
    return size


def _accidents(count: int, target: Money, size: int) -> float:
    """About how many sets of two to ``size`` amounts reach the target by accident."""
    return sum(comb(count, each) for each in range(2, size + 1)) / max(abs(target.minor), 1)
