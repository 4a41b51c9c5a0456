"""Meal breaks: when each was due, how late it came, and the penalties of an agreement for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count

from addin.domain.clock import hours
from addin.domain.money import Money
from addin.domain.rule_table import RuleNotFound, RuleTable


class MealsOverlap(ValueError):
    """A meal without an end, or one that begins before the last has ended."""


@dataclass(frozen=True, slots=True)
class MealRules:
    """What an agreement says of meals; times in hours and minutes as its table has them.

    ``amounts``: money for the first, second, … late unit of ``unit`` time; the last repeats.
    ``hours_of_pay``: instead, so many hours' pay for a day with any late meal.
    """

    first_within: dt.timedelta
    next_within: dt.timedelta
    least: dt.timedelta = dt.timedelta(0)
    grace: dt.timedelta = dt.timedelta(0)
    unit: dt.timedelta = dt.timedelta(minutes=30)
    amounts: tuple[Money, ...] = ()
    hours_of_pay: Decimal = Decimal(0)


def meal_rules(rules: RuleTable) -> MealRules:
    """The rules of meals in a rule table.

    Raises:
        RuleNotFound: it does not say when the first meal is due, or when the next.
        RulesDisagree: two rows say different things.
    """
    first = rules.value("first_meal_within_hours")
    names = (f"meal_penalty_{at}" for at in count(1))
    amounts: list[Money] = []
    for name in names:
        if not rules.has(name):
            break
        amounts.append(Money(10000).times(Fraction(rules.value(name)) / 100))
    if amounts and not rules.has("meal_penalty_minutes"):
        raise RuleNotFound("meal_penalty_1 needs meal_penalty_minutes: how late each one is")
    return MealRules(
        _span(hours=first),
        _span(hours=rules.value("next_meal_within_hours")),
        _span(minutes=rules.value("meal_minimum_minutes", Decimal(0))),
        _span(minutes=rules.value("meal_grace_minutes", Decimal(0))),
        _span(minutes=rules.value("meal_penalty_minutes", Decimal(30))),
        tuple(amounts),
        rules.value("meal_penalty_hours_of_pay", Decimal(0)),
    )


def _span(hours: Decimal = Decimal(0), minutes: Decimal = Decimal(0)) -> dt.timedelta:
    return dt.timedelta(seconds=round((hours * 60 + minutes) * 60))


@dataclass(frozen=True, slots=True)
class LateMeal:
    """A meal that came late or not at all, and what is due for it.

    ``given`` is when the meal began, or the wrap if there was none any more.
    """

    number: int
    due: dt.datetime
    given: dt.datetime
    penalties: int
    amount: Money

    @property
    def hours_late(self) -> Fraction:
        """How late, in hours."""
        return hours(self.given - self.due)


def late_meals(
    call: dt.datetime,
    meals: Sequence[tuple[dt.datetime, dt.datetime]],
    wrap: dt.datetime,
    rules: MealRules,
    rate: Decimal = Decimal(0),
) -> tuple[LateMeal, ...]:
    """The meals of one person's day that were late.

    A break shorter than the least is no meal: the time goes on counting. Penalties count from the
    time a meal was due; a part of a unit counts whole, each meal starts anew. Where a day of late
    meals costs hours of pay, the first late meal bears them.

    Args:
        call: when the work began.
        meals: beginning and end of each break, in order.
        wrap: when the work ended.
        rules: of the agreement.
        rate: pay per hour, where penalties are hours of pay.

    Raises:
        MealsOverlap: the breaks are not in order.
    """
    found: list[LateMeal] = []
    for number, (due, given) in enumerate(_due(call, meals, wrap, rules), 1):
        if given <= due + rules.grace:
            continue
        units = -((due - given) // rules.unit)
        if rules.hours_of_pay:
            units = 0 if found else 1
            amount = Money(100).times(Fraction(rate) * Fraction(rules.hours_of_pay) * units)
        else:
            amount = _amount(rules.amounts, units)
        found.append(LateMeal(number, due, given, units, amount))
    return tuple(found)


def _due(
    call: dt.datetime,
    meals: Sequence[tuple[dt.datetime, dt.datetime]],
    wrap: dt.datetime,
    rules: MealRules,
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """When each meal was due and when it came; the last is due against the wrap."""
    since, within, last = call, rules.first_within, call
    for begins, ends in meals:
        if begins < last or ends < begins or ends > wrap:
            raise MealsOverlap(
                f"the meal from {begins:%H:%M} to {ends:%H:%M} is not between {last:%H:%M}"
                f" and {wrap:%H:%M}"
            )
        last = ends
        if ends - begins < rules.least:
            continue
        yield since + within, begins
        since, within = ends, rules.next_within
    yield since + within, wrap


def _amount(amounts: Sequence[Money], units: int) -> Money:
    if not amounts:
        return Money(0)
    last = len(amounts) - 1
    minor = sum(amount.minor for amount in amounts[:units])
    return Money(minor + max(units - 1 - last, 0) * amounts[last].minor, amounts[0].currency)


def worked_hours(
    call: dt.datetime,
    meals: Sequence[tuple[dt.datetime, dt.datetime]],
    wrap: dt.datetime,
    most_deducted: dt.timedelta | None = None,
) -> Fraction:
    """Hours from call to wrap without the meals; of each meal ``most_deducted`` at most counts.

    Raises:
        MealsOverlap: the breaks are not in order.
    """
    last, away = call, dt.timedelta(0)
    for begins, ends in meals:
        if begins < last or ends < begins or ends > wrap:
            raise MealsOverlap(
                f"the meal from {begins:%H:%M} to {ends:%H:%M} is not between {last:%H:%M}"
                f" and {wrap:%H:%M}"
            )
        last = ends
        away += ends - begins if most_deducted is None else min(ends - begins, most_deducted)
    return hours(wrap - call - away)
