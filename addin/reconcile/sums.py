"""Which of a few amounts sum to another one, and how likely chance alone would make such a sum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import comb
from typing import Final

LARGEST: Final = 5
"""Rows of one group."""
CANDIDATES: Final = 18
"""Rows looked at for one group; of more, no search would find only one sum."""
_ENOUGH: Final = 9
"""Sums after which nothing is clear any more."""
_STEPS: Final = 20_000

Sets = list[tuple[int, ...]]


def sets_that_sum(target: int, amounts: Sequence[int], largest: int = LARGEST) -> tuple[Sets, bool]:
    """Positions of two to ``largest`` amounts that sum to ``target``; and whether these are all.

    Only amounts of the target's sign that are smaller count. The search stops after nine sets, or
    after so many steps that it is not complete.

    >>> sets_that_sum(700, [500, 300, 200, 400])
    ([(0, 2), (1, 3)], True)
    """
    sign = -1 if target < 0 else 1
    wanted = target * sign
    order = sorted(
        (at for at, amount in enumerate(amounts) if 0 < amount * sign < wanted),
        key=lambda at: -amounts[at] * sign,
    )
    values = [amounts[at] * sign for at in order]
    rest = [*accumulate(reversed(values))][::-1]
    found: Sets = []
    stack: list[tuple[int, int, tuple[int, ...]]] = [(wanted, 0, ())]
    steps = 0
    while stack:
        missing, start, members = stack.pop()
        for at in range(start, len(values)):
            if rest[at] < missing:
                break
            steps += 1
            value = values[at]
            if value > missing or value * (largest - len(members)) < missing:
                if value < missing:
                    break  # all that follow are smaller still
                continue
            if value == missing:
                if members:
                    found.append(tuple(sorted(order[m] for m in (*members, at))))
            elif len(members) + 1 < largest:
                stack.append((missing - value, at + 1, (*members, at)))
        if len(found) >= _ENOUGH or steps > _STEPS:
            return sorted(found), False
    return sorted(found), True


def accidents(candidates: int, amount: int, largest: int = LARGEST) -> float:
    """About how many sets of two to ``largest`` candidates reach an amount by accident.

    >>> accidents(4, 100_000)
    0.00011
    """
    return sum(comb(candidates, members) for members in range(2, largest + 1)) / max(abs(amount), 1)
