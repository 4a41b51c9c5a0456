"""Cash flow by month: bars are what was paid, marks what was planned; below, both added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from addin.domain.night import CashMonth
from addin.reports.charts.days import Days, axis
from addin.reports.charts.drawing import (
    SMALL,
    Chart,
    Dot,
    Drawing,
    Figures,
    Line,
    Rect,
    Role,
    Shape,
    Text,
)
from addin.reports.charts.key import Sample, key
from addin.reports.charts.letters import width_of
from addin.reports.charts.lines import levels
from addin.reports.charts.rows import NARROW, WIDE
from addin.reports.charts.scale import Scale, full, scale, short, unit

MOST: Final = 36
"""Months in the chart, the latest; those before them are in what is added up, and in the table."""
_BARS: Final = 130.0
_SUMS: Final = 90.0
_GAP: Final = 8.0
_BELOW: Final = 23.0
_NAMED: Final = 14.0
_EDGE: Final = 4.0


@dataclass(frozen=True, slots=True)
class _Month:
    """One month, with what was paid and planned up to its end; None where no plan goes so far."""

    at: CashMonth
    spent: int
    planned: int | None


def cash_flow(cash: Sequence[CashMonth], currency: str) -> Chart | None:
    """The months of the ledger; None where nothing was paid and nothing planned."""
    months = _months(cash)
    if not months:
        return None
    last = months[-1]
    words = f"{full(last.spent, currency)} {currency}".strip() + (
        f" was paid in {len(months)} months, until {last.at.month:%B %Y}"
    )
    if last.planned is not None:
        words += f"; {full(last.planned, currency)} was planned until then"
    shown = months[-MOST:]
    wide, narrow = (_drawn(shown, currency, f"{words}.", width) for width in (WIDE, NARROW))
    figures = Figures(
        ("Month", "Paid", "Planned", "Paid so far", "Planned so far"),
        tuple(
            (
                f"{one.at.month:%b} {one.at.month.year}",
                full(one.at.spent, currency),
                full(one.at.planned, currency),
                full(one.spent, currency),
                full(one.planned, currency),
            )
            for one in reversed(months)
        ),
    )
    return Chart("cash-flow", wide, narrow, figures)


def _months(cash: Sequence[CashMonth]) -> list[_Month]:
    every = sorted(cash, key=lambda one: one.month)
    spent = accumulate(one.spent for one in every)
    known = [one.planned for one in every]
    sums = accumulate(one or 0 for one in known)
    planned = [total if any(p is not None for p in known) else None for total in sums]
    return [_Month(*each) for each in zip(every, spent, planned, strict=True)]


def _drawn(months: Sequence[_Month], currency: str, words: str, width: float) -> Drawing:
    has_plan = any(one.planned is not None for one in months)
    samples = [Sample(Role.ACTUAL, f"paid {short(months[-1].spent, currency)}")]
    if months[-1].planned is not None:
        said = f"planned {short(months[-1].planned, currency)}"
        samples.append(Sample(Role.PLAN, said, is_line=True))
    shapes, top = key(samples, 0.0, width)
    top += _GAP + _NAMED
    middle = top + _BARS
    under = middle + _GAP + 2 * _NAMED
    bottom = under + _SUMS
    each = [one.at.spent for one in months] + [one.at.planned or 0 for one in months]
    sums = [one.spent for one in months] + [one.planned or 0 for one in months]
    first, second = scale(each, middle, top, most=4), scale(sums, bottom, under, most=4)
    of_each, of_sums = unit(each, currency), unit(sums, currency)
    texts = [of_each.text(tick) for tick in first.ticks]
    texts += [of_sums.text(tick) for tick in second.ticks]
    left = max(width_of(text, SMALL) for text in texts) + _GAP
    along, broad = _along(months, left, width)
    drawn: list[Shape] = [*shapes]
    for at, measure, one, named in (
        (top, first, of_each, "each month"),
        (under, second, of_sums, "added up"),
    ):
        said = ", ".join(filter(None, (named, one.label)))
        drawn.append(Text(0.0, at - _NAMED + 2, said, Role.SOFT, size=SMALL))
        drawn += levels(measure, one, left, width)
    drawn += _bars(months, along, broad, first, currency)
    drawn += axis(along, bottom, bottom, width, by_month=True)
    if has_plan:
        drawn.append(_line(months, along, second, Role.PLAN))
    drawn.append(_line(months, along, second, Role.ACTUAL))
    drawn.append(Dot(along.at(months[-1].at.month), second.at(months[-1].spent), 3, Role.ACTUAL))
    return Drawing("Cash flow by month", words, width, bottom + _BELOW, tuple(drawn))


def _along(months: Sequence[_Month], left: float, width: float) -> tuple[Days, float]:
    """The months from left to right, and the width of a bar: six tenths of a month's."""
    first, last = months[0].at.month, months[-1].at.month
    each = (width - left) / ((last.year - first.year) * 12 + last.month - first.month + 1)
    half = max(each / 2, _EDGE)
    return Days(first, last, left + half, width - half), min(max(each * 0.6, 1.0), 48.0)


def _bars(
    months: Sequence[_Month], along: Days, broad: float, measure: Scale, currency: str
) -> Iterator[Shape]:
    nothing = measure.at(0)
    for one in months:
        x = along.at(one.at.month)
        y = measure.at(one.at.spent)
        told = f"{one.at.month:%b} {one.at.month.year}: paid {full(one.at.spent, currency)}"
        if one.at.spent:
            upper, high = min(y, nothing), max(abs(y - nothing), 1.0)
            yield Rect(
                x - broad / 2, min(upper, measure.start - high), broad, high, Role.ACTUAL, told
            )
        if one.at.planned is not None:
            level = measure.at(one.at.planned)
            yield Line(((x - broad * 0.75, level), (x + broad * 0.75, level)), Role.PLAN)


def _line(months: Sequence[_Month], along: Days, measure: Scale, role: Role) -> Line:
    """What was added up: a month that is not in the ledger adds nothing, so the line goes on."""
    values = ((one, one.spent if role is Role.ACTUAL else one.planned) for one in months)
    points = tuple(
        (along.at(one.at.month), measure.at(value)) for one, value in values if value is not None
    )
    return Line(points if len(points) > 1 else points * 2, role)
