"""Whether two engines give the same value."""

from __future__ import annotations

from typing import Final

from addin.adapters.engines.shown import as_number
from addin.tables.table import Value

RELATIVE: Final = 1e-9
ABSOLUTE: Final = 1e-12


def agrees(one: Value, other: Value) -> bool:
    """Whether two values are the same to a person who reads the cell.

    Numbers within a billionth of the larger, or a trillionth; dates as the numbers in the file;
    texts, booleans and errors exactly. An empty text is nothing: a file does not tell them apart.
    """
    left, right = as_number(one), as_number(other)
    if left is None or left == "":
        return right is None or right == ""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return abs(left - right) <= max(ABSOLUTE, RELATIVE * max(abs(left), abs(right)))
    return type(left) is type(right) and left == right
