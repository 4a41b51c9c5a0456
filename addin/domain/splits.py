"""Which of the listed amounts make up another one, and how likely chance would make such a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from addin.domain.money import Money
from addin.domain.sums import LARGEST, sets_that_sum

MOST: Final = 400
"""Amounts that may come into question; of more, chance alone would make any sum."""
_MOST_FOR_FIVE: Final = 60


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

    Only amounts of the target's sign and currency that are not larger count. Of more than 60 such
    amounts sets of five are not looked for.

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
        and abs(amount) <= abs(target)
    ]
    singles = [(at,) for at, minor in fitting if minor == target.minor]
    smaller = [(at, minor) for at, minor in fitting if minor != target.minor]
    if len(smaller) > MOST:
        raise TooMany(len(smaller))
    size = min(largest, LARGEST if len(smaller) <= _MOST_FOR_FIVE else LARGEST - 1)
    found, complete = (
        sets_that_sum(target.minor, [minor for _, minor in smaller], size)
        if size > 1
        else ([], True)
    )
    sets = sorted(
        (tuple(smaller[at][0] for at in each) for each in found), key=lambda s: (len(s), s)
    )
    chance = sum(comb(len(smaller), k) for k in range(2, size + 1)) / max(abs(target.minor), 1)
    return Splits((*singles, *sets), complete, size, chance)
