"""What a night of a production that never ran will take: from what others took, by what is in them.

Pure. Seconds are of the clock, as they were measured; shares of a whole are from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from operator import mul
from statistics import median
from typing import Final

from addin.nightly.bulk import Bulk

_ROUNDS: Final = 12
_SWEEPS: Final = 40
_ODD: Final = 0.35
"""A production that is off by more (of a logarithm) counts less, the more it is off (Huber)."""
_FAR: Final = 0.7
_BRIEF: Final = 0.02  # seconds: below, a clock tells little
_LEAST: Final = 0.01
"""Of what is usual: no cause is without any cost."""
_MOST: Final = 600


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds for each cause of ``Bulk.causes``, in its order; none is below zero."""

    each: tuple[float, ...]

    def seconds(self, bulk: Bulk) -> float:
        """What a production of this bulk takes."""
        return _sum(self.each, bulk.causes)

    def times(self, factor: float) -> Growth:
        """The same on a machine that takes so many times as long."""
        return Growth(tuple(one * factor for one in self.each))


USUAL: Final = Growth((0.015, 0.001, 0.0005, 0.58, 8.4, 0.1, 0.45, 0.4))
"""Measured on real workbooks by ``python -m benchmarks.night_estimate --real``."""


def growth_of(measured: Sequence[tuple[Bulk, float]], usual: Growth = USUAL) -> Growth:
    """How seconds grow with what is in a production, as those measured say.

    What is usual, at the speed of this machine, counts as much as one production for each cause: a
    few productions tell little more than how fast a machine is, and many tell all. How far off a
    production is counts as a part of its own seconds, and odd ones bend nothing.
    """
    if not measured:
        return usual
    step = max(1, len(measured) // _MOST)
    some = sorted(measured, key=lambda one: one[1])[::step]
    took = [max(seconds, _BRIEF) for _, seconds in some]
    causes = [bulk.causes for bulk, _ in some]
    speed = median(one / usual.seconds(bulk) for one, (bulk, _) in zip(took, some, strict=True))
    before = usual.times(speed)
    each = before.each
    for _ in range(_ROUNDS):
        # a line beside the logarithm, drawn anew where the last round came to (Gauss and Newton)
        guessed = [_sum(each, one) for one in causes]
        off = [log(seconds / guess) for seconds, guess in zip(took, guessed, strict=True)]
        rows = [
            ([cause / guess for cause in one], 1 + max(-_FAR, min(_FAR, far)))
            for one, guess, far in zip(causes, guessed, off, strict=True)
        ]
        weights = [min(1.0, _ODD / max(abs(far), _ODD)) for far in off]
        each = _least(rows, weights, before.each, each)
    return Growth(each)


def _sum(each: Sequence[float], causes: Sequence[float]) -> float:
    return float(sum(map(mul, each, causes)))


def _least(
    rows: Sequence[tuple[Sequence[float], float]],
    weights: Sequence[float],
    before: Sequence[float],
    start: Sequence[float],
) -> tuple[float, ...]:
    """The least weighted squares, one cause after the other until they settle."""
    causes = range(len(before))
    square = [[0.0] * len(before) for _ in causes]
    right = [0.0] * len(before)
    for (row, one), weight in zip(rows, weights, strict=True):
        for i in causes:
            scaled = weight * row[i]
            right[i] += scaled * one
            for j in causes:
                square[i][j] += scaled * row[j]
    for i in causes:
        square[i][i] += 1 / before[i] ** 2
        right[i] += 1 / before[i]
    each = list(start)
    for _ in range(_SWEEPS):
        for i in causes:
            others = sum(square[i][j] * each[j] for j in causes) - square[i][i] * each[i]
            each[i] = max(_LEAST * before[i], (right[i] - others) / square[i][i])
    return tuple(each)
