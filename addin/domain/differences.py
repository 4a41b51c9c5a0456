"""What a difference between two amounts looks like: the usual slips, each told in a sentence.

Source: the bookkeeper's tests: nine divides the difference of a transposition; a difference of nine
times the smaller amount, or ninety-nine, is a decimal point that moved; twice an amount is a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from addin.domain.money import Money, exponent, ratio_half_up
from addin.domain.splits import splits

TAX_RATES: Final = tuple(
    Decimal(rate)
    for rate in """
    5 6 7 7.7 8 8.1 8.875 9 9.5 10 12 12.5 13 14 15 16 17 18 19 20 21 22 23 24 25 27
    """.split()
)
"""Usual rates of sales tax and VAT in percent: a hint, never the only evidence."""

_BY_CHANCE: Final = 0.05
"""A sum is said to explain a difference only if fewer accidental ones are to be expected."""


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
    LISTED = "one of the amounts"
    HALF = "an amount with the wrong sign"
    SEVERAL = "several of the amounts"


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


def of_amounts(left: Money, right: Money, amounts: Sequence[Money | None]) -> Iterator[Explanation]:
    """What listed amounts, such as the rows of one side, say of the difference of two sums.

    Amounts count by their size, and are named by their places, the first being 1.

    Raises:
        TooMany: more than 400 amounts come into question.

    >>> from addin.domain.money import money
    >>> [each.so for each in of_amounts(money("500"), money("380"), [money("60"), money("120")])]
    ['the difference 120.00 is amount 2', 'half the difference is amount 1: is its sign wrong?']
    """
    if left.currency != right.currency or left == right:
        return
    difference = abs(right - left)
    sizes = [None if amount is None or not amount else abs(amount) for amount in amounts]
    if equal := [at + 1 for at, size in enumerate(sizes) if size == difference]:
        why = f"the difference {difference.text()} is amount {_either(equal)}"
        yield Explanation(Slip.LISTED, why)
    half = [at + 1 for at, s in enumerate(sizes) if s and s.minor * 2 == difference.minor]
    if half:
        why = f"half the difference is amount {_either(half)}: is its sign wrong?"
        yield Explanation(Slip.HALF, why)
    found = splits(difference, sizes)
    sums = [each for each in found.sets if len(each) > 1]
    if len(sums) == 1 and found.complete and found.by_chance < _BY_CHANCE:
        parts = " + ".join(str(at + 1) for at in sums[0])
        why = f"the difference {difference.text()} is the sum of amounts {parts}"
        yield Explanation(Slip.SEVERAL, why)


def _either(places: Sequence[int]) -> str:
    return " or ".join(map(str, places))


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
        percent, of = rate.as_integer_ratio()
        if ratio_half_up(small * (100 * of + percent), 100 * of) == large:
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
