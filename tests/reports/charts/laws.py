"""What holds of every chart, whatever its figures are."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from addin.domain.night import Moment
from addin.reports.charts.drawing import SMALL, Chart, Dot, Drawing, Line, Rect, Text
from addin.reports.charts.letters import width_of
from tests.reports.make_night import AT

amounts = st.integers(-(10**12), 10**12) | st.integers(-(10**40), 10**40) | st.just(0)
names = st.text(max_size=90) | st.sampled_from(
    [
        "שכר דירה ותפאורה לסצנות הלילה של ההפקה",
        "تكاليف التصوير الخارجي والمواقع الإضافية",
        "映画制作費と編集費および音楽の使用料",
        "Set Construction, Stage 4, second unit, re-dressing and strike",
        "<script>alert(1)</script>",
    ]
)
WITHIN = 0.06  # what rounding to a tenth of a pixel may add


def lawful(chart: Chart) -> Chart:
    """Nothing leaves the frame, no words stand on others, and the figures are a whole table."""
    for drawing in (chart.drawing, chart.narrow):
        inside(drawing)
        apart(drawing)
        assert drawing.title
        assert drawing.description
    assert chart.figures.rows
    assert {len(row) for row in chart.figures.rows} == {len(chart.figures.heads)}
    return chart


def inside(drawing: Drawing) -> None:
    """Every shape is in the frame; words are too, at their widest."""
    for shape in drawing.shapes:
        left, top, right, bottom = _box(shape)
        assert left >= -WITHIN, shape
        assert top >= -WITHIN, shape
        assert right <= drawing.width + WITHIN, shape
        assert bottom <= drawing.height + WITHIN, shape


def apart(drawing: Drawing) -> None:
    """No two words overlap."""
    boxes = [_box(shape) for shape in drawing.shapes if isinstance(shape, Text) and shape.text]
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            assert across <= WITHIN or down <= WITHIN, (boxes[at], other, drawing)


def _box(shape) -> tuple[float, float, float, float]:
    match shape:
        case Rect():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Line():
            xs, ys = zip(*shape.points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        case Dot():
            size = shape.radius
            return shape.x - size, shape.y - size, shape.x + size, shape.y + size
        case Text():
            wide = width_of(shape.text, shape.size, is_bold=shape.is_bold)
            left = shape.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * wide
            assert shape.size >= SMALL
            return left, shape.y - shape.size * 0.75, left + wide, shape.y + shape.size * 0.15
    raise AssertionError(shape)


def rects(drawing: Drawing, *roles: object) -> list[Rect]:
    """The bars in these inks that tell something."""
    return [
        one for one in drawing.shapes if isinstance(one, Rect) and one.told and one.role in roles
    ]


def moment(days: int, **more: object) -> Moment:
    """A night so many days after the first."""
    at = AT + dt.timedelta(days)
    return Moment(days, at, "checked", 0, 0, 0, 0, 0, 1.0, **more)  # type: ignore[arg-type]
