"""What a production will take that never ran: from what others took, by what is in them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.nightly.bulk import Bulk
from addin.nightly.growth import USUAL, Growth, growth_of

costs = st.tuples(
    st.floats(0.005, 0.05), st.floats(0.0, 0.02), st.floats(0.1, 2.0), st.floats(1.0, 20.0)
)


def studio(count, seed=1):
    """Productions of all sizes."""
    chance = random.Random(seed)  # noqa: S311 - sizes for a test
    found = []
    for _ in range(count):
        cells = chance.lognormvariate(-1.0, 1.5)
        formulas = cells * chance.random() * 0.2
        files = chance.randint(1, 6)
        found.append(Bulk(files, files * 3, cells, formulas, cells * 0.1, megabytes=cells * 0.2))
    return found


@settings(deadline=None, max_examples=25)
@given(costs)
def test_growth_is_found_again_though_some_are_odd(truth):
    """Each tenth took ten times as long; half of all others are told within a third."""
    fixed, file, cells, formulas = truth
    real = Growth((fixed, file, 0.0, cells, formulas, 0.0, 0.0, 0.0))
    known = [
        (bulk, real.seconds(bulk) * (10.0 if number % 10 == 9 else 1.0))
        for number, bulk in enumerate(studio(200))
    ]

    found = growth_of(known)

    off = [found.seconds(bulk) / real.seconds(bulk) for bulk in studio(40, seed=2)]
    assert sorted(max(one, 1 / one) for one in off)[20] < 1.35


@settings(deadline=None)
@given(st.floats(0.05, 20.0), st.integers(1, 4))
def test_a_few_productions_tell_how_fast_a_machine_is(speed, count):
    """What is usual, as many times; a machine of the usual speed changes nothing."""
    known = [(bulk, USUAL.seconds(bulk) * speed) for bulk in studio(count) if bulk.cells > 0.2]
    found = growth_of(known)

    for bulk in studio(10, seed=3):
        if known and speed * USUAL.seconds(bulk) > 0.05:
            assert found.seconds(bulk) == pytest.approx(speed * USUAL.seconds(bulk), rel=0.35)


def test_without_any_what_is_usual_is_taken():
    """And a production costs something, whatever is in it."""
    assert growth_of([]) == USUAL
    assert USUAL.seconds(Bulk()) > 0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 500)), min_size=1, max_size=12))
def test_no_cause_ever_brings_time_back(known):
    """Whatever was measured, also nothing at all: more in a folder never makes it quicker."""
    found = growth_of([(Bulk(1, 1, cells=cells), seconds) for cells, seconds in known])

    assert all(one > 0 for one in found.each)
