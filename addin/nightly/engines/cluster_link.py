"""What the cluster engine asks of a connection to a scheduler, and when one is safe to make."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from addin.errors import NightRefused


@dataclass(frozen=True, slots=True)
class Tls:
    """The files with which this computer shows who it is: PEM each."""

    authority: Path
    certificate: Path
    key: Path


class LinkLost(Exception):
    """The scheduler is gone."""


class WorkerGone(Exception):
    """A worker is gone with what it had in hand."""


class Link(Protocol):
    """A connection to a scheduler. Everything raises ``LinkLost`` once that is gone."""

    def workers(self) -> Mapping[str, int]:
        """The workers that are there, and how many productions each takes at once."""
        ...

    def ask(
        self, what: Callable[..., Any], *arguments: object, workers: Sequence[str]
    ) -> Mapping[str, Any]:
        """Run a function on workers, outside their queue: their answers, or their exceptions."""
        ...

    def hand(
        self,
        what: Callable[..., Any],
        *arguments: object,
        worker: str,
        key: str,
        done: Callable[[Any], None],
        **options: object,
    ) -> Any:
        """Give one worker something to do; ``done`` is called with it, from another thread."""
        ...

    def fetched(self, handed: Any) -> Any:
        """What came of something handed out; its own exception; ``WorkerGone``."""
        ...

    def drop(self, handed: Any) -> None:
        """No longer wanted."""
        ...


def refuse_open_network(address: str, tls: Tls | None) -> None:
    """A scheduler runs whatever code it is sent: off this machine only with TLS.

    Raises:
        NightRefused: the address is none, or is open to others, or its certificates are missing.
    """
    place = urlsplit(address)
    try:
        host, port = place.hostname or "", place.port
    except ValueError:
        host, port = "", None
    if place.scheme not in {"tls", "tcp"} or not host or not port:
        raise NightRefused(
            f"'{address}' is not the address of a scheduler: write tls://HOST:8786. "
            "Nothing was started."
        )
    if place.scheme == "tcp" and not _is_this_machine(host):
        raise NightRefused(
            f"{address} is another machine, and a scheduler runs any code that it is sent: use "
            f"tls://{host}:{port} with certificates. 'tieout cluster certificates FOLDER' makes "
            "them. Nothing was started."
        )
    if place.scheme == "tls" and tls is None:
        raise NightRefused(
            f"{address} needs certificates: name the folder that 'tieout cluster certificates' "
            "made for this computer. Nothing was started."
        )
    for path in (tls.authority, tls.certificate, tls.key) if tls else ():
        if not path.is_file():
            raise NightRefused(f"There is no certificate in {path}. Nothing was started.")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
