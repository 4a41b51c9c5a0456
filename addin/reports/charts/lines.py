"""Lines over nights: a night without a figure is a gap, never a guess between two others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from addin.reports.charts.days import Days, axis, date
from addin.reports.charts.drawing import SMALL, Dot, Drawing, Line, Point, Role, Shape, Text
from addin.reports.charts.key import Sample, key
from addin.reports.charts.letters import width_of
from addin.reports.charts.rows import NARROW, WIDE
from addin.reports.charts.scale import Scale, Unit, scale

_PLOT: Final = 170.0
_GAP: Final = 8.0
_BELOW: Final = 23.0
_DOTS: Final = 31
"""A line of more points than this is drawn without dots."""
_REST: Final = 4
"""Days without a night that are no gap: a long weekend."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its ink, its name, its figures by day, oldest first; None: nothing is known."""

    role: Role
    name: str
    points: tuple[tuple[dt.date, int | None], ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart of lines before it is laid out. ``with_nothing``: the axis begins at 0."""

    title: str
    description: str
    series: tuple[Series, ...]
    unit: Unit
    with_nothing: bool = True


def both(chart: Lines) -> tuple[Drawing, Drawing]:
    """For a page and for a phone."""
    return drawn(chart), drawn(chart, NARROW)


def drawn(chart: Lines, width: float = WIDE) -> Drawing:
    """The chart, so wide. At least one figure is known."""
    samples, top = key([_sample(one) for one in chart.series], 0.0, width)
    top += _GAP + 14
    bottom = top + _PLOT
    values = [value for one in chart.series for _, value in one.points if value is not None]
    days = [day for one in chart.series for day, value in one.points if value is not None]
    measure = _scale(values, top, bottom, with_nothing=chart.with_nothing)
    left = max(width_of(chart.unit.text(tick), SMALL) for tick in measure.ticks) + _GAP
    along = Days(min(days), max(days), left + 6, width - 8)
    shapes: list[Shape] = [*samples, Text(0.0, top - 12, chart.unit.label, Role.SOFT, size=SMALL)]
    shapes += levels(measure, chart.unit, left, width)
    shapes += axis(along, top, bottom, width)
    apart = rhythm(sorted(set(days)))
    for one in reversed(chart.series):  # the first is drawn last, over the others
        shapes += _line(one, along, measure, apart, chart.unit)
    return Drawing(chart.title, chart.description, width, bottom + _BELOW, tuple(shapes))


def levels(measure: Scale, unit: Unit, left: float, width: float) -> Iterator[Shape]:
    """Round amounts on the left, each with its line behind the figures."""
    for tick in measure.ticks:
        y = measure.at(tick)
        yield Line(((left, y), (width, y)), Role.GRID if tick else Role.AXIS)
        yield Text(left - _GAP, y + 4, unit.text(tick), Role.SOFT, "end", SMALL)


def _scale(values: Sequence[int], top: float, bottom: float, *, with_nothing: bool) -> Scale:
    """Without nothing on it, it still spans a twentieth of the largest: noise is no cliff."""
    more: list[int] = []
    if not with_nothing:
        middle, half = (min(values) + max(values)) // 2, max(map(abs, values)) // 40
        more = [middle - half, middle + half]
    return scale([*values, *more], bottom, top, most=4, with_nothing=with_nothing)


def _sample(one: Series) -> Sample:
    return Sample(one.role, f"{one.name} {one.says}".strip(), is_line=True, has_dots=_dotted(one))


def _dotted(one: Series) -> bool:
    return one.role is not Role.PLAN and len(one.points) <= _DOTS


def rhythm(days: Sequence[dt.date]) -> int:
    """How many days may lie between two nights before the line is broken."""
    apart = [(later - day).days for day, later in pairwise(days)]
    return max(_REST, int(3 * median(apart))) if apart else _REST


def _line(one: Series, along: Days, measure: Scale, apart: int, unit: Unit) -> Iterator[Shape]:
    for run in runs(one.points, apart):
        points = [(along.at(day), measure.at(value)) for day, value in run]
        if len(points) > 1:
            yield Line(tuple(points), one.role)
        elif not _dotted(one):
            yield Dot(*points[0], 2.6, one.role)
        if _dotted(one):
            yield from _dots(one, run, points, unit)


def _dots(
    one: Series, run: Sequence[tuple[dt.date, int]], points: Sequence[Point], unit: Unit
) -> Iterator[Shape]:
    for (day, value), (x, y) in zip(run, points, strict=True):
        told = f"{date(day)}: {one.name} {unit.text(value)} {unit.label}"
        yield Dot(x, y, 2.6, one.role, told.strip())


def runs(
    points: Sequence[tuple[dt.date, int | None]], apart: int
) -> Iterator[list[tuple[dt.date, int]]]:
    """The pieces of a line, broken where a figure is missing or nights are too far apart."""
    run: list[tuple[dt.date, int]] = []
    for day, value in points:
        if run and (value is None or (day - run[-1][0]).days > apart):
            yield run
            run = []
        if value is not None:
            run.append((day, value))
    if run:
        yield run
