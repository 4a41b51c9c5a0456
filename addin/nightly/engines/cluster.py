"""A night on several machines, through a dask scheduler by its address."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Final

from addin.domain.night import ProductionNight
from addin.errors import NightCutShort, NightRefused
from addin.nightly.engines.cluster_fleet import Fleet, wanted
from addin.nightly.engines.cluster_flights import Flights
from addin.nightly.engines.cluster_link import Link, LinkLost, Tls, refuse_open_network
from addin.nightly.engines.cluster_worker import end, rest
from addin.nightly.engines.engine import Stop
from addin.nightly.limits import Work
from addin.nightly.orders import Task
from addin.nightly.production import work as usual_work

_WAIT: Final = 0.25
_LOOK_EVERY: Final = 1.0

Connect = Callable[[str, Tls | None], AbstractContextManager[Link]]


class Cluster:
    """The engine that hands productions to the workers of a scheduler.

    Results come as productions end. Time and memory are held on the worker, which works on each
    production in a process of its own: one that dies is tried once more, when all others are handed
    out and on another worker if there is one. A production whose *worker* is lost is worked on
    again too, so a night's steps are made to be done twice; its third lost worker is its end.

    Where the scheduler is lost, or all its workers, what came in is kept by whoever took it, and
    ``run`` ends with ``NightCutShort``: productions that were not yielded are not done, and the
    same night, run again, goes on with them.
    """

    def __init__(
        self,
        address: str,
        tls: Tls | None = None,
        *,
        work: Work = usual_work,
        strict: bool = True,
        patience: float = 60.0,
        connect: Connect | None = None,
    ) -> None:
        """By the scheduler's address.

        Args:
            address: ``tls://host:8786``; ``tcp://`` only on this machine.
            tls: with which this computer shows who it is.
            work: what is done with a production; importable under its name on every worker.
            strict: refuse the night if any worker is not fit; else such workers get nothing.
            patience: seconds to wait for a worker when all are gone.
            connect: how a scheduler is reached; dask's way if none is given.
        """
        self._address = address
        self._tls = tls
        self._work = work
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
        with self._connect(self._address, self._tls) as link:
            fleet = Fleet(link, wanted(tasks))
            try:
                fleet.muster(strict=self._strict)
            except LinkLost:
                raise NightRefused(
                    f"The scheduler at {self._address} is gone again. Nothing was started."
                ) from None
            flights = Flights.of(fleet, self._work, secrets.token_hex(6), tasks)
            try:
                yield from self._flown(flights, stop)
            except LinkLost:
                raise NightCutShort(self._address, "the scheduler is gone") from None
            finally:
                _over(flights)

    def _flown(self, flights: Flights, stop: Stop) -> Iterator[ProductionNight]:
        fleet = flights.fleet
        looked = last_worker = time.monotonic()
        while flights.flying or flights.waiting:
            if stop.at_once():
                return
            if not stop.asked():
                flights.hand_out()
            elif not flights.flying:
                return
            yield from flights.landing(_WAIT)
            now = time.monotonic()
            if now - looked >= _LOOK_EVERY:
                yield from flights.take_back(fleet.look())
                looked = now
            if fleet.threads:
                last_worker = now
            elif now - last_worker > self._patience:
                raise NightCutShort(self._address, _nobody(fleet))


def looked_at(
    address: str, tls: Tls | None, tasks: Sequence[Task], connect: Connect | None = None
) -> Fleet:
    """Who works for a scheduler, and who of them may work on these; nothing is run.

    Raises:
        NightRefused: there is no such scheduler, or it does not take us.
    """
    refuse_open_network(address, tls)
    with (connect or _dask)(address, tls) as link:
        fleet = Fleet(link, wanted(tasks))
        try:
            fleet.look()
        except LinkLost:
            raise NightRefused(f"The scheduler at {address} is gone again.") from None
        return fleet


def _over(flights: Flights) -> None:
    """Let nothing of this night go on behind it: not after an end, not after an error."""
    fleet = flights.fleet
    workers = tuple(fleet.threads)
    what = (end, flights.night) if flights.flying else (rest,)
    flights.drop()
    try:
        fleet.link.ask(*what, workers=workers)
    except LinkLost:
        return  # a worker that lost its scheduler ends by itself, and so does its process


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
