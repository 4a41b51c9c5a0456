"""A scheduler that is gone: how long a night waits for it, and when it gives up."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from addin.errors import NightCutShort

_PAUSE: Final = 1.0
_STEADY: Final = 60.0
"""Seconds: a scheduler that stays for so long is back; one that does not is as good as gone."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Absence:
    """How long a scheduler has been gone; ``minutes`` is how long it may be.

    One that comes and goes again is gone all the while, unless it stayed for a minute or a
    production came in.
    """

    address: str
    minutes: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _since: float | None = None
    _back: float = 0.0

    def begin(self) -> None:
        """The scheduler is gone, as it seems just now."""
        now = self.clock()
        if self._since is None or now - self._back >= _STEADY:
            self._since = now
            _log.warning(
                "the scheduler at %s is gone; it is waited for, %g minutes at most",
                self.address,
                self.minutes,
            )

    def over(self) -> None:
        """It is there again, or for the first time."""
        self._back = self.clock()

    def forget(self) -> None:
        """A production came in: it works."""
        self._since = None

    def endure(self) -> None:
        """Wait a moment before it is looked for again.

        Raises:
            NightCutShort: it was waited for long enough.
        """
        if self._since is None or self.clock() - self._since >= self.minutes * 60:
            within = f" and was not back within {self.minutes:g} minutes" if self.minutes else ""
            raise NightCutShort(self.address, f"the scheduler is gone{within}")
        self.sleep(_PAUSE)
