"""SHT107: quota times artists times weeks is less than the work that is left.

Why it matters: the department cannot deliver in time even if everything goes well.

Example: 9,600 frames left, 6 artists at 200 frames a week, 7 weeks: 8,400.

What to do: more artists, a later delivery, simpler shots, or a quota that was reached before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from addin.domain.shot_tracking import delivery
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import day_text
from addin.rules.trackers import Kind, Tracker, lists_of

CODE = "SHT107"
QUOTAS = Kind(
    "quotas",
    {
        "department": "department|dept|step|task type",
        "quota": "quota|quota per week|weekly quota|frames per week|seconds per week"
        "|quota artist week|quota per artist|frames per artist week",
        "artists": "artists|animators|staff|headcount|crew|no of artists|number of artists",
        "weeks": "weeks left|weeks|weeks to delivery|remaining weeks",
        "left": "frames left|seconds left|left|remaining|frames remaining|work left|to go",
        "work": "work|total work|frames|frames in all|total frames",
        "finished": "finished|done|frames done|completed",
        "delivery": "delivery|delivery date|deadline|due date|due",
    },
    ("department", "quota", "artists"),
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per department; weeks are those from today to delivery, or those stated."""
    today = papers.options.today
    for tracker in lists_of(papers, QUOTAS):
        for row in tracker.rows:
            quota, artists = tracker.number(row, "quota"), tracker.number(row, "artists")
            left, weeks = _left(tracker, row), _weeks(tracker, row, today)
            if quota is None or artists is None or left is None or weeks is None:
                continue
            can = quota * artists * weeks
            if left <= 0 or can >= left:
                continue
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{tracker.text(row, 'department')} has {_shown(left)} left and can do"
                f" {_shown(can)}: {_shown(artists)} artists, {_shown(quota)} a week each,"
                f" {_shown(weeks)} weeks.{_then(left, quota, artists, today)}",
                tracker.places(
                    row, "left", "work", "finished", "quota", "artists", "weeks", "delivery"
                ),
                numbers=(("left", left), ("can be done", round(can, 2))),
                advice="More artists, a later delivery, simpler shots; a higher quota only if it"
                " was reached before.",
                subject=f"quota of {tracker.text(row, 'department')}",
            )


def _left(tracker: Tracker, row: int) -> Decimal | None:
    """What is left as it is stated, or all of the work less what is finished."""
    stated = tracker.number(row, "left")
    work, finished = tracker.number(row, "work"), tracker.number(row, "finished")
    if stated is not None or work is None or finished is None:
        return stated
    return work - finished


def _weeks(tracker: Tracker, row: int, today: dt.date) -> Decimal | None:
    due = tracker.day(row, "delivery")
    if due is None or today == dt.date.max:
        # beside a day of delivery, weeks left are as often those that the work takes
        return tracker.number(row, "weeks") if due is None else None
    return Decimal(max((due - today).days, 0)) / 7


def _then(left: Decimal, quota: Decimal, artists: Decimal, today: dt.date) -> str:
    if today == dt.date.max or quota <= 0 or artists <= 0:
        return ""
    try:
        through = delivery(Fraction(left), Fraction(quota), Fraction(artists), today)
    except ArithmeticError:
        return ""
    return f" At that pace it is through on {day_text(through)} {through.year}."


def _shown(number: Decimal) -> str:
    return f"{float(number):,.6g}"
