"""What a difference between two amounts, or two sums, looks like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from addin.domain.differences import Slip, explanations, is_transposed
from addin.domain.money import Money
from addin.reconcile.outcome import Cause

_CAUSES: Final[Mapping[Slip, Cause]] = {
    Slip.SIGN: Cause.SIGN,
    Slip.TRANSPOSED: Cause.TRANSPOSED,
    Slip.SHIFTED: Cause.SHIFTED,
    Slip.TAX: Cause.TAX,
    Slip.TAX_RATE: Cause.TAX_RATE,
    Slip.ROUNDED: Cause.ROUNDED,
    Slip.DIGIT: Cause.DIGIT,
}
"""The slips that say enough without a person who asks; of two rows any may be the double."""


def cause_of(left: Money, right: Money, taxes: Iterable[Money] = ()) -> tuple[Cause, str]:
    """How one amount may have become the other, as a sentence; no cause when nothing fits.

    ``taxes`` are amounts of tax that either side states of itself.

    >>> from addin.domain.money import money
    >>> cause_of(money("8200"), money("8020"))[1]
    'two digits are swapped: the difference 180.00 is divisible by 9'
    """
    for each in explanations(left, right, taxes):
        if each.slip in _CAUSES:
            return _CAUSES[each.slip], each.so
    return Cause.NONE, ""


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
