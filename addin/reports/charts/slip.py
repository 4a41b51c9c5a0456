"""How many days a schedule is late, over nights: above the line is late, below it ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from addin.domain.money import NO_CURRENCY
from addin.domain.night import Moment, ScheduleLine
from addin.reports.charts.days import date
from addin.reports.charts.drawing import Chart, Figures, Role
from addin.reports.charts.lines import Lines, Series, both
from addin.reports.charts.scale import Unit

_DAYS: Final = Unit(NO_CURRENCY, 0, "days late", 0)


def late_words(slip: int | None) -> str:
    """``3 days late``, ``on time``, ``1 day ahead``; empty where nothing is planned."""
    if slip is None:
        return ""
    if not slip:
        return "on time"
    days = f"{abs(slip):,} day{'' if abs(slip) == 1 else 's'}"
    return f"{days} {'late' if slip > 0 else 'ahead'}"


def slip(trend: Sequence[Moment], schedule: ScheduleLine | None) -> Chart | None:
    """Days late in each night; None where no night knows."""
    points = tuple((one.at.date(), one.slip) for one in trend)
    known = [(day, value) for day, value in points if value is not None]
    if not known:
        return None
    now = known[-1][1]
    planned = None if schedule is None else schedule.planned_finish
    finish = None if schedule is None else schedule.finish
    words = f"{late_words(now).capitalize()} on {date(known[-1][0])}."
    if planned is not None and finish is not None:
        words += f" It was to end on {date(planned)} and now ends on {date(finish)}."
    worst = max(value for _, value in known)
    if len(known) > 1 and worst > now:
        words += f" At its worst it was {late_words(worst)}."
    chart = Lines(
        "Schedule slip",
        words,
        (Series(Role.OVER if now > 0 else Role.ACTUAL, "schedule", points, late_words(now)),),
        _DAYS,
    )
    wide, narrow = both(chart)
    figures = Figures(
        ("Night", "Schedule"),
        tuple((date(day), late_words(value) or "not known") for day, value in reversed(points)),
    )
    return Chart("slip", wide, narrow, figures)
