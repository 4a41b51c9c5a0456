"""What a difference between two amounts looks like: the usual slips, each told in a sentence.

Source: the bookkeeper's tests: nine divides the difference of a transposition; a difference of nine
times the smaller amount, or ninety-nine, is a decimal point that moved; twice an amount is a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, exponent, round_half_up

TAX_RATES: Final = tuple(
    Decimal(rate)
    for rate in """
    5 6 7 7.7 8 8.1 8.875 9 9.5 10 12 12.5 13 14 15 16 17 18 19 20 21 22 23 24 25 27
    """.split()
)
"""Usual rates of sales tax and VAT in percent: a hint, never the only evidence."""


class Slip(StrEnum):
    """How one amount may have become another."""

    SIGN = "sign flipped"
    TRANSPOSED = "transposed digits"
    SHIFTED = "decimal point moved"
    TAX = "tax included on one side"
    TAX_RATE = "a rate of tax apart"
    DOUBLED = "entered twice"
    ROUNDED = "rounded"
    DIGIT = "one digit differs"
    DROPPED = "a digit left out"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One slip that would explain a difference, and the sentence that a person can check."""

    slip: Slip
    so: str


def explanations(
    left: Money, right: Money, taxes: Iterable[Money] = (), rates: Iterable[Decimal] = TAX_RATES
) -> Iterator[Explanation]:
    """Every slip that turns one amount into the other, the likeliest first.

    None for equal amounts, and for amounts in two currencies.

    Args:
        left: one amount.
        right: the other; changing the two over changes nothing.
        taxes: amounts of tax that either side states of itself.
        rates: rates of tax that come into question, in percent.

    >>> from addin.domain.money import money
    >>> [each.so for each in explanations(money("8200"), money("8020"))]
    ['two digits are swapped: the difference 180.00 is divisible by 9']
    """
    if left.currency != right.currency or left == right:
        return
    if left == -right:
        yield Explanation(Slip.SIGN, "they differ only in sign")
    difference = abs(right - left)
    if is_transposed(left, right):
        why = f"two digits are swapped: the difference {difference.text()} is divisible by 9"
        yield Explanation(Slip.TRANSPOSED, why)
    if times := shifted(left, right):
        why = f"one is {times} times the other: a decimal point moved"
        yield Explanation(Slip.SHIFTED, why)
    if difference in {abs(tax) for tax in taxes if tax}:
        why = f"the difference {difference.text()} is the tax that one side includes"
        yield Explanation(Slip.TAX, why)
    rate = tax_rate(left, right, rates)
    if rate is not None:
        yield Explanation(Slip.TAX_RATE, f"one is the other plus {rate} %, which may be tax")
    yield from _of_digits(left, right)


def _of_digits(left: Money, right: Money) -> Iterator[Explanation]:
    if is_doubled(left, right):
        yield Explanation(Slip.DOUBLED, "one is twice the other: entered twice?")
    if is_rounded(left, right):
        yield Explanation(Slip.ROUNDED, "one is the other without its decimals")
    if one_digit(left, right):
        yield Explanation(Slip.DIGIT, "they differ in one digit")
    if is_dropped(left, right):
        yield Explanation(Slip.DROPPED, "one is the other with a digit left out")


def is_transposed(left: Money, right: Money) -> bool:
    """Two neighbouring digits, and nothing else, have changed places: 8,200 and 8,020."""
    if left.minor * right.minor <= 0:
        return False
    a, b = str(abs(left.minor)), str(abs(right.minor))
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) != 2:
        return False
    i, j = apart
    return j == i + 1 and a[i] == b[j] and a[j] == b[i]


def same_digits(amount: Money) -> tuple[str, int, str]:
    """Equal for amounts of one sign that are written with the same digits in any order."""
    sign = -1 if amount.is_negative else 1
    return amount.currency, sign, "".join(sorted(str(abs(amount.minor))))


def shifted(left: Money, right: Money) -> int:
    """10, 100 or 1000 when one amount is the other with its decimal point moved, else 0."""
    small, large = sorted((left.minor, right.minor), key=abs)
    return next((times for times in (10, 100, 1000) if small and small * times == large), 0)


def tax_rate(left: Money, right: Money, rates: Iterable[Decimal] = TAX_RATES) -> Decimal | None:
    """The first rate in percent by which the larger amount exceeds the smaller, exactly."""
    small, large = sorted((left.minor, right.minor), key=abs)
    if small * large <= 0 or abs(small) < 1000:  # on small sums rounding makes every rate fit
        return None
    for rate in rates:
        if round_half_up(Fraction(small) * (1 + Fraction(rate) / 100)) == large:
            return rate
    return None


def is_doubled(left: Money, right: Money) -> bool:
    """One is exactly twice the other."""
    small, large = sorted((left.minor, right.minor), key=abs)
    return small != 0 and small * 2 == large


def is_rounded(left: Money, right: Money) -> bool:
    """One has no decimals and is the other, rounded or cut off."""
    unit = 10 ** exponent(left.currency)
    near = abs(left.minor - right.minor) < unit
    return unit > 1 and near and 0 in (left.minor % unit, right.minor % unit)


def one_digit(left: Money, right: Money) -> bool:
    """Written alike but for a single digit, among at least four."""
    if left.minor * right.minor <= 0:
        return False
    a, b = str(abs(left.minor)), str(abs(right.minor))
    if len(a) != len(b) or len(a) < 4:
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1


def is_dropped(left: Money, right: Money) -> bool:
    """One is written as the other without one of its digits, at least four being left."""
    if left.minor * right.minor <= 0:
        return False
    short, long = sorted((str(abs(left.minor)), str(abs(right.minor))), key=len)
    if len(short) < 4 or len(long) != len(short) + 1 or long == short + "0":
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at:] == long[at + 1 :]
