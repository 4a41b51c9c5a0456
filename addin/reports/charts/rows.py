"""Bars that lie: one row each, its name before it and its figure behind; narrow, above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from addin.reports.charts.drawing import PLAIN, SMALL, Drawing, Line, Rect, Role, Shape, Text
from addin.reports.charts.key import Sample, key
from addin.reports.charts.letters import shortened, width_of
from addin.reports.charts.scale import Scale, Unit, scale

WIDE: Final = 560.0
"""The width of a chart on a page, in pixels at its natural size."""
NARROW: Final = 320.0
"""Its width on a phone."""
_ROW: Final = 24.0
_BAR: Final = 14.0
_GAP: Final = 8.0
_AXIS: Final = 34.0


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar, from one value to another; ``told`` is what a pointer is told."""

    role: Role
    begin: int
    end: int
    told: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: whose it is, its pieces, what stands behind it; ``role`` is the ink of that."""

    name: str
    parts: tuple[Part, ...]
    says: str
    role: Role = Role.INK


@dataclass(frozen=True, slots=True)
class Rows:
    """A chart of rows before it is laid out. ``whole`` draws a track from 0 to that value.

    ``unit`` is that of the axis; None: there is no axis, the figures behind the bars say it.
    """

    title: str
    description: str
    rows: tuple[Row, ...]
    samples: tuple[Sample, ...] = ()
    unit: Unit | None = None
    whole: int = 0


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the bars are: left and right edge, the width of all; narrow rows are two lines."""

    left: float
    right: float
    width: float
    says: float
    is_narrow: bool

    @property
    def row(self) -> float:
        return _ROW + 16 if self.is_narrow else _ROW


def drawn(chart: Rows, width: float = WIDE) -> Drawing:
    """The chart, so wide."""
    room = _room(chart, width)
    samples, top = key(chart.samples, 0.0, width)
    top += _GAP if samples else 0.0
    measure = _scale(chart, room)
    bottom = top + len(chart.rows) * room.row
    shapes: list[Shape] = [*samples]
    if chart.unit is not None:
        shapes += _axis(measure, chart.unit, top, bottom, room)
    for at, row in enumerate(chart.rows):
        shapes += _row(row, top + at * room.row, chart.whole, measure, room)
    if measure.low < 0:
        shapes += _nothing(measure.at(0), top, bottom, room)
    height = bottom + (_AXIS if chart.unit is not None else 2.0)
    return Drawing(chart.title, chart.description, width, height, tuple(shapes))


def _room(chart: Rows, width: float) -> _Room:
    longest = max((width_of(row.says, PLAIN) for row in chart.rows), default=0.0)
    if width < 420:
        return _Room(2.0, width - 2.0, width, min(longest, width * 0.6), is_narrow=True)
    says = min(longest, width * 0.35)
    names = max((width_of(row.name, PLAIN) for row in chart.rows), default=0.0)
    left = min(names, width * 0.36) + _GAP
    return _Room(left, width - says - _GAP, width, says, is_narrow=False)


def _scale(chart: Rows, room: _Room) -> Scale:
    values = [value for row in chart.rows for part in row.parts for value in (part.begin, part.end)]
    values.append(chart.whole)
    if chart.unit is None:  # nobody reads the ends of a scale without an axis: bars use all of it
        low, high = min(*values, 0), max(*values, 0)
        return Scale(low, max(high, low + 1), room.left, room.right, max(high - low, 1))
    for most in (6, 5, 4, 3, 2):
        found = scale(values, room.left, room.right, most=most)
        texts = [width_of(chart.unit.text(tick), SMALL) for tick in found.ticks]
        if max(texts) + _GAP <= abs(found.end - found.start) / (len(texts) - 1):
            return found
    return scale(values, room.left, room.right, most=2)


def _axis(measure: Scale, unit: Unit, top: float, bottom: float, room: _Room) -> Iterator[Shape]:
    reached = 0.0
    for tick in measure.ticks:
        x = measure.at(tick)
        yield Line(((x, bottom - 4 if room.is_narrow else top), (x, bottom)), Role.GRID)
        text = unit.text(tick)
        half = width_of(text, SMALL) / 2
        middle = min(max(x, half), room.width - half)
        if middle - half >= reached:
            yield Text(middle, bottom + 14, text, Role.SOFT, "middle", SMALL)
            reached = middle + half + 4
    yield Text(room.right, bottom + 28, unit.label, Role.SOFT, "end", SMALL)


def _nothing(x: float, top: float, bottom: float, room: _Room) -> Iterator[Shape]:
    """The line of nothing; where names stand above their bars it is beside the bars alone."""
    if not room.is_narrow:
        yield Line(((x, top), (x, bottom)), Role.AXIS)
        return
    at = top + room.row
    while at <= bottom + 1:
        yield Line(((x, at - _BAR - 8), (x, at - 2)), Role.AXIS)
        at += room.row


def _row(row: Row, top: float, whole: int, measure: Scale, room: _Room) -> Iterator[Shape]:
    line = top + 16
    says = shortened(row.says, room.says + 1, PLAIN)
    before = room.width - room.says - _GAP if room.is_narrow else room.left - _GAP
    yield Text(0.0, line, shortened(row.name, before, PLAIN))
    yield Text(room.width, line, says, row.role, "end")
    upper = top + (_ROW - _BAR) / 2 + (14 if room.is_narrow else 0)
    if whole:
        begin, end = measure.at(0), measure.at(whole)
        yield Rect(begin, upper, end - begin, _BAR, Role.TRACK, is_bare=True)
    for part in row.parts:
        begin, end = sorted((measure.at(part.begin), measure.at(part.end)))
        if part.begin != part.end:
            long = max(end - begin, 1.0)
            yield Rect(min(begin, room.right - long), upper, long, _BAR, part.role, part.told)


T = TypeVar("T")


def furthest(found: Sequence[tuple[int, T]], most: int) -> list[tuple[int, T]]:
    """Of variances the furthest from nothing, over before under; over has two thirds of the room.

    What one side leaves free, the other may take.
    """
    over = sorted((each for each in found if each[0] < 0), key=lambda each: each[0])
    under = sorted((each for each in found if each[0] > 0), key=lambda each: -each[0])
    of_under = min(len(under), max(most // 3, most - len(over)))
    return over[: most - of_under] + under[:of_under][::-1]


def both(chart: Rows) -> tuple[Drawing, Drawing]:
    """For a page and for a phone."""
    return drawn(chart), drawn(chart, NARROW)
