"""Functions of loans and savings with one rate and equal payments: PMT, PV, FV, NPER's kin.

Source: Microsoft, PV: the equation that the five of them solve. Payments made are negative.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from addin.tables.operands import Failed, Scalar, Unknown, number, tidy


def _terms(rate: Scalar, periods: Scalar, due: Scalar) -> tuple[float, float, float]:
    """The rate, how much 1 grows to, and how much 1 paid in each period grows to."""
    each, count, when = number(rate), number(periods), number(due)
    if each <= -1 or count <= 0 or when not in {0, 1}:
        raise Unknown("a loan without a rate, a term or a day of payment")
    if each == 0:
        return 0.0, 1.0, float(count)
    try:
        grown = math.pow(1 + each, count)
    except OverflowError:
        raise Failed("#NUM!") from None
    if not math.isfinite(grown) or abs(each) * count < 1e-6:
        raise Unknown("a loan with a rate beyond a number's digits")
    return float(each), grown, (1 + each * when) * (grown - 1) / each


def _payment(
    rate: Scalar, periods: Scalar, present: Scalar, future: Scalar = 0, due: Scalar = 0
) -> Scalar:
    _, grown, paid = _terms(rate, periods, due)
    return tidy(-(number(present) * grown + number(future)) / paid)


def _future(
    rate: Scalar, periods: Scalar, payment: Scalar, present: Scalar = 0, due: Scalar = 0
) -> Scalar:
    _, grown, paid = _terms(rate, periods, due)
    return tidy(-(number(present) * grown + number(payment) * paid))


def _present(
    rate: Scalar, periods: Scalar, payment: Scalar, future: Scalar = 0, due: Scalar = 0
) -> Scalar:
    _, grown, paid = _terms(rate, periods, due)
    return tidy(-(number(future) + number(payment) * paid) / grown)


SCALAR: Mapping[str, Callable[..., Scalar]] = {
    "PMT": _payment,
    "FV": _future,
    "PV": _present,
}
