"""Quotas, complexity classes, and shots along an edit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.animation import (
    NoQuota,
    Pace,
    Shot,
    artist_weeks,
    by_complexity,
    cut_problems,
    quota_needed,
)

positive = st.fractions(Fraction(1, 10), 1000, max_denominator=20)


@settings(deadline=None)
@given(positive, positive, positive)
def test_the_quota_needed_ends_in_time(work, artists, weeks):
    """At that quota the work takes exactly the weeks there are."""
    assert artist_weeks(work, quota_needed(work, artists, weeks), artists) == weeks


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABC"), positive), max_size=9), st.randoms())
def test_classes_sum_to_all_shots_in_any_order(shots, random):
    """No shot is counted twice or left out."""
    paces = {name: Pace(Fraction(at + 1), Fraction(1000)) for at, name in enumerate("ABC")}

    found = by_complexity(shots, paces)

    assert found == by_complexity(random.sample(shots, len(shots)), paces)
    assert sum(each.shots for each in found.values()) == len(shots)
    assert sum(each.work for each in found.values()) == sum(work for _, work in shots)
    assert all(each.cost == each.weeks * 1000 for each in found.values())


def test_a_class_without_a_quota_is_an_error():
    """Its shots would cost nothing."""
    with pytest.raises(LookupError, match="complexity D"):
        by_complexity([("D", Fraction(1))], {"A": Pace(Fraction(1))})
    with pytest.raises(NoQuota, match="never be done"):
        by_complexity([("A", Fraction(1))], {"A": Pace(Fraction(0))})


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 15)), max_size=8),
    st.none() | st.integers(0, 80),
    st.randoms(),
)
def test_a_cut_without_problems_covers_every_frame_once(found, edit, random):
    """Counted frame by frame; and the order of the rows changes nothing."""
    shots = [Shot(f"S{at}", first, first + n - 1) for at, (first, n) in enumerate(found)]
    problems = list(cut_problems(shots, edit))

    frames = [f for shot in shots for f in range(shot.first, shot.last + 1)]
    joins = len(frames) == len(set(frames)) and (
        not frames or len(frames) == max(frames) - min(frames) + 1
    )
    fits = edit is None or edit == len(frames)
    assert (not problems) == (joins and fits)
    assert problems == list(cut_problems(random.sample(shots, len(shots)), edit))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 15)), min_size=1, max_size=6))
def test_gaps_and_overlaps_are_measured_in_frames(steps):
    """Shots laid one after the other with known gaps; none lies within another."""
    shots: list[Shot] = []
    wanted: list[int] = []
    end = 100
    for gap, frames in steps:
        if shots and (gap < 0 and -gap >= min(frames, shots[-1].frames)):
            return
        first = end + 1 + (gap if shots else 0)
        if shots and gap:
            wanted.append(abs(gap))
        shots.append(Shot(f"S{len(shots)}", first, first + frames - 1))
        end = shots[-1].last

    assert [problem.frames for problem in cut_problems(shots)] == wanted


def test_a_shot_that_ends_before_it_begins_is_named():
    """And the others are still compared."""
    shots = [Shot("A", 1, 10), Shot("B", 20, 15), Shot("C", 11, 12)]

    assert [(p.shot, p.so, p.frames) for p in cut_problems(shots)] == [
        ("B", "ends before it begins", 5)
    ]
