"""Functions of numbers: rounding, remainders, powers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from addin.tables.operands import Failed, Scalar, Unknown, number, tidy
from addin.tables.table import ErrorValue


def _rounded(value: Scalar, digits: Scalar, rounding: str) -> Scalar:
    """Round the decimal that Excel shows, not the binary fraction behind it."""
    amount, places = number(value), int(number(digits))
    if abs(places) > 20 or abs(amount) > 1e15:
        raise Unknown("rounding beyond a number's digits")
    exact = Decimal(format(amount, ".15g"))
    return tidy(float(exact.quantize(Decimal(1).scaleb(-places), rounding)))


def _int(value: Scalar) -> Scalar:
    return tidy(math.floor(float(format(number(value), ".15g"))))


def _mod(value: Scalar, divisor: Scalar) -> Scalar:
    amount, by = number(value), number(divisor)
    if by == 0:
        raise Failed("#DIV/0!")
    return tidy(amount - by * math.floor(amount / by))


def _of_positive(function: Callable[[float], float]) -> Callable[[Scalar], Scalar]:
    def apply(value: Scalar) -> Scalar:
        try:
            return tidy(function(number(value)))
        except (ValueError, OverflowError):
            raise Failed("#NUM!") from None

    return apply


def _power(base: Scalar, exponent: Scalar) -> Scalar:
    left, right = number(base), number(exponent)
    if left == 0 and right <= 0:
        raise Failed("#NUM!" if right == 0 else "#DIV/0!")
    return _of_positive(lambda value: math.pow(value, right))(left)


def _sign(value: Scalar) -> Scalar:
    amount = number(value)
    return (amount > 0) - (amount < 0)


SCALAR: Mapping[str, Callable[..., Scalar]] = {
    "ABS": lambda value: tidy(abs(number(value))),
    "ROUND": lambda value, digits: _rounded(value, digits, ROUND_HALF_UP),
    "ROUNDUP": lambda value, digits: _rounded(value, digits, ROUND_UP),
    "ROUNDDOWN": lambda value, digits: _rounded(value, digits, ROUND_DOWN),
    "TRUNC": lambda value, digits=0: _rounded(value, digits, ROUND_DOWN),
    "INT": _int,
    "MOD": _mod,
    "POWER": _power,
    "SIGN": _sign,
    "SQRT": _of_positive(math.sqrt),
    "EXP": _of_positive(math.exp),
    "LN": _of_positive(math.log),
    "LOG10": _of_positive(math.log10),
    "PI": lambda: math.pi,
    "N": lambda value: value if not isinstance(value, str | None) else _zero(value),
}


def _zero(value: Scalar) -> Scalar:
    return number(value) if value is None else _no_error(value)


def _no_error(value: Scalar) -> Scalar:
    if isinstance(value, ErrorValue):
        raise Failed(str(value))
    return 0
