"""Signs between two values, as Excel works them out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from addin.tables.operands import Failed, Scalar, compare, number, text, tidy
from addin.tables.table import ErrorValue


def plus(left: Scalar, right: Scalar) -> Scalar:
    """A sum; what is left of two numbers that cancel to their last digits is 0, as in Excel."""
    one, other = number(left), number(right)
    total = one + other
    if total and abs(total) < 1e-15 * max(abs(one), abs(other)):
        return 0
    return tidy(total)


def _minus(left: Scalar, right: Scalar) -> Scalar:
    return plus(left, -number(right)) if not isinstance(left, ErrorValue) else plus(left, 0)


def _times(left: Scalar, right: Scalar) -> Scalar:
    return tidy(number(left) * number(right))


def _divided(left: Scalar, right: Scalar) -> Scalar:
    above, below = number(left), number(right)
    if below == 0:
        raise Failed("#DIV/0!")
    return tidy(above / below)


def power(left: Scalar, right: Scalar) -> Scalar:
    """One number to the power of another."""
    base, exponent = number(left), number(right)
    if base == 0 and exponent <= 0:
        raise Failed("#NUM!" if exponent == 0 else "#DIV/0!")
    try:
        return tidy(math.pow(base, exponent))
    except (ValueError, OverflowError):
        raise Failed("#NUM!") from None


SIGNS: Mapping[str, Callable[[Scalar, Scalar], Scalar]] = {
    "+": plus,
    "-": _minus,
    "*": _times,
    "/": _divided,
    "^": power,
    "&": lambda left, right: text(left) + text(right),
    "=": lambda left, right: compare(left, right) == 0,
    "<>": lambda left, right: compare(left, right) != 0,
    "<": lambda left, right: compare(left, right) < 0,
    ">": lambda left, right: compare(left, right) > 0,
    "<=": lambda left, right: compare(left, right) <= 0,
    ">=": lambda left, right: compare(left, right) >= 0,
}
"""Signs between two values. Those of ranges are no signs between values."""
