"""Drawings on paper: what is drawn where, on a canvas that remembers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from addin.reports.charts.drawing import INKS, Dot, Drawing, Line, Rect, Role, Shape, Text
from addin.reports.drawing_on_paper import CAPTION, pictured, put
from addin.reports.paper import Words


class Remembering:
    """A canvas."""

    def __init__(self) -> None:
        self.done: list[tuple[object, ...]] = []

    def set_draw_color(self, r: str) -> None:
        """The colour of lines."""
        self.done.append(("draw", r))

    def set_fill_color(self, r: str) -> None:
        """The colour of what is filled."""
        self.done.append(("fill", r))

    def set_line_width(self, width: float) -> None:
        """How thick lines are."""
        self.done.append(("width", width))

    def set_dash_pattern(self, dash: float = 0, gap: float = 0, phase: float = 0) -> None:
        """How lines are broken."""
        self.done.append(("dash", dash, gap, phase))

    def rect(self, x: float, y: float, w: float, h: float, style: str) -> None:
        """A rectangle."""
        self.done.append(("rect", x, y, w, h, style))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A line."""
        self.done.append(("line", x1, y1, x2, y2))

    def polyline(self, point_list: list[tuple[float, float]]) -> None:
        """Lines."""
        self.done.append(("polyline", *point_list))

    def ellipse(self, x: float, y: float, w: float, h: float, style: str) -> None:
        """An ellipse."""
        self.done.append(("ellipse", x, y, w, h, style))

    def write(self, x: float, y: float, words: Words, size: float) -> None:
        """Words."""
        self.done.append(("write", x, y, words.text, words.align, size))

    def called(self, name: str) -> list[tuple[object, ...]]:
        """All of one kind."""
        return [one[1:] for one in self.done if one[0] == name]


def drawn(*shapes: Shape, width: float = 50.0) -> Remembering:
    """A drawing of 100 by 40 pixels, half a millimetre each, at 10 from the left, 20 from the top."""
    canvas = Remembering()
    drawing = Drawing("t", "d", 100, 40, shapes)
    put(canvas, canvas.write, drawing, pictured(drawing, width, 9), 10, 20 - CAPTION)
    return canvas


def test_pixels_become_millimetres_of_the_column():
    """Half a millimetre each, where 100 pixels have 50 millimetres."""
    canvas = drawn(Rect(10, 20, 30, 4, Role.TRACK), Text(50, 10, "x", anchor="end", size=12))

    assert canvas.called("rect") == [(15.0, 30.0, 15.0, 2.0, "F")]
    assert [(*one[:4], round(one[4], 2)) for one in canvas.called("write")] == [  # type: ignore[call-overload]
        (35.0, 25.0, "x", "right", 17.01)
    ]


def test_a_drawing_is_never_larger_than_it_may_be():
    """A small drawing in a wide column stays small."""
    placed = pictured(Drawing("t", "d", 100, 40, ()), 500, 0.3)

    assert placed.scale == 0.3
    assert placed.high >= CAPTION + 12


def test_what_is_hatched_on_a_page_is_hatched_on_paper():
    """So that a print without colours tells over from under; bare shapes stay bare."""
    assert drawn(Rect(0, 0, 30, 14, Role.OVER)).called("line")
    assert not drawn(Rect(0, 0, 30, 14, Role.OVER, is_bare=True)).called("line")
    assert not drawn(Rect(0, 0, 30, 14, Role.UNDER)).called("line")


def test_dashes_end_with_their_line():
    """The next line is whole."""
    canvas = drawn(Line(((0, 0), (9, 9)), Role.PLAN), Line(((0, 0), (9, 9)), Role.ACTUAL))

    assert [round(float(one[0]), 1) for one in canvas.called("dash")] == [2.5, 0]  # type: ignore[arg-type]


def test_a_hollow_dot_shows_the_ground():
    """White inside, its ink around."""
    canvas = drawn(Dot(10, 10, 3, Role.ACTUAL, is_hollow=True))

    assert canvas.called("fill") == [("#ffffff",)]
    assert canvas.called("draw") == [(f"#{INKS[Role.ACTUAL].light}",)]
    assert canvas.called("ellipse") == [(13.5, 23.5, 3.0, 3.0, "DF")]


inside = st.floats(0, 100), st.floats(0, 40)


@given(st.lists(st.tuples(*inside), min_size=2, max_size=9), st.sampled_from(Role))
def test_what_is_inside_its_frame_stays_inside(points, role):
    """No line leaves the room that its picture has on paper."""
    canvas = drawn(Line(tuple(points), role), Rect(0, 0, points[0][0], points[0][1], role))

    corners = [point for one in canvas.called("polyline") for point in one]
    corners += [ends for one in canvas.called("line") for ends in (one[:2], one[2:])]
    for corner in corners:
        assert isinstance(corner, tuple)
        x, y = corner
        assert 10 - 1e-6 <= x <= 60 + 1e-6
        assert 20 - 1e-6 <= y <= 40 + 1e-6
