"""SCH606: a meal came late by the production report.

Why it matters: a late meal is a penalty for everyone who waited for it, by the half-hour, and it
shows on the payroll invoice two weeks later.

Example: in at 07:00, lunch at 13:40; the agreement asks for a meal within six hours.

What to do: put the penalties into the hot costs, or have them waived in writing. Whose meals count
is said by `agreement` and `cast_agreement` in production.toml; without one nothing is checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.meals import LateMeal, MealsOverlap, late_meals, meal_rules
from addin.domain.money import Money
from addin.domain.production_report import DayOfWork
from addin.domain.rule_table import RuleNotFound, RulesDisagree, RuleTable
from addin.findings import Finding, Severity
from addin.rules.boards import day_text
from addin.rules.issued import DOLLARS, after, on_day, reports_by_day, rules_for, span_of
from addin.rules.rule import Workpapers

CODE = "SCH606"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person and day; people whose meals are not listed are left out."""
    if not (papers.options.agreement or papers.options.cast_agreement):
        return
    for day, report in reports_by_day(papers).items():
        for person in report.people:
            table = rules_for(papers, day, cast=bool(person.number)) if person.meals else None
            late = _late(person, day, table) if table else ()
            if table and late:
                yield _finding(person, day, late, table)


def _late(person: DayOfWork, day: dt.date, table: RuleTable) -> tuple[LateMeal, ...]:
    span = span_of(person, day)
    if span is None:
        return ()
    meals: list[tuple[dt.datetime, dt.datetime]] = []
    last = span[0]
    for out, back in person.meals:
        if out is None or back is None:
            return ()
        pair = []
        for when in (out, back):
            last = after(on_day(day, when), last)
            pair.append(last)
        meals.append((pair[0], pair[1]))
    try:
        return late_meals(span[0], meals, span[1], meal_rules(table))
    except (MealsOverlap, RuleNotFound, RulesDisagree):
        return ()


def _finding(
    person: DayOfWork,
    day: dt.date,
    late: tuple[LateMeal, ...],
    table: RuleTable,
) -> Finding:
    rule = table.rule("first_meal_within_hours")
    minor = sum(one.amount.minor for one in late)
    impact = Money(minor, DOLLARS) if minor else None
    span = span_of(person, day)
    said = ", ".join(
        f"meal {one.number} was due at {one.due:%H:%M} and "
        + ("there was none" if span and one.given == span[1] else f"came at {one.given:%H:%M}")
        for one in late
    )
    money = f" The penalties come to {impact.text()}." if impact else ""
    return Finding(
        CODE,
        Severity.NOTE,
        f"{person.person} on {day_text(day)}: {said}.{money}",
        (person.source.at("meal_out"), person.source.at("begins"), person.source.at("ends")),
        numbers=(
            ("late meals", len(late)),
            ("rule", f"{rule.agreement}: {rule.parameter} {rule.value:f} ({rule.source})"),
        ),
        advice="Put the penalties into the hot costs, or have them waived in writing.",
        subject=f"meals of {person.person} on {day}",
        impact=impact,
    )
