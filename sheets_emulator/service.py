"""The whole service in one process: its files, its clock and its hooks; no sockets here."""

from __future__ import annotations

import threading

from sheets_emulator.callers import Callers
from sheets_emulator.clock import Clock
from sheets_emulator.hook import Answer, Hook, Request


class Service:
    """Sheets v4 and Drive v3 over spreadsheets in memory.

    Attributes:
        clock: the time for everybody.
        callers: who sends requests, by access token.
        lock: held while a request is handled.
        hooks: in the order in which requests pass them.

    """

    def __init__(self) -> None:
        self.clock = Clock()
        self.callers = Callers()
        self.lock = threading.RLock()
        self.hooks: list[Hook] = []

    def apply(self, request: Request) -> Answer:
        """The service's own answer, past all hooks (for a request that lands late)."""
        raise NotImplementedError

    def handle(self, request: Request) -> Answer:
        """The answer to a call, through all hooks."""
        raise NotImplementedError
