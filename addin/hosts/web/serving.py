"""Running the server: where it listens, with which certificate, and until when."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import uvicorn

from addin.hosts.web.access import access
from addin.hosts.web.app import app
from addin.hosts.web.connections import MOST, patient
from addin.hosts.web.description import AddIn, Place
from addin.hosts.web.errors import NotServed
from addin.hosts.web.files import keyed_files, manifests, open_files
from addin.hosts.web.limits import Limits
from addin.hosts.web.own_folder import own_folder
from addin.hosts.web.presses import Presses
from addin.hosts.web.productions import Productions
from addin.hosts.web.review.serving import reviewed
from addin.hosts.web.review.studio import Studio
from addin.hosts.web.workers import COMMAND, Workers

LOOPBACK: Final = "127.0.0.1"
_GRACE_SECONDS: Final = 5
_IDLE_SECONDS: Final = 30
_QUEUE: Final = 128


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and to whom.

    ``base`` is the address that the manifests name. ``host`` is the address listened on; the one of
    this computer alone unless something else is asked for. Certificate and key come together.
    ``productions``: where workbooks belong; without, each is its own. ``today``: press as of then.
    ``studio``: whose nights are reviewed; without, there is no review service.
    """

    base: str
    key: str
    host: str = LOOPBACK
    certificate: Path | None = None
    certificate_key: Path | None = None
    addin: AddIn = field(default_factory=AddIn)
    limits: Limits = field(default_factory=Limits)
    command: tuple[str, ...] = COMMAND
    productions: Productions | None = None
    today: str = ""
    studio: Studio | None = None


def listen(host: str, port: int) -> list[socket.socket]:
    """The sockets of the server; on this computer both its addresses, 127.0.0.1 and ::1.

    Only so no other program can answer on the second one in our name. Port 0: any free one.

    Raises:
        NotServed: the port is taken, or the address is none of this computer's.
    """
    first = _socket(host, port)
    if host != LOOPBACK:
        return [first]
    try:
        return [first, _socket("::1", first.getsockname()[1])]
    except NotServed as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EADDRINUSE:
            first.close()
            raise
        return [first]  # this computer has no IPv6


def serve(
    serving: Serving,
    sockets: list[socket.socket],
    ready: Callable[[Callable[[], None]], None],
) -> None:
    """Serve until the program is told to stop (Ctrl+C); what has begun is finished first.

    Args:
        serving: what, and to whom.
        sockets: where, from ``listen``; they are closed at the end.
        ready: called once calls are answered, with a function that stops the server.

    Raises:
        NotServed: the functions cannot be loaded, or the certificate cannot be used.
    """
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_run(serving, sockets, ready))
    finally:
        for each in sockets:
            each.close()


def in_address(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


async def _run(
    serving: Serving, sockets: list[socket.socket], ready: Callable[[Callable[[], None]], None]
) -> None:
    where = Place(serving.base, serving.key)
    keyed = keyed_files(serving.addin, where)
    if not serving.base.startswith("https:"):  # Excel would not take them
        for name in manifests(serving.addin, where):
            del keyed[name]
    names = [] if serving.host == LOOPBACK else [in_address(serving.host)]
    let_in = access(serving.key, serving.base, sockets[0].getsockname()[1], names)
    productions = serving.productions or Productions((), own_folder() / "productions")
    async with (
        Workers(serving.limits, command=serving.command) as workers,
        Presses(productions, serving.limits, today=serving.today) as presses,
        reviewed(serving.studio, let_in, serving.base, serving.limits, serving.today) as review,
    ):
        config = uvicorn.Config(
            app(let_in, workers, presses, open_files(serving.addin, where), keyed, review),
            ssl_certfile=serving.certificate,
            ssl_keyfile=serving.certificate_key,
            http=patient(serving.studio.proxy if serving.studio else ""),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,  # addresses hold the key
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        try:
            config.load()
        except (OSError, ssl.SSLError) as error:
            raise NotServed(
                f"The certificate {serving.certificate} or its key cannot be used ({error}). "
                "Nothing was started."
            ) from None
        server = uvicorn.Server(config)
        ready(partial(setattr, server, "should_exit", True))
        await server.serve(sockets=sockets)


def _socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends small answers at once; else each takes 40 ms.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":  # nobody may bind the same address beside us
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # a server that ended a moment ago does not stand in the way
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind((host, port))
        found.listen(_QUEUE)
    except OverflowError:
        found.close()
        raise NotServed(f"There is no port {port}. Nothing was started.") from None
    except OSError as error:
        found.close()
        why = error.strerror or str(error)
        if error.errno == errno.EADDRINUSE:
            why = "another program is there already, perhaps Tieout itself"
        raise NotServed(
            f"Nothing can listen on {host}, port {port}: {why}. Nothing was started. "
            "--port names another one."
        ) from error
    return found
