"""SCH602: the times of a production report run back, or its hours are not what its times give.

Why it matters: meal penalties, overtime and the next day's turnaround are worked out from these
times; payroll pays what they say.

Example: the first meal ends at 12:40 and began at 13:10; or in at 7, out at 19:30 with a meal of
half an hour, and 13 hours.

What to do: correct the time; ask the second assistant director where nobody remembers.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from addin.domain.production_report import DayOfWork, Moment, ProductionReport
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.issued import hours_of, times_run
from addin.rules.rule import Workpapers

CODE = "SCH602"
_ROUNDED = Fraction(1, 4)
"""Hours are rounded to tenths or quarters: up to so much is no difference."""
_IN_ORDER = (
    (Moment.CREW_CALL, Moment.FIRST_SHOT, Moment.MEAL_OUT, Moment.MEAL_IN, Moment.SHOT_AFTER_MEAL,
     Moment.SECOND_OUT, Moment.SECOND_IN, Moment.CAMERA_WRAP, Moment.WRAP, Moment.LAST_OUT),
    (Moment.SHOOTING_CALL, Moment.FIRST_SHOT),
)  # fmt: skip


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield findings report by report: the unit's times, then each person's."""
    for report in papers.production.production_reports:
        yield from _unit(report)
        for person in report.people:
            yield from _person(report, person)


def _unit(report: ProductionReport) -> Iterator[Finding]:
    for column in ("scheduled", "actual"):
        told = [
            one for moment in _IN_ORDER[0] if (one := report.time(moment)) and getattr(one, column)
        ]
        wrong = times_run([(str(one.moment), getattr(one, column)) for one in told])
        if wrong:
            yield _finding(
                f"'{report.source.sheet}', {column} times: {wrong}.",
                tuple(one.source.at(column) for one in told if str(one.moment) in wrong),
                f"{column} times of {report.date or report.source.sheet}",
            )


def _person(report: ProductionReport, one: DayOfWork) -> Iterator[Finding]:
    when = report.date or report.source.sheet
    meals = [each for meal in one.meals for each in meal]
    names = [f"meal {at // 2 + 1} {'out' if at % 2 == 0 else 'in'}" for at in range(len(meals))]
    wrong = times_run([("in", one.begins), *zip(names, meals, strict=True), ("out", one.ends)])
    if wrong:
        yield _finding(
            f"'{one.source.sheet}', {one.person}: {wrong}.",
            (one.source.at("begins"), one.source.at("ends")),
            f"times of {one.person} on {when}",
        )
        return
    if one.stated_hours is None or report.date is None:
        return
    known = hours_of(report, one)
    stated = Fraction(one.stated_hours)
    if known and all(abs(stated - each) > _ROUNDED for each in known):
        given = Decimal(known[0].numerator) / Decimal(known[0].denominator)
        yield Finding(
            CODE,
            Severity.WARNING,
            f"'{one.source.sheet}', {one.person}: {one.stated_hours:f} hours are stated; in, meals"
            f" and out give {given:.4g}.",
            (one.source.at("hours"), one.source.at("begins"), one.source.at("ends")),
            numbers=(("stated hours", one.stated_hours), ("by the times", round(given, 2))),
            advice="Correct the hours, or the time that is wrong.",
            subject=f"hours of {one.person} on {when}",
        )


def _finding(message: str, places: tuple[Place, ...], subject: str) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        message,
        places,
        advice="Correct the time that is wrong.",
        subject=subject,
    )
