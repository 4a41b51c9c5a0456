"""What is left of each resource over time, while work is put in piece by piece."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Needs = tuple[tuple[int, int], ...]
"""Pairs of a resource's place and how much of it is needed, for each that is."""


class Timeline:
    """The capacity that is left from each moment to the next; after the last one all of it is.

    >>> line = Timeline([2])
    >>> line.take(0, 5, ((0, 1),)); line.take(5, 9, ((0, 2),))
    >>> line.first(0, 3, ((0, 1),)), line.first(3, 3, ((0, 1),))
    (0, 9)
    """

    def __init__(self, capacities: Sequence[int], first: int = 0) -> None:
        self._times = [first]
        self._left = [list(capacities)]

    def first(self, earliest: int, length: int, needs: Needs) -> int:
        """The first moment from which on the needs can be met for a length of time.

        No need may be more than the capacity, or there is no such moment.
        """
        if not needs or not length:
            return earliest
        times, left = self._times, self._left
        last = len(times) - 1
        start = earliest
        at = max(bisect_right(times, start) - 1, 0)
        while at <= last and times[at] < start + length:
            those = left[at]
            for resource, amount in needs:
                if those[resource] < amount:
                    at += 1
                    start = times[at]
                    break
            else:
                at += 1
        return start

    def take(self, start: int, finish: int, needs: Needs) -> None:
        """Use resources from a moment to another, whether they are left or not."""
        if not needs or finish <= start:
            return
        low, high = self._cut(start), self._cut(finish)
        for at in range(low, high):
            for resource, amount in needs:
                self._left[at][resource] -= amount

    def _cut(self, moment: int) -> int:
        """The place of the stretch that begins at a moment; makes one where there is none."""
        at = bisect_right(self._times, moment) - 1
        if at < 0:
            raise ValueError("this timeline begins later")
        if self._times[at] == moment:
            return at
        self._times.insert(at + 1, moment)
        self._left.insert(at + 1, list(self._left[at]))
        return at + 1
