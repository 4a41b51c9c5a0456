"""The page of our own that the browser comes back to after a person signed in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from addin.adapters.google_sheets.clock import Clock

_PAGE: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Tieout</title>'
    '<body style="font: 1.1em sans-serif; margin: 3em"><h1>{title}</h1><p>{text}</p></body></html>'
)
_DONE: Final = ("Tieout has what it needs", "You may close this page and go back to Tieout.")
_NOT_OURS: Final = ("Nothing here", "This address is only for a sign-in that Tieout began.")


class _Visit(BaseHTTPRequestHandler):
    """One visit of the browser; whatever does not know our state is sent away, and waited past."""

    server: Landing

    def do_GET(self) -> None:
        """Take the answer that Google sent along, if this visit is the one we wait for."""
        parts = urlsplit(self.path)
        answer = dict(parse_qsl(parts.query))
        ours = parts.path == "/" and secrets.compare_digest(
            answer.get("state", "").encode(), self.server.state.encode()
        )
        title, text = _DONE if ours else _NOT_OURS
        content = _PAGE.format(title=title, text=text).encode()
        self.send_response(200 if ours else 404)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        if ours:
            self.server.answer = answer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Nothing: the address holds the code."""


class Landing(HTTPServer):
    """A page on this computer, at a free port, for as long as one sign-in takes."""

    allow_reuse_address = False
    timeout = 0.5  # seconds between two looks at the clock

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.state = state
        self.answer: Mapping[str, str] | None = None

    @property
    def address(self) -> str:
        """Where the browser is sent to."""
        return f"http://127.0.0.1:{self.server_port}/"

    def wait(self, clock: Clock, seconds: float) -> Mapping[str, str] | None:
        """What Google sent along; None: nobody came in time."""
        until = clock.passed() + seconds
        while self.answer is None and clock.passed() < until:
            self.handle_request()
        return self.answer

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hung up: it comes again, or nobody does."""
        del request, client_address

    def get_request(self):  # type: ignore[no-untyped-def] # noqa: ANN201 - the base class has no hints
        """A visit; one that says nothing does not hold up the rest."""
        connection, where = super().get_request()
        connection.settimeout(5.0)
        return connection, where
