"""Lines over nights: what is not known is a gap, and nothing is drawn that no night said."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reports.charts.days import Days, axis
from addin.reports.charts.drawing import Dot, Line, Role
from addin.reports.charts.lines import Lines, Series, drawn, runs
from addin.reports.charts.rows import NARROW, WIDE
from addin.reports.charts.scale import unit
from tests.reports.charts.laws import amounts, apart, inside, names

DAY = dt.date(2026, 3, 2)
days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
histories = st.dictionaries(days, st.none() | amounts, min_size=1, max_size=60).filter(
    lambda found: any(value is not None for value in found.values())
)


def points(*values: int | None, step: int = 1) -> tuple[tuple[dt.date, int | None], ...]:
    """One figure a day."""
    return tuple((DAY + dt.timedelta(at * step), value) for at, value in enumerate(values))


@settings(deadline=None)
@given(
    histories,
    st.dictionaries(days, st.none() | amounts, max_size=20),
    names,
    st.booleans(),
    st.sampled_from([NARROW, WIDE]),
)
def test_any_history_stays_in_the_frame_with_its_words_apart(
    history, other, name, with_nothing, width
):
    """Huge, tiny and negative figures, one night or many, days in a row or decades apart."""
    series = tuple(
        Series(role, name, tuple(sorted(one.items())), "1.2M")
        for role, one in ((Role.ACTUAL, history), (Role.PLAN, other))
    )
    values = [value for one in (history, other) for value in one.values() if value is not None]
    made = drawn(Lines("T", "d", series, unit(values, "USD"), with_nothing=with_nothing), width)

    inside(made)
    apart(made)


def test_a_missing_night_breaks_the_line():
    """A failed night, or more days without one than the rhythm allows."""
    broken = list(runs(points(1, 2, None, 4, 5), 4))
    apart_ = list(runs((*points(1, 2), (DAY + dt.timedelta(9), 3)), 4))

    assert [[value for _, value in run] for run in broken] == [[1, 2], [4, 5]]
    assert [[value for _, value in run] for run in apart_] == [[1, 2], [3]]


def test_weekly_nights_are_one_line():
    """The rhythm is the studio's own."""
    series = Series(Role.ACTUAL, "EFC", points(1, 2, 3, 4, step=7))
    made = drawn(Lines("T", "d", (series,), unit([4], "")))
    lines = [one for one in made.shapes if isinstance(one, Line) and one.role is Role.ACTUAL]

    assert max(len(one.points) for one in lines) == 4


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(-9, 9), min_size=1, max_size=40))
def test_every_figure_is_in_one_piece_and_in_order(values):
    """No figure is lost, none is made up."""
    found = list(runs(points(*values), 4))

    assert [value for run in found for _, value in run] == [v for v in values if v is not None]
    assert all(run for run in found)


def test_one_night_is_a_dot():
    """In the middle of its axis."""
    made = drawn(Lines("T", "d", (Series(Role.ACTUAL, "EFC", points(7)),), unit([7], "")))
    dots = [one for one in made.shapes if isinstance(one, Dot)]

    assert len([one for one in dots if one.told]) == 1
    inside(made)


@settings(deadline=None)
@given(st.dates(), st.dates(), st.sampled_from([250.0, 480.0]), st.booleans())
def test_an_axis_names_days_that_do_not_touch(one, other, width, by_month):
    """Whatever the span: a day, or all years that there are; two names at least where it has two days."""
    first, last = sorted((one, other))
    shapes = list(axis(Days(first, last, 40.0, width - 8), 0.0, 100.0, width, by_month=by_month))
    texts = [shape for shape in shapes if not isinstance(shape, Line)]

    assert len(texts) >= (1 if first == last else 2)
    assert len(texts) <= 20
