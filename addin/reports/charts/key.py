"""The key of a chart: a sample of each ink with its words, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from addin.reports.charts.drawing import PLAIN, Dot, Line, Rect, Role, Shape, Text
from addin.reports.charts.letters import shortened, width_of

_SAMPLE = 22.0
_BESIDE = 6.0
_BETWEEN = 18.0
LINE = 18.0
"""The height of one line of a key."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry: a bar or a line in this ink, and what it stands for."""

    role: Role
    text: str
    is_line: bool = False
    has_dots: bool = False


def key(samples: Sequence[Sample], left: float, width: float) -> tuple[tuple[Shape, ...], float]:
    """The shapes, from the top, and how high they are; none for no samples."""
    shapes: list[Shape] = []
    x, line = left, 0
    for sample in samples:
        room = left + width - (x + _SAMPLE + _BESIDE)
        text = shortened(sample.text, width - _SAMPLE - _BESIDE, PLAIN)
        long = width_of(text, PLAIN)
        if x > left and long > room:
            x, line = left, line + 1
        shapes += _sample(sample, x, line * LINE)
        shapes.append(Text(x + _SAMPLE + _BESIDE, line * LINE + 12, text, Role.SOFT))
        x += _SAMPLE + _BESIDE + long + _BETWEEN
    return tuple(shapes), (line + 1) * LINE if samples else 0.0


def _sample(sample: Sample, x: float, y: float) -> list[Shape]:
    if not sample.is_line:
        return [Rect(x, y + 2, _SAMPLE, 11, sample.role)]
    drawn: list[Shape] = [Line(((x, y + 8), (x + _SAMPLE, y + 8)), sample.role)]
    if sample.has_dots:
        drawn.append(Dot(x + _SAMPLE / 2, y + 8, 2.6, sample.role))
    return drawn
