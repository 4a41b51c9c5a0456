"""CREW_MEAL: meal penalties by the rules of an agreement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from addin.domain.clock import When
from addin.domain.meals import LateMeal, MealRules, MealsOverlap, late_meals, meal_rules
from addin.domain.money import Money, total
from addin.domain.rule_table import RuleNotFound
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.read_once import read_once
from addin.udfs.registry import function
from addin.udfs.rules_given import rules_given
from addin.udfs.times import when, whens, working_day

CATEGORY = "Crew"
SHOWS: Final[Mapping[type[Exception], str]] = {RuleNotFound: "#N/A"}
HEADINGS: Final = ("Person", "Meal", "Due", "Given", "Hours late", "Penalties", "Amount")


@function(CATEGORY, shows=SHOWS)
def crew_meal_penalty(
    crew_call: Cell,
    meals: Column[Cell],
    wrap: Cell,
    rules: Table,
    rate: Decimal = Decimal(0),
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Money:
    """What one person's late meals cost on a day, by the rules of an agreement.

    Args:
        crew_call: when the work began: a time such as 07:00, or a date and time.
        meals: out and in of each meal, one after the other, such as 13:00 and 13:30; empty: none.
        wrap: when the work ended.
        rules: an agreement by name (CREW_RULES), or your own rule table, with parameters such as
            first_meal_within_hours and meal_penalty_1.
        rate: pay for an hour, where the penalty is an hour of pay.
        day: the date whose rules count; left out: that of the call if it has one, else the rules
            that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_MEAL_PENALTY("07:00", {"13:50","14:20"}, "19:00",
            "SAG-AFTRA Theatrical and Television") gives 60
        =CREW_MEAL_PENALTY("07:00", {"13:00","13:30"}, "19:00",
            "SAG-AFTRA Theatrical and Television") gives 0
        =CREW_MEAL_PENALTY("07:00", {"13:50","14:20"}, "19:00",
            "California Wage Order 12 (motion pictures)", 42.5) gives 42.5

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    found = _late(
        when("crew_call", crew_call), whens("meals", meals), when("wrap", wrap),
        rules, rate, day, crew_class, location,
    )  # fmt: skip
    return total(each.amount for each in found)


@function(CATEGORY, shows=SHOWS)
def crew_meal_count(
    crew_call: Cell,
    meals: Column[Cell],
    wrap: Cell,
    rules: Table,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> int:
    """How many meal penalties one person has on a day: late units of every meal together.

    Args:
        crew_call: when the work began: a time such as 07:00, or a date and time.
        meals: out and in of each meal, one after the other, such as 13:00 and 13:30; empty: none.
        wrap: when the work ended.
        rules: an agreement by name (CREW_RULES), or your own rule table, with parameters such as
            first_meal_within_hours and meal_penalty_minutes.
        day: the date whose rules count; left out: that of the call if it has one, else the rules
            that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_MEAL_COUNT("07:00", {"13:50","14:20"}, "19:00",
            "SAG-AFTRA Theatrical and Television") gives 2
        =CREW_MEAL_COUNT("07:00", "", "14:31", "SAG-AFTRA Theatrical and Television") gives 4

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    found = _late(
        when("crew_call", crew_call), whens("meals", meals), when("wrap", wrap),
        rules, Decimal(0), day, crew_class, location,
    )  # fmt: skip
    return sum(each.penalties for each in found)


@function(CATEGORY, shows=SHOWS)
def crew_meal_penalties(
    people: Column[str],
    calls: Column[Cell],
    meals: Table,
    wraps: Column[Cell],
    rules: Table,
    rates: Column[Decimal] = (),
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Spill:
    """Every late meal of a day's crew: due, given, hours late, penalties, amount.

    Spills a heading row and a row for each late meal; with none late, only the headings. Given is
    the wrap where there was no meal any more.

    Args:
        people: the person of each row.
        calls: when each began.
        meals: the meals beside them: a column for out and one for in of each meal.
        wraps: when each ended.
        rules: an agreement by name (CREW_RULES), or your own rule table, with parameters such as
            first_meal_within_hours and meal_penalty_1.
        rates: each person's pay for an hour, where the penalty is an hour of pay.
        day: the date whose rules count; left out: that of each call if it has one, else the rules
            that have not ended.
        crew_class: the class of the people, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_MEAL_PENALTIES({"Ana";"Bo"}, {"07:00";"08:00"}, {"13:40","14:10";"13:40","14:10"},
            {"19:00";"19:00"}, "SAG-AFTRA Theatrical and Television") gives
            {"Person","Meal","Due","Given","Hours late","Penalties","Amount";
            "Ana",1,"13:00","13:40",0.6666666666666666,2,60}

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    columns = list(zip(*meals, strict=True))
    if len(columns) % 2:
        raise CellError("#VALUE!", "meals: each needs two columns, out and in")
    given = [whens(f"meals, column {at + 1}", column) for at, column in enumerate(columns)]
    rows = side_by_side(
        people=people,
        calls=whens("calls", calls),
        wraps=whens("wraps", wraps),
        rates=rates or (None,) * len(people),
        **{f"meals_{at + 1}": column for at, column in enumerate(given)},
    )
    found: list[list[Answer]] = [[*HEADINGS]]
    known: dict[object, list[list[Answer]]] = {}  # a crew has few calls, meals and wraps
    for person, call, wrap, rate, *own in rows:
        if call is None and wrap is None:
            continue  # the heading, or somebody who did not work
        if call is None or wrap is None:
            raise CellError("#VALUE!", f"{person or 'a row'} needs a call and a wrap")
        alike = (call, wrap, rate, *own)
        if alike in known:
            found += [[person, *cells] for cells in known[alike]]
            continue
        try:
            late = _late(call, own, wrap, rules, rate or Decimal(0), day, crew_class, location)
        except MealsOverlap as error:
            raise CellError("#VALUE!", f"{person}: {error}") from None
        except CellError as error:
            raise CellError(error.code, f"{person}: {error.message}") from None
        dated = isinstance(call, dt.datetime)
        known[alike] = [_told(each, dated=dated) for each in late]
        found += [[person, *cells] for cells in known[alike]]
    return found


def _told(each: LateMeal, *, dated: bool) -> list[Answer]:
    times: list[Answer] = [each.due, each.given]
    if not dated:
        times = [f"{each.due:%H:%M}", f"{each.given:%H:%M}"]
    return [each.number, *times, each.hours_late, each.penalties, each.amount]


def _late(
    call: When,
    meals: Sequence[When | None],
    wrap: When,
    rules: Table,
    rate: Decimal,
    day: dt.date | None,
    crew_class: str,
    location: str,
) -> tuple[LateMeal, ...]:
    began, breaks, ended = working_day(call, meals, wrap)
    if day is None and isinstance(call, dt.datetime):
        day = began.date()
    return late_meals(began, breaks, ended, _rules(rules, day, crew_class, location), rate)


def _rules(rules: Table, day: dt.date | None, crew_class: str, location: str) -> MealRules:
    return _rules_by_day(rules)(day, crew_class, location)


@read_once
def _rules_by_day(rules: Table) -> Callable[[dt.date | None, str, str], MealRules]:
    """What the rules say of meals, read once for each day, class and place."""

    @cache
    def of(day: dt.date | None, crew_class: str, location: str) -> MealRules:
        return meal_rules(rules_given(rules, day, crew_class, location))

    return of
