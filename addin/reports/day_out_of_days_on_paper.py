"""A day-out-of-days on paper: lying, whole weeks to a page, names again on each, totals behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from addin.domain.day_out_of_days import Code, totals
from addin.reports.day_out_of_days import SHADES, TOTALS, DoodRow
from addin.reports.paper import (
    HEADING,
    MARGIN,
    WHITE,
    Document,
    Line,
    PaperSize,
    Section,
    Words,
)

_NAMES: Final = (9.0, 36.0, 32.0)
_DAY: Final = 7.4
_TOTAL: Final = 13.5
_DATE: Final = 14.0
_LEGEND: Final = (
    "SW start  W work  WF finish  SWF all in one  H hold  WD drop  PW pick-up  I idle  TR travel"
    "  FT fitting  R rehearsal  / holiday  M move"
)


def on_paper(
    rows: Sequence[DoodRow],
    days: Sequence[dt.date],
    title: str,
    at: dt.datetime,
    paper: PaperSize = PaperSize.A4,
) -> Document:
    """The pages: so many whole weeks side by side as there is room for, then the totals.

    A week is never parted, unless it alone is wider than the page.
    """
    room = paper.millimetres[1] - 2 * MARGIN - sum(_NAMES)
    parts = list(_spans(days, int(room / _DAY)))
    ends = room - (len(parts[-1]) if parts else 0) * _DAY >= _total_width() or not parts
    sections = [
        _section(rows, part, with_totals=ends and part is parts[-1], first=at_ == 0)
        for at_, part in enumerate(parts)
    ]
    if not (ends and parts):
        sections.append(_section(rows, (), with_totals=True, first=not parts))
    span = f"{_date(days[0])} to {_date(days[-1])}" if days else "no days"
    return Document(
        title,
        at,
        tuple(sections),
        beside=f"{len(rows)} part{'' if len(rows) == 1 else 's'}, {len(days)} days",
        below=span,
        foot=f"{_LEGEND}     made {at:%Y-%m-%d %H:%M}",
        paper=paper,
        is_landscape=True,
        size=7.5,
    )


def _total_width() -> float:
    return _TOTAL * (len(TOTALS) - 2) + _DATE * 2


def _spans(days: Sequence[dt.date], most: int) -> Iterator[tuple[dt.date, ...]]:
    """The days of each page: whole weeks, from Monday, as many as fit."""
    here: list[dt.date] = []
    for _, those in groupby(days, key=_monday):
        week = list(those)
        if here and len(here) + len(week) > most:
            yield tuple(here)
            here = []
        here += week
    if here:
        yield tuple(here)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _section(
    rows: Sequence[DoodRow], days: Sequence[dt.date], *, with_totals: bool, first: bool
) -> Section:
    widths = (*_NAMES, *([_DAY] * len(days)), *(_total_widths() if with_totals else ()))
    return Section(
        widths,
        tuple(_row(row, days, with_totals=with_totals) for row in rows),
        heads=tuple(_heads(days, with_totals=with_totals)),
        on_new_page=not first,
        fixed=True,
    )


def _total_widths() -> Iterator[float]:
    return (_DATE if text in {"Start", "Finish"} else _TOTAL for text in TOTALS)


def _heads(days: Sequence[dt.date], *, with_totals: bool) -> Iterator[Line]:
    """Months, then weekdays, then dates, as people look a day up."""
    names = ("No.", "Character", "Performer")
    months = [
        Words(f"{month:%b %Y}" if len(those) > 1 else f"{month:%b}", bold=True, span=len(those))
        for month, those in (
            (month, list(group))
            for month, group in groupby(days, key=lambda day: day.replace(day=1))
        )
    ]
    yield Line((Words(span=len(names)), *months), ruled=False)
    blank = [Words(fill="E8EEF2") for _ in TOTALS] if with_totals else []
    weekdays = [Words(f"{day:%a}"[:2], fill="E8EEF2", align="center", size=6.5) for day in days]
    yield Line((Words(fill="E8EEF2", span=len(names)), *weekdays, *blank), ruled=False)
    kinds = [_head(text, size=6) for text in TOTALS] if with_totals else []
    dates = [_head(str(day.day)) for day in days]
    left = (Words(text, bold=True, fill=HEADING, colour=WHITE) for text in names)
    yield Line((*left, *dates, *kinds), ruled=False)


def _head(text: str, size: float = 0) -> Words:
    return Words(text, bold=True, fill=HEADING, colour=WHITE, align="center", size=size)


def _row(row: DoodRow, days: Sequence[dt.date], *, with_totals: bool) -> Line:
    return Line(
        (
            Words(row.number, bold=True),
            Words(row.character, bold=True),
            Words(row.performer),
            *(_code(row.codes.get(day)) for day in days),
            *(_totals(row) if with_totals else ()),
        )
    )


def _code(code: Code | None) -> Words:
    if code is None:
        return Words()
    fill = next((fill for letter, fill in SHADES.items() if letter in code.value), "")
    return Words(code.value, fill=fill, align="center", size=6.5)


def _totals(row: DoodRow) -> Iterator[Words]:
    told = totals(row.codes)
    counts = (told.worked, told.held, told.travel, told.rehearsal, told.fitting, told.holiday)
    yield from (Words(str(count) if count else "", align="center") for count in counts)
    yield from (
        Words(f"{day.day} {day:%b}" if day else "", align="center")
        for day in (told.start, told.finish)
    )
    yield Words(str(told.paid), bold=True, align="center")


def _date(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
