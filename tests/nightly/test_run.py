"""A night works on each production once, whatever happens to it, to its memory, or to itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import Ended, Point, ProductionNight
from addin.errors import HistoryBusy, HistoryUnusable, NightCutShort, NightRefused
from addin.nightly.engines.engine import Stop
from addin.nightly.engines.in_process import InProcess
from addin.nightly.logs import NightLog
from addin.nightly.manifest import Studio
from addin.nightly.orders import Orders, Task
from addin.nightly.plan import tasks_of
from addin.nightly.run import NightTold, Surroundings, night
from addin.nightly.spool import Spool
from addin.ports.nights import Begun, NightPlan
from addin.settings.studio import UNSAID, StudioSettings
from tests.nightly.engines.engine_contract import Going
from tests.nightly.fake_nights import FakeNights

AT = dt.datetime(2026, 3, 2, 23)
NO_LOG = NightLog(None)
POINT = Point("k", "PO101", 3, "new", "b.xlsx", "s", "A1", "m")


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.now += seconds


class Scripted:
    """An engine: each production as ``ends`` says, then perhaps the end of the night."""

    name = "scripted"

    def __init__(self, ends: Callable[[Task], ProductionNight], dies_after: int = 10**6) -> None:
        self.ends = ends
        self.dies_after = dies_after
        self.begun: list[str] = []

    def run(self, tasks: Sequence[Task], stop: Stop) -> Iterator[ProductionNight]:
        """In the order given, until a stop is asked for, or the whole process would die."""
        for task in tasks:
            if stop.asked():
                return
            if len(self.begun) == self.dies_after:
                raise KeyboardInterrupt
            self.begun.append(Path(task.folder).name)
            yield self.ends(task)


def checked(task: Task, ended: Ended = Ended.CHECKED) -> ProductionNight:
    """A production that was checked."""
    orders = task.orders
    name = Path(task.folder).name
    return ProductionNight(task.position, name, task.folder, orders.at, ended, points=(POINT,))


def studio(count: int) -> Studio:
    """A studio of so many productions."""
    folders = tuple(Path(f"/shows/{number:03d}") for number in range(count))
    return Studio("Kestrel", StudioSettings(), folders, Path("/shows"), (UNSAID,) * count)


def ran(
    engine,
    memory: FakeNights | None,
    count: int = 5,
    *,
    stop: Stop | None = None,
    spool: Spool | None = None,
    at: dt.datetime = AT,
    now: dt.datetime = AT,
    log: NightLog = NO_LOG,
    **more,
) -> NightTold:
    """One night."""
    clock = Clock()
    house = studio(count)
    orders = Orders("", at)
    around = Surroundings(
        memory, spool or Spool(None), log, now=lambda: now, clock=clock, sleep=clock.sleep
    )
    tasks = tasks_of(house, orders, lambda _: UNSAID)
    return night(house, tasks, orders, engine, stop or Going(), around, **more)


def test_all_are_recorded_and_told_in_the_manifests_order():
    """Though they end in any order; the night is closed with its status."""
    memory = FakeNights()

    class Backwards(Scripted):
        def run(self, tasks: Sequence[Task], stop: Stop) -> Iterator[ProductionNight]:
            return super().run(tasks[::-1], stop)

    told = ran(Backwards(checked), memory)

    assert [one.position for one in told.productions] == [0, 1, 2, 3, 4]
    assert told.status(3) == 1
    assert (memory.kept[0].status, len(memory.kept[0].done)) == (1, 5)


def test_a_night_that_was_cut_short_goes_on_with_the_rest():
    """What is recorded is not done again; everything is dated by when it first began."""
    memory = FakeNights()
    with pytest.raises(KeyboardInterrupt):
        ran(Scripted(checked, dies_after=2), memory)
    second = Scripted(checked)

    told = ran(second, memory, at=AT + dt.timedelta(minutes=30))

    assert second.begun == ["002", "003", "004"]
    assert told.is_resumed
    assert {one.at for one in told.productions} == {AT}
    assert set(memory.recorded.values()) == {1}


def test_a_fresh_night_begins_anew():
    """Where somebody wants it; the one that was cut short stays as it is."""
    memory = FakeNights()
    with pytest.raises(KeyboardInterrupt):
        ran(Scripted(checked, dies_after=2), memory)
    second = Scripted(checked)

    ran(second, memory, fresh=True)

    assert len(second.begun) == 5
    assert [one.ended is None for one in memory.kept] == [True, False]


def test_other_orders_are_another_night():
    """Another day, for one."""
    memory = FakeNights()
    with pytest.raises(KeyboardInterrupt):
        ran(Scripted(checked, dies_after=2), memory)

    assert not ran(Scripted(checked), memory, at=AT + dt.timedelta(days=1)).is_resumed


def test_a_stop_leaves_the_night_open_and_says_how_many_are_left():
    """Status 5, and the next one goes on."""
    memory = FakeNights()
    engine = Scripted(checked)

    class AfterTwo(Going):
        def asked(self) -> bool:
            return len(engine.begun) >= 2

    told = ran(engine, memory, stop=AfterTwo())

    assert (told.left, told.status(3)) == (3, 5)
    assert memory.kept[0].ended is None
    assert ran(Scripted(checked), memory).is_resumed


def test_an_engine_that_is_lost_on_the_way_leaves_the_night_open():
    """With the reason; what came in before is kept."""
    memory = FakeNights()

    def lost(task: Task) -> ProductionNight:
        if task.position == 3:
            raise NightCutShort("tls://s:1", "the scheduler is gone")
        return checked(task)

    told = ran(Scripted(lost), memory)

    assert (told.left, told.status(3), len(memory.kept[0].done)) == (2, 5, 3)
    assert "the scheduler is gone" in told.trouble[0]


def test_those_that_were_busy_are_tried_again_at_the_end():
    """Once; who is busy still is told, and the next night's resumption tries them again."""
    tries: dict[int, int] = {}

    def busy(task: Task) -> ProductionNight:
        tries[task.position] = tries.get(task.position, 0) + 1
        is_busy = task.position == 1 or (task.position == 3 and tries[3] == 1)
        return checked(task, Ended.BUSY if is_busy else Ended.CHECKED)

    engine = Scripted(busy)
    told = ran(engine, FakeNights())

    assert engine.begun == ["000", "001", "002", "003", "004", "001", "003"]
    assert [one.ended for one in told.productions] == [
        Ended.CHECKED, Ended.BUSY, Ended.CHECKED, Ended.CHECKED, Ended.CHECKED,
    ]  # fmt: skip
    assert told.status(3) == 3


