"""SCH605: a time card has other hours than the production report of its day.

Why it matters: payroll pays the card. Half an hour on every card of a unit is a day's pay a week,
and hours on the report without a card come in a week late, after the cost report.

Example: Ruth Alder has 14 hours on her card of 12 March; by the report she was in at 7 and out at
19:30 with half an hour for lunch: 12.

What to do: correct the one that is wrong, before payroll closes.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.money import Money
from addin.domain.production_report import DayOfWork, ProductionReport
from addin.domain.timecards import TimecardLine
from addin.findings import Finding, Number, Severity
from addin.rules.boards import day_text
from addin.rules.issued import hours_of, reports_by_day
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH605"
_ROUNDED: Final = Fraction(1, 4)
"""Cards are rounded to tenths or quarters: up to so much is no difference."""
_WEEK: Final = 7


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person and day, then people on a report who have no card.

    Only cards that go by days are compared: people with cards on several days of one week. The
    report's hours count with and without the meals.
    """
    reports = reports_by_day(papers)
    cards = _daily(papers) if reports else {}
    for day, report in reports.items() if cards else ():
        for person in report.people:
            key = name_key(person.person)
            own = cards.get(key, {})
            if day in own:
                yield from _compared(papers, report, person, own[day])
            elif own and min(own) <= day <= max(own):
                yield _no_card(day, report, person, next(iter(own.values()))[0])


def _daily(papers: Workpapers) -> Mapping[str, Mapping[dt.date, list[TimecardLine]]]:
    """Cards by person and day, of people whose cards go by days."""
    found: dict[str, dict[dt.date, list[TimecardLine]]] = defaultdict(lambda: defaultdict(list))
    for card in papers.production.timecards:
        if card.date is not None and card.worked is not None:
            found[name_key(card.person)][card.date].append(card)
    return {
        person: days
        for person, days in found.items()
        if any((b - a).days < _WEEK for a, b in zip(sorted(days), sorted(days)[1:], strict=False))
    }


def _compared(
    papers: Workpapers, report: ProductionReport, person: DayOfWork, cards: list[TimecardLine]
) -> Iterator[Finding]:
    right = hours_of(report, person)
    day = report.date
    if not right or day is None:
        return
    stated = sum((card.worked or Decimal(0) for card in cards), Decimal(0))
    if stated > 24 or any(abs(Fraction(stated) - each) <= _ROUNDED for each in right):
        return
    difference = Fraction(stated) - min(right, key=lambda each: abs(Fraction(stated) - each))
    given = Decimal(right[0].numerator) / Decimal(right[0].denominator)
    rate = next((card.rate for card in cards if card.rate), None)
    numbers: list[tuple[str, Number]] = [
        ("hours on the card", stated),
        ("by the report", round(given, 2)),
    ]
    impact: Money | None = None
    money = ""
    if rate is not None:
        amount = cards[0].amount
        currency = amount.currency if amount else papers.production.currency
        impact = Money(100, currency).times(abs(difference) * Fraction(rate))
        numbers.append(("rate of an hour", rate))
        money = f" At straight time that is {impact.text()} before overtime and fringes."
    yield Finding(
        CODE,
        Severity.WARNING,
        f"{person.person} has {stated:f} hours on the card of {day_text(day)};"
        f" '{person.source.sheet}' gives {given:.4g}.{money}",
        (
            *(card.source.at("hours") for card in cards),
            person.source.at("begins"),
            person.source.at("ends"),
        ),
        numbers=tuple(numbers),
        advice="Correct the one that is wrong, before payroll closes.",
        subject=f"hours of {person.person} on {day}",
        impact=impact,
    )


def _no_card(
    day: dt.date, report: ProductionReport, person: DayOfWork, card: TimecardLine
) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{person.person} worked on {day_text(day)} by '{report.source.sheet}' and has no time card"
        " for that day.",
        (person.source.at("person"), card.source.at("date")),
        advice="Ask for the card, or correct the report.",
        subject=f"no card of {person.person} on {day}",
    )
