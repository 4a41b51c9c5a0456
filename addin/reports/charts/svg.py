"""A drawing as SVG to stand in a page: every text escaped, colours left to the page's style."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from addin.reports.charts.drawing import (
    INKS,
    Dot,
    Drawing,
    Line,
    Point,
    Rect,
    Role,
    Shape,
    Text,
    hatching,
)
from addin.reports.charts.letters import plain

_FONTS: Final = (
    '"Segoe UI","Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans Condensed",sans-serif'
)
"""Those that are no wider than ``letters`` says."""
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_ISOLATED: Final = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"


def as_svg(drawing: Drawing, key: str) -> str:
    """The drawing; ``key`` is a word that no other drawing of the page has.

    Raises:
        ValueError: the key is not made of letters, digits and dashes.
    """
    if not key.isascii() or not key.replace("-", "").isalnum():
        raise ValueError(f"a drawing is named with letters, digits and dashes, not {key!r}")
    width, height = number(drawing.width), number(drawing.height)
    return "".join(
        (
            f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}"',
            f' role="img" aria-labelledby="{key}-t {key}-d">',
            f'<title id="{key}-t">{_safe(drawing.title)}</title>',
            f'<desc id="{key}-d">{_safe(drawing.description)}</desc>',
            *(part for shape in drawing.shapes for part in _shape(shape)),
            "</svg>",
        )
    )


def small_svg(drawing: Drawing) -> str:
    """The same for a row of a table whose figures stand beside it: kept from screen readers."""
    width, height = number(drawing.width), number(drawing.height)
    return "".join(
        (
            f'<svg class="chart small" viewBox="0 0 {width} {height}" width="{width}"',
            f' height="{height}" aria-hidden="true" focusable="false">',
            *(part for shape in drawing.shapes for part in _shape(shape)),
            "</svg>",
        )
    )


def style() -> str:
    """The style that drawings need: inks for light and dark, dashes, hatchings."""
    light = "".join(f"--c-{role}:#{ink.light};" for role, ink in INKS.items())
    dark = "".join(f"--c-{role}:#{ink.dark};" for role, ink in INKS.items())
    return "\n".join(
        (
            f":root{{--c-ground:#ffffff;{light}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{--c-ground:#161b20;{dark}}}}}",
            "svg.chart{display:block;max-width:100%;height:auto;overflow:visible;font-variant-numeric:tabular-nums}",
            f"svg.chart text{{font-family:{_FONTS}}}",
            "svg.chart line,svg.chart polyline,svg.chart path{fill:none}",
            "svg.chart polyline{stroke-linejoin:round;stroke-linecap:round}",
            "svg.chart .hatch{stroke:var(--c-ground);stroke-width:1.4}",
            "svg.chart .hollow{fill:var(--c-ground);stroke-width:1.6}",
            *(_rule(role) for role in Role),
        )
    )


def _rule(role: Role) -> str:
    ink = INKS[role]
    dash = f";stroke-dasharray:{number(ink.dash)} {number(ink.dash * 0.7)}" if ink.dash else ""
    return (
        f"svg.chart .f-{role}{{fill:var(--c-{role})}}"
        f"svg.chart .s-{role}{{stroke:var(--c-{role});stroke-width:{number(ink.width)}{dash}}}"
        f"svg.chart .h-{role}{{stroke:var(--c-{role})}}"
    )


def number(value: float) -> str:
    """A length with a tenth of a pixel at most, without trailing noughts."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _shape(shape: Shape) -> Iterator[str]:
    match shape:
        case Rect():
            yield from _rect(shape)
        case Line():
            points = " ".join(_corners(shape.points))
            yield f'<polyline class="s-{shape.role}" points="{points}"/>'
        case Dot():
            ink = f"hollow h-{shape.role}" if shape.is_hollow else f"f-{shape.role}"
            yield f'<circle class="{ink}" cx="{number(shape.x)}" cy="{number(shape.y)}"'
            yield f' r="{number(shape.radius)}"{_ending(shape.told, "circle")}'
        case Text():
            yield _text(shape)


def _corners(points: Iterable[Point]) -> list[str]:
    """A line's points without those along which it runs level, as a budget does for months."""
    kept: list[tuple[str, str]] = []
    for x, y in points:
        corner = number(x), number(y)
        if len(kept) > 1 and kept[-1][1] == kept[-2][1] == corner[1]:
            kept[-1] = corner
        else:
            kept.append(corner)
    return [",".join(corner) for corner in kept]


def _rect(shape: Rect) -> Iterator[str]:
    yield f'<rect class="f-{shape.role}" x="{number(shape.x)}" y="{number(shape.y)}"'
    yield f' width="{number(shape.width)}" height="{number(shape.height)}"'
    yield _ending(shape.told, "rect")
    hatch = "" if shape.is_bare else INKS[shape.role].hatch
    lines = "".join(map(_piece, hatching(shape, hatch)))
    if lines:
        yield f'<path class="hatch" d="{lines}"/>'


def _piece(ends: tuple[Point, Point]) -> str:
    (x, y), (to_x, to_y) = ends
    return f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"


def _text(shape: Text) -> str:
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    bold = ' font-weight="600"' if shape.is_bold else ""
    return (
        f'<text class="f-{shape.role}" x="{number(shape.x)}" y="{number(shape.y)}"'
        f' font-size="{number(shape.size)}"{anchor}{bold}>{_directed(shape.text)}</text>'
    )


def _ending(told: str, tag: str) -> str:
    return f"><title>{_safe(told)}</title></{tag}>" if told else "/>"


def _directed(text: str) -> str:
    """Words that run from right to left keep their ellipsis and full stop at their own end."""
    safe = _safe(text)
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in safe):
        return _ISOLATED.format(safe)
    return safe


def _safe(text: str) -> str:
    return escape(plain(text))
