"""Connections that ask nothing: they end after a while, and make room for one that asks.

A web server counts connections, not people. Whoever opens two hundred and says nothing would keep
everybody else out, from one computer and without sending more than a line.
"""

from __future__ import annotations

import asyncio
import ipaddress
from typing import Final, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

MOST: Final = 200
MOST_EACH: Final = 100
"""From one address; a browser opens six."""
HEAD_SECONDS: Final = 30.0
"""How long a request may take until its body begins, and a connection may be idle."""


class Patient(H11Protocol):
    """One connection. ``trusted`` is an address that stands for many people: the proxy's."""

    trusted = ""
    head_seconds = HEAD_SECONDS
    _ending: asyncio.TimerHandle | None = None
    _waits_since = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether no request is being answered; half of one counts as none."""
        cycle: RequestResponseCycle | None = self.cycle  # there is none before the first request
        return cycle is None or cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in; where all places are taken, the one that has waited longest goes."""
        super().connection_made(transport)
        others = [one for one in cast("set[Patient]", self.connections) if one is not self]
        if self._is_one_of_many(others):
            self._leave()
            return
        self._looked_at()
        waiting = [one for one in others if one.is_waiting]
        if len(others) + 1 >= (self.limit_concurrency or MOST) and waiting:
            min(waiting, key=lambda one: one._waits_since)._leave()  # noqa: SLF001 - its own kind

    def data_received(self, data: bytes) -> None:
        """Something came, perhaps only a part of a request."""
        super().data_received(data)
        self._looked_at()

    def on_response_complete(self) -> None:
        """It was answered, and may ask again."""
        super().on_response_complete()
        self._looked_at()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended."""
        super().connection_lost(exc)
        self._told()

    def _is_one_of_many(self, others: list[Patient]) -> bool:
        host = self.client[0] if self.client else ""
        if not host or host == self.trusted or _is_here(host):
            return False
        return sum(1 for one in others if one.client and one.client[0] == host) >= MOST_EACH

    def _looked_at(self) -> None:
        """Have it end if nothing whole is asked in time."""
        if not self.is_waiting:
            self._told()
        elif self._ending is None:
            self._waits_since = self.loop.time()
            self._ending = self.loop.call_later(self.head_seconds, self._leave)

    def _told(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def _leave(self) -> None:
        self._told()
        self.connections.discard(self)  # its place is free at once
        self.transport.abort()


def patient(trusted: str) -> type[Patient]:
    """Connections to a server behind the proxy of this address; empty: there is none."""
    return type("PatientBehind", (Patient,), {"trusted": trusted})


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
