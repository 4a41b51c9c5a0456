"""Records that look like another one, picked out of lists in which nearly all stand alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")


def with_twins(records: Sequence[T], key: Callable[[T], Hashable]) -> list[T]:
    """Records that share their key with another one, in reading order.

    A record with None for its key has no twin. What makes two records alike is then worked out
    for these few, not for 60,000.

    >>> with_twins(["ab", "cd", "ax", "", "b"], lambda text: text[:1] or None)
    ['ab', 'ax']
    """
    keys = list(map(key, records))
    count = Counter(keys)
    count[None] = 0
    return [record for record, own in zip(records, keys, strict=True) if count[own] > 1]
