"""The estimated final cost over nights, against the budget: whether it creeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from addin.domain.night import AccountLine, Facts, Moment
from addin.reports.charts.days import date
from addin.reports.charts.drawing import Chart, Dot, Drawing, Figures, Line, Role, Shape
from addin.reports.charts.lines import Lines, Series, both, rhythm, runs
from addin.reports.charts.scale import Scale, full, short, unit

NIGHTS: Final = 60
"""Nights in the small line, the latest."""


def in_currency(trend: Sequence[Moment], currency: str) -> list[tuple[dt.date, AccountLine | None]]:
    """The totals of each night; none where it failed, or where the report had another currency."""
    return [
        (one.at.date(), one.total if one.total is not None and one.currency == currency else None)
        for one in trend
    ]


def trend_currency(facts: Facts, trend: Sequence[Moment]) -> str:
    """The currency of tonight's cost report; of the last one, where there is none tonight."""
    if facts.total is not None:
        return facts.currency
    latest = (one.currency for one in reversed(trend) if one.total is not None)
    return next(latest, facts.currency)


def efc_trend(trend: Sequence[Moment], currency: str) -> Chart | None:
    """EFC and budget over nights; None where no night knows an EFC."""
    totals = in_currency(trend, currency)
    efc = [(day, None if line is None else line.efc) for day, line in totals]
    known = [(day, value) for day, value in efc if value is not None]
    if not known:
        return None
    budget = [(day, None if line is None else line.budget) for day, line in totals]
    budgets = [value for _, value in budget if value is not None]
    series = [Series(Role.ACTUAL, "EFC", tuple(efc), short(known[-1][1], currency))]
    if budgets:
        series.append(Series(Role.PLAN, "budget", tuple(budget), short(budgets[-1], currency)))
    chart = Lines(
        "Estimated final cost against budget",
        _told(known, budgets, currency),
        tuple(series),
        unit([value for _, value in known] + budgets, currency),
        with_nothing=False,
    )
    wide, narrow = both(chart)
    figures = Figures(
        ("Night", "EFC", "Budget", "Variance"),
        tuple(
            (
                date(day),
                *(full(one, currency) for one in (line.efc, line.budget, line.under)),
            )
            if line is not None
            else (date(day), "not known", "", "")
            for day, line in reversed(totals)
        ),
    )
    return Chart("efc-trend", wide, narrow, figures)


def _told(known: Sequence[tuple[dt.date, int]], budgets: Sequence[int], currency: str) -> str:
    (first, was), (last, now) = known[0], known[-1]
    words = f"{full(now, currency)} {currency} on {date(last)}"
    if len(known) > 1:
        moved = now - was
        change = "unchanged since"
        if moved:
            change = f"{full(abs(moved), currency)} {'more' if moved > 0 else 'less'} than on"
        words += f", {change} {date(first)}"
    if budgets:
        words += f"; the budget is {full(budgets[-1], currency)}"
    return f"{words}."


def spark(trend: Sequence[Moment], currency: str) -> Drawing | None:
    """The latest nights as small as a word: the line of the EFC, and the budget dashed."""
    totals = in_currency(trend[-NIGHTS:], currency)
    efc = [(day, None if line is None else line.efc) for day, line in totals]
    budget = [(day, None if line is None else line.budget) for day, line in totals]
    values = [value for _, value in (*efc, *budget) if value is not None]
    if not any(value is not None for _, value in efc):
        return None
    width, height = 96.0, 24.0
    low, high = min(values), max(values)
    measure = Scale(low, max(high, low + 1), height - 4, 4.0, 1)
    first, last = totals[0][0], totals[-1][0]
    span = max((last - first).days, 1)

    def at(day: dt.date, value: int) -> tuple[float, float]:
        return 4 + (day - first).days / span * (width - 8), measure.at(value)

    apart = rhythm([day for day, _ in totals])
    shapes: list[Shape] = []
    for role, points in ((Role.PLAN, budget), (Role.ACTUAL, efc)):
        for run in runs(points, apart):
            drawn = tuple(at(day, value) for day, value in run)
            if len(drawn) > 1:
                shapes.append(Line(drawn, role))
    newest = next((day, value) for day, value in reversed(efc) if value is not None)
    shapes.append(Dot(*at(*newest), 2.6, Role.ACTUAL))
    return Drawing("", "", width, height, tuple(shapes))
