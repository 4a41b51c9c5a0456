"""HOT_: hot costs, what a shoot day's labour came to against its budget, the morning after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.hot_cost import DayCost, HotCost, Terms, cumulative, day_cost
from addin.domain.money import Money, total
from addin.domain.overtime import DayKind
from addin.domain.rule_table import RuleNotFound
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Answer, Column, Spill, Table
from addin.udfs.registry import function
from addin.udfs.rules_given import tiers_given

CATEGORY: Final = "Hot cost"
SHOWS: Final[Mapping[type[Exception], str]] = {RuleNotFound: "#N/A"}
NOTHING: Final = Money(0)
NONE: Final = Decimal(0)


@function(CATEGORY, shows=SHOWS)
def hot_cost(
    hours: Decimal,
    rate: Decimal,
    rules: Table,
    penalties: Money = NOTHING,
    fringe_rate: Decimal = NONE,
    minimum_hours: Decimal = NONE,
    day_kind: DayKind = DayKind.USUAL,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Money:
    """What one person's day costs: hours at their tiers, penalties, and fringes on both.

    Args:
        hours: hours worked, without meals: CREW_HOURS.
        rate: pay for an hour of straight time.
        rules: an agreement by name (CREW_RULES), your own rule table, or a table of tiers with the
            headings after and times, such as 8 and 1.5.
        penalties: meal penalties and forced calls of the day.
        fringe_rate: 22 % as 0.22 or 22%.
        minimum_hours: hours that are paid even when fewer are worked; not for a day without hours.
        day_kind: usual, sixth day or seventh day, where the rules have tiers for them.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =HOT_COST(13.5, 40, {"after","times";8,1.5;12,2}, 25, 22%) gives 860.1
        =HOT_COST(6, 40, {"after","times";8,1.5}, , , 8) gives 320
    """
    tiers = tiers_given(rules, day_kind, day, crew_class, location)
    return day_cost(hours, Terms(rate, tiers, fringe_rate, minimum_hours), penalties).total


@function(CATEGORY, shows=SHOWS)
def hot_variance(
    budgeted_hours: Decimal,
    hours: Decimal,
    rate: Decimal,
    rules: Table,
    penalties: Money = NOTHING,
    fringe_rate: Decimal = NONE,
    minimum_hours: Decimal = NONE,
    day_kind: DayKind = DayKind.USUAL,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Money:
    """One person's day, budget less actual: an overrun is negative.

    Args:
        budgeted_hours: hours that the budget has for the day, overtime by the same rules.
        hours: hours worked, without meals: CREW_HOURS.
        rate: pay for an hour of straight time.
        rules: an agreement by name (CREW_RULES), your own rule table, or a table of tiers with the
            headings after and times, such as 8 and 1.5.
        penalties: meal penalties and forced calls of the day; the budget has none.
        fringe_rate: 22 % as 0.22 or 22%.
        minimum_hours: hours that are paid even when fewer are worked; not for a day without hours.
        day_kind: usual, sixth day or seventh day, where the rules have tiers for them.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =HOT_VARIANCE(12, 13.5, 40, {"after","times";8,1.5;12,2}) gives -120
        =HOT_VARIANCE(12, 10, 40, {"after","times";8,1.5;12,2}, 25) gives 95
    """
    tiers = tiers_given(rules, day_kind, day, crew_class, location)
    terms = Terms(rate, tiers, fringe_rate, minimum_hours)
    actual = day_cost(hours, terms, penalties)
    return HotCost("", day_cost(budgeted_hours, terms), actual).variance


@function(CATEGORY, shows=SHOWS)
def hot_day(
    names: Column[str],
    budgeted_hours: Column[Decimal],
    hours: Column[Decimal],
    rates: Column[Decimal],
    rules: Table,
    penalties: Column[Money] = (),
    fringe_rates: Column[Decimal] = (),
    crew_classes: Column[str] = (),
    day_kind: DayKind = DayKind.USUAL,
    day: dt.date | None = None,
    location: str = "",
) -> Spill:
    """The hot cost sheet of a day: for each person hours by tier, penalties, cost and variance.

    Under a heading row: Name, Budgeted hours, Hours, one column for each multiple of the rate,
    Penalties, Fringe, Budget, Actual, Variance (an overrun is negative); the last row is the total.

    Args:
        names: persons or departments.
        budgeted_hours: hours that the budget has for each on the day.
        hours: hours worked, without meals: CREW_HOURS.
        rates: pay for an hour of straight time.
        rules: an agreement by name (CREW_RULES), your own rule table, or a table of tiers with the
            headings after and times, such as 8 and 1.5.
        penalties: meal penalties and forced calls of each on the day; the budget has none.
        fringe_rates: 22 % as 0.22 or 22%: one cell for all, or one for each.
        crew_classes: the class of each, where the rules tell classes apart.
        day_kind: usual, sixth day or seventh day, where the rules have tiers for them.
        day: the date whose rules count; left out: the rules that have not ended.
        location: the place, where the rules tell places apart.

    Example:
        =HOT_DAY({"Grip";"Gaffer"}, {12;12}, {13.5;10}, {40;50}, {"after","times";8,1.5;12,2})
            gives {"Name","Budgeted hours","Hours","1x","1.5x","2x","Penalties","Fringe","Budget",
            "Actual","Variance";"Grip",12,13.5,8,4,1.5,0,0,560,680,-120;
            "Gaffer",12,10,8,2,0,0,0,700,550,150;"Total",24,23.5,16,6,1.5,0,0,1260,1230,30}
    """
    for_all = fringe_rates[0] if len(fringe_rates) == 1 else None
    rows = in_place(
        hours=hours,
        names=names,
        budgeted_hours=budgeted_hours,
        rates=rates,
        penalties=penalties,
        fringe_rates=() if len(fringe_rates) == 1 else fringe_rates,
        crew_classes=crew_classes,
    )
    found: list[tuple[Decimal, Decimal, HotCost]] = []
    for at, (worked, name, budgeted, rate, penalty, fringe, crew_class) in enumerate(rows, 1):
        if worked is None and budgeted is None:
            continue
        if rate is None:
            raise CellError("#VALUE!", f"rates, line {at} ({name or 'no name'}) is empty")
        tiers = tiers_given(rules, day_kind, day, crew_class or "", location)
        terms = Terms(rate, tiers, (fringe if for_all is None else for_all) or NONE)
        actual = day_cost(worked or NONE, terms, penalty or NOTHING)
        cost = HotCost(name or "", day_cost(budgeted or NONE, terms), actual)
        found.append((budgeted or NONE, worked or NONE, cost))
    multiples = sorted({part.times for _, _, cost in found for part in cost.actual.hours})
    table: list[tuple[Answer, ...]] = [
        (
            *(
                "Name",
                "Budgeted hours",
                "Hours",
                *(f"{times.normalize():f}x" for times in multiples),
            ),
            *("Penalties", "Fringe", "Budget", "Actual", "Variance"),
        )
    ]
    for plan, worked, cost in found:
        table.append((cost.name, plan, worked, *_hours(cost.actual, multiples), *_amounts(cost)))
    every = [_hours(cost.actual, multiples) for _, _, cost in found]
    sums = [sum((line[i] for line in every), Fraction(0)) for i in range(len(multiples))]
    amounts = [total(_amounts(cost)[i] for _, _, cost in found) for i in range(5)]
    planned = sum((plan for plan, _, _ in found), NONE)
    done = sum((worked for _, worked, _ in found), NONE)
    return [*table, ("Total", planned, done, *sums, *amounts)]


def _hours(cost: DayCost, multiples: Sequence[Decimal]) -> tuple[Fraction, ...]:
    return tuple(
        sum((part.hours for part in cost.hours if part.times == times), Fraction(0))
        for times in multiples
    )


def _amounts(cost: HotCost) -> tuple[Money, ...]:
    actual = cost.actual
    return actual.penalties, actual.fringe, cost.budgeted.total, actual.total, cost.variance


@function(CATEGORY)
def hot_cumulative(days: Column[dt.date], budgeted: Column[Money], actual: Column[Money]) -> Spill:
    """Hot costs day by day and since the first: budget, actual and variance, each also cumulative.

    Seven columns under a heading row: Day, Budget, Actual, Variance, Cumulative budget, Cumulative
    actual, Cumulative variance; an overrun is negative. Entries of one day are one row.

    Args:
        days: the shoot day of each entry.
        budgeted: what the budget has for it.
        actual: what it came to.

    Example:
        =HOT_CUMULATIVE({46083;46083;46084}, {100;50;150}, {120;50;140}) gives {"Day","Budget",
            "Actual","Variance","Cumulative budget","Cumulative actual","Cumulative variance";
            2026-03-02,150,170,-20,150,170,-20;2026-03-03,150,140,10,300,310,-10}
    """
    entries: list[tuple[dt.date, Money, Money]] = []
    for at, (day, budget, spent) in enumerate(
        in_place(days=days, budgeted=budgeted, actual=actual), 1
    ):
        if budget is None and spent is None:
            continue
        if day is None:
            raise CellError("#VALUE!", f"days, cell {at} is empty beside an amount")
        entries.append((day, budget or NOTHING, spent or NOTHING))
    rows: list[tuple[Answer, ...]] = [
        (
            *("Day", "Budget", "Actual", "Variance"),
            *("Cumulative budget", "Cumulative actual", "Cumulative variance"),
        )
    ]
    for each in cumulative(entries):
        so_far = (each.cumulative_budgeted, each.cumulative_actual, each.cumulative_variance)
        rows.append((each.day, each.budgeted, each.actual, each.variance, *so_far))
    return rows
