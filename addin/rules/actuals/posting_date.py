"""ACT108: a posting's date is outside its period, after the cut-off, or in the wrong year.

Why it matters: cost to date is what was posted up to the cut-off. A posting in the wrong period
makes this report too low or too high, and the next one wrong the other way; a year that was not
rolled over in January hides a cost for good.

Example: a line of 5 January 2025 among postings of December 2025 and January 2026.

What to do: correct the date, or leave the posting for the period it belongs to.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from addin.domain.actuals import Posting
from addin.domain.money import Money, total
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import MOST_NAMED, amount_cell, drawn_together, named
from addin.rules.rule import Workpapers

CODE = "ACT108"
LEAST_DATES = 8
"""Fewer dates say nothing about where a list's dates belong."""
FAR = dt.timedelta(days=200)
"""Beyond all others by this much, a date is out of range."""
_MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name}
_YEAR_MONTH = re.compile(r"(20\d\d)[-/. ]?(0[1-9]|1[0-2])")
_MONTH_YEAR = re.compile(r"([a-z]{3})[a-z]*[-/. ']*(20\d\d|\d\d)", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield dates out of range, then dates outside their period, then those after the cut-off."""
    for lines in by_list(papers.production.postings):
        dated = [line for line in lines if line.date]
        strays = list(_out_of_range(dated))
        for line, right in strays:
            yield _stray(line, right)
        odd = {id(line) for line, _ in strays}
        rest = [line for line in dated if id(line) not in odd]
        yield from (_outside(line) for line in rest if _is_outside_period(line))
        limits = (("the cut-off", papers.production.cutoff), ("today", papers.options.today))
        for what, limit in limits:
            late = [line for line in rest if limit and line.date and line.date > limit]
            if limit and late:
                yield _after(late, what, limit)
                break


def _out_of_range(lines: Sequence[Posting]) -> Iterator[tuple[Posting, dt.date | None]]:
    """Lines dated far from all others, each with the date that another year would make of it."""
    dates = sorted(line.date for line in lines if line.date)
    if len(dates) < LEAST_DATES:
        return
    edge = max(1, len(dates) // 20)
    low, high = dates[edge], dates[-1 - edge]  # where nine tenths of the dates lie
    for line in lines:
        date = line.date
        if date is None or low - FAR <= date <= high + FAR:
            continue
        years = (date.year + 1, date.year - 1, date.year + 10, date.year + 100, date.year - 10)
        moved = (_in_year(date, year) for year in years)
        margin = dt.timedelta(days=45)
        yield line, next((d for d in moved if d and low - margin <= d <= high + margin), None)


def _in_year(date: dt.date, year: int) -> dt.date | None:
    try:
        return date.replace(year=year)
    except ValueError:
        return None


def _stray(line: Posting, right: dt.date | None) -> Finding:
    meant = f" With the year {right.year} it would fit: {right}." if right else ""
    what = line.vendor or line.description or line.entry
    return Finding(
        CODE,
        Severity.WARNING,
        f"{what or 'A posting'} is dated {line.date}, far from all other dates of sheet"
        f" '{line.source.sheet}'.{meant}",
        drawn_together([line.source.at("date"), amount_cell(line)]),
        numbers=(("date", line.date or ""), *((("in the right year", right),) if right else ())),
        advice="Correct the year of the date." if right else "Correct the date.",
        subject=f"date of {what} {line.document} {line.amount} {line.date}",
        impact=abs(line.amount) if line.amount else None,
    )


def _is_outside_period(line: Posting) -> bool:
    """The period names a month, and the date lies in another one."""
    month = _month_of(line.period)
    return bool(month and line.date and (line.date.year, line.date.month) != month)


@lru_cache(maxsize=1024)
def _month_of(period: str) -> tuple[int, int] | None:
    """2026-03, 202603, Mar 2026 and Mar-26 name a month; 12 or Week 3 do not."""
    text = period.strip()
    match = _YEAR_MONTH.fullmatch(text)
    if match:
        return int(match[1]), int(match[2])
    match = _MONTH_YEAR.fullmatch(text)
    if match and match[1].casefold() in _MONTHS:
        year = int(match[2])
        return year if year > 99 else 2000 + year, _MONTHS[match[1].casefold()]
    return None


def _outside(line: Posting) -> Finding:
    what = " ".join(part for part in (line.vendor, line.document or line.description) if part)
    return Finding(
        CODE,
        Severity.WARNING,
        f"{what or 'A posting'} is dated {line.date} but posted to period {line.period}.",
        drawn_together([line.source.at("date"), line.source.at("period"), amount_cell(line)]),
        numbers=(("date", line.date or ""), ("period", line.period)),
        advice="Post it to the period of its date, or accrue it there.",
        subject=f"period of {what} {line.amount} {line.date}",
        impact=abs(line.amount) if line.amount else None,
    )


def _after(lines: Sequence[Posting], what: str, limit: dt.date) -> Finding:
    amounts = [line.amount for line in lines if line.amount]
    one = len({amount.currency for amount in amounts}) == 1
    at_stake: Money | None = total(amounts) if one else None
    first = [line.source.at("date") for line in lines[:MOST_NAMED]]
    cells = chain((line.source.at("date") for line in lines), map(amount_cell, lines))
    count = len(lines)
    sum_text = f", {at_stake} in all," if at_stake else ""
    lines_are = "posting is" if count == 1 else "postings are"
    return Finding(
        CODE,
        Severity.WARNING,
        f"{count} {lines_are} dated after {what} {limit}{sum_text} in sheet"
        f" '{lines[0].source.sheet}': {named(first, count)}.",
        drawn_together(cells),
        numbers=((what, limit), ("postings", count)),
        advice="Leave them for the next report, or correct their dates.",
        subject=f"postings after {what} in {lines[0].source.sheet}",
        impact=abs(at_stake) if at_stake else None,
    )
