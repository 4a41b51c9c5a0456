"""Operators, rounding, powers and logarithms."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from sheets_emulator.formulas.conversion import Argument, Problem, finite
from sheets_emulator.formulas.evaluator import Arguments, known
from sheets_emulator.value import BAD_NUMBER, DIVIDE_BY_ZERO, Value


def zero(name: str, place: int) -> Problem:
    """What a division by nothing is."""
    return Problem(DIVIDE_BY_ZERO, f"Function {name} parameter {place} cannot be zero.")


@known("ADD", least=2, most=2)
def _add(call: Arguments) -> Argument:
    return finite(call.number(0) + call.number(1))


@known("MINUS", least=2, most=2)
def _minus(call: Arguments) -> Argument:
    return finite(call.number(0) - call.number(1))


@known("MULTIPLY", least=2, most=2)
def _multiply(call: Arguments) -> Argument:
    return finite(call.number(0) * call.number(1))


@known("DIVIDE", least=2, most=2)
def _divide(call: Arguments) -> Argument:
    above, below = call.number(0), call.number(1)
    if below == 0:
        raise zero("DIVIDE", 2)
    return finite(above / below)


@known("POW", "POWER", least=2, most=2)
def _power(call: Arguments) -> Argument:
    base, exponent = call.number(0), call.number(1)
    try:
        return finite(float(base) ** float(exponent))
    except ZeroDivisionError:
        raise zero(call.name, 1) from None
    except (OverflowError, TypeError):
        raise Problem(BAD_NUMBER) from None


@known("UMINUS", least=1, most=1)
def _negative(call: Arguments) -> Argument:
    return finite(-call.number(0))


@known("UPLUS", least=1, most=1)
def _positive(call: Arguments) -> Argument:
    return call.value(0)


@known("UNARY_PERCENT", least=1, most=1)
def _percent(call: Arguments) -> Argument:
    return finite(call.number(0) / 100)


def _rounded(value: float, places: int, rounding: str) -> Value:
    """Rounded as the decimals are written, not as the binary number is."""
    if abs(places) > 300:
        return finite(value if places > 0 else 0)
    exact = Decimal(repr(value))
    if exact.adjusted() + places > 300:
        return finite(value)
    if -places > exact.adjusted() + 1:
        step = Decimal(1).scaleb(-places)
        return finite(float(step.copy_sign(exact)) if rounding == ROUND_UP and value else 0)
    quantum = Decimal(1).scaleb(-places)
    return finite(float((exact / quantum).to_integral_value(rounding) * quantum))


@known("ROUND", least=1, most=2)
def _round(call: Arguments) -> Argument:
    return _rounded(call.number(0), call.integer(1), ROUND_HALF_UP)


@known("ROUNDUP", least=1, most=2)
def _roundup(call: Arguments) -> Argument:
    return _rounded(call.number(0), call.integer(1), ROUND_UP)


@known("ROUNDDOWN", "TRUNC", least=1, most=2)
def _rounddown(call: Arguments) -> Argument:
    return _rounded(call.number(0), call.integer(1), ROUND_DOWN)


@known("INT", least=1, most=1)
def _int(call: Arguments) -> Argument:
    return finite(math.floor(call.number(0)))


@known("ABS", least=1, most=1)
def _abs(call: Arguments) -> Argument:
    return finite(abs(call.number(0)))


@known("SIGN", least=1, most=1)
def _sign(call: Arguments) -> Argument:
    value = call.number(0)
    return (value > 0) - (value < 0)


@known("MOD", least=2, most=2)
def _mod(call: Arguments) -> Argument:
    above, below = call.number(0), call.number(1)
    if below == 0:
        raise zero("MOD", 2)
    return finite(above % below)


@known("QUOTIENT", least=2, most=2)
def _quotient(call: Arguments) -> Argument:
    above, below = call.number(0), call.number(1)
    if below == 0:
        raise zero("QUOTIENT", 2)
    return finite(math.trunc(above / below))


def _multiple(call: Arguments, rounded: Callable[[Decimal], int]) -> Value:
    value, factor = call.number(0), call.number(1, 1)
    if factor == 0:
        return 0
    if value > 0 > factor:
        raise Problem(BAD_NUMBER, f"Function {call.name} parameter 2 must have the sign of 1.")
    exact = Decimal(repr(factor))
    return finite(float(rounded(Decimal(repr(value)) / exact) * exact))


@known("CEILING", least=1, most=2)
def _ceiling(call: Arguments) -> Argument:
    return _multiple(call, math.ceil)


@known("FLOOR", least=1, most=2)
def _floor(call: Arguments) -> Argument:
    return _multiple(call, math.floor)


@known("MROUND", least=2, most=2)
def _mround(call: Arguments) -> Argument:
    return _multiple(call, lambda part: int(part.to_integral_value(ROUND_HALF_UP)))


def _real(name: str, compute: Callable[[float], float]) -> None:
    @known(name, least=1, most=1)
    def _apply(call: Arguments) -> Argument:
        try:
            return finite(compute(call.number(0)))
        except (ValueError, OverflowError):
            raise Problem(
                BAD_NUMBER, f"Function {call.name} parameter 1 value is out of range."
            ) from None


for _name, _compute in (
    ("SQRT", math.sqrt),
    ("EXP", math.exp),
    ("LN", math.log),
    ("LOG10", math.log10),
):
    _real(_name, _compute)


@known("LOG", least=1, most=2)
def _log(call: Arguments) -> Argument:
    try:
        return finite(math.log(call.number(0), call.number(1, 10)))
    except (ValueError, ZeroDivisionError):
        raise Problem(BAD_NUMBER) from None


@known("PI", most=0)
def _pi(call: Arguments) -> Argument:
    del call
    return math.pi
