"""What every engine holds to: the laws, as functions of how to make one that does some work."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from addin.domain.night import Ended, Point, ProductionNight
from addin.nightly.engines.engine import Engine
from addin.nightly.limits import Work
from addin.nightly.orders import Orders, Task

EngineOf = Callable[[Work], Engine]
AT = dt.datetime(2026, 3, 2, 23)
ORDERS = Orders("1", AT)


class Going:
    """Nobody wants the night to end."""

    def asked(self) -> bool:
        """No."""
        return False

    def at_once(self) -> bool:
        """No."""
        return False


class StopAfter:
    """Somebody wants the night to end after so many were asked for."""

    def __init__(self, folder: Path, most: int, *, at_once: bool = False) -> None:
        self.folder = folder
        self.most = most
        self.ends = at_once

    def asked(self) -> bool:
        """Whether so many productions were begun."""
        return len(list(self.folder.glob("*/begun*"))) >= self.most

    def at_once(self) -> bool:
        """The same, if those at work are to be ended too."""
        return self.ends and self.asked()


def tasks_in(folder: Path, *what: str, minutes: float = 0.0, memory_mb: int = 0) -> list[Task]:
    """Productions called after what happens in them."""
    made = []
    for number, each in enumerate(what):
        one = folder / f"{number:02d} {each}"
        one.mkdir(parents=True, exist_ok=True)
        made.append(Task(number, str(one), ORDERS, minutes, memory_mb))
    return made


def work(task: Task) -> ProductionNight:
    """A production in which happens what its folder is called after; each try leaves a file."""
    folder = Path(task.folder)
    tries = len(list(folder.glob("begun*")))
    (folder / f"begun {tries}").touch()
    what = folder.name.split()[1]
    if what == "raises":
        raise ValueError("a bug")
    if what == "exits":
        raise SystemExit(9)
    if what == "kills" or (what == "kills-once" and not tries):
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "sleeps":
        time.sleep(60)
    if what == "slow":
        time.sleep(0.3)
    if what == "hogs":
        return ended(task, str(len(b"x" * (400 * 1024 * 1024))))
    if what == "grows":
        held = []
        for _ in range(60):
            held.append(bytearray(os.urandom(1024) * 10 * 1024))
            time.sleep(0.05)
    return ended(task, what)


def ended(task: Task, what: str) -> ProductionNight:
    """A production that was checked, with one finding."""
    point = Point(f"key {task.position}", "PO101", 3, "new", "b.xlsx", "s", "A1", what)
    name = Path(task.folder).name
    return ProductionNight(task.position, name, task.folder, AT, Ended.CHECKED, points=(point,))


def results(engine: Engine, tasks: list[Task]) -> list[ProductionNight]:
    """How all ended, in the manifest's order."""
    return sorted(engine.run(tasks, Going()), key=lambda one: one.position)


def begun(folder: Path) -> list[int]:
    """How often each production was begun."""
    return [len(list(one.glob("begun*"))) for one in sorted(folder.iterdir())]


def every_production_is_worked_on_once(engine_of: EngineOf, folder: Path) -> None:
    """More of them than there are workers; the results are those of the work itself."""
    tasks = tasks_in(folder, *["fine"] * 9)

    found = results(engine_of(work), tasks)

    assert [one.told() for one in found] == [ended(task, "fine").told() for task in tasks]
    assert begun(folder) == [1] * 9


def no_productions_are_a_night_too(engine_of: EngineOf, folder: Path) -> None:
    """It ends at once."""
    del folder
    assert results(engine_of(work), []) == []


def what_raises_is_told_and_stops_nobody(engine_of: EngineOf, folder: Path) -> None:
    """Though a production's night raises nothing, an engine does not rely on it."""
    one, two = results(engine_of(work), tasks_in(folder, "raises", "fine"))

    assert (one.ended, one.error) == (Ended.FAILED, "ValueError")
    assert two.ended is Ended.CHECKED


