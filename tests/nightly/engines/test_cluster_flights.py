"""Productions on their way to workers and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import Ended
from addin.nightly.engines.cluster import Cluster
from addin.nightly.engines.cluster_fleet import Fleet, Wanted
from addin.nightly.engines.cluster_flights import Flights, Waiting, outcome
from addin.nightly.engines.cluster_limits import Came, Cut
from addin.nightly.engines.cluster_link import LinkLost, WorkerGone
from addin.nightly.engines.cluster_versions import build
from addin.nightly.engines.cluster_worker import Unseen, end
from addin.nightly.orders import Orders, Task
from addin.nightly.production import failed
from addin.nightly.production import work as night_of_production
from tests.nightly.engines.cluster_work import work
from tests.nightly.engines.fake_link import FakeLink

_ORDERS = Orders("night", dt.datetime(2026, 11, 20, 2))


def task(number, folder="/nowhere", **limits):
    """A production of a night."""
    return Task(number, f"{folder}/{number}", _ORDERS, **limits)


def came(one):
    """It was checked."""
    return Came(replace(failed(one, "", ""), ended=Ended.CHECKED), None, 0.1, 1)


def flown(tasks, **threads):
    """A night of these, with these workers."""
    link = FakeLink(dict(threads))
    fleet = Fleet(link, Wanted(build(), ()), dict(threads), {each: each for each in threads})
    return link, Flights.of(fleet, work, "n", tasks)


def test_a_worker_is_given_as_much_as_it_works_on_at_once():
    """Two threads, two productions; the next when one of them is back."""
    link, flights = flown([task(number) for number in range(5)], a=1, b=2)

    flights.hand_out()
    flights.hand_out()
    assert [one.worker for one in link.handed] == ["a", "b", "b"]

    link.land(link.handed[2], came(task(2)))
    assert [night.position for night in flights.landing(0)] == [2]
    flights.hand_out()
    assert link.handed[3].worker == "b"


def test_what_a_dead_worker_had_is_worked_on_again_and_not_for_ever():
    """Its third worker's death is the production's end; a late answer of the dead changes nothing."""
    link, flights = flown([task(0)], a=1, b=1, c=1)
    ends = []
    for worker in "abc":
        flights.hand_out()
        assert link.handed[-1].worker == worker
        del flights.fleet.threads[worker]
        ends += flights.take_back(frozenset(worker))
        link.land(link.handed[-1], came(task(0)))
        ends += flights.landing(0)

    assert [(one.ended, one.error, one.tries) for one in ends] == [(Ended.FAILED, "WorkerDied", 3)]
    assert not flights.waiting
    assert not flights.flying


def test_a_result_that_cannot_be_fetched_is_a_worker_lost():
    """The production waits again, first of all."""
    link, flights = flown([task(0), task(1)], a=1)
    flights.hand_out()
    link.land(link.handed[0], WorkerGone())

    assert list(flights.landing(0)) == []
    assert [waiting.task.position for waiting in flights.waiting] == [0, 1]


def test_what_a_worker_cannot_see_is_given_to_another(tmp_path):
    """Where no worker sees it and this machine does, the share is to blame, by name."""
    (tmp_path / "0").mkdir()
    link, flights = flown([task(0, tmp_path)], a=1, b=1)
    flights.hand_out()
    link.land(link.handed[0], Unseen("x"))
    assert list(flights.landing(0)) == []
    flights.hand_out()
    assert link.handed[1].worker == "b"

    link.land(link.handed[1], Unseen("x"))
    (ended,) = flights.landing(0)

    assert ended.error == "FolderUnseen"
    assert "this machine does" in ended.failure


def test_what_nobody_sees_is_told_in_the_words_of_every_engine():
    """Where this machine does not see it either, it is missing, and no worker is to blame."""
    link, flights = flown([task(0)], a=1)
    flights.hand_out()
    link.land(link.handed[0], Unseen("x", "does not see it"))

    (ended,) = flights.landing(0)

    assert ended.told() == night_of_production(task(0)).told()
    assert ended.error == "FileMissing"


def test_a_lost_scheduler_is_no_productions_fault():
    """What was with workers waits first of all, in its order, and no loss is counted."""
    _, flights = flown([task(number) for number in range(4)], a=1, b=1)
    flights.hand_out()
    other = Fleet(FakeLink({"c": 1}), flights.fleet.wanted, {"c": 1})

    flights.over_to(other, "m")

    assert [one.task.position for one in flights.waiting] == [0, 1, 2, 3]
    assert {one.tries for one in flights.waiting} == {1}
    flights.hand_out()
    assert list(flights.flying) == ["tieout-m-0-3"]


def test_what_workers_still_do_is_ended_also_where_the_scheduler_goes_once_more():
    """Else two would work on one production: the one that outlived, and the one that begins anew."""
    asked = []

    class Shaky(FakeLink):
        def ask(self, what, *arguments, workers):
            asked.append((what, arguments, workers))
            self._alive()
            return {}

    class Lost(Shaky):
        def workers(self):
            self.is_lost = True
            return self.threads

    _, flights = flown([task(0)], a=1)
    flights.hand_out()
    cluster = Cluster("tcp://127.0.0.1:8786")

    with pytest.raises(LinkLost):
        cluster._gone_on(flights, Lost({"a": 1}))
    cluster._gone_on(flights, Shaky({"a": 1}))

    assert asked == [(end, ("n",), ("a",))] * 2
    assert [one.task.position for one in flights.waiting] == [0]


@pytest.mark.parametrize("lost_at", ["handing", "fetching"])
def test_no_production_goes_with_the_scheduler(lost_at):
    """Not the one that was just to be handed out, nor the one whose answer was just to be fetched."""
    link, flights = flown([task(number) for number in range(3)], a=1, b=1)
    if lost_at == "fetching":
        flights.hand_out()
        link.land(link.handed[0], came(task(0)))
    link.is_lost = True

    with pytest.raises(LinkLost):
        flights.hand_out() if lost_at == "handing" else list(flights.landing(0))
    flights.over_to(Fleet(FakeLink(), flights.fleet.wanted), "m")

    assert [one.task.position for one in flights.waiting] == [0, 1, 2]


@pytest.mark.parametrize("error", [ValueError("what"), RuntimeError("no graph"), MemoryError()])
def test_a_failure_of_tieout_on_a_worker_is_an_outcome(error):
    """Nothing that a worker answers stops the night."""
    link, flights = flown([task(0)], a=1)
    flights.hand_out()
    link.land(link.handed[0], error)
    (ended,) = flights.landing(0)

    assert (ended.ended, ended.error) == (Ended.FAILED, type(error).__name__)


def test_a_worker_in_a_bad_way_is_not_given_the_same_production_again():
    """One that can start no process answers fastest: it must not be the one that is asked thrice."""
    link, flights = flown([task(0)], a=1, b=1)
    flights.hand_out()
    link.land(link.handed[0], WorkerGone())
    assert not list(flights.landing(0))
    flights.hand_out()

    assert [one.worker for one in link.handed] == ["a", "b"]


@pytest.mark.parametrize(
    ("cut", "error", "words"),
    [
        (Cut.TIME, "TookTooLong", "1.5 minutes"),
        (Cut.MEMORY, "TooLarge", "512 MB"),
        (Cut.DIED, "WorkerDied", "ended by SIGBUS"),
    ],
)
def test_why_a_production_came_to_no_end_is_a_sentence(cut, error, words):
    """The limit that it broke is in it, and what it took is kept."""
    came = Came(None, cut, 90.0, 77, "ended by SIGBUS")

    ended = outcome(Waiting(task(0, minutes=1.5, memory_mb=512), deaths=1), came, "w")

    assert (ended.error, ended.tries, ended.peak, ended.worker) == (error, 2, 77, "w")
    assert words in ended.failure


def test_a_production_whose_process_died_comes_last_and_elsewhere():
    """Once more, behind all others, on another worker if there is one; then it is told."""
    link, flights = flown([task(0), task(1)], a=1, b=1)
    flights.hand_out()
    link.land(link.handed[0], Came(None, Cut.DIED, 0.1, 0, "ended by SIGKILL"))
    assert not list(flights.landing(0))
    flights.hand_out()
    assert len(link.handed) == 2  # a is where it died

    link.land(link.handed[1], came(task(1)))
    assert [one.position for one in flights.landing(0)] == [1]
    flights.hand_out()
    assert link.handed[2].worker == "b"
    link.land(link.handed[2], Came(None, Cut.DIED, 0.1, 0, "ended by SIGKILL"))

    (ended,) = flights.landing(0)
    assert (ended.error, ended.tries) == ("WorkerDied", 2)


def test_a_production_is_not_stranded_between_two_workers(tmp_path):
    """Where the only worker that sees it is the one on which its process died, it is tried there."""
    (tmp_path / "0").mkdir()
    link, flights = flown([task(0, tmp_path)], a=1, b=1)
    flights.hand_out()
    link.land(link.handed[0], Came(None, Cut.DIED, 0.1, 0))
    assert not list(flights.landing(0))
    flights.hand_out()
    link.land(link.handed[1], Unseen("x"))
    assert not list(flights.landing(0))

    flights.hand_out()

    assert [one.worker for one in link.handed] == ["a", "b", "a"]


@settings(deadline=None)
@given(st.integers(1, 12), st.lists(st.integers(0, 5), max_size=80), st.integers(1, 4))
def test_whatever_happens_each_production_ends_once(count, happenings, crew):
    """Deaths, late answers and blindness in any order: no production is lost, none ends twice."""
    tasks = [task(number) for number in range(count)]
    link, flights = flown(tasks, **{f"w{number}": 1 for number in range(crew)})
    ends = []
    born = crew
    for happening in [*happenings, *[0] * 200]:
        flights.hand_out()
        flying = list(flights.flying.values())
        if not flying:
            break
        flight = flying[happening % len(flying)]
        if happening in {1, 4}:
            del flights.fleet.threads[flight.worker]
            flights.fleet.threads[f"w{born}"] = 1
            born += 1
            ends += flights.take_back(frozenset([flight.worker]))
            if happening == 4:
                link.land(flight.handed, came(flight.waiting.task))
        elif happening == 2:
            link.land(flight.handed, WorkerGone())
        elif happening == 5:
            link.land(flight.handed, Came(None, Cut.DIED, 0.1, 0))
        elif happening == 3:
            link.land(flight.handed, Unseen("x"))
        else:
            link.land(flight.handed, came(flight.waiting.task))
        ends += flights.landing(0)

    assert list(range(count)) == sorted(one.position for one in ends)
