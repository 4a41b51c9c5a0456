"""A lease: one at a time works on a studio or a production, whichever machine it is on.

A row says who does, and a count in it rises as long as they do. A row whose holder was killed is
taken over when its process is gone (on the same machine), or when it was silent for ten minutes
by the server's own clock and stays so while somebody looks. Minutes in which the server did not
run are not counted as silence. A holder that could not be heard for eight minutes knows by its
own clock that it may lose the lease soon, and begins nothing more.

Why it is a row and no lock of the server: ``docs/decisions/0022-one-night-at-a-time.md``.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    insert,
    literal_column,
    select,
    update,
)

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.adapters.this_process import Process, is_gone, this_process
from addin.errors import AddinError, HistoryUnusable

_TABLE: Final = studio_schema.leases
_NOW: Final[ColumnElement[float]] = literal_column("extract(epoch FROM clock_timestamp())::float8")
_STARTED: Final[ColumnElement[float]] = literal_column(
    "extract(epoch FROM pg_postmaster_start_time())::float8"
)


_SLACK: Final = 1.0  # seconds


def _with_sleep() -> float:
    """Seconds that also pass while the machine sleeps, where it can tell them."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class Timing:
    """How leases pass time, in seconds.

    A holder beats every ``beats_every``, and is sure of its lease for ``sure_for`` after a beat.
    One that was silent for ``dead_after`` is taken for dead, after a look of ``looked_for``.
    """

    beats_every: float = 10.0
    looked_for: float = 25.0
    sure_for: float = 480.0
    dead_after: float = 600.0
    clock: Callable[[], float] = _with_sleep
    sleep: Callable[[float], None] = time.sleep


USUAL: Final = Timing()


class LeaseHeld(AddinError):
    """Somebody else holds a lease; nothing was done. ``silent``: seconds they were not heard."""

    def __init__(self, holder: str, silent: float | None = None) -> None:
        super().__init__(holder, silent)
        self.holder = holder
        self.silent = silent

    def __str__(self) -> str:
        return f"{self.holder or 'Somebody else'} is still at work. Nothing was done."


@dataclass(slots=True)
class Lease:
    """A lease that is ours, while its heart beats in a thread of its own."""

    name: str
    token: str
    timing: Timing
    heard: float  # when the last beat that came through was begun
    is_lost: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can have it."""
        return not self.is_lost and self.timing.clock() - self.heard < self.timing.sure_for


@contextmanager
def leased(
    database: Connected,
    name: str,
    holder: str,
    timing: Timing = USUAL,
    process: Callable[[], Process] = this_process,
) -> Iterator[Lease]:
    """Hold a lease by its name; ``holder`` says to others who does.

    Raises:
        LeaseHeld: somebody else holds it, and is alive or was not silent for long enough.
        HistoryUnusable: the database cannot be used.
    """
    lease = _taken(database, name, holder, timing, process())
    heart = threading.Thread(target=_beat, args=(database, lease), name="lease", daemon=True)
    heart.start()
    try:
        yield lease
    finally:
        lease.stop.set()
        heart.join(timing.beats_every)
        with suppress(HistoryUnusable), database.transaction() as connection:
            connection.execute(delete(_TABLE).where(_is(lease)))


def _taken(database: Connected, name: str, holder: str, timing: Timing, process: Process) -> Lease:
    token = uuid4().hex
    mine = {
        "token": token,
        "holder": holder,
        "machine": process.machine,
        "process": process.number,
        "began": process.began,
    }
    seen: tuple[str, int] | None = None
    since = 0.0
    while True:
        begun = timing.clock()
        with database.writing("lease", name) as connection:
            there = _there(connection, name)
            if there is None:
                said = {"name": name, "beats": 1, "heard": _now(connection), **mine}
                connection.execute(insert(_TABLE).values(**said))
                return Lease(name, token, timing, begun)
            known = (there.token, there.beats)
            is_over = is_gone(Process(there.machine, there.process, there.began))
            silent = _silent(connection, there)
            looks = timing.looked_for if silent is not None else timing.dead_after
            if not is_over and seen == known:
                is_over = timing.clock() - since >= looks
            if is_over:
                said = {"beats": there.beats + 1, "heard": _now(connection), **mine}
                connection.execute(update(_TABLE).where(_TABLE.c.name == name).values(**said))
                return Lease(name, token, timing, begun)
        if seen is None:
            seen, since = known, timing.clock()
        is_alive = silent is not None and silent < timing.dead_after
        if is_alive or seen != known:
            raise LeaseHeld(there.holder, silent)
        timing.sleep(min(1.0, timing.beats_every / 4))


def _beat(database: Connected, lease: Lease) -> None:
    """Beat until it is to stop, or somebody else has the lease; a beat that fails is left out."""
    while not lease.stop.wait(lease.timing.beats_every):
        begun = lease.timing.clock()
        try:
            with database.transaction() as connection:
                said = {"beats": _TABLE.c.beats + 1, "heard": _now(connection)}
                beaten = connection.execute(update(_TABLE).where(_is(lease)).values(**said))
                count = beaten.rowcount
        except HistoryUnusable:
            continue
        if not count:
            lease.is_lost = True
            return
        lease.heard = begun


def _is(lease: Lease) -> Any:
    return and_(_TABLE.c.name == lease.name, _TABLE.c.token == lease.token)


def _there(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(_TABLE).where(_TABLE.c.name == name)).one_or_none()


def _now(connection: Connection) -> float:
    """The server's seconds since 1970; 0 where no server has a clock that all go by."""
    if connection.dialect.name != "postgresql":
        return 0.0
    return float(connection.execute(select(_NOW)).scalar_one())


def _silent(connection: Connection, there: Row[Any]) -> float | None:
    """Seconds in which a holder could have been heard and was not; None: nobody can tell.

    So it is when the server's clock was set back: by it, the last beat is still to come.
    """
    if connection.dialect.name != "postgresql":
        return None
    now, started = connection.execute(select(_NOW, _STARTED)).one()
    silent = float(now - max(there.heard, started))
    return silent if silent > -_SLACK else None
