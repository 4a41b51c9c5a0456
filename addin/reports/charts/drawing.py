"""A drawing: shapes with roles instead of colours, so that page and paper choose their own ink.

Lengths are pixels of a page at its natural size; x runs to the right, y downwards, from the upper
left corner. What is never told by colour alone: a role brings a hatching or a dash, and charts
write signs and figures beside their bars.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

Anchor = Literal["start", "middle", "end"]
Hatch = Literal["", "/", "x"]
Point = tuple[float, float]

SMALL: Final = 11.0
"""The size of the words on an axis; nothing is smaller."""
PLAIN: Final = 12.0
_STEP: Final = 6.0
"""Pixels between two lines of a hatching, along the edge."""


class Role(StrEnum):
    """What a shape stands for."""

    INK = "ink"  # words that are read first
    SOFT = "soft"  # words on an axis
    GRID = "grid"  # lines behind the figures
    AXIS = "axis"  # the line of nothing
    TRACK = "track"  # the whole, of which a bar shows a part
    UNDER = "under"  # below budget, ahead
    OVER = "over"  # above budget, late
    ACTUAL = "actual"  # what is
    PLAN = "plan"  # what it was to be: budget, planned spending, planned finish
    GOOD = "good"  # tied
    ASK = "ask"  # a person is asked: suggestions, warnings
    BAD = "bad"  # left over, errors
    QUIET = "quiet"  # notes


@dataclass(frozen=True, slots=True)
class Ink:
    """How a role looks: RRGGBB on white and on black, its line, its hatching.

    ``dash`` is the length of dash and gap in pixels, 0: a whole line. ``hatch`` is drawn over a
    filled rectangle in the colour of the ground.
    """

    light: str
    dark: str
    width: float = 1.0
    dash: float = 0.0
    hatch: Hatch = ""


INKS: Final[dict[Role, Ink]] = {
    Role.INK: Ink("1F2933", "E6EAED"),
    Role.SOFT: Ink("52616B", "A9B4BC"),
    Role.GRID: Ink("D9DEE3", "3A444C"),
    Role.AXIS: Ink("52616B", "A9B4BC", width=1.2),
    Role.TRACK: Ink("E6EAEE", "333D45"),
    Role.UNDER: Ink("1A5FB4", "6FB0F5"),
    Role.OVER: Ink("B3261E", "FF8A7E", width=2.0, hatch="/"),
    Role.ACTUAL: Ink("1A5FB4", "6FB0F5", width=2.0),
    Role.PLAN: Ink("52616B", "B9C3CA", width=1.6, dash=5.0),
    Role.GOOD: Ink("1E6B2C", "62B873"),
    Role.ASK: Ink("A66A00", "E5A93C", hatch="/"),
    Role.BAD: Ink("B3261E", "FF8A7E", hatch="x"),
    Role.QUIET: Ink("6B7A86", "8B99A4"),
}


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; ``told`` is what a pointer is told. Never hatched when ``is_bare``."""

    x: float
    y: float
    width: float
    height: float
    role: Role
    told: str = ""
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Straight lines from point to point, not closed and not filled."""

    points: tuple[Point, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, or a hollow one; ``told`` is what a pointer is told."""

    x: float
    y: float
    radius: float
    role: Role
    told: str = ""
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words on their base line: ``x`` is where they start, or their middle, or their end."""

    x: float
    y: float
    text: str
    role: Role = Role.INK
    anchor: Anchor = "start"
    size: float = PLAIN
    is_bold: bool = False


Shape = Rect | Line | Dot | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are drawn, inside a frame of this size.

    ``title`` names it, ``description`` says in words what it shows, for who cannot see it.
    """

    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a chart as a table: the first cell of a row names it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: ``name`` is one word for links, drawn for a page and narrow, for a phone."""

    name: str
    drawing: Drawing
    narrow: Drawing
    figures: Figures


def hatching(rect: Rect, hatch: Hatch) -> Iterator[tuple[Point, Point]]:
    """The lines of a hatching, cut at the edges of the rectangle."""
    if not hatch or rect.width <= 0 or rect.height <= 0:
        return
    yield from _slanted(rect, is_rising=True)
    if hatch == "x":
        yield from _slanted(rect, is_rising=False)


def _slanted(rect: Rect, *, is_rising: bool) -> Iterator[tuple[Point, Point]]:
    at = _STEP / 2
    while at < rect.width + rect.height:
        left, right = max(0.0, at - rect.height), min(at, rect.width)
        upper, lower = at - right, at - left  # distances from the top, where the line rises
        if not is_rising:
            upper, lower = rect.height - upper, rect.height - lower
        yield (rect.x + left, rect.y + lower), (rect.x + right, rect.y + upper)
        at += _STEP
