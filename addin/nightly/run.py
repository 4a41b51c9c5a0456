"""One night of a studio: begun or gone on with, worked on, recorded as it goes, ended."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from addin.domain.night import Ended, ProductionNight
from addin.errors import HistoryBusy, NightCutShort, NightRefused
from addin.nightly.engines.engine import Engine, Stop
from addin.nightly.engines.in_process import InProcess
from addin.nightly.expecting import lasting
from addin.nightly.logs import NightLog
from addin.nightly.manifest import Studio
from addin.nightly.orders import Orders, Task
from addin.nightly.plan import dated, longest_first, plan_of
from addin.nightly.recording import PATIENCE, Recorder
from addin.nightly.spool import Spool
from addin.ports.nights import Begun, Nights

R = TypeVar("R")

BUSY_PAUSE: Final = 20.0
"""Seconds between the last production and another try at those that were busy."""

CLEAN, FINDINGS, SOME_FAILED, STOPPED = 0, 1, 3, 5
_COULD_NOT_RUN: Final = 2
"""Exit statuses of a night that ran; 2 (could not run) and 4 (another is under way) are errors."""

Progress = Callable[[ProductionNight, int, int], None]


def _quiet(one: ProductionNight, done: int, of: int) -> None:
    del one, done, of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a night meets; ``nights`` None: nothing is remembered.

    ``progress`` is called with each production as it ends, how many did, and of how many.
    """

    nights: Nights | None = None
    spool: Spool = field(default_factory=lambda: Spool(None))
    log: NightLog = field(default_factory=lambda: NightLog(None))
    progress: Progress = _quiet
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    patience: float = PATIENCE
    busy_pause: float = BUSY_PAUSE


@dataclass(frozen=True, slots=True)
class NightTold:
    """How a night went: its productions in the manifest's order.

    ``left`` counts those it did not come to; ``trouble`` says in sentences what else went wrong.
    """

    number: int
    productions: tuple[ProductionNight, ...]
    left: int = 0
    is_resumed: bool = False
    trouble: tuple[str, ...] = ()
    seconds: float = 0.0

    def status(self, fail_at: int) -> int:
        """The exit status; ``fail_at`` is the lowest severity of a finding that counts."""
        if self.left:
            return STOPPED
        good = {Ended.CHECKED, Ended.UNCHANGED}
        if self.trouble or any(one.ended not in good for one in self.productions):
            return SOME_FAILED
        return FINDINGS if any(one.worst >= fail_at for one in self.productions) else CLEAN


def night(
    studio: Studio,
    tasks: Sequence[Task],
    orders: Orders,
    engine: Engine,
    stop: Stop,
    around: Surroundings,
    *,
    changed: Callable[[Path], bool] | None = None,
    fresh: bool = False,
    fail_at: int = 3,
) -> NightTold:
    """Work on the productions of a night; go on with it where it was cut short before.

    What is recorded of this night is not done again. ``changed`` leaves out productions: they keep
    their last result. A night that was stopped is not closed, so that the same one can go on.

    Raises:
        NightRefused: nothing was begun.
        HistoryUnusable: the studio's memory cannot be used; nothing was begun.
    """
    started = around.clock()
    nights = around.nights
    replayed, begun = 0, Begun(0, orders.at, {})
    if nights is not None:
        plan = plan_of(studio, tasks, orders, engine.name)
        replayed = _patiently(around, partial(around.spool.replay, studio.key, nights))
        begun = _patiently(around, partial(nights.begin, plan, fresh=fresh))
    around.log.begun(studio.key, len(tasks), engine.name, resumed=begun.is_resumed)
    if replayed:
        around.log.note("recorded late", productions=replayed)
    recorder = Recorder(
        nights,
        studio.key,
        begun,
        around.spool,
        patience=around.patience,
        clock=around.clock,
        sleep=around.sleep,
    )
    latest = _Latest(studio.key, nights)
    run = _Run(dated(tasks, studio.key, begun), latest, recorder, around)
    run.take_done(begun.done)
    if changed is not None:
        run.leave_out(changed)
    try:
        cut_short = run.work(engine, stop)
    except NightRefused:
        if not begun.is_resumed:  # nothing is there to go on with
            recorder.end(around.now(), _COULD_NOT_RUN)
        raise
    told = run.told(begun, cut_short, around.clock() - started)
    status = told.status(fail_at)
    if told.left:
        around.log.note("stopped", left=told.left)
    # one that is to go on is not closed
    late = recorder.finish() if told.left else recorder.end(around.now(), status)
    told = replace(told, trouble=(*told.trouble, *filter(None, [late])))
    around.log.ended(told.status(fail_at), _counts(told.productions), told.seconds)
    return told


def _patiently(around: Surroundings, ask: Callable[[], R]) -> R:
    """An answer of the studio's memory, waited for where its trouble may pass.

    Raises:
        HistoryUnusable: it did not pass, or will not.
    """
    until = around.clock() + around.patience
    pause = 0.5
    while True:
        try:
            return ask()
        except HistoryBusy:
            if around.clock() + pause > until:
                raise
        around.sleep(pause)
        pause = min(2 * pause, 15.0)


