"""A night goes on only while it is sure that no other one works on the same studio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from addin.nightly.engines.engine import Stop

NOT_SURE: Final = (
    "The studio's memory could not be reached for so long that another machine may have begun the "
    "same night: no more productions were begun here. Run the same night again; it goes on."
)


class WhileHeld:
    """A wish to stop that also comes once a studio is no longer surely held."""

    def __init__(self, stop: Stop, is_sure: Callable[[], bool]) -> None:
        self._stop = stop
        self._is_sure = is_sure
        self.was_lost = False

    def asked(self) -> bool:
        """Whether no more productions are to be begun; once it is so, it stays so."""
        self.was_lost = self.was_lost or not self._is_sure()
        return self.was_lost or self._stop.asked()

    def at_once(self) -> bool:
        """Whether those at work are to be ended too: each of them is held by itself."""
        return self._stop.at_once()
