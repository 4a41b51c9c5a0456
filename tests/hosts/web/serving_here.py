"""A real server for a test: on a free port of this computer, in a thread, with real processes."""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from addin.hosts.web.certificates import Certificate
from addin.hosts.web.limits import Limits
from addin.hosts.web.productions import Productions
from addin.hosts.web.review.studio import Studio
from addin.hosts.web.serving import LOOPBACK, Serving, listen, serve
from addin.hosts.web.workers import COMMAND

KEY = "a-key-for-tests-that-is-long-enough-0123"
ODD_WORKER = (sys.executable, str(Path(__file__).with_name("odd_worker.py")))
"""A worker whose functions are slow, or end it."""


@dataclass(frozen=True)
class Served:
    """Where it is, and how to ask it."""

    base: str
    port: int
    key: str
    client: httpx.Client

    def post(self, content: bytes | str, **headers: str) -> httpx.Response:
        """Send a batch as it is, with the key."""
        told = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "text/plain",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.client.post(f"{self.base}/v1/call", content=content, headers=told)

    def answers(self, *calls: tuple[str, list[Any]]) -> list[dict[str, Any]]:
        """Answers to calls."""
        asked = {"calls": [{"f": name, "a": arguments} for name, arguments in calls]}
        reply = self.client.post(
            f"{self.base}/v1/call", json=asked, headers={"Authorization": f"Bearer {self.key}"}
        )
        assert reply.status_code == 200, reply.text
        found: list[dict[str, Any]] = reply.json()["answers"]
        return found


@contextmanager
def running(
    *,
    command: tuple[str, ...] = COMMAND,
    limits: Limits | None = None,
    certificate: Certificate | None = None,
    productions: Productions | None = None,
    today: str = "",
    studio: Studio | None = None,
) -> Iterator[Served]:
    """A server that runs until the block ends; its end is part of the test."""
    sockets = listen(LOOPBACK, 0)
    port = sockets[0].getsockname()[1]
    base = f"http{'s' * (certificate is not None)}://localhost:{port}"
    told = Serving(
        base,
        KEY,
        certificate=certificate.certificate if certificate else None,
        certificate_key=certificate.key if certificate else None,
        limits=limits or Limits(),
        command=command,
        productions=productions,
        today=today,
        studio=studio,
    )
    ready = threading.Event()
    stops: list[Callable[[], None]] = []

    def is_ready(stop: Callable[[], None]) -> None:
        stops.append(stop)
        ready.set()

    thread = threading.Thread(target=serve, args=(told, sockets, is_ready))
    thread.start()
    assert ready.wait(60), "the server did not start"
    trusted = ssl.create_default_context(cafile=certificate.authority) if certificate else True
    try:
        with httpx.Client(timeout=60, verify=trusted, trust_env=False) as client:
            yield Served(base, port, KEY, client)
    finally:
        for stop in stops:
            stop()
        thread.join(30)
    assert not thread.is_alive(), "the server did not stop"
