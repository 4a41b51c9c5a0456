"""What a difference between two amounts looks like.

Source: the bookkeeper's tests: nine divides the difference of a transposition; a difference of nine
times the smaller amount, or ninety-nine, is a decimal point that moved; twice an amount is a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, exponent, round_half_up
from addin.reconcile.outcome import Cause

TAX_RATES: Final = tuple(
    Decimal(rate)
    for rate in """
    5 6 7 7.7 8 8.1 8.875 9 9.5 10 12 12.5 13 14 15 16 17 18 19 20 21 22 23 24 25 27
    """.split()
)
"""Usual rates of sales tax and VAT in percent: a hint, never the only evidence."""


def cause_of(left: Money, right: Money, taxes: Iterable[Money] = ()) -> tuple[Cause, str]:
    """How one amount may have become the other, as a sentence; no cause when nothing fits.

    ``taxes`` are amounts of tax that either side states of itself.

    >>> from addin.domain.money import money
    >>> cause_of(money("8200"), money("8020"))[1]
    'two digits are swapped: the difference 180.00 is divisible by 9'
    """
    if left.currency != right.currency or left == right:
        return Cause.NONE, ""
    return next(_causes(left, right, abs(right - left), taxes), (Cause.NONE, ""))


def _causes(
    left: Money, right: Money, difference: Money, taxes: Iterable[Money]
) -> Iterator[tuple[Cause, str]]:
    """All that fit, the likeliest first."""
    if left == -right:
        yield Cause.SIGN, "they differ only in sign"
    if is_transposed(left, right):
        why = f"two digits are swapped: the difference {difference.text()} is divisible by 9"
        yield Cause.TRANSPOSED, why
    times = shifted(left, right)
    if times:
        yield Cause.SHIFTED, f"one is {times} times the other: a decimal point moved"
    if difference in {abs(tax) for tax in taxes if tax}:
        yield Cause.TAX, f"the difference {difference.text()} is the tax that one side includes"
    rate = tax_rate(left, right)
    if rate is not None:
        yield Cause.TAX_RATE, f"one is the other plus {rate} %, which may be tax"
    if is_rounded(left, right):
        yield Cause.ROUNDED, "one is the other without its decimals"
    if one_digit(left, right):
        yield Cause.DIGIT, "they differ in one digit"


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


def tax_rate(left: Money, right: Money) -> Decimal | None:
    """The usual rate in percent by which the larger amount exceeds the smaller, exactly."""
    small, large = sorted((left.minor, right.minor), key=abs)
    if small * large <= 0 or abs(small) < 1000:  # on small sums rounding makes every rate fit
        return None
    for rate in TAX_RATES:
        if round_half_up(Fraction(small) * (1 + Fraction(rate) / 100)) == large:
            return rate
    return None


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


def culprit(difference: Money, items: Iterable[tuple[str, Money]]) -> tuple[Cause, str]:
    """The one item that would explain why a sum differs; no cause when none does, or several do.

    ``items`` are amounts by name, as they count in the larger or smaller sum.
    """
    known = [(name, amount) for name, amount in items if amount.currency == difference.currency]
    equal = [name for name, amount in known if abs(amount) == abs(difference)]
    if len(equal) == 1:
        return Cause.MISSING_ROW, f"the difference is exactly {equal[0]}"
    if equal:
        return Cause.MISSING_ROW, f"the difference is the amount of {equal[0]} and {equal[1]}"
    half = [name for name, amount in known if abs(amount.minor) * 2 == abs(difference.minor)]
    if half:
        return Cause.SIGN, f"half the difference is {half[0]}, which may have the wrong sign"
    swapped = [
        (name, right)
        for name, amount in known
        for right in (amount - difference, amount + difference)
        if is_transposed(amount, right)
    ]
    if len(swapped) == 1:
        name, right = swapped[0]
        return Cause.TRANSPOSED, f"with two digits of {name} swapped ({right.text()}) it would tie"
    return Cause.NONE, ""
