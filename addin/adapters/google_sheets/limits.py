"""How fast we ask: a rate that every production, and every program of this user, shares.

Google allows 60 reads and 60 writes a minute for one account, and about one request a second for
one spreadsheet. We stay under both: in any 60 seconds at most 50 of each, and one request a second
for a spreadsheet. Each call takes its place in a small file before it is sent, so that two nightly
runs at once share one quota. Drive counts elsewhere, and much more generously.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from addin.adapters.google_sheets.clock import Clock

MINUTE: Final = 60.0
_TOO_FAR: Final = 3600.0  # seconds ahead: nobody queues as long; the computer's clock was put back


@dataclass(frozen=True, slots=True)
class Rate:
    """So many places in any window of so many seconds."""

    places: int
    seconds: float

    def shared(self, share: float) -> Rate:
        """A part of it, from 0 to 1: fewer places, or one in a longer window.

        >>> Rate(50, 60.0).shared(0.25), Rate(50, 60.0).shared(0.01)
        (Rate(places=12, seconds=60.0), Rate(places=1, seconds=120.0))

        """
        places = self.places * share
        return Rate(int(places), self.seconds) if places >= 1 else Rate(1, self.seconds / places)


PER_ACCOUNT: Final = Rate(50, MINUTE)
PER_SPREADSHEET: Final = Rate(1, 1.0)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a call counts against: queue → its rate."""

    queues: tuple[tuple[str, Rate], ...]

    def shared(self, share: float) -> Turn:
        """The same for a machine that shares its account with others.

        A spreadsheet is worked on by one machine at a time, and keeps its rate.
        """
        return Turn(
            tuple(
                (queue, rate.shared(share) if rate is PER_ACCOUNT else rate)
                for queue, rate in self.queues
            )
        )


def turn_of(account: str, spreadsheet: str, *, reads: bool) -> Turn:
    """A call of the Sheets API; ``account`` is any lasting name of who asks."""
    own = f"{account} {'reads' if reads else 'writes'}"
    return Turn(((own, PER_ACCOUNT), (f"spreadsheet {spreadsheet}", PER_SPREADSHEET)))


class Pace(Protocol):
    """Whoever says when the next call may go."""

    def wait(self, turn: Turn) -> float:
        """Return when it is this call's turn; the seconds that were waited."""
        ...


class NoPace:
    """No limits: for a server on this computer."""

    def wait(self, turn: Turn) -> float:
        """At once."""
        del turn
        return 0.0


class SharedPace:
    """The rates as a file in a folder: every program that uses the folder shares them.

    A place is taken before the wait, in one transaction: who comes later waits longer, nobody is
    passed by, and a program that dies while it waits leaves a place that simply goes by. Where the
    file cannot be used (a full disk, a read-only folder), the rates hold for this program alone.

    ``share`` is this machine's part of an account's rate, where others sync with it too.
    """

    def __init__(self, folder: Path, clock: Clock, share: float = 1.0) -> None:
        self._file = folder / "google-rate.sqlite"
        self._clock = clock
        self._share = share
        self._alone: sqlite3.Connection | None = None

    def wait(self, turn: Turn) -> float:
        """Return when it is this call's turn; the seconds that were waited."""
        seconds = self._place(turn.shared(self._share)) - self._clock.now()
        if seconds <= 0:
            return 0.0
        self._clock.sleep(seconds)
        return seconds

    def _place(self, turn: Turn) -> float:
        if self._alone is None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with closing(_opened(str(self._file))) as places:
                    return _taken(places, turn, self._clock.now())
            except (sqlite3.Error, OSError) as error:
                if type(error) is sqlite3.DatabaseError:  # damaged: the next run starts a new one
                    self._file.unlink(missing_ok=True)
                self._alone = _opened(":memory:")
        return _taken(self._alone, turn, self._clock.now())


def _opened(place: str) -> sqlite3.Connection:
    places = sqlite3.connect(place, timeout=10.0, isolation_level=None)
    # a place lost in a power cut costs nothing: no need to wait for the disk
    places.execute("PRAGMA synchronous = OFF")
    places.execute("CREATE TABLE IF NOT EXISTS place (queue TEXT NOT NULL, at REAL NOT NULL)")
    places.execute("CREATE INDEX IF NOT EXISTS place_queue ON place (queue, at)")
    return places


def _taken(places: sqlite3.Connection, turn: Turn, now: float) -> float:
    """The moment at which every queue of this turn has a place free, taken in each."""
    places.execute("BEGIN IMMEDIATE")
    try:
        places.execute("DELETE FROM place WHERE at < ? OR at > ?", (now - MINUTE, now + _TOO_FAR))
        at = now
        for queue, rate in turn.queues:
            at = max(at, _first_free(places, queue, rate, now))
        for queue, _ in turn.queues:
            places.execute("INSERT INTO place VALUES (?, ?)", (queue, at))
    except BaseException:
        with suppress(sqlite3.Error):
            places.execute("ROLLBACK")
        raise
    places.execute("COMMIT")
    return at


def _first_free(places: sqlite3.Connection, queue: str, rate: Rate, now: float) -> float:
    """A window after the place that is ``rate.places`` from the end; now, if there are fewer."""
    found = places.execute(
        "SELECT at FROM place WHERE queue = ? ORDER BY at DESC LIMIT 1 OFFSET ?",
        (queue, rate.places - 1),
    ).fetchone()
    return now if found is None else max(now, float(found[0]) + rate.seconds)
