"""A drawing on paper: its inks, dashes and hatchings, scaled from pixels to millimetres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from addin.reports.charts.drawing import INKS, Dot, Drawing, Line, Rect, Role, Text, hatching
from addin.reports.paper import Align, Words

CAPTION_POINTS: Final = 9.0
CAPTION: Final = 6.0
"""Millimetres from the top of a picture to its drawing."""
_BELOW: Final = 3.0
_POINT: Final = 25.4 / 72
_GROUND: Final = "#ffffff"
_HATCH: Final = 1.4
_HOLLOW: Final = 1.6
_ALIGN: Final[dict[str, Align]] = {"start": "left", "middle": "center", "end": "right"}

Write = Callable[[float, float, Words, float], None]
"""Puts words on their base line: x, y, the words, their size in points."""


class Canvas(Protocol):
    """What is drawn on, as fpdf2 has it. Lengths are millimetres."""

    def set_draw_color(self, r: str) -> None:
        """The colour of lines."""
        ...

    def set_fill_color(self, r: str) -> None:
        """The colour of what is filled."""
        ...

    def set_line_width(self, width: float) -> None:
        """How thick lines are."""
        ...

    def set_dash_pattern(self, dash: float = 0, gap: float = 0, phase: float = 0) -> None:
        """How lines are broken; noughts: not at all."""
        ...

    def rect(self, x: float, y: float, w: float, h: float, style: str) -> None:
        """A rectangle."""
        ...

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        ...

    def polyline(self, point_list: list[tuple[float, float]]) -> None:
        """Lines from point to point."""
        ...

    def ellipse(self, x: float, y: float, w: float, h: float, style: str) -> None:
        """An ellipse in a rectangle."""
        ...


@dataclass(frozen=True, slots=True)
class Pictured:
    """How large a picture gets: millimetres of a pixel, and its height with caption and gap."""

    scale: float
    high: float


def pictured(drawing: Drawing, width: float, most: float) -> Pictured:
    """How large it gets in a column of this width, no pixel larger than ``most``."""
    scale = min(width / drawing.width, most) if drawing.width > 0 else most
    return Pictured(scale, CAPTION + drawing.height * scale + _BELOW)


def put(
    canvas: Canvas, write: Write, drawing: Drawing, placed: Pictured, left: float, top: float
) -> None:
    """Draw it there, below the room of its caption."""
    pen = _Pen(canvas, write, placed.scale, left, top + CAPTION)
    for shape in drawing.shapes:
        pen.draw(shape)


class _Pen:
    """Turns pixels into millimetres."""

    def __init__(self, canvas: Canvas, write: Write, scale: float, left: float, top: float) -> None:
        self._canvas, self._write = canvas, write
        self._scale, self._left, self._top = scale, left, top

    def draw(self, shape: Rect | Line | Dot | Text) -> None:
        match shape:
            case Rect():
                self._rect(shape)
            case Line():
                self._line(shape.role, shape.points)
            case Dot():
                self._dot(shape)
            case Text():
                self._text(shape)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._scale, self._top + y * self._scale

    def _rect(self, shape: Rect) -> None:
        x, y = self._at(shape.x, shape.y)
        self._canvas.set_fill_color(_ink(shape.role))
        wide, high = shape.width * self._scale, shape.height * self._scale
        self._canvas.rect(x, y, wide, high, "F")
        lines = () if shape.is_bare else tuple(hatching(shape, INKS[shape.role].hatch))
        if lines:
            self._canvas.set_draw_color(_GROUND)
            self._canvas.set_line_width(_HATCH * self._scale)
        for (from_x, from_y), (to_x, to_y) in lines:
            self._canvas.line(*self._at(from_x, from_y), *self._at(to_x, to_y))

    def _line(self, role: Role, points: Sequence[tuple[float, float]]) -> None:
        ink = INKS[role]
        self._canvas.set_draw_color(_ink(role))
        self._canvas.set_line_width(ink.width * self._scale)
        if ink.dash:
            dash = ink.dash * self._scale
            self._canvas.set_dash_pattern(dash, dash * 0.7)
        self._canvas.polyline([self._at(x, y) for x, y in points])
        if ink.dash:
            self._canvas.set_dash_pattern()

    def _dot(self, shape: Dot) -> None:
        x, y = self._at(shape.x - shape.radius, shape.y - shape.radius)
        wide = 2 * shape.radius * self._scale
        self._canvas.set_fill_color(_GROUND if shape.is_hollow else _ink(shape.role))
        self._canvas.set_draw_color(_ink(shape.role))
        self._canvas.set_line_width(_HOLLOW * self._scale)
        self._canvas.ellipse(x, y, wide, wide, "DF" if shape.is_hollow else "F")

    def _text(self, shape: Text) -> None:
        x, y = self._at(shape.x, shape.y)
        words = Words(
            shape.text,
            bold=shape.is_bold,
            colour=INKS[shape.role].light,
            align=_ALIGN[shape.anchor],
        )
        self._write(x, y, words, shape.size * self._scale / _POINT)


def _ink(role: Role) -> str:
    return f"#{INKS[role].light}"
