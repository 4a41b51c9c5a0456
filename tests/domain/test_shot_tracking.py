"""Status, hand-over, load, retakes and delivery of tracked work."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.domain.animation import NoQuota, Shot, cut_problems
from addin.domain.shot_tracking import (
    Status,
    Task,
    delivery,
    in_the_edit,
    late_handovers,
    overbooked,
    place_in_pipeline,
    retake_rates,
    status_grid,
    status_of,
)
from addin.domain.working_days import WorkingCalendar

MONDAY = dt.date(2026, 3, 2)
COUNT = WorkingCalendar().count


def day(number: int) -> dt.date:
    """So many days after a Monday."""
    return MONDAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Todo", Status.TO_DO),
        ("WIP", Status.IN_WORK),
        ("wfa", Status.WAITING),
        ("Waiting For Approval", Status.WAITING),
        ("Retake", Status.RETAKE),
        ("apr", Status.DONE),
        ("on_hold", Status.ON_HOLD),
        ("omt", Status.OMITTED),
        ("NotAStatus", None),
        ("", None),
    ],
)
def test_statuses_are_known_as_trackers_spell_them(text, status):
    """Short and long, in any case; what nobody knows is none."""
    assert status_of(text) is status


def test_departments_stand_in_the_order_of_the_pipeline():
    """Layout, animation, effects, lighting, compositing; paperwork has no place."""
    names = ["Storyboard", "Layout", "Animation", "FX", "Lighting", "Comp"]
    places = [place_in_pipeline(name) for name in names]
    assert None not in places
    assert places == sorted(places, key=lambda place: place or 0)
    assert place_in_pipeline("Paperwork") is None


def test_a_handover_on_the_day_is_in_time_and_what_is_done_is_never_late():
    """Files go over at night."""

    def shot(due: int, status: Status) -> list[Task]:
        return [
            Task(1, "a", "Animation", status, due=day(due)),
            Task(2, "A", "Lighting", start=day(5)),
        ]

    assert not list(late_handovers(shot(5, Status.IN_WORK)))
    (late,) = late_handovers(shot(7, Status.IN_WORK))
    assert (late.days, late.before.id, late.after.id) == (2, 1, 2)
    assert not list(late_handovers(shot(7, Status.DONE)))


tasks = st.lists(
    st.builds(
        lambda at, start, length, days, artists: Task(
            at, str(at), "Animation", None, tuple(artists), day(start), day(start + length), days
        ),
        st.integers(0, 99),
        st.integers(0, 20),
        st.integers(0, 10),
        st.none() | st.integers(1, 9).map(Decimal),
        st.lists(st.sampled_from("ABC"), max_size=2, unique=True),
    ),
    max_size=8,
)


@given(tasks)
def test_whoever_is_overbooked_has_more_to_do_in_that_time_than_days(listed):
    """And nobody is, in no time between a start and a due day, of whom it is not said."""
    found = {one.artist: one for one in overbooked(listed, COUNT)}

    def needed(artist: str, first: dt.date, last: dt.date) -> tuple[int, Decimal]:
        inside = [
            task
            for task in listed
            if artist in task.artists
            and task.start is not None
            and task.due is not None
            and first <= task.start
            and task.due <= last
        ]
        loads = [
            (one.days if one.days is not None else Decimal(COUNT(one.start, one.due)))
            / len(one.artists)
            for one in inside
            if one.start and one.due
        ]
        return len(inside), sum(loads, Decimal(0))

    for artist in "ABC":
        edges = [
            (one.start, other.due)
            for one in listed
            for other in listed
            if artist in one.artists and artist in other.artists and one.start and other.due
        ]
        worst = max(
            (
                load - COUNT(first, last)
                for first, last in edges
                if first <= last
                for number, load in [needed(artist, first, last)]
                if number > 1
            ),
            default=Decimal(0),
        )
        if worst > 0:
            assert found[artist].needed - found[artist].there == worst
        else:
            assert artist not in found


def test_retakes_count_what_was_shown():
    """Two shown, three retakes kept in the list; one that is a retake now counts as one."""
    rates = retake_rates(
        [
            Task(1, "a", "Animation", Status.DONE, retakes=3),
            Task(2, "b", "Animation", Status.RETAKE),
            Task(3, "c", "Animation", Status.IN_WORK),
            Task(4, "d", "Lighting", Status.TO_DO),
        ]
    )
    assert [(one.department, one.shown, one.retakes, one.rate) for one in rates] == [
        ("Animation", 2, 4, Fraction(2)),
        ("Lighting", 0, 0, Fraction(0)),
    ]


@given(st.integers(0, 10_000), st.integers(1, 500), st.integers(1, 20))
def test_by_the_day_of_delivery_all_is_done_and_the_day_before_not(left, quota, artists):
    """A week has seven days of an even pace."""
    through = delivery(Fraction(left), Fraction(quota), Fraction(artists), MONDAY)
    days = (through - MONDAY).days
    pace = Fraction(quota * artists, 7)
    assert pace * days >= left
    assert days == 0 or pace * (days - 1) < left


def test_a_delivery_that_never_comes_is_refused():
    """No quota, nobody at work, or later than there are years."""
    for left, quota, artists in ((1, 0, 1), (1, 1, 0), (10**12, 1, 1)):
        with pytest.raises(NoQuota):
            delivery(Fraction(left), Fraction(quota), Fraction(artists), MONDAY)


def test_a_grid_holds_where_each_department_stands():
    """Of two tasks of one department the less advanced counts."""
    grid = status_grid(
        [
            Task(1, "SH1", "Animation", Status.DONE),
            Task(2, "SH1", "Animation", Status.RETAKE),
            Task(3, "SH1", "Lighting", Status.READY),
            Task(4, "SH2", "Lighting"),
        ]
    )
    assert grid == {
        "SH1": {"Animation": Status.RETAKE, "Lighting": Status.READY},
        "SH2": {},
    }


lengths = st.lists(st.integers(1, 200), min_size=2, max_size=30)


@given(lengths, st.integers(0, 1000), st.booleans())
def test_shots_that_join_have_no_problem_however_their_last_frame_is_counted(frames, start, inside):
    """With the last frame in the shot, or on the first of the next: the same edit."""
    shots, first = [], start
    for at, length in enumerate(frames):
        shots.append(Shot(str(at), first, first + length - int(inside)))
        first += length
    placed = in_the_edit(shots)
    assert placed is not None
    assert not list(cut_problems(placed, sum(frames)))


def test_shots_that_each_count_from_their_own_start_are_in_no_edit():
    """All from 1001; one shot alone; shots that nowhere join."""
    assert in_the_edit([Shot("a", 1001, 1100), Shot("b", 1001, 1050)]) is None
    assert in_the_edit([Shot("a", 1, 100)]) is None
    assert in_the_edit([Shot("a", 1, 10), Shot("b", 50, 60), Shot("c", 90, 95)]) is None
