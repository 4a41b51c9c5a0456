"""A workweek: each day's hours by tier, the sixth and seventh day, and the weekly limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from addin.domain.overtime import (
    STRAIGHT,
    DayKind,
    TierHours,
    WrongTiers,
    by_tier,
    tiers_of,
    weekly_tier,
)
from addin.domain.rule_table import RuleTable


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """One day of a workweek: ``number`` counts the days worked, 0 for a day off."""

    number: int
    kind: DayKind
    parts: tuple[TierHours, ...]

    @property
    def hours(self) -> Fraction:
        """All hours worked."""
        return sum((part.hours for part in self.parts), Fraction(0))

    @property
    def paid_hours(self) -> Fraction:
        """Straight hours that the day is paid as: 2 hours at time and a half count 3."""
        return sum((part.hours * Fraction(part.times) for part in self.parts), Fraction(0))


def workweek(hours: Sequence[Decimal | Fraction], rules: RuleTable) -> tuple[WorkedDay, ...]:
    """The days of one workweek, in order, each with its hours by tier.

    The sixth and seventh day are the sixth and seventh that are worked. Straight hours beyond the
    weekly limit are paid at its multiple; hours already paid as overtime do not count towards it,
    so that nothing is paid twice.

    Args:
        hours: of each day of the week, seven at most; 0 for a day off.
        rules: see ``overtime.tiers_of``.

    Raises:
        WrongTiers: more than seven days, or hours below zero.
        RuleNotFound: the table has neither daily nor weekly tiers.
        RulesDisagree: two rows say different things of one tier.
    """
    if len(hours) > 7:
        raise WrongTiers(f"a workweek has seven days, not {len(hours)}")
    limit = weekly_tier(rules)
    found: list[WorkedDay] = []
    number, straight = 0, Fraction(0)
    for worked in hours:
        number += worked > 0
        kind = (DayKind.USUAL, DayKind.SIXTH, DayKind.SEVENTH)[max(number - 5, 0)]
        if not worked:
            found.append(WorkedDay(0, DayKind.USUAL, ()))
            continue
        if limit and not _has_daily_tiers(rules, kind):
            parts: tuple[TierHours, ...] = (TierHours(STRAIGHT, Fraction(worked)),)
            if worked < 0:
                raise WrongTiers("hours worked are not negative")
        else:
            parts = by_tier(worked, tiers_of(rules, kind))
        if limit:
            left = max(Fraction(limit.after) - straight, Fraction(0))
            straight += sum((part.hours for part in parts if part.times == STRAIGHT), Fraction(0))
            parts = _above(parts, left, limit.times)
        found.append(WorkedDay(number, kind, parts))
    return tuple(found)


def _has_daily_tiers(rules: RuleTable, kind: DayKind) -> bool:
    starts = (f"{DayKind.USUAL.rules}_after_", f"{kind.rules}_after_")
    return any(name.casefold().startswith(starts) for name in rules.parameters())


def _above(parts: Sequence[TierHours], left: Fraction, times: Decimal) -> tuple[TierHours, ...]:
    """Straight hours beyond those left in the week, paid at the weekly multiple."""
    found: dict[Decimal, Fraction] = {}
    for part in parts:
        within = min(part.hours, left) if part.times == STRAIGHT else part.hours
        found[part.times] = found.get(part.times, Fraction(0)) + within
        if part.times == STRAIGHT:
            left -= within
            found[times] = found.get(times, Fraction(0)) + part.hours - within
    return tuple(TierHours(multiple, of) for multiple, of in sorted(found.items()))
