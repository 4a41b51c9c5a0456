"""A night on several machines, through a dask scheduler by its address."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final

from addin.domain.night import ProductionNight
from addin.errors import NightCutShort, NightRefused
from addin.nightly.engines.cluster_absence import Absence
from addin.nightly.engines.cluster_fleet import Fleet, away, wanted
from addin.nightly.engines.cluster_flights import Flights
from addin.nightly.engines.cluster_link import Link, LinkLost, Tls, refuse_open_network
from addin.nightly.engines.cluster_worker import end, rest
from addin.nightly.engines.engine import Stop
from addin.nightly.limits import Work
from addin.nightly.orders import Task
from addin.nightly.production import work as usual_work
from addin.settings.cluster import UNSAID_CLUSTER, ClusterSettings

_WAIT: Final = 0.25
_LOOK_EVERY: Final = 1.0

Connect = Callable[[str, Tls | None], AbstractContextManager[Link]]


class Cluster:
    """The engine that hands productions to the workers of a scheduler.

    Results come as productions end. Time and memory are held on the worker, which works on each
    production in a process of its own: one that dies is tried once more, when all others are handed
    out and on another worker if there is one. A production whose *worker* is lost is worked on
    again too, so a night's steps are made to be done twice; its third lost worker is its end.

    Where the scheduler is lost, it is waited for, and the night goes on with what is not done; a
    production that was with a worker is begun anew. Where it does not come back, or all workers are
    lost, what came in is kept by whoever took it, and ``run`` ends with ``NightCutShort``:
    productions that were not yielded are not done, and the same night, run again, goes on with
    them.
    """

    def __init__(
        self,
        address: str,
        tls: Tls | None = None,
        *,
        work: Work = usual_work,
        settings: ClusterSettings = UNSAID_CLUSTER,
        strict: bool = True,
        patience: float = 60.0,
        connect: Connect | None = None,
    ) -> None:
        """By the scheduler's address.

        Args:
            address: ``tls://host:8786``; ``tcp://`` only on this machine.
            tls: with which this computer shows who it is.
            work: what is done with a production; importable under its name on every worker.
            settings: where the machines find the productions, and how long a scheduler that is
                gone is waited for: until a production comes in again, all waits count together.
            strict: refuse the night if any worker is not fit; else such workers get nothing.
            patience: seconds to wait for a worker when all are gone.
            connect: how a scheduler is reached; dask's way if none is given.
        """
        self._address = address
        self._tls = tls
        self._work = work
        self._settings = settings
        self._strict = strict
        self._patience = patience
        self._connect = connect or _dask

    @property
    def name(self) -> str:
        """The scheduler's address."""
        return self._address

    def run(self, tasks: Sequence[Task], stop: Stop) -> Generator[ProductionNight, None, None]:
        """How each production ended, as they end.

        Raises:
            NightRefused: nothing was begun: no scheduler, no workers, or workers that differ.
            NightCutShort: scheduler or workers were lost on the way; the same night goes on.
        """
        refuse_open_network(self._address, self._tls)
        absence = Absence(self._address, self._settings.wait_minutes)
        flights: Flights | None = None
        while not (flights and stop.asked()):
            try:
                with self._connect(self._address, self._tls) as link:
                    flights = self._gone_on(flights, link) if flights else self._begun(link, tasks)
                    absence.over()
                    with _ending(flights):
                        yield from self._flown(flights, stop, absence)
                    return
            except LinkLost:
                absence.begin()
            except NightRefused:
                if flights is None:
                    raise
            absence.endure()

    def _begun(self, link: Link, tasks: Sequence[Task]) -> Flights:
        """Everybody was looked at, and everything waits."""
        fleet = Fleet(link, wanted(tasks, self._settings))
        try:
            fleet.muster(strict=self._strict)
        except LinkLost:
            raise NightRefused(
                f"The scheduler at {self._address} is gone again. Nothing was started."
            ) from None
        return Flights.of(fleet, self._work, secrets.token_hex(6), tasks)

    def _gone_on(self, flights: Flights, link: Link) -> Flights:
        """The same on another connection; workers are looked at as they come."""
        # first: a worker that outlived its scheduler would be at work on what is begun anew
        link.ask(end, flights.night, workers=tuple(link.workers()))
        flights.over_to(Fleet(link, flights.fleet.wanted.now()), secrets.token_hex(6))
        return flights

    def _flown(
        self, flights: Flights, stop: Stop, absence: Absence
    ) -> Generator[ProductionNight, None, None]:
        fleet = flights.fleet
        looked = last_worker = time.monotonic()
        while flights.flying or flights.waiting:
            if stop.at_once():
                return
            if not stop.asked():
                flights.hand_out()
            elif not flights.flying:
                return
            for one in flights.landing(_WAIT):
                absence.forget()
                yield one
            now = time.monotonic()
            if now - looked >= _LOOK_EVERY:
                yield from flights.take_back(fleet.look())
                looked = now
            if fleet.threads:
                last_worker = now
            elif now - last_worker > self._patience:
                raise NightCutShort(self._address, _nobody(fleet))


def looked_at(
    address: str,
    tls: Tls | None,
    tasks: Sequence[Task],
    settings: ClusterSettings = UNSAID_CLUSTER,
    connect: Connect | None = None,
) -> tuple[Fleet, Mapping[str, Sequence[tuple[str, str]]]]:
    """Who works for a scheduler, and who of them may work on these; nothing is run.

    With them, by worker: the productions that it cannot work on, each with the reason.

    Raises:
        NightRefused: there is no such scheduler, or it does not take us.
    """
    refuse_open_network(address, tls)
    with (connect or _dask)(address, tls) as link:
        fleet = Fleet(link, wanted(tasks, settings))
        try:
            fleet.look()
            return fleet, fleet.blind([away(task).folder for task in tasks])
        except LinkLost:
            raise NightRefused(f"The scheduler at {address} is gone again.") from None


@contextmanager
def _ending(flights: Flights) -> Iterator[None]:
    """Let nothing of this night go on behind it: not after an end, not after an error.

    A worker that lost its scheduler ends by itself, and so does its process.
    """
    try:
        yield
    except LinkLost:
        raise  # the night may go on, with what is still with workers now
    except BaseException:
        _over(flights)
        raise
    _over(flights)


def _over(flights: Flights) -> None:
    fleet = flights.fleet
    workers = tuple(fleet.threads)
    what = (end, flights.night) if flights.flying else (rest,)
    flights.drop()
    with suppress(LinkLost):
        fleet.link.ask(*what, workers=workers)


def _nobody(fleet: Fleet) -> str:
    reasons = "; ".join(f"{worker} {why}" for worker, why in sorted(fleet.avoided.items()))
    return f"no worker is left{f' that may work on it: {reasons}' if reasons else ''}"


def _dask(address: str, tls: Tls | None) -> AbstractContextManager[Link]:
    try:
        from addin.nightly.engines.cluster_client import dask_link  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise NightRefused(
            f"A night on a cluster needs dask, which is not installed here ({error}). Nothing was "
            "started. Install it with: pip install 'tieout[cluster]'"
        ) from None
    return dask_link(address, tls)
