"""One night of a studio at a time, and one at work in a production, over all its machines.

Beside the locks in folders: those keep apart what sees the same file, these what shares a database.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from addin.errors import HistoryBusy, NightLocked
from addin.wiring.nights import address_of

if TYPE_CHECKING:
    from addin.adapters.database.leasing import Timing

Sure = Callable[[], bool]
"""Whether nobody else can have what is held."""
_PATIENCE: Final = 60.0  # seconds, for a server that comes back
_PAUSE: Final = 2.0


@contextmanager
def night_lease(
    address: str, studio: str, at: dt.datetime, timing: Timing | None = None
) -> Iterator[Sure]:
    """Hold a studio by its name in the memory that an address leads to, while a night runs.

    What it gives is asked before each production. A night of a killed process on this machine is
    followed at once, one on another when nothing was heard of it for ten minutes.

    Raises:
        NightLocked: another night is under way; the text says since when, and where.
        HistoryUnusable: the memory cannot be used.
    """
    from addin.adapters.database.connected import Connected  # noqa: PLC0415 - a third of a second
    from addin.adapters.database.leasing import USUAL, LeaseHeld, leased  # noqa: PLC0415 - as above

    used = timing or USUAL
    database = Connected(address_of(address))
    note = f"The night begun at {at:%H:%M} on {at:%Y-%m-%d} ({_here()})"
    try:
        _waited_for(database.reached)
        try:
            held = leased(database, f"studio\x1f{studio}", note, used)
            lease = held.__enter__()
        except LeaseHeld as error:
            raise NightLocked(_heard(error.holder, error.silent, used.dead_after)) from None
        try:
            yield lambda: lease.is_sure
        finally:
            held.__exit__(None, None, None)
    finally:
        database.close()


@contextmanager
def production_lease(address: str, production: str, who: str, what: str) -> Iterator[None]:
    """Hold a production by its name in the database of its history, if that is a server's.

    Where it is a file, or the production's own, the lock in the folder is one for all.

    Raises:
        PressedElsewhere: somebody is at work in it, on whatever machine.
        HistoryUnusable: the database cannot be used.
    """
    at = address_of(address) if address else ""
    if not at.startswith("postgres"):
        yield
        return
    from addin.adapters.database.connected import Connected  # noqa: PLC0415 - as above
    from addin.adapters.database.leasing import LeaseHeld, leased  # noqa: PLC0415 - as above
    from addin.adapters.press_lock import PressedElsewhere  # noqa: PLC0415 - as above

    database = Connected(at)
    try:
        held = leased(database, f"production\x1f{production}", f"{who}'s {what} ({_here()})")
        try:
            held.__enter__()
        except LeaseHeld as error:
            raise PressedElsewhere(error.holder) from None
        try:
            yield
        finally:
            held.__exit__(None, None, None)
    finally:
        database.close()


def _here() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _heard(holder: str, silent: float | None, dead_after: float) -> str:
    if silent is None or silent < 2 * _PAUSE:
        return holder
    after = f"{dead_after / 60:.0f} minutes of silence it is taken for dead"
    return f"{holder}, last heard of {silent:.0f} seconds ago (after {after}),"


def _waited_for(ask: Callable[[], None]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            ask()
        except HistoryBusy:
            if time.monotonic() + _PAUSE > until:
                raise
            time.sleep(_PAUSE)
        else:
            return
