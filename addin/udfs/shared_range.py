"""A range that many calls of one recalculation name, read once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[[object], Any]


class SharedRange(list[Any]):
    """Rows of cells as a host has them, with what was read of them so far.

    A host that knows that several calls name the same range hands over the same object. Whoever
    makes one never changes its cells.
    """

    __slots__ = ("readings",)

    def __init__(self, rows: list[Any]) -> None:
        super().__init__(rows)
        self.readings: dict[Read, Any] = {}


def kept_with_range(read: Read) -> Read:
    """A reader of ranges that reads a shared one the first time only.

    What cannot be read raises each time, and is not kept.
    """

    def reading(given: object) -> Any:
        if type(given) is not SharedRange:
            return read(given)
        if reading not in given.readings:
            given.readings[reading] = read(given)
        return given.readings[reading]

    return reading