def test_those_that_took_longest_come_first_where_that_pays():
    """One that never ran by what is in it: nothing, here. In one process as the manifest has it."""
    memory = FakeNights()
    ran(Scripted(lambda task: replace(checked(task), seconds=task.position + 1.0)), memory, 3)
    second = Scripted(checked)
    here: list[str] = []

    def noted(task: Task) -> ProductionNight:
        here.append(Path(task.folder).name)
        return checked(task)

    ran(second, memory, 4)
    ran(InProcess(noted), memory, 4)

    assert second.begun == ["002", "001", "000", "003"]
    assert here == ["000", "001", "002", "003"]


def test_what_did_not_change_keeps_its_last_result():
    """It is not worked on; its findings are told as before, and count for the status."""
    memory = FakeNights()
    ran(Scripted(checked), memory, 3)
    second = Scripted(lambda task: replace(checked(task), points=()))

    told = ran(second, memory, 3, changed=lambda folder: folder.name == "001")

    assert second.begun == ["001"]
    assert [one.ended for one in told.productions] == [
        Ended.UNCHANGED, Ended.CHECKED, Ended.UNCHANGED,
    ]  # fmt: skip
    assert told.productions[2].points == (POINT,)
    assert told.status(3) == 1
    assert memory.night(2)[0].points == ()


