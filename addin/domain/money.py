"""Money: whole minor units of one currency, so that sums are exact.

A sum of cents never drifts, and adding two currencies is an error instead of a wrong number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

NO_CURRENCY: Final = "XXX"
"""ISO 4217's code for "no currency": amounts in a workbook that never says which one."""

EXPONENTS: Final = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""Decimal places of the currencies that do not have two. Source: ISO 4217 list one."""


class CurrencyMismatch(ValueError):
    """Two currencies in one sum; the amounts must be exchanged first."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right

    def __str__(self) -> str:
        return f"{self.left} and {self.right} cannot be added: exchange one of them first."


def exponent(currency: str) -> int:
    """How many decimal places a currency has: 2 for USD, 0 for JPY, 3 for KWD."""
    return EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True, init=False)
class Money:
    """An amount as whole minor units (cents, pence, fils; yen have none) and its ISO 4217 code.

    >>> print(Money(350000, "USD") - Money(1, "USD"))
    3,499.99 USD
    """

    minor: int
    currency: str = NO_CURRENCY

    def __init__(self, minor: int, currency: str = NO_CURRENCY) -> None:
        # as a frozen dataclass does it, in two thirds of the time: there are as many as cells
        _set_minor(self, minor)
        _set_currency(self, currency)

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    def __str__(self) -> str:
        return self.text() if self.currency == NO_CURRENCY else f"{self.text()} {self.currency}"

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    @property
    def is_negative(self) -> bool:
        """Below zero: a credit, or an over-spend."""
        return self.minor < 0

    def text(self) -> str:
        """The amount alone, with thousands separators: ``-3,499.99``."""
        return f"{self.amount:,}"

    def times(self, factor: Decimal | Fraction | int) -> Money:
        """This amount times a rate or a quantity, rounded half away from zero to a minor unit."""
        return Money(round_half_up(Fraction(factor) * self.minor), self.currency)

    def allocate(self, weights: Sequence[Decimal | Fraction | int]) -> tuple[Money, ...]:
        """Split in proportion to ``weights``; the parts always sum to the whole.

        Minor units left over by rounding go to the largest remainders, first come first served.

        Raises:
            ValueError: no weight, a negative one, or all zero.
        """
        shares = [Fraction(weight) for weight in weights]
        total = sum(shares, Fraction())
        if not shares or total <= 0 or any(share < 0 for share in shares):
            raise ValueError("an amount is split by weights of zero or more, not all zero")
        size = abs(self.minor)
        exact = [size * share / total for share in shares]
        parts = [int(part) for part in exact]
        left = size - sum(parts)
        order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in order[:left]:
            parts[i] += 1
        sign = -1 if self.minor < 0 else 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)


_set_minor: Final = vars(Money)["minor"].__set__
_set_currency: Final = vars(Money)["currency"].__set__


def round_half_up(exact: Fraction) -> int:
    """The nearest whole number, halves away from zero: what Excel's ROUND does."""
    return ratio_half_up(exact.numerator, exact.denominator)


def ratio_half_up(above: int, below: int) -> int:
    """The nearest whole number to a ratio, halves away from zero; ``below`` is not 0.

    What ``round_half_up`` gives, without making a fraction of the two first.

    >>> ratio_half_up(5, 2), ratio_half_up(-5, 2), ratio_half_up(5, -2)
    (3, -3, -3)
    """
    size = abs(below)
    whole = (abs(above) * 2 + size) // (size * 2)
    return -whole if (above < 0) != (below < 0) else whole


def zero(currency: str = NO_CURRENCY) -> Money:
    """Nothing, in a currency."""
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str = NO_CURRENCY) -> Money:
    """The sum; ``currency`` is that of an empty sum only.

    Raises:
        CurrencyMismatch: the amounts are not all in one currency.
    """
    minor = 0
    only: str | None = None
    for amount in amounts:
        if amount.currency != only:
            if only is not None:
                raise CurrencyMismatch(only, amount.currency)
            only = amount.currency
        minor += amount.minor
    return Money(minor, currency if only is None else only)


def money(amount: float | Decimal | str, currency: str = NO_CURRENCY) -> Money:
    """An amount in major units as money, rounded half away from zero to a minor unit.

    A float stands for the shortest decimal that Excel would show for it: 0.285 is 0.285, and so
    0.29, although the nearest binary fraction lies below. Text may carry its currency:
    ``money("12.50 GBP")``.

    Raises:
        ValueError: not a finite number.

    >>> money(0.285, "USD").minor, money(1234, "JPY").minor
    (29, 1234)
    """
    if isinstance(amount, str):
        digits, _, code = amount.strip().partition(" ")
        currency = code or currency
        amount = digits.replace(",", "")
    places = exponent(currency)
    if isinstance(amount, int):
        return Money(amount * 10**places, currency)
    if isinstance(amount, float):
        scaled = amount * 10**places
        if abs(scaled) < 1e14:  # beyond, a double no longer tells cents apart
            near = round(scaled)
            if abs(scaled - near) < 1e-4:
                return Money(near, currency)
        amount = repr(amount)
    try:
        exact = Decimal(amount).scaleb(places)
        return Money(int(exact.to_integral_value(ROUND_HALF_UP)), currency)
    except (InvalidOperation, OverflowError, ValueError):
        raise ValueError(f"not an amount: {amount!r}") from None
