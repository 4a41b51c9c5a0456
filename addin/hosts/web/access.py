"""Who may ask: the name they ask for, the page they ask from, and the key they bring.

A server on this computer is reachable by every page that is open in its browser. Three checks,
none of which the page can get round: the ``Host`` must be one of ours (a page whose own name is
pointed at this computer asks for that name), the ``Origin`` must be ours or Office's (browsers
always say from which page a POST comes), and calls need the key, which only the manifests hold.
"""

from __future__ import annotations

import hmac
import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
REVIEW: Final = "/review"
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_HEADERS: Final = "Authorization, Content-Type"


@dataclass(frozen=True, slots=True)
class Access:
    """What is let in: ``hosts`` are names with their port, ``origins`` pages beside Office's."""

    key: str
    hosts: frozenset[str]
    origins: frozenset[str] = frozenset()

    def knows_host(self, host: str) -> bool:
        """Whether this is one of the names we answer to."""
        return host.lower() in self.hosts

    def knows_origin(self, origin: str) -> bool:
        """Whether pages from there may ask."""
        return origin in self.origins or bool(office_origins().fullmatch(origin))

    def may_ask(self, origin: str, path: str) -> bool:
        """Whether pages from there may ask for this; the review service is for its own pages."""
        is_review = path == REVIEW or path.startswith(f"{REVIEW}/")
        return origin in self.origins if is_review else self.knows_origin(origin)

    def has_key(self, scope: Scope) -> bool:
        """Whether a request brings the key, as a header or in its address."""
        said = Headers(scope=scope).get("authorization", "")
        scheme, _, given = said.partition(" ")
        if scheme.lower() != "bearer":
            given = next(iter(parse_qs(scope["query_string"].decode("latin-1")).get("key", [])), "")
        return hmac.compare_digest(given.strip().encode(), self.key.encode())


def access(key: str, base: str, port: int, names: Iterable[str] = ()) -> Access:
    """Who may ask a server whose files say that it stands at ``base``.

    Args:
        key: what calls must bring.
        base: the address in the manifests.
        port: where the server listens.
        names: further names under which this computer is known.
    """
    parts = urlsplit(base)
    hosts = {f"{name}:{port}" for name in (*LOOPBACK, *(name.lower() for name in names))}
    hosts |= {host.removesuffix(":443").removesuffix(":80") for host in hosts if _is_usual(host)}
    hosts.add(parts.netloc.lower())
    origins = {f"{parts.scheme}://{host}" for host in hosts}
    return Access(key, frozenset(hosts), frozenset(origins))


def _is_usual(host: str) -> bool:
    """Whether browsers leave this port out."""
    return host.endswith((":443", ":80"))


@cache
def office_origins() -> re.Pattern[str]:
    """The origins of Excel on the web, from ``origins.toml``."""
    text = resources.files("addin.hosts.web").joinpath("origins.toml").read_text("utf-8")
    name = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    given = (re.escape(each).replace(r"\*", name) for each in tomllib.loads(text)["origins"])
    return re.compile("|".join(given))


class Gate:
    """Lets in who may come, answers preflight requests, and says so in the headers.

    Whatever fails behind it ends in a sentence, never in a traceback.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if not self._access.knows_host(headers.get("host", "")):
            await refuse(send, 421, "this server does not answer to that name")
        elif origin is not None and not self._access.may_ask(origin, scope["path"]):
            await refuse(send, 403, "pages from there may not ask this server")
        elif scope["method"] == "OPTIONS":
            await _preflight(send, headers)
        else:
            await self._pass_on(scope, receive, send, origin)

    async def _pass_on(
        self, scope: Scope, receive: Receive, send: Send, origin: str | None
    ) -> None:
        begun = False

        async def said(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                answer = MutableHeaders(scope=message)
                answer["X-Content-Type-Options"] = "nosniff"
                answer.setdefault("Referrer-Policy", "no-referrer")
                answer["Vary"] = "Origin"
                if origin is not None:
                    answer["Access-Control-Allow-Origin"] = origin
            await send(message)

        try:
            await self._app(scope, receive, said)
        except Exception:  # noqa: BLE001 - the edge of the server: cells stay out of logs
            if not begun:
                await refuse(said, 500, "Tieout itself failed; nothing was changed")


async def _preflight(send: Send, headers: Headers) -> None:
    """What a browser asks before it lets a page of another origin ask.

    Source: Fetch standard (CORS protocol); Private Network Access (WICG).
    """
    answer = {
        "Access-Control-Allow-Origin": headers.get("origin", "null"),
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": _HEADERS,
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
    if headers.get("access-control-request-private-network") == "true":
        answer["Access-Control-Allow-Private-Network"] = "true"
    await _send(send, 204, answer, b"")


async def refuse(send: Send, status: int, message: str) -> None:
    """Answer with a reason, as JSON."""
    body = json.dumps({"error": message}).encode()
    await _send(send, status, {"Content-Type": "application/json"}, body)


async def _send(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    told = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    told.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
