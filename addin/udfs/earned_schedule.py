"""EV_: a whole plan at once: earned schedule, milestones, and the report of all tasks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.earned_schedule import earned_schedule, planned_duration
from addin.domain.earned_value import (
    EacBy,
    EarnedBy,
    NoIndex,
    Performance,
    earned_share,
)
from addin.domain.money import Money, total
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place, side_by_side
from addin.udfs.earned_value import CATEGORY, NOTHING, SHOWS
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function

_YES: Final[frozenset[object]] = frozenset((True, 1, "true", "yes", "y", "x", "✓", "✔", "done"))
_NO: Final[frozenset[object]] = frozenset((False, 0, "false", "no", "n", "-", ""))
_A_DATE: Final = 20_000
"""Hosts hand over dates as serial numbers; this one is in 1954."""
_NOTHING_TO_DIVIDE_BY: Final = ErrorValue("#DIV/0!")
_OUT_OF_REACH: Final = ErrorValue("#NUM!")
HEADINGS = ("Task", "BAC", "PV", "EV", "AC", "CV", "SV", "CPI", "SPI", "EAC", "ETC", "VAC", "TCPI")


@function(CATEGORY, shows=SHOWS)
def ev_milestones(budget: Money, weights: Column[Decimal], reached: Column[Cell]) -> Money:
    """Earned value of a task by its milestones: the weight of those reached, of all weights.

    Args:
        budget: of the finished task (BAC).
        weights: the weight of each milestone, in any unit.
        reached: TRUE, yes, x or the date beside the milestones that are reached; empty counts as
            no.

    Example:
        =EV_MILESTONES(1000, {20;30;50}, {TRUE;TRUE;FALSE}) gives 500

    Source:
        PMI, Practice Standard for Earned Value Management: weighted milestone.
    """
    rows = [
        (weight, _is_reached(at, cell))
        for at, (weight, cell) in enumerate(in_place(weights=weights, reached=reached))
        if weight is not None
    ]
    if any(weight < 0 for weight, _ in rows):
        raise CellError("#NUM!", "a weight is below 0")
    whole = sum((Fraction(weight) for weight, _ in rows), Fraction())
    done = sum((Fraction(weight) for weight, is_there in rows if is_there), Fraction())
    return budget.times(earned_share(done, whole, EarnedBy.MILESTONES))


@function(CATEGORY)
def ev_es(planned: Column[Money], earned: Money) -> Fraction:
    """Earned schedule: the time, in periods, at which the plan had what is now earned.

    In the periods of the plan: weeks if it has one planned value for each week. Where the plan
    stands still the later time counts; once all is earned, the planned duration.

    Args:
        planned: cumulative planned value at the end of each period, from the first on.
        earned: earned value to date (EV).

    Example:
        =EV_ES({100;300;400}, 200) gives 1.5
        =EV_ES({100;300;400}, 400) gives 3

    Source:
        W. Lipke, Schedule is Different (2003); ISO 21508: ES = N + (EV - PV_N) / (PV_N+1 - PV_N).
    """
    return _earned_schedule(planned, earned)


@function(CATEGORY, shows=SHOWS)
def ev_spi_t(planned: Column[Money], earned: Money, periods: Decimal) -> Fraction:
    """Schedule performance index in time: earned schedule by periods gone; below 1 is late.

    Unlike EV_SPI it does not go back to 1 when late work is finished.

    Args:
        planned: cumulative planned value at the end of each period, from the first on.
        earned: earned value to date (EV).
        periods: how many periods have gone by (AT).

    Example:
        =EV_SPI_T({100;300;400}, 200, 2) gives 0.75

    Source:
        W. Lipke, Schedule is Different (2003); ISO 21508: SPI(t) = ES / AT.
    """
    return _earned_schedule(planned, earned) / _gone(periods)


@function(CATEGORY, shows=SHOWS)
def ev_duration(planned: Column[Money], earned: Money, periods: Decimal) -> Fraction:
    """How many periods the work will have taken if it goes on at its pace: IEAC(t).

    Args:
        planned: cumulative planned value at the end of each period, from the first on.
        earned: earned value to date (EV).
        periods: how many periods have gone by (AT).

    Example:
        =EV_DURATION({100;300;400}, 200, 2) gives 4

    Source:
        W. Lipke, Schedule is Different (2003): IEAC(t) = planned duration / SPI(t).
    """
    pace = _earned_schedule(planned, earned) / _gone(periods)
    if not pace:
        raise NoIndex("nothing was earned yet: there is no pace to go on at")
    return planned_duration(_filled(planned)) / pace


@function(CATEGORY)
def ev_report(
    tasks: Column[str],
    budgets: Column[Money],
    planned: Column[Money],
    earned: Column[Money],
    actual: Column[Money],
    method: EacBy = EacBy.CPI,
    etcs: Column[Money] = (),
) -> Spill:
    """Earned value of all tasks: variances, indices and estimates of each, and of the whole.

    Spills a heading row, one row for each task, and a total. The total's indices and estimates come
    from the sums: its EAC is that of the whole work and no sum of the rows. An index that has
    nothing to divide by is #DIV/0! in its own cell.

    Args:
        tasks: the name of each task.
        budgets: budget at completion of each (BAC).
        planned: planned value to date (PV).
        earned: earned value to date (EV).
        actual: actual cost to date (AC).
        method: how EAC is estimated: cpi (left out), remaining, cpi_spi, bottom_up.
        etcs: new estimate of the work left of each task, for bottom_up.

    Example:
        =EV_REPORT({"Layout"}, {1000}, {500}, {400}, {500}) gives
            {"Task","BAC","PV","EV","AC","CV","SV","CPI","SPI","EAC","ETC","VAC","TCPI"
            ;"Layout",1000,500,400,500,-100,-100,0.8,0.8,1250,750,-250,1.2
            ;"Total",1000,500,400,500,-100,-100,0.8,0.8,1250,750,-250,1.2}
        =INDEX(EV_REPORT({"Layout";"Comp"}, {1000;500}, {500;0}, {400;0}, {500;0}), 4, 10)
            gives 1875

    Source:
        PMI, PMBOK Guide; ANSI/EIA-748.
    """
    rows: list[tuple[Answer, ...]] = [HEADINGS]
    found: list[Performance] = []
    estimates: list[Money | None] = []
    empty = [None] * 4
    for task, *amounts, etc in side_by_side(
        tasks=tasks,
        budgets=budgets,
        planned=planned,
        earned=earned,
        actual=actual,
        etcs=etcs or (None,) * len(tasks),
    ):
        if amounts != empty:
            one = Performance(*[NOTHING if amount is None else amount for amount in amounts])
            found.append(one)
            estimates.append(etc)
            rows.append((task, *_row(one, method, etc)))
    if not found:
        raise CellError("#N/A", "tasks holds no task with amounts")
    given = [etc for etc in estimates if etc is not None]
    whole = Performance(
        *(
            total((getattr(one, part) for one in found), NOTHING.currency)
            for part in ("budget", "planned", "earned", "actual")
        )
    )
    all_given = len(given) == len(found)
    return [*rows, ("Total", *_row(whole, method, total(given) if all_given else None))]


def _is_reached(at: int, cell: Cell) -> bool:
    if isinstance(cell, ErrorValue):
        raise CellError(cell, f"reached, cell {at + 1} is {cell}")
    if cell is None or isinstance(cell, dt.date):
        return cell is not None
    if isinstance(cell, int | float) and cell > _A_DATE:
        return True
    word = cell.strip().casefold() if isinstance(cell, str) else cell
    if word in _YES or word in _NO:
        return word in _YES
    raise CellError("#VALUE!", f"reached, cell {at + 1}: “{cell}” is no yes or no")


def _row(one: Performance, method: EacBy, etc: Money | None) -> tuple[Answer, ...]:
    left, unspent = one.budget - one.earned, one.budget - one.actual
    eac: Answer
    to_go: Answer
    over: Answer
    try:
        known = one.at_completion(method, etc)
        eac, to_go, over = known, known - one.actual, one.budget - known
    except NoIndex:
        eac = to_go = over = _NOTHING_TO_DIVIDE_BY
    return (
        one.budget,
        one.planned,
        one.earned,
        one.actual,
        one.cost_variance,
        one.schedule_variance,
        _index(one.earned, one.actual),
        _index(one.earned, one.planned),
        eac,
        to_go,
        over,
        _OUT_OF_REACH if unspent.minor < 0 < left.minor else _index(left, unspent),
    )


def _index(above: Money, below: Money) -> float | ErrorValue:
    """An index as the number nearest to it."""
    try:
        return above.minor / below.minor
    except ZeroDivisionError:
        return _NOTHING_TO_DIVIDE_BY
    except OverflowError:
        return _OUT_OF_REACH


def _filled(planned: Column[Money]) -> list[Money]:
    return [value for value in planned if value is not None]


def _earned_schedule(planned: Column[Money], earned: Money) -> Fraction:
    try:
        return earned_schedule(_filled(planned), earned)
    except ValueError as error:
        raise CellError("#NUM!", f"planned, earned: {error}") from error


def _gone(periods: Decimal) -> Fraction:
    if periods <= 0:
        raise CellError("#DIV/0!", f"periods is {periods}: no time has gone by")
    return Fraction(periods)
