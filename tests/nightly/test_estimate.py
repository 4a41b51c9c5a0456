"""How long a night will take, from what its productions took before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.nightly.bulk import Bulk
from addin.nightly.estimate import (
    Expected,
    Overhead,
    Quota,
    estimate,
    expected,
    makespan,
)
from addin.nightly.growth import USUAL
from addin.nightly.simulation import Trouble, simulate

NONE = Overhead(0.0, 0.0)
seconds = st.lists(st.floats(0.1, 900.0), min_size=1, max_size=60)


def shows(*each, calls=0, megabytes=0.0):
    """Productions that take so long."""
    return [Expected(f"show-{n}", one, megabytes, calls) for n, one in enumerate(each)]


@given(seconds, st.integers(1, 20))
def test_a_night_lies_between_its_floor_and_what_no_list_exceeds(each, workers):
    """Graham: the work shared evenly, and at most the longest production on top of it."""
    found = estimate(shows(*each), workers, NONE)

    assert found.floor <= found.seconds * (1 + 1e-9)
    assert found.seconds <= sum(each) / workers + max(each) + 1e-6
    assert found.busy <= 1 + 1e-9


@given(seconds, st.integers(1, 20))
def test_one_worker_does_one_after_the_other_and_more_never_take_longer(each, workers):
    """Alone it is the sum; another worker never makes a night longer, longest first."""
    assert estimate(shows(*each), 1, NONE).seconds == pytest.approx(sum(each))

    many = estimate(shows(*each), workers, NONE).seconds
    assert many >= estimate(shows(*each), len(each), NONE).seconds - 1e-6
    assert many <= sum(each) + 1e-6


def test_what_an_engine_adds_is_added_once_and_for_each():
    """Ten productions on two workers: five each, and one start."""
    found = estimate(shows(*[2.0] * 10), 2, Overhead(3.0, 0.1))

    assert found.seconds == pytest.approx(3.0 + 5 * 2.1)


def test_more_workers_do_not_raise_the_quota_of_google():
    """A thousand syncs of four calls need over an hour with one user, whatever the workers."""
    given_ = shows(*[1.0] * 1000, calls=4)

    found = estimate(given_, 64, NONE)

    assert (found.held_by, found.quota) == ("Google's quota", 4000.0)
    assert estimate(given_, 64, NONE, Quota(users=5)).quota == pytest.approx(800.0)
    assert Quota(users=9).a_minute == 300


def test_the_share_and_the_longest_production_hold_a_night_as_well():
    """What holds it is named: the share, one production, or the workers."""
    assert (
        estimate(shows(*[1.0] * 100, megabytes=50), 50, NONE, bandwidth=100).held_by == "the share"
    )
    assert estimate(shows(600.0, *[1.0] * 100), 50, NONE).held_by == "one production"
    assert estimate(shows(*[1.0] * 100), 4, NONE).held_by == "workers"


def test_a_production_that_never_ran_is_judged_by_what_is_in_it():
    """Those that ran keep their own figure; without any, what is usual is taken."""
    bulks = {
        name: Bulk(1, 1, cells=size, megabytes=size)
        for name, size in zip("abcd", (1, 2, 3, 10), strict=True)
    }
    found = expected(bulks, {"a": 2.0, "b": 3.0, "c": 4.0}, {"b": 4})

    assert [one.seconds for one in found[:3]] == [2.0, 3.0, 4.0]
    assert 8.0 < found[3].seconds < 16.0
    assert [one.is_known for one in found] == [True, True, True, False]
    assert [one.megabytes for one in found] == [1, 2, 3, 10]
    assert found[1].calls == 4
    assert expected({"d": bulks["d"]}, {}, {})[0].seconds == USUAL.seconds(bulks["d"])


@given(seconds, st.integers(1, 12), st.floats(0, 5), st.floats(0, 0.5))
def test_a_night_without_trouble_is_simulated_as_it_is_planned(each, workers, start, added):
    """The same list, the same workers, the same end."""
    given_ = shows(*each)
    found = simulate(given_, workers, Overhead(start, added))

    assert found.seconds == pytest.approx(start + makespan((one + added for one in each), workers))
    assert (found.deaths, found.waited_quota, found.waited_share) == (0, 0.0, 0.0)


@settings(max_examples=60)
@given(seconds, st.integers(1, 12), st.integers(0, 8), st.floats(0, 30), st.integers(0, 5))
def test_a_simulated_night_is_never_faster_than_what_it_waits_for(each, workers, calls, size, seed):
    """Deaths, quota and share only ever cost time, and every production is done."""
    given_ = shows(*each, calls=calls, megabytes=size)
    found = simulate(given_, workers, NONE, bandwidth=20.0, trouble=Trouble(2.0, 5.0), seed=seed)

    assert found.seconds >= sum(each) / workers - 1e-6
    assert found.seconds >= size * len(each) / 20.0 - 1e-6
    assert found.seconds >= calls * len(each) - 60.0 - 1e-6
    assert found == simulate(
        given_, workers, NONE, bandwidth=20.0, trouble=Trouble(2.0, 5.0), seed=seed
    )


def test_deaths_cost_about_what_they_interrupt():
    """A worker that dies once an hour loses, on average, half a production and its way back."""
    given_ = shows(*[30.0] * 4000)
    calm = simulate(given_, 8, NONE).seconds
    bad = simulate(given_, 8, NONE, trouble=Trouble(1.0, 20.0))

    assert bad.deaths == pytest.approx(8 * calm / 3600, rel=0.4)
    lost = (bad.seconds - calm) * 8 / bad.deaths
    assert 25 < lost < 50
