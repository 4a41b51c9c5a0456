"""Burn-down: what is left of the budget over nights against the plan, and how far everything is."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from itertools import accumulate

from addin.domain.eighths import eighths_text
from addin.domain.night import AccountLine, CashMonth, Facts, Moment
from addin.reports.charts import rows as lying
from addin.reports.charts.days import date
from addin.reports.charts.drawing import Chart, Figures, Role
from addin.reports.charts.efc_trend import in_currency
from addin.reports.charts.lines import Lines, Series, both
from addin.reports.charts.rows import Part, Row, Rows
from addin.reports.charts.scale import full, short, unit


def burn_down(trend: Sequence[Moment], facts: Facts) -> Chart | None:
    """What is not yet spent in each night, against the budget's spread; and what is not ordered.

    None where no night knows what was left.
    """
    currency = facts.currency
    totals = in_currency(trend, currency)
    left = [(day, _left(line)) for day, line in totals]
    known = [value for _, value in left if value is not None]
    if not known:
        return None
    budget = next((line.budget for _, line in reversed(totals) if line and line.budget), None)
    plan = _plan(facts.cash, budget, [day for day, _ in left])
    free = [(day, _left(line, with_orders=True)) for day, line in totals]
    words = f"{full(known[-1], currency)} {currency}".strip() + " of the budget is not yet spent"
    series = [Series(Role.ACTUAL, "not spent", tuple(left), short(known[-1], currency))]
    if plan:
        planned = plan[-1][1]
        series.append(Series(Role.PLAN, "planned", tuple(plan), short(planned, currency)))
        words += f"; by its spread it would be {full(planned, currency)}"
    unordered = [value for _, value in free if value is not None]
    if unordered:
        said = short(unordered[-1], currency)
        series.append(Series(Role.QUIET, "neither spent nor ordered", tuple(free), said))
        words += f"; {full(unordered[-1], currency)} is not ordered either"
    values = [*known, *unordered, *(value for _, value in plan)]
    chart = Lines("Burn-down of the budget", f"{words}.", tuple(series), unit(values, currency))
    by_day, not_ordered = dict(plan), dict(free)
    figures = Figures(
        ("Night", "Not spent", "Planned", "Neither spent nor ordered"),
        tuple(
            (
                date(day),
                "not known" if value is None else full(value, currency),
                full(by_day.get(day), currency),
                full(not_ordered[day], currency),
            )
            for day, value in reversed(left)
        ),
    )
    wide, narrow = both(chart)
    return Chart("burn-down", wide, narrow, figures)


def _left(line: AccountLine | None, *, with_orders: bool = False) -> int | None:
    if line is None or line.budget is None or line.to_date is None:
        return None
    if with_orders:
        return None if line.commitments is None else line.budget - line.to_date - line.commitments
    return line.budget - line.to_date


def _plan(
    cash: Sequence[CashMonth], budget: int | None, days: Sequence[dt.date]
) -> list[tuple[dt.date, int]]:
    """What the spread leaves of the budget on each day: a month is spent evenly over its days."""
    months = sorted((one for one in cash if one.planned is not None), key=lambda one: one.month)
    if budget is None or not months:
        return []
    sums = list(accumulate(one.planned or 0 for one in months))
    planned = []
    for day in days:
        at = sum(one.month <= day for one in months) - 1
        if at < 0:
            planned.append((day, budget))
            continue
        amount = months[at].planned or 0
        whole = monthrange(months[at].month.year, months[at].month.month)[1]
        gone = min((day - months[at].month).days + 1, whole)
        planned.append((day, budget - sums[at] + amount - amount * gone // whole))
    return planned


def progress(facts: Facts) -> Chart | None:
    """Shares of budget, days and pages that are done, beside one another; None without a whole."""
    found: list[tuple[str, int, int, str]] = []
    total, schedule = facts.total, facts.schedule
    if total is not None and total.budget and total.budget > 0 and total.to_date is not None:
        done, whole = total.to_date, total.budget
        said = f"{short(done, facts.currency)} of {short(whole, facts.currency)}"
        found.append(("Budget spent", done, whole, said))
    if schedule is not None and schedule.days > 0:
        said = f"{schedule.days_shot:,} of {schedule.days:,} days"
        found.append(("Days shot", schedule.days_shot, schedule.days, said))
    if schedule is not None and schedule.eighths > 0:
        done, whole = max(schedule.eighths_shot, 0), schedule.eighths
        said = f"{eighths_text(done)} of {eighths_text(whole)} pages"
        found.append(("Pages shot", done, whole, said))
    if not found:
        return None
    shares = [(name, done * 100 // whole, said) for name, done, whole, said in found]
    words = "; ".join(f"{name.lower()} {share} %, {said}" for name, share, said in shares)
    chart = Rows(
        "How far everything is",
        f"{words[0].upper()}{words[1:]}.",
        tuple(
            Row(
                name,
                (Part(Role.OVER if done > whole else Role.ACTUAL, 0, done * 100 // whole, said),),
                f"{done * 100 // whole} %, {said}",
            )
            for name, done, whole, said in found
        ),
        whole=100,
    )
    wide, narrow = lying.both(chart)
    figures = Figures(
        ("", "Share", "Done"), tuple((name, f"{share} %", said) for name, share, said in shares)
    )
    return Chart("progress", wide, narrow, figures)