def no_more_are_begun_once_a_stop_is_asked_for(engine_of: EngineOf, folder: Path) -> None:
    """Those at work come to their end; the others are left out."""
    tasks = tasks_in(folder, *["slow"] * 30)

    found = list(engine_of(work).run(tasks, StopAfter(folder, 2)))

    assert 2 <= len(found) < 12
    assert len(found) == sum(begun(folder))


def those_at_work_are_ended_when_it_is_to_be_at_once(engine_of: EngineOf, folder: Path) -> None:
    """In seconds, not in the minute that they would take; they are left out."""
    started = time.monotonic()

    found = list(
        engine_of(work).run(tasks_in(folder, "sleeps"), StopAfter(folder, 1, at_once=True))
    )

    assert found == []
    assert time.monotonic() - started < 20


def too_long_is_an_outcome(engine_of: EngineOf, folder: Path) -> None:
    """It is ended, not tried again, and the next one is worked on."""
    tasks = tasks_in(folder, "sleeps", "fine", minutes=0.02)

    one, two = results(engine_of(work), tasks)

    assert (one.ended, one.error) == (Ended.FAILED, "TookTooLong")
    assert "0.02 minutes" in one.failure
    assert two.ended is Ended.CHECKED
    assert begun(folder) == [1, 1]


def too_large_is_an_outcome(engine_of: EngineOf, folder: Path) -> None:
    """Taken at once or little by little; not tried again, and the next one is worked on."""
    tasks = tasks_in(folder, "hogs", "grows", "fine", memory_mb=220)

    one, two, three = results(engine_of(work), tasks)

    assert (one.ended, one.error) == (Ended.FAILED, "TooLarge")
    assert (two.ended, two.error) == (Ended.FAILED, "TooLarge")
    assert "220 MB" in one.failure
    assert three.ended is Ended.CHECKED
    assert begun(folder) == [1, 1, 1]


def seconds_and_memory_are_measured(engine_of: EngineOf, folder: Path) -> None:
    """Those of the production, not of all that its process ever held."""
    before, hog, after = results(engine_of(work), tasks_in(folder, "fine", "hogs", "slow"))

    assert after.seconds >= 0.25
    if hog.peak:  # in this very process, what the tests hold counts too
        assert hog.peak > 400 * 1024 * 1024
        assert hog.peak - after.peak > 200 * 1024 * 1024
        assert hog.peak - before.peak > 200 * 1024 * 1024


def a_killed_worker_costs_its_own_production_one_try(engine_of: EngineOf, folder: Path) -> None:
    """It is tried once more and then done; no other one is lost or done twice."""
    tasks = tasks_in(folder, "fine", "kills-once", "slow", "fine", "slow", "fine")

    found = results(engine_of(work), tasks)

    assert {one.ended for one in found} == {Ended.CHECKED}
    assert [one.tries for one in found] == [1, 2, 1, 1, 1, 1]
    assert begun(folder) == [1, 2, 1, 1, 1, 1]


def what_kills_its_worker_twice_fails_alone(engine_of: EngineOf, folder: Path) -> None:
    """Whatever ends the process: the one that does is told, and all others are done once."""
    tasks = tasks_in(folder, "kills", "slow", "exits", "slow", "fine")

    found = results(engine_of(work), tasks)

    errors = [one.error for one in found]
    assert errors == ["WorkerDied", "", "WorkerDied", "", ""]
    assert begun(folder) == [2, 1, 2, 1, 1]
    assert "died" in found[0].failure


EVERY_ENGINE = (
    every_production_is_worked_on_once,
    no_productions_are_a_night_too,
    what_raises_is_told_and_stops_nobody,
    no_more_are_begun_once_a_stop_is_asked_for,
    those_at_work_are_ended_when_it_is_to_be_at_once,
    too_long_is_an_outcome,
    too_large_is_an_outcome,
    seconds_and_memory_are_measured,
)
"""What holds for every engine."""

SEPARATE_PROCESSES = (
    a_killed_worker_costs_its_own_production_one_try,
    what_kills_its_worker_twice_fails_alone,
)
"""What holds where productions are worked on in processes of their own."""
