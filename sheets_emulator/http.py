"""The service on a loopback address, over HTTP."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from sheets_emulator.hook import Answer, Request
from sheets_emulator.service import Service

LOOPBACK = "127.0.0.1"


class Server(ThreadingHTTPServer):
    """Serves `service`, to programs on this machine only."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share a port

    def __init__(self, service: Service, port: int = 0) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.service = service

    @property
    def address(self) -> str:
        """Where it listens, `http://127.0.0.1:8080`."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; what else goes wrong was answered with a 500."""


class Handler(BaseHTTPRequestHandler):
    """Turns what comes over the wire into a `Request`, and its `Answer` back."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer a call of whatever method."""
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(
            self.command,
            url.path,
            parse_qs(url.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()},
            body,
        )
        try:
            answer = self.server.service.handle(request)
        except Exception as error:  # a bug of the emulator: said so, and the server goes on
            message = f"The emulator failed: {type(error).__name__}: {error}"
            told = {"code": 500, "message": message, "status": "INTERNAL"}
            answer = Answer(500, {"error": told})
            self._send(answer)
            raise
        self._send(answer)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - http.server's names

    def _send(self, answer: Answer) -> None:
        """Send the answer in one write: in two, each call would wait for a delayed receipt."""
        if answer.delay:
            time.sleep(answer.delay)
        content = wire(answer, keep=not self.close_connection)
        if answer.cut is None:
            with contextlib.suppress(ConnectionError):
                self.wfile.write(content)
            return
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.write(content[: answer.cut])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing: the ledger keeps the calls."""


def wire(answer: Answer, *, keep: bool = True) -> bytes:
    """The bytes of an answer: status line, headers and body."""
    kind, body = _body(answer)
    reason = HTTPStatus(answer.status).phrase
    headers = {"Server": "sheets-emulator", "Cache-Control": "no-cache"}
    if answer.status != HTTPStatus.NO_CONTENT:
        headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
    if not keep:
        headers["Connection"] = "close"
    headers |= dict(answer.headers)
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _body(answer: Answer) -> tuple[str, bytes]:
    if answer.body is None:
        return "application/json; charset=UTF-8", b""
    if isinstance(answer.body, bytes):
        return "application/octet-stream", answer.body
    if isinstance(answer.body, str):
        return "text/csv", answer.body.encode()
    text = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
    return "application/json; charset=UTF-8", text.encode()


def serve_in_background(service: Service, port: int = 0) -> Server:
    """A server that answers in threads of its own until it is shut down."""
    server = Server(service, port)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
