"""Functions of numbers: rounding, remainders, powers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

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
    if abs(amount / by) > 1e8:
        raise Unknown("a remainder beyond a number's digits")
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


def _exact(value: Scalar) -> Decimal:
    amount = number(value)
    if abs(amount) > 1e15:
        raise Unknown("rounding beyond a number's digits")
    return Decimal(format(amount, ".15g"))


def _multiple(value: Decimal, step: Decimal, *, up: bool) -> Scalar:
    """The next multiple of a positive step towards more, or towards less."""
    whole = (value / step).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)
    return tidy(float(whole * step))


def _to_step(value: Scalar, step: Scalar, *, up: bool) -> Scalar:
    """CEILING and FLOOR; with a negative step away from 0, and towards it. Source: Microsoft."""
    amount, by = _exact(value), _exact(step)
    _within_digits(amount, by)
    if by == 0:
        if up or amount == 0:
            return 0
        raise Failed("#DIV/0!")
    if amount > 0 and by < 0:
        raise Failed("#NUM!")
    if by < 0:
        return _negative(_multiple(-amount, -by, up=up))
    return _multiple(amount, by, up=up)


def _negative(value: Scalar) -> Scalar:
    return tidy(-number(value))


def _math(value: Scalar, step: Scalar, mode: Scalar, *, up: bool) -> Scalar:
    """CEILING.MATH and FLOOR.MATH; the mode turns them around for negative numbers."""
    if step is None:
        raise Unknown("a step that is empty or left out")  # 0 or 1: an argument does not tell
    amount, by, turned = _exact(value), abs(_exact(step)), number(mode)
    _within_digits(amount, by)
    if by == 0:
        return 0
    if amount < 0 and turned != 0:
        return _negative(_multiple(-amount, by, up=up))
    return _multiple(amount, by, up=up)


def _nearest_multiple(value: Scalar, step: Scalar) -> Scalar:
    amount, by = _exact(_no_truth(value)), _exact(_no_truth(step))
    if by == 0 or amount == 0:
        return 0
    if (amount > 0) is not (by > 0):
        raise Failed("#NUM!")
    ratio = amount / by
    if ratio != int(ratio) and abs(ratio % 1 - Decimal("0.5")) < Decimal("1e-9"):
        raise Unknown("rounding halfway between two multiples")  # Excel's result varies there
    return tidy(float(ratio.to_integral_value(ROUND_HALF_UP) * by))


def _divided(value: Scalar, by: Scalar) -> float:
    amount, divisor = number(_no_truth(value)), number(_no_truth(by))
    if divisor == 0:
        raise Failed("#DIV/0!")
    return amount / divisor


def _no_truth(value: Scalar) -> Scalar:
    """An argument of a function that takes no TRUE; whether one was left out is not told here."""
    if isinstance(value, bool):
        raise Failed("#VALUE!")
    if value is None:
        raise Unknown("an argument that is empty or left out")
    return value


def _within_digits(amount: Decimal, step: Decimal) -> None:
    if step and abs(amount / step) > 10**14:
        raise Unknown("rounding beyond a number's digits")


def _to_odd_or_even(value: Scalar, *, odd: bool) -> Scalar:
    amount = _exact(value)
    whole = int(abs(amount).to_integral_value(ROUND_CEILING))
    if whole % 2 != odd:
        whole += 1
    return -whole if amount < 0 else whole


def _no_error(value: Scalar) -> Scalar:
    if isinstance(value, ErrorValue):
        raise Failed(str(value))
    return 0


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
    "N": lambda value: number(value) if not isinstance(value, str) else _no_error(value),
    "CEILING": lambda value, step: _to_step(value, step, up=True),
    "FLOOR": lambda value, step: _to_step(value, step, up=False),
    "CEILING.MATH": lambda value, step=1, mode=0: _math(value, step, mode, up=True),
    "FLOOR.MATH": lambda value, step=1, mode=0: _math(value, step, mode, up=False),
    "MROUND": _nearest_multiple,
    "QUOTIENT": lambda value, by: math.trunc(_divided(value, by)),
    "EVEN": lambda value: _to_odd_or_even(value, odd=False),
    "ODD": lambda value: _to_odd_or_even(value, odd=True),
}
