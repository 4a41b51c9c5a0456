"""Record how productions ended, in a memory that may be away for a while."""

from __future__ import annotations

import datetime as dt
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from addin.domain.night import ProductionNight
from addin.errors import HistoryBusy, HistoryUnusable
from addin.nightly.spool import Spool
from addin.ports.nights import Begun, Nights

PATIENCE: Final = 60.0
"""Seconds that the end of a night waits for a memory that is away."""
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 15.0


class Recorder:
    """Records results in order. While the memory is away the night goes on; they are spooled."""

    def __init__(
        self,
        nights: Nights | None,
        studio: str,
        begun: Begun,
        spool: Spool,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._nights = nights
        self._studio = studio
        self._begun = begun
        self._spool = spool
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._waiting: deque[ProductionNight] = deque()
        self._pause = 0.0
        self._next = 0.0
        self._spooled = 0  # of those waiting, from the left
        self._has_spooled = False
        self._why = ""
        self._refused: list[str] = []

    def keep(self, one: ProductionNight) -> None:
        """Record a result now, or as soon as it can be."""
        if self._nights is None:
            return
        self._waiting.append(one)
        if self._clock() >= self._next:
            self._try(self._nights, _nothing)
        self._spool_the_rest()

    def finish(self) -> str:
        """Wait, with patience, until all is in; else why not, in a sentence. Empty: all is."""
        if self._nights is None:
            return ""
        self._until_in(_nothing)
        return self._trouble()

    def end(self, at: dt.datetime, status: int) -> str:
        """Wait as ``finish`` does, and close the night; else why it could not be closed."""
        if self._nights is None:
            return ""
        number = self._begun.number
        self._until_in(lambda nights: nights.end(number, at, status))
        return self._trouble()

    def _until_in(self, then: Callable[[Nights], None]) -> None:
        until = self._clock() + self._patience
        while self._nights is not None:
            if self._try(self._nights, then):
                if self._has_spooled:
                    self._spool.clear(self._studio, self._begun.number)
                return
            self._spool_the_rest()
            if self._clock() + self._pause > until:
                return
            self._sleep(self._pause)

    def _try(self, nights: Nights, then: Callable[[Nights], None]) -> bool:
        """Whether all that waits went in, and ``then`` too."""
        try:
            while self._waiting:
                self._record_one(nights)
            then(nights)
        except HistoryUnusable as error:
            self._why = error.reason
            self._pause = min(_LONGEST_PAUSE, 2 * self._pause or _FIRST_PAUSE)
            self._next = self._clock() + self._pause
            return False
        self._pause, self._next, self._why = 0.0, 0.0, ""
        return True

    def _record_one(self, nights: Nights) -> None:
        """The first that waits. One that is refused where the next goes in holds nobody up."""
        number = self._begun.number
        first = self._waiting[0]
        try:
            nights.record(number, first)
        except HistoryBusy:
            raise
        except HistoryUnusable:
            if len(self._waiting) == 1:
                raise
            nights.record(number, self._waiting[1])
            del self._waiting[1]
            self._spooled = max(1, self._spooled - 1) if self._spooled else 0
            self._record_again(nights, first)
        self._waiting.popleft()
        self._spooled = max(0, self._spooled - 1)

    def _record_again(self, nights: Nights, one: ProductionNight) -> None:
        """The memory is there: what it refuses now is refused for good."""
        try:
            nights.record(self._begun.number, one)
        except HistoryBusy:
            raise
        except HistoryUnusable as error:
            self._refused.append(f"{one.folder} ({error.reason})")

    def _spool_the_rest(self) -> None:
        for one in list(self._waiting)[self._spooled :]:
            if not self._spool.add(self._studio, self._begun.number, self._begun.begun, one):
                return
            self._spooled += 1
            self._has_spooled = True

    def _trouble(self) -> str:
        said = [self._why_not_in()] if self._why else []
        if self._refused:
            said.append(f"The studio's memory refused what these said: {'; '.join(self._refused)}.")
        return " ".join(said)

    def _why_not_in(self) -> str:
        where = f"The studio's memory could not be written to ({self._why})"
        if not self._waiting:
            return f"{where}. All productions are recorded; run it again, and the night is closed."
        count = len(self._waiting)
        if self._spooled == count:
            return (
                f"{where}. What {count} productions said is kept beside the manifest and goes in "
                "when the next night begins; nothing is lost."
            )
        return (
            f"{where}, nor a file beside the manifest. What {count} productions said is shown here "
            "alone: make room, and run it again."
        )


def _nothing(nights: Nights) -> None:
    """No more is to be done when all is in."""
    del nights
