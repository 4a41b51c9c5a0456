"""A server on this computer that answers as a test tells it to, and a clock that nobody waits for."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Say:
    """One answer. ``how``: whole, hang (no answer), cut (none, closed), half (cut in its middle).

    ``applies``: whether the request did its work before it was answered so.
    """

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    how: str = "whole"
    applies: bool = True


@dataclass(frozen=True)
class Heard:
    """One request as it arrived; the names of its headers in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def refusal(status: int, reason: str = "", message: str = "no", **headers: str) -> Say:
    """An error of Google's; Drive's form and Sheets' form of the reason at once."""
    error: dict[str, Any] = {"code": status, "message": message}
    if reason:
        error["errors"] = [{"reason": reason, "domain": "usageLimits"}]
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Say(status, {"error": error}, headers, applies=False)


class Google:
    """What a test sees of its server: what to say next, what was heard, what was applied."""

    def __init__(self) -> None:
        self.script: list[Say] = []
        self.otherwise: Say | Callable[[Heard], Say] = Say()
        self.heard: list[Heard] = []
        self.applied: list[Heard] = []
        self.base = ""
        self.closing = threading.Event()

    def says(self, *answers: Say) -> None:
        """The next answers, in this order."""
        self.script.extend(answers)

    def always(self, answer: Say) -> None:
        """The answer once the script is at its end."""
        self.otherwise = answer

    def next(self, heard: Heard) -> Say:
        """The answer to a request."""
        self.heard.append(heard)
        said = self.script.pop(0) if self.script else self.otherwise
        if callable(said):
            said = said(heard)
        if said.applies:
            self.applied.append(heard)
        return said


def _handler(google: Google) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = google.next(Heard(self.command, self.path, headers, body))
            if said.how == "hang":
                google.closing.wait(5)
            if said.how in {"hang", "cut"}:
                self.close_connection = True
                return
            content = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            lines = [f"HTTP/1.1 {said.status} As Told", f"Content-Length: {len(content)}"]
            lines += [f"{name}: {value}" for name, value in said.headers.items()]
            sent = content[: len(content) // 2] if said.how == "half" else content
            self.wfile.write("\r\n".join([*lines, "", ""]).encode() + sent)
            self.close_connection = said.how == "half"

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            del format, args

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what some tests are about."""


@contextmanager
def google_here() -> Iterator[Google]:
    """A server for as long as a test lasts."""
    google = Google()
    server = _Server(("127.0.0.1", 0), _handler(google))
    google.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield google
    finally:
        google.closing.set()
        server.shutdown()
        server.server_close()


class StepClock:
    """A clock that stands still but for sleeping."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self.time = start
        self.slept: list[float] = []

    def now(self) -> float:
        """Seconds since 1970."""
        return self.time

    def passed(self) -> float:
        """Seconds since some moment."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """At once; the clock says otherwise."""
        self.slept.append(seconds)
        self.time += seconds


def kinds(heard: Iterable[Heard]) -> list[str]:
    """Method and path of each."""
    return [f"{one.method} {one.path}" for one in heard]
