"""How a night is told to stop: once to come to an end, twice to end at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Final, Self

_SIGNALS: Final = ("SIGTERM", "SIGINT", "SIGBREAK")


class Signals:
    """Listens for the system's and the terminal's wish to stop while it is entered.

    ``said`` is called with what is done about it, in a sentence.
    """

    def __init__(self, said: Callable[[str], None]) -> None:
        self._said = said
        self._count = 0
        self._before: dict[int, Any] = {}

    def asked(self) -> bool:
        """Whether no more productions are to be begun."""
        return self._count > 0

    def at_once(self) -> bool:
        """Whether those at work are to be ended too."""
        return self._count > 1

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in _SIGNALS:
                if number := getattr(signal, name, None):
                    self._before[number] = signal.signal(number, self._heard)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
        self._before.clear()

    def _heard(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._count += 1
        if self._count == 1:
            self._said(
                "Stopping: no more productions are begun, those at work come to their end. "
                "Once more, and they are ended too."
            )
        elif self._count == 2:
            self._said("Ending those at work.")
