"""What a difference between two amounts looks like: the slips that leave a trace in the figures.

Source: the bookkeeper's tests of a trial balance that does not agree (half the difference is on the
wrong side; a difference that nine divides is a transposition or a slide).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from addin.domain.money import Money

FEW: Final = 20
"""Of more amounts than this, one looks like a slip by mere chance."""


def same_digits(left: Money, right: Money) -> bool:
    """The two are written with the same digits in another order: 8,200.00 and 8,020.00."""
    return left != right and sorted(str(abs(left.minor))) == sorted(str(abs(right.minor)))


def shifted_point(left: Money, right: Money) -> int:
    """10, 100 or 1000 when one amount is the other with its decimal point moved, else 0."""
    small, large = sorted((abs(left.minor), abs(right.minor)))
    return next((by for by in (10, 100, 1000) if small and small * by == large), 0)


def slip(left: Money, right: Money) -> str:
    """A sentence on how one amount may have become the other; empty when nothing fits.

    >>> from addin.domain.money import money
    >>> slip(money("8200"), money("8020"))
    'Both have the same digits in another order, so two were probably swapped.'
    """
    if left.currency != right.currency or left == right:
        return ""
    if left == -right:
        return "They differ only in sign."
    if same_digits(left, right):
        return "Both have the same digits in another order, so two were probably swapped."
    by = shifted_point(left, right)
    if by:
        return f"One is {by} times the other, so a decimal point probably moved."
    if left.minor * right.minor > 0 and abs(left.minor) // 100 == abs(right.minor) // 100:
        return "They differ in the decimals only."
    return ""


def culprit(difference: Money, items: Iterable[tuple[str, Money]]) -> str:
    """A sentence on the one item that would explain a difference; empty when none does.

    ``items`` are amounts by name, as they count in the sum that came out too high by
    ``difference``. Exact matches go before half of it, and those before a slip of digits.
    """
    known = [(name, amount) for name, amount in items if amount]
    few = known if len(known) <= FEW else []  # among many, one fits by chance
    equal = [name for name, amount in known if abs(amount) == abs(difference)]
    if equal:
        return f"The difference is exactly {_few(equal)}."
    half = [name for name, amount in known if abs(amount.minor) * 2 == abs(difference.minor)]
    if half:
        return f"Half the difference is {_few(half)}, which may stand on the wrong side."
    swapped = [
        (name, right)
        for name, amount in few
        for right in (amount - difference,)
        if right.minor * amount.minor > 0 and same_digits(amount, right)
    ]
    if swapped and len(swapped) <= 2:
        name, right = swapped[0]
        return f"With two digits of {name} swapped, it would be {right.text()} and agree."
    moved = [
        (name, right)
        for name, amount in few
        for right in (amount - difference,)
        if right.minor * amount.minor > 0 and shifted_point(amount, right)
    ]
    if len(moved) == 1:
        name, right = moved[0]
        return f"With its decimal point moved, {name} would be {right.text()} and agree."
    return ""


def _few(names: list[str]) -> str:
    return " or ".join(names[:3]) + (" and others" if len(names) > 3 else "")
