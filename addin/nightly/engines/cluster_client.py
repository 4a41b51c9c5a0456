"""The one place that speaks to a dask scheduler. Import it only when a cluster is asked for."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import distributed
from distributed import Security
from distributed.scheduler import KilledWorker

from addin.errors import NightRefused
from addin.nightly.engines.cluster_link import LinkLost, Tls, WorkerGone

CONNECT_SECONDS: Final = 10
_FETCH_SECONDS: Final = 60
_LOOK_SECONDS: Final = 20

_dask: Any = distributed  # it says little of its types


class _NamedSecurity(Security):
    """Ours is stricter than dask's: the scheduler must be the one whose name was typed.

    Dask asks only that the other side holds a certificate of the same authority, so that whoever
    has the worker's could pose as the scheduler.
    """

    def get_connection_args(self, role: str) -> dict[str, Any]:
        arguments: dict[str, Any] = super().get_connection_args(role)  # type: ignore[no-untyped-call]
        context = arguments["ssl_context"]
        if isinstance(context, ssl.SSLContext):
            context.check_hostname = True
        return arguments


@dataclass(frozen=True, slots=True)
class DaskLink:
    """A connection to a scheduler; see ``cluster_link.Link``."""

    client: Any

    def workers(self) -> Mapping[str, int]:
        """The workers that are there, and how many productions each takes at once."""
        self._alive()
        try:
            found = self.client.sync(
                self.client.scheduler.ncores, workers=None, callback_timeout=_LOOK_SECONDS
            )
        except (OSError, TimeoutError, RuntimeError) as error:
            raise LinkLost(str(error)) from error
        return {str(address): int(threads) for address, threads in found.items()}

    def ask(
        self, what: Callable[..., Any], *arguments: object, workers: Sequence[str]
    ) -> Mapping[str, Any]:
        """Run a function on workers, outside their queue: their answers, or their exceptions."""
        self._alive()
        if not workers:
            return {}
        try:
            answers = self.client.run(what, *arguments, workers=list(workers), on_error="return")
        except (OSError, TimeoutError) as error:
            raise LinkLost(str(error)) from error
        return dict(answers)

    def hand(
        self,
        what: Callable[..., Any],
        *arguments: object,
        worker: str,
        key: str,
        done: Callable[[Any], None],
        **options: object,
    ) -> Any:
        """Give one worker something to do; ``done`` is called from another thread."""
        self._alive()
        future = self.client.submit(
            what,
            *arguments,
            key=key,
            workers=[worker],
            allow_other_workers=False,
            pure=False,
            retries=0,
            **options,
        )
        future.add_done_callback(done)
        return future

    def fetched(self, future: Any) -> Any:
        """What came of it."""
        self._alive()
        try:
            return future.result(timeout=_FETCH_SECONDS)
        except (CancelledError, TimeoutError, KilledWorker, OSError) as error:
            self._alive()
            raise WorkerGone from error

    def drop(self, future: Any) -> None:
        """No longer wanted."""
        with suppress(OSError, RuntimeError, CancelledError):
            future.cancel(force=True)

    def _alive(self) -> None:
        if self.client.status != "running":
            raise LinkLost(self.client.status)


@contextmanager
def dask_link(address: str, tls: Tls | None) -> Iterator[DaskLink]:
    """A connection to the scheduler at an address.

    Raises:
        NightRefused: it cannot be reached, or does not take our certificate, or we not its.
    """
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)  # lost connections are told by us, once
    try:
        client = _connected(address, tls)
        try:
            yield DaskLink(client)
        finally:
            with suppress(OSError, TimeoutError, RuntimeError):
                client.close(timeout=2)
    finally:
        log.setLevel(before)


def _connected(address: str, tls: Tls | None) -> Any:
    place = urlsplit(address)
    try:
        # dask tries for all of its time; that nobody listens is known at once.
        socket.create_connection((place.hostname or "", place.port or 0), CONNECT_SECONDS).close()
        return _dask.Client(
            address,
            timeout=CONNECT_SECONDS,
            security=_security(tls),
            set_as_default=False,
            name="tieout",
            direct_to_workers=False,
        )
    except (OSError, TypeError, ValueError, TimeoutError, ssl.SSLError, RuntimeError) as error:
        raise NightRefused(
            f"The scheduler at {address} cannot be reached: {_reason(error)} Nothing was started. "
            f"'tieout cluster check {address}' says more."
        ) from error


def _security(tls: Tls | None) -> Security | None:
    if tls is None:
        return None
    strict: Any = _NamedSecurity
    named: Security = strict(
        require_encryption=True,
        tls_ca_file=str(tls.authority),
        tls_client_cert=str(tls.certificate),
        tls_client_key=str(tls.key),
    )
    return named


def _reason(error: BaseException) -> str:
    """What stood in the way, from the deepest error that says it."""
    chain = [error]
    while (under := chain[-1].__cause__ or chain[-1].__context__) and under not in chain:
        chain.append(under)
    for each in chain:
        if isinstance(each, ssl.SSLCertVerificationError):
            return f"its certificate is not good for us ({each.verify_message})."
    text = " ".join(map(str, chain))
    if "certificate" in text.lower() or any(isinstance(each, ssl.SSLError) for each in chain):
        return "it and this computer do not take one another's certificates."
    if "Connection refused" in text:
        return "nothing answers there."
    if any(isinstance(each, socket.gaierror) for each in chain):
        return "no machine of that name is known."
    return f"no answer that a scheduler would give ({type(error).__name__})."
