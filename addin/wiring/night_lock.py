"""One night of a studio at a time on this machine, or on a share that knows locks."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from addin.errors import NightLocked
from addin.wiring.nights import own_state

STATE_FOLDER = ".tieout"
FILE_NAME = "night.lock"


@contextmanager
def night_lock(home: Path, at: dt.datetime) -> Iterator[None]:
    """Hold a studio by the folder of its manifest while a night runs.

    The system holds the lock: one that a killed night leaves behind is none.

    Raises:
        NightLocked: another night is under way; the text says since when, and where.
    """
    from addin.adapters.press_lock import PressedElsewhere, holding  # noqa: PLC0415 - few need it

    who = f"process {os.getpid()} on {socket.gethostname()}"
    note = f"The night begun at {at:%H:%M} on {at:%Y-%m-%d} ({who})"
    with suppress(OSError):  # said by what needs it
        own_state(home)
    held = holding(home / STATE_FOLDER, FILE_NAME, note)
    try:
        held.__enter__()
    except PressedElsewhere as error:
        raise NightLocked(error.holder) from None
    try:
        yield
    finally:
        held.__exit__(None, None, None)
