"""What a budget line's fringes are paid on, and up to which cut-off."""

from __future__ import annotations

from fractions import Fraction

from addin.domain.budget import BudgetLine, expected_subtotal
from addin.domain.money import Money, exponent, round_half_up

ROUNDING = 1
"""Minor units that rounding a rate may cost."""


def wages(line: BudgetLine) -> Money | None:
    """What the line's fringes are paid on: its subtotal, else its product, else what is left."""
    if line.subtotal is not None:
        return line.subtotal
    worked_out = expected_subtotal(line)
    if worked_out is not None:
        return worked_out
    if line.amount is None or line.fringes is None or line.amount.currency != line.fringes.currency:
        return None
    return line.amount - line.fringes


def cap_of(line: BudgetLine) -> Money | None:
    """The wage up to which the line's fringes were paid; None where they were paid on all of it.

    A cut-off is a round figure: one that is not is a mistake, not a cap.
    """
    base = wages(line)
    if base is None or not line.fringes or not line.fringe_rate:
        return None
    if line.fringes.currency != base.currency or line.fringes.is_negative or base.is_negative:
        return None
    capped = Fraction(line.fringes.minor) / Fraction(line.fringe_rate)
    unit = 100 * 10 ** exponent(base.currency)
    cap = round_half_up(capped / unit) * unit
    is_round = cap > 0 and abs(capped - cap) * Fraction(line.fringe_rate) <= 1
    return Money(cap, base.currency) if is_round and cap < base.minor - ROUNDING else None
