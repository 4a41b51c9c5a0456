"""Lying bars are to scale, in their frame, and their words do not touch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reports.charts.drawing import Rect, Role, Text
from addin.reports.charts.key import Sample
from addin.reports.charts.rows import NARROW, WIDE, Part, Row, Rows, drawn, furthest
from addin.reports.charts.scale import unit
from tests.reports.charts.laws import amounts, apart, inside, names, rects

widths = st.sampled_from([NARROW, WIDE, 380.0, 700.0])


@settings(deadline=None)
@given(
    st.lists(st.tuples(names, amounts, names), min_size=1, max_size=14),
    st.lists(names, max_size=4),
    st.booleans(),
    widths,
)
def test_any_rows_stay_in_the_frame_and_apart(rows, samples, has_axis, width):
    """Whatever the names, the amounts, the key and the width are."""
    values = [value for _, value, _ in rows]
    chart = Rows(
        "Rows",
        "Some",
        tuple(Row(name, (Part(Role.OVER, 0, value, "x"),), says) for name, value, says in rows),
        tuple(Sample(Role.ASK, text) for text in samples),
        unit(values, "USD") if has_axis else None,
    )
    made = drawn(chart, width)

    inside(made)
    apart(made)


@settings(deadline=None)
@given(st.lists(st.integers(-(10**30), 10**30), min_size=1, max_size=12), widths, st.booleans())
def test_bars_are_proportional(values, width, has_axis):
    """Twice the amount, twice the length; below nothing to the left; none for nothing."""
    parts = [Row("x", (Part(Role.UNDER, 0, value, "x"),), "") for value in values]
    chart = Rows("Rows", "Some", tuple(parts), (), unit(values, "") if has_axis else None)
    bars = rects(drawn(chart, width), Role.UNDER)
    shown = [value for value in values if value]

    assert len(bars) == len(shown)
    if not shown:
        return
    largest = max(shown, key=abs)
    longest = bars[shown.index(largest)].width
    for value, bar in zip(shown, bars, strict=True):
        assert bar.width == pytest.approx(longest * abs(value) / abs(largest), abs=1.01)
    lefts = [bar.x + bar.width for value, bar in zip(shown, bars, strict=True) if value < 0]
    rights = [bar.x for value, bar in zip(shown, bars, strict=True) if value > 0]
    if lefts and rights:
        assert max(lefts) <= min(rights) + 1.01


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), widths)
def test_pieces_of_a_bar_lie_end_to_end(counts, width):
    """Together they are as long as their sum."""
    parts, reached = [], 0
    for count in counts:
        parts.append(Part(Role.GOOD, reached, reached + count, "x"))
        reached += count
    chart = Rows("Rows", "Some", (Row("x", tuple(parts), "all"),), whole=reached or 1)
    made = drawn(chart, width)
    bars = rects(made, Role.GOOD)
    track = next(one for one in made.shapes if isinstance(one, Rect) and one.role is Role.TRACK)

    for one, after in pairwise(bars):
        assert after.x == pytest.approx(one.x + one.width, abs=1.01)
    if reached:
        assert sum(bar.width for bar in bars) == pytest.approx(track.width, abs=len(bars) + 0.01)


def test_a_long_name_is_cut_with_an_ellipsis():
    """The figure behind it keeps its room."""
    row = Row("Set Construction " * 9, (Part(Role.OVER, 0, -5, "x"),), "(1,234)")
    words = [one.text for one in drawn(Rows("Rows", "", (row,))).shapes if isinstance(one, Text)]

    assert words[0].startswith("Set Construction")
    assert words[0].endswith("…")
    assert words[1] == "(1,234)"


@settings(deadline=None)
@given(st.lists(st.integers(-50, 50), max_size=40), st.integers(3, 15))
def test_the_furthest_are_the_worst_on_each_side(values, most):
    """Over before under, the worst first; over has two thirds of the room if it needs it."""
    found = furthest([(value, None) for value in values], most)
    chosen = [value for value, _ in found]
    over, under = ([v for v in values if v < 0], [v for v in values if v > 0])
    of_over = sum(value < 0 for value in chosen)

    assert len(chosen) == min(most, len(over) + len(under))
    assert chosen[:of_over] == sorted(over)[:of_over]
    assert chosen[of_over:] == sorted(under, reverse=True)[: len(chosen) - of_over][::-1]
    assert of_over >= min(len(over), most - most // 3)