def test_what_failed_before_is_tried_again_changed_or_not():
    """A night that could not be had is never taken for one in which nothing changed."""
    memory = FakeNights()
    ran(Scripted(lambda task: checked(task, Ended.FAILED)), memory, 2)
    second = Scripted(checked)

    ran(second, memory, 2, changed=lambda _: False)

    assert second.begun == ["000", "001"]


def test_a_memory_that_is_away_for_a_while_loses_nothing(tmp_path):
    """The night goes on; what was said meanwhile goes in as soon as it can."""
    memory = FakeNights()
    spool = Spool(tmp_path / "spool.jsonl")

    def away(task: Task) -> ProductionNight:
        if task.position == 1:
            memory.away = 3
        return checked(task)

    told = ran(Scripted(away), memory, spool=spool)

    assert told.trouble == ()
    assert set(memory.recorded.values()) == {1}
    assert len(memory.kept[0].done) == 5
    assert memory.kept[0].ended is not None
    assert not (tmp_path / "spool.jsonl").exists()


def test_a_memory_that_stays_away_gets_it_when_the_next_night_begins(tmp_path):
    """Status 3, with where it is kept; then nothing is done again."""
    memory = FakeNights()
    spool = Spool(tmp_path / "spool.jsonl")

    def away(task: Task) -> ProductionNight:
        if task.position == 1:
            memory.away = 10**6
        return checked(task)

    told = ran(Scripted(away), memory, spool=spool)
    memory.away = 0
    second = Scripted(checked)
    again = ran(second, memory, spool=spool)

    assert told.status(3) == 3
    assert "What 4 productions said is kept beside the manifest" in told.trouble[0]
    assert second.begun == []
    assert again.is_resumed
    assert len(again.productions) == 5
    assert memory.kept[0].ended is not None
    assert not (tmp_path / "spool.jsonl").exists()


def test_a_memory_that_is_just_away_when_the_night_begins_is_waited_for():
    """As long as that is no more than a minute, and may pass; then the night is refused."""

    class Away(FakeNights):
        def begin(self, plan: NightPlan, *, fresh: bool = False) -> Begun:
            if self.away:
                self.away -= 1
                raise HistoryBusy("db", "the server starts")
            return super().begin(plan, fresh=fresh)

    soon, never = Away(), Away()
    soon.away, never.away = 4, 1000
    engine = Scripted(checked)

    assert len(ran(Scripted(checked), soon).productions) == 5
    with pytest.raises(HistoryBusy):
        ran(engine, never)
    assert engine.begun == []


@pytest.mark.parametrize("was_cut_short", [False, True])
def test_a_night_that_is_refused_leaves_nothing_to_go_on_with(was_cut_short):
    """It is closed as one that could not run; one that was cut short before may still go on."""

    class Refusing(Scripted):
        def run(self, tasks: Sequence[Task], stop: Stop) -> Iterator[ProductionNight]:
            del tasks, stop
            raise NightRefused("No worker is fit.")
            yield

    memory = FakeNights()
    if was_cut_short:
        with pytest.raises(KeyboardInterrupt):
            ran(Scripted(checked, dies_after=2), memory)
    with pytest.raises(NightRefused):
        ran(Refusing(checked), memory)

    assert [one.status for one in memory.kept] == [None if was_cut_short else 2]
    assert len(ran(Scripted(checked), memory).productions) == 5
    assert len(memory.kept) == (1 if was_cut_short else 2)


def test_what_the_memory_refuses_holds_nobody_up():
    """A folder by a name that a database cannot hold, say: it is told, all others are in."""

    class Picky(FakeNights):
        def record(self, night: int, one: ProductionNight) -> None:
            if one.position in {1, 4}:
                raise HistoryUnusable("db", "no such letter")
            super().record(night, one)

    memory = Picky()
    told = ran(Scripted(checked), memory, 6)

    assert sorted(one.position for one in memory.kept[0].done.values()) == [0, 2, 3, 5]
    assert "/shows/001 (no such letter); /shows/004 (no such letter)" in told.trouble[0]
    assert told.status(3) == 3
    assert memory.kept[0].ended is not None


