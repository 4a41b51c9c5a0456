"""From figures to pixels: round ticks, and amounts short enough for an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from addin.domain.money import NO_CURRENCY, Money, exponent

_UNITS: Final = ((0, ""), (3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from ``low`` to ``high`` laid out from pixel ``start`` to pixel ``end``."""

    low: int
    high: int
    start: float
    end: float
    step: int

    def at(self, value: int) -> float:
        """The pixel of a value; one outside stands at the edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> range:
        """Round values, from the lowest to the highest."""
        return range(self.low, self.high + 1, self.step)


def scale(
    values: Iterable[int], start: float, end: float, *, most: int = 5, with_nothing: bool = True
) -> Scale:
    """A scale that holds all values, beginning and ending at round ones.

    ``most`` is how many steps it has at most; ``with_nothing``: 0 is on it.
    """
    every = [*values, 0] if with_nothing else list(values)
    low, high = min(every, default=0), max(every, default=0)
    step = 1
    while True:  # from step to step 2 or 2.5 times as much: as many rounds as there are digits
        first = low // step * step
        last = -(-high // step) * step
        if last == first:
            last = first + step
        if (last - first) // step <= most:
            return Scale(first, last, start, end, step)
        step = _next(step)


def _next(step: int) -> int:
    power = int(10 ** (len(str(step)) - 1))
    return {1: 2, 2: 5, 5: 10}[step // power] * power


@dataclass(frozen=True, slots=True)
class Unit:
    """What the numbers of an axis are given in: a power of ten of a currency's major unit.

    ``places`` are those of the minor unit that values come in.
    """

    currency: str
    power: int
    word: str
    places: int = 2

    @property
    def label(self) -> str:
        """``USD thousand``, ``USD``, or nothing where no currency is known and none is needed."""
        named = "" if self.currency == NO_CURRENCY else self.currency
        return " ".join(filter(None, (named, self.word)))

    def text(self, minor: int) -> str:
        """An amount in this unit, as on an axis: no more places than it needs."""
        places = self.power + self.places
        whole, rest = divmod(abs(minor), 10**places)
        digits = f"{rest:0{places}}".rstrip("0") if rest else ""
        sign = "\N{MINUS SIGN}" if minor < 0 else ""
        return f"{sign}{whole:,}" + (f".{digits}" if digits else "")


def unit(values: Iterable[int], currency: str) -> Unit:
    """The unit in which the largest of these minor units has a few digits before the point."""
    code = currency or NO_CURRENCY
    largest = max(map(abs, values), default=0) // 10 ** exponent(code)
    power, word = max((one for one in _UNITS if largest >= 10 ** (one[0] + 1)), default=_UNITS[0])
    if largest >= 10**18:
        power = len(str(largest)) - 1
        word = f"\N{MULTIPLICATION SIGN} 1e{power}"
    return Unit(code, power, word, exponent(code))


def short(minor: int, currency: str) -> str:
    """An amount with three digits or so, for beside a bar: ``1.25M``, ``(340k)``, ``12.50``.

    Parentheses are an amount below zero, as accountants write it.
    """
    code = currency or NO_CURRENCY
    size = abs(minor)
    major = size // 10 ** exponent(code)
    if major < 10_000:
        text = Money(size, code).text() if major < 100 else f"{_rounded(size, code, 0):,}"
    else:
        power, letter = _letter(major)
        text = _three(size, exponent(code) + power) + letter
    return f"({text})" if minor < 0 else text


def _letter(major: int) -> tuple[int, str]:
    if major >= 10**18:
        power = len(str(major)) - 1
        return power, f"e{power}"
    found = ((12, "T"), (9, "bn"), (6, "M"), (3, "k"))
    return next(one for one in found if major >= 10 ** one[0])


def _three(size: int, power: int) -> str:
    """``size`` / 10**power with three digits that count, rounded half up."""
    whole = size // 10**power
    places = max(3 - len(str(whole)), 0) if whole else 3
    scaled = (size * 10**places * 2 + 10**power) // (2 * 10**power)
    first, rest = divmod(scaled, 10**places)
    digits = f"{rest:0{places}}".rstrip("0") if rest else ""
    return f"{first:,}" + (f".{digits}" if digits else "")


def _rounded(size: int, currency: str, places: int) -> int:
    power = 10 ** (exponent(currency) - places) if exponent(currency) >= places else 1
    return (2 * size + power) // (2 * power)


def full(minor: int | None, currency: str) -> str:
    """An amount to the cent for a table: parentheses below zero; empty where there is none."""
    if minor is None:
        return ""
    text = Money(abs(minor), currency or NO_CURRENCY).text()
    return f"({text})" if minor < 0 else text