class _Latest:
    """How each production ended when it last ran: read when it is first asked for, if ever."""

    def __init__(self, studio: str, nights: Nights | None) -> None:
        self._studio = studio
        self._nights = nights

    @cached_property
    def by_folder(self) -> Mapping[str, ProductionNight]:
        """By its folder; nothing where no memory is."""
        found = self._nights.latest(self._studio) if self._nights else ()
        return {one.folder: one for one in found}

    def lasting(self, folders: Sequence[str]) -> Mapping[str, float]:
        """How long each will take, to begin with the longest."""
        return lasting(self._nights, self._studio, folders)


class _Run:
    """The productions of one night, and how those ended that did."""

    def __init__(
        self,
        tasks: Sequence[Task],
        latest: _Latest,
        recorder: Recorder,
        around: Surroundings,
    ) -> None:
        self._tasks = tasks
        self._latest = latest
        self._recorder = recorder
        self._around = around
        self._by_position = {task.position: task for task in tasks}
        self._ended: dict[int, ProductionNight] = {}

    def take_done(self, done: Mapping[str, ProductionNight]) -> None:
        """What this night did before it was cut short; what was busy then is tried again."""
        for task in self._tasks:
            one = done.get(task.folder)
            if one is None or one.ended is Ended.BUSY:
                continue
            if one.ended is Ended.UNCHANGED:
                one = self._as_before(task)
            self._ended[task.position] = replace(one, position=task.position)

    def leave_out(self, changed: Callable[[Path], bool]) -> None:
        """Productions in which nothing changed since a night that went well."""
        wholly = {Ended.CHECKED, Ended.UNCHANGED}
        for task in self._left():
            last = self._latest.by_folder.get(task.folder)
            if last is not None and last.ended in wholly and not changed(Path(task.folder)):
                one = self._as_before(task)
                self._ended[task.position] = one
                self._recorder.keep(_lean(one))
                self._say(one)

    def work(self, engine: Engine, stop: Stop) -> str:
        """Work on what is left; those that were busy once more at the end. Why it was cut short."""
        left = self._left()
        if not isinstance(engine, InProcess):  # where the order is to be seen, it is the manifest's
            left = longest_first(left, self._latest.lasting([task.folder for task in left]))
        busy, cut_short = self._worked(engine, left, stop)
        if busy and not cut_short and not stop.asked():
            self._wait(stop)
            again, cut_short = self._worked(engine, [self._by_position[n] for n in busy], stop)
            busy |= again
        for position, one in sorted(busy.items()):
            if position not in self._ended:
                self._take(one)
        return cut_short

    def told(self, begun: Begun, cut_short: str, seconds: float) -> NightTold:
        """How it went so far."""
        return NightTold(
            number=begun.number,
            productions=tuple(one for _, one in sorted(self._ended.items())),
            left=len(self._left()),
            is_resumed=begun.is_resumed,
            trouble=(cut_short,) if cut_short else (),
            seconds=seconds,
        )

    def _worked(
        self, engine: Engine, tasks: Sequence[Task], stop: Stop
    ) -> tuple[dict[int, ProductionNight], str]:
        """Those that were busy, by position, and why it was cut short."""
        busy: dict[int, ProductionNight] = {}
        running = engine.run(tasks, stop)
        try:
            for one in running:
                if one.ended is Ended.BUSY:
                    busy[one.position] = one
                else:
                    self._take(one)
        except NightCutShort as error:
            self._around.log.note("cut short", error=type(error).__name__)
            return busy, str(error)
        finally:
            with suppress(AttributeError):  # an engine need not be a generator
                running.close()  # type: ignore[attr-defined] # as above
        return busy, ""

    def _take(self, one: ProductionNight) -> None:
        self._ended[one.position] = one
        self._recorder.keep(one)
        self._say(one)

    def _say(self, one: ProductionNight) -> None:
        self._around.log.ended_production(one)
        self._around.progress(one, len(self._ended), len(self._tasks))

    def _left(self) -> tuple[Task, ...]:
        return tuple(task for task in self._tasks if task.position not in self._ended)

    def _as_before(self, task: Task) -> ProductionNight:
        """What its last night said, as one in which nothing changed."""
        last = self._latest.by_folder.get(task.folder)
        if last is None:
            last = ProductionNight(
                task.position,
                Path(task.folder).name,
                task.folder,
                task.orders.at,
                Ended.UNCHANGED,
            )
        return replace(
            last,
            position=task.position,
            at=task.orders.at,
            ended=Ended.UNCHANGED,
            steps=(),
            tries=1,
            seconds=0.0,
            peak=0,
            worker="",
        )

    def _wait(self, stop: Stop) -> None:
        until = self._around.clock() + self._around.busy_pause
        while self._around.clock() < until and not stop.asked():
            self._around.sleep(min(0.25, self._around.busy_pause))


def _lean(one: ProductionNight) -> ProductionNight:
    """One in which nothing changed, as it is recorded: it points at the night before."""
    return ProductionNight(
        one.position,
        one.production,
        one.folder,
        one.at,
        one.ended,
        inputs=one.inputs,
        version=one.version,
    )


def _counts(productions: Sequence[ProductionNight]) -> dict[str, int]:
    return {
        str(ended): count
        for ended in Ended
        if (count := sum(one.ended is ended for one in productions))
    }
