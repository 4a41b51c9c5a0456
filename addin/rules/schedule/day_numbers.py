"""SCH305: shoot days are numbered against their dates.

Why it matters: call sheets, production reports and time cards are filed by the day's number. Two
days under one number, or a number nobody shoots, and they go astray.

Example: day 4 is dated 5 March on one strip and 6 March on another; or day 7 follows day 5.

What to do: number the days in the order of their dates, without gaps.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from addin.domain.schedule_lines import StripLine
from addin.findings import Finding, Severity
from addin.rules.boards import by_unit, cells, current, day_text, listed
from addin.rules.rule import Workpapers

CODE = "SCH305"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield findings unit by unit: a day on two dates, a date of two days, order, gaps."""
    for board in current(papers):
        for _, lines in by_unit(board):
            numbered = [line for line in lines if line.day is not None]
            yield from _two_of_one(numbered)
            yield from _order(numbered)
            yield from _gaps(numbered)


def _two_of_one(lines: Sequence[StripLine]) -> Iterator[Finding]:
    dates: dict[int, dict[dt.date, StripLine]] = defaultdict(dict)
    numbers: dict[dt.date, dict[int, StripLine]] = defaultdict(dict)
    for line in lines:
        if line.date is not None and line.day is not None:
            dates[line.day].setdefault(line.date, line)
            numbers[line.date].setdefault(line.day, line)
    for number, firsts in dates.items():
        if len(firsts) > 1:
            said = listed(map(day_text, firsts))
            yield _finding(
                f"Day {number} has {len(firsts)} dates: {said}.", firsts.values(), number
            )
    for date, others in numbers.items():
        if len(others) > 1:
            said = listed(map(str, others))
            yield _finding(
                f"{day_text(date)} is {len(others)} days: {said}.", others.values(), date
            )


def _order(lines: Sequence[StripLine]) -> Iterator[Finding]:
    first: dict[int, StripLine] = {}
    for line in lines:
        if line.day is not None and line.date is not None:
            first.setdefault(line.day, line)
    for (here, one), (there, other) in pairwise(sorted(first.items())):
        if one.date and other.date and other.date < one.date:
            yield _finding(
                f"Day {there} ({day_text(other.date)}) lies before day {here}"
                f" ({day_text(one.date)}).",
                (one, other),
                f"{here} {there}",
            )


def _gaps(lines: Sequence[StripLine]) -> Iterator[Finding]:
    numbers = sorted({line.day for line in lines if line.day is not None})
    for here, there in pairwise(numbers):
        if there > here + 1:
            missing = f"day {here + 1}" if there == here + 2 else f"days {here + 1} to {there - 1}"
            edges = [next(x for x in lines if x.day == number) for number in (here, there)]
            yield _finding(
                f"The board has day {here} and day {there}, and no strip on {missing}.",
                edges,
                f"no {missing}",
            )


def _finding(message: str, lines: Iterable[StripLine], about: object) -> Finding:
    places = cells(lines, "shoot_day", "date", "scene")
    return Finding(
        CODE,
        Severity.WARNING,
        message,
        places,
        advice="Number the days in the order of their dates, without gaps.",
        subject=f"day {about}",
    )
