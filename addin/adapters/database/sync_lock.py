"""One run of a binding at a time: a row in the database, with an owner and a heartbeat.

A run that was killed leaves its row behind. It is taken over when its process is gone (on the same
machine) or its heart has not beaten for five minutes (on another, whose processes nobody can see
from here). A run that was only asleep and finds its lock taken writes nothing more: every write
asks first whether the lock is still its own.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, and_, delete, insert, select, update

from addin.adapters.database import schema
from addin.adapters.database.connected import Connected
from addin.errors import HistoryUnusable

DEAD_AFTER: Final = dt.timedelta(minutes=5)
BEATS_EVERY: Final = 20.0  # seconds
_TABLE: Final = schema.locks


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def is_running(process: int) -> bool:
    """Whether there is such a process on this machine; True where that cannot be found out."""
    if os.name != "posix":  # on Windows os.kill ends what it asks about
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


@dataclass(frozen=True, slots=True)
class Here:
    """This process, as its lock names it, and how it tells time and other processes."""

    machine: str = field(default_factory=socket.gethostname)
    process: int = field(default_factory=os.getpid)
    now: Callable[[], dt.datetime] = _now
    is_running: Callable[[int], bool] = is_running


@dataclass(frozen=True, slots=True)
class Taken:
    """A lock that is ours: while it is held, its heart beats in a thread of its own."""

    binding: int
    token: str
    owner: str
    stop: threading.Event = field(default_factory=threading.Event)


def take(connection: Connection, binding: int, owner: str, here: Here) -> Taken | str:
    """Our lock; or, if somebody alive has it, who that is."""
    there = connection.execute(select(_TABLE).where(_TABLE.c.binding == binding)).one_or_none()
    token = uuid4().hex
    mine = {
        "owner": owner,
        "machine": here.machine,
        "process": here.process,
        "token": token,
        "beat": here.now(),
    }
    if there is None:
        connection.execute(insert(_TABLE).values(binding=binding, **mine))
        return Taken(binding, token, owner)
    if not _is_dead(there.machine, there.process, there.beat, here):
        return str(there.owner)
    this = and_(_TABLE.c.binding == binding, _TABLE.c.token == there.token)
    took = connection.execute(update(_TABLE).where(this).values(**mine)).rowcount
    return Taken(binding, token, owner) if took else holder(connection, binding)


def is_held(connection: Connection, taken: Taken) -> bool:
    """Whether a lock is still ours."""
    found = connection.execute(select(_TABLE.c.token).where(_TABLE.c.binding == taken.binding))
    return found.scalar() == taken.token


def holder(connection: Connection, binding: int) -> str:
    """Who has a binding's lock."""
    found = connection.execute(select(_TABLE.c.owner).where(_TABLE.c.binding == binding)).scalar()
    return str(found or "another run")


def give_back(connection: Connection, taken: Taken) -> None:
    """Free a lock, if it is still ours."""
    this = and_(_TABLE.c.binding == taken.binding, _TABLE.c.token == taken.token)
    connection.execute(delete(_TABLE).where(this))


def keep_beating(database: Connected, taken: Taken, here: Here) -> threading.Thread:
    """Beat until ``taken.stop`` is set; a beat that fails is left out."""

    def beat() -> None:
        while not taken.stop.wait(BEATS_EVERY):
            this = and_(_TABLE.c.binding == taken.binding, _TABLE.c.token == taken.token)
            try:
                with database.transaction() as connection:
                    connection.execute(update(_TABLE).where(this).values(beat=here.now()))
            except HistoryUnusable:
                continue

    thread = threading.Thread(target=beat, name="sync lock", daemon=True)
    thread.start()
    return thread


def _is_dead(machine: str, process: int, beat: dt.datetime, here: Here) -> bool:
    if machine == here.machine and not here.is_running(process):
        return True
    return here.now() - beat > DEAD_AFTER
