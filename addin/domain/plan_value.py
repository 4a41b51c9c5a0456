"""Earned value of a plan with costs: what should be done by a day, what is, and what it cost."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from addin.domain.earned_value import Performance
from addin.domain.money import NO_CURRENCY, Money, money, total
from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_dates import PlanDates, TaskDates
from addin.domain.working_hours import WorkingHours, seconds_of


def plan_value(dates: PlanDates, status: dt.datetime) -> dict[str, Performance]:
    """The performance of each task with a budget, by its id, at the status date.

    A task's budget is the cost of its baseline, else its own cost. It is planned evenly over the
    working time from start to finish, of the baseline where there is one; it is earned by the share
    that is done. Summaries are left out, so the tasks can be added up.
    """
    clocks = PlanClocks(dates.plan)
    currency = dates.plan.currency or NO_CURRENCY
    found = {}
    for one in dates.tasks:
        task = one.task
        promised = task.baseline.cost if task.baseline else None
        budget = task.cost if promised is None else promised
        if task.is_summary or budget is None or not (budget or task.actual_cost):
            continue
        whole = money(budget, currency)
        found[task.id] = Performance(
            whole,
            whole.times(_planned(one, clocks.of(task), seconds_of(status))),
            whole.times(Fraction(task.done)),
            money(task.actual_cost or 0, currency),
        )
    return found


def _planned(one: TaskDates, hours: WorkingHours, status: int) -> Fraction:
    """The share of a task that should be done by a moment."""
    promised = one.task.baseline
    start, finish = one.start, one.finish
    if promised is not None and promised.start and promised.finish:
        start, finish = promised.start, promised.finish
    begin, end = seconds_of(start), seconds_of(finish)
    if status >= end:
        return Fraction(1)
    if status <= begin:
        return Fraction(0)
    length = hours.between(begin, end)
    if not length:
        return Fraction(0)
    return min(max(Fraction(hours.between(begin, status), length), Fraction(0)), Fraction(1))


def whole(performances: dict[str, Performance], currency: str = NO_CURRENCY) -> Performance:
    """The whole plan: the sums of its tasks."""

    def summed(part: str) -> Money:
        return total((getattr(one, part) for one in performances.values()), currency)

    return Performance(summed("budget"), summed("planned"), summed("earned"), summed("actual"))
