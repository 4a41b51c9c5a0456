"""The emulator put together, for a test or for a program that wants one in its own process."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from sheets_emulator import (
    admin,
    clock,
    faults,
    latency,
    ledger,
    people,
    quota,
    strict,
    token,
)
from sheets_emulator.hook import Json
from sheets_emulator.http import Server, serve_in_background
from sheets_emulator.service import ACCOUNT, Service

HOOKS = (ledger, latency, faults, token, quota, strict, people, clock, admin)
"""In the order in which a request passes them."""


class Emulator:
    """A running emulator, and its admin side without HTTP.

    Attributes:
        service: what answers.
        address: where it listens, such as `http://127.0.0.1:8080`.

    """

    def __init__(self, service: Service, server: Server) -> None:
        self.service = service
        self._server = server
        self.address = server.address

    def admin(self, name: str, **body: object) -> Json:
        """What `POST /__admin/<name>` answers.

        Raises:
            ApiError: there is no such route, or it refuses the body.

        """
        with self.service.lock:
            return self.service.admin(name, body)

    def close(self) -> None:
        """Stop listening; what it held is gone."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def assembled(
    *, seed: int | None = None, account: str = ACCOUNT, discovery: Path | None = None
) -> Service:
    """A service with all its hooks; `seed` makes its identifiers predictable.

    `discovery` is a folder with Google's discovery documents; with one, requests and answers are
    held against them.
    """
    service = Service(seed=seed, account=account)
    service.hooks = [module.install(service) for module in HOOKS]
    if discovery is not None:
        service.admin("strict", {"discovery": str(discovery)})
    return service


def start(
    port: int = 0,
    *,
    seed: int | None = None,
    account: str = ACCOUNT,
    discovery: Path | None = None,
) -> Emulator:
    """An emulator on a loopback port (0: a free one), served by threads of this process.

    >>> with start() as emulator:
    ...     emulator.admin("dump")
    {'spreadsheets': []}
    """
    service = assembled(seed=seed, account=account, discovery=discovery)
    return Emulator(service, serve_in_background(service, port))