def test_without_a_memory_a_night_is_a_night():
    """Bare folders remember nothing."""
    assert len(ran(Scripted(checked), None).productions) == 5


def test_productions_that_could_not_be_done_are_status_3():
    """Findings are 1, and clean is 0, by the severity that was asked for."""
    failed = ran(Scripted(lambda task: checked(task, Ended.PARTLY)), None)
    clean = ran(Scripted(lambda task: replace(checked(task), points=())), None)

    assert (failed.status(3), clean.status(1)) == (3, 0)
    assert ran(Scripted(checked), None).status(4) == 0


def test_a_clock_that_is_put_back_or_forth_changes_nothing():
    """Not the order of nights, not how long they took, not which one goes on."""
    memory = FakeNights()
    before, after = AT - dt.timedelta(days=400), AT + dt.timedelta(days=40_000)

    first = ran(Scripted(checked), memory, now=before)
    second = ran(Scripted(checked), memory, at=before, now=after)

    assert [kept.number for kept in memory.kept] == [1, 2]
    assert all(kept.ended is not None for kept in memory.kept)
    assert (first.seconds, second.seconds) == (0, 0)
    assert [one.at for one in memory.latest("Kestrel")] == [before] * 5


def test_the_log_tells_what_happened(tmp_path):
    """Begun, each production, stopped, ended."""
    log = NightLog(tmp_path / "night.log")
    engine = Scripted(checked)

    ran(engine, FakeNights(), stop=_After(engine, 2), log=log)

    lines = [json.loads(line) for line in (tmp_path / "night.log").read_text().splitlines()]
    assert [line["event"] for line in lines] == [
        "begun", "production", "production", "stopped", "ended",
    ]  # fmt: skip
    assert (lines[3]["left"], lines[4]["status"]) == (3, 5)


CUTS = st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 6), st.integers(0, 4))


@given(count=st.integers(0, 6), cuts=st.lists(CUTS, max_size=6))
@settings(deadline=None)
def test_whatever_cuts_a_night_short_each_production_ends_once(count, cuts, tmp_path_factory):
    """Crashes, stops, and a memory that is away, in any order: in the end all are in, once done."""
    memory = FakeNights()
    spool = Spool(tmp_path_factory.mktemp("spool") / "spool.jsonl")
    finished: list[str] = []
    names = [folder.name for folder in studio(count).folders]
    for after, is_crash, away_at, away in cuts:
        memory.away = 0
        engine = _Noting(finished, memory, away_at, away, after if is_crash else 10**6)
        stop = _After(engine, 10**6 if is_crash else after)
        with suppress(KeyboardInterrupt):
            ran(engine, memory, count, spool=spool, stop=stop)
        if memory.kept[-1].ended is not None:
            break
    memory.away = 0
    if not memory.kept or memory.kept[-1].ended is None:
        ran(_Noting(finished, memory), memory, count, spool=spool)

    assert len(memory.kept) == 1
    assert memory.kept[0].ended is not None
    assert sorted(finished) == names
    assert sorted(Path(folder).name for folder in memory.kept[0].done) == names
    assert set(memory.recorded.values()) <= {1}


class _Noting(Scripted):
    """Notes what was finished; the memory goes away on the way for so many calls."""

    def __init__(
        self,
        finished: list[str],
        memory: FakeNights,
        away_at: int = -1,
        away: int = 0,
        dies_after: int = 10**6,
    ) -> None:
        super().__init__(self._end, dies_after)
        self.finished = finished
        self.memory = memory
        self.away_at = away_at
        self.away = away

    def _end(self, task: Task) -> ProductionNight:
        self.finished.append(Path(task.folder).name)
        if len(self.begun) == self.away_at:
            self.memory.away = self.away
        return checked(task)


class _After(Going):
    """A stop after so many."""

    def __init__(self, engine: Scripted, most: int) -> None:
        self.engine = engine
        self.most = most

    def asked(self) -> bool:
        """Whether so many were begun."""
        return len(self.engine.begun) >= self.most
