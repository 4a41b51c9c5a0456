"""The server: the add-in's files, and one address that answers calls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from addin import __version__
from addin.hosts.web.access import Access, Gate
from addin.hosts.web.errors import NotServed
from addin.hosts.web.files import KINDS
from addin.hosts.web.limits import Limits
from addin.hosts.web.presses import Presses, TooManyPresses
from addin.hosts.web.workers import Busy, Reply, Workers
from addin.udfs.catalogue import FUNCTIONS

PRESSES = ("press", "applied", "productions")
"""What the task pane asks for; a process each."""
_TAKEN = ("text/plain", "application/json")


def app(
    access: Access,
    workers: Workers,
    presses: Presses,
    open_files: Mapping[str, bytes],
    keyed: Mapping[str, bytes],
    review: Sequence[Route] = (),
) -> ASGIApp:
    """The server as an ASGI application; ``keyed`` are the files that hold the key.

    ``review`` are the routes of the review service, which the key does not open.
    """
    answers = _Answers(access, workers, presses, open_files, keyed)
    routes = [
        Route("/", _home),
        Route("/v1/about", _about),
        Route("/v1/call", answers.call, methods=["POST"]),
        *(Route(f"/v1/{kind}", answers.press, methods=["POST"]) for kind in PRESSES),
        *review,
        Route("/{name}", answers.file),
    ]
    handlers = {HTTPException: _refused, Exception: _failed}
    inner = Starlette(routes=routes, exception_handlers=handlers)
    return Gate(inner, access)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What needs more than the request itself."""

    access: Access
    workers: Workers
    presses: Presses
    open_files: Mapping[str, bytes]
    keyed: Mapping[str, bytes]

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name in self.open_files:
            return _file(name, self.open_files[name])
        if name not in self.keyed:
            raise HTTPException(404, "there is no such file")
        if not self.access.has_key(request.scope):
            raise HTTPException(401, f"the address of {name} needs its key, as in the manifest")
        return _file(name, self.keyed[name])

    async def call(self, request: Request) -> Response:
        body = await self._sent(request)
        try:
            reply = await _answer(request, self.workers, body)
        except Busy:
            raise HTTPException(429, "too many recalculations wait", {"Retry-After": "1"}) from None
        except NotServed:
            raise HTTPException(503, "the functions cannot be loaded any more") from None
        return Response(reply.body, reply.status, media_type="application/json")

    async def press(self, request: Request) -> Response:
        body = await self._sent(request)
        try:
            self.presses.require_room()
        except TooManyPresses:
            raise HTTPException(429, "too many buttons are at work; press again soon") from None
        kind = request.url.path.rpartition("/")[2]
        return StreamingResponse(self.presses.lines(kind, body), media_type="application/x-ndjson")

    async def _sent(self, request: Request) -> bytes:
        """The body of a request that may be made."""
        if not self.access.has_key(request.scope):
            raise HTTPException(401, "the key is missing or another: load this server's manifest")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _TAKEN:
            raise HTTPException(415, f"calls are sent as {' or '.join(_TAKEN)}")
        return await _body(request, self.workers.limits)


async def _home(request: Request) -> Response:
    del request
    return RedirectResponse("/help.html")


async def _about(request: Request) -> Response:
    del request
    told = {"name": "Tieout", "version": __version__, "functions": len(FUNCTIONS)}
    return Response(json.dumps(told), media_type="application/json")


async def _refused(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    body = json.dumps({"error": error.detail})
    return Response(body, error.status_code, error.headers, "application/json")


async def _failed(request: Request, error: Exception) -> Response:
    """A mistake of ours: its text might hold cells, so nobody is told it."""
    del request, error
    body = json.dumps({"error": "Tieout itself failed; nothing was changed"})
    return Response(body, 500, media_type="application/json")


def _file(name: str, content: bytes) -> Response:
    headers = {"Cache-Control": "no-cache"}
    return Response(content, headers=headers, media_type=KINDS[PurePosixPath(name).suffix])


async def _body(request: Request, limits: Limits) -> bytes:
    """The request's body, as long as it is not too large or too slow."""
    too_large = HTTPException(413, f"a batch may have {limits.body // 1024} KiB at most")
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > limits.body:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limits.body:
                    raise too_large
    except TimeoutError:
        raise HTTPException(408, "the batch did not arrive in time") from None
    except ClientDisconnect:
        raise HTTPException(400, "the connection was closed") from None
    return bytes(body)


async def _answer(request: Request, workers: Workers, body: bytes) -> Reply:
    """Work the batch out, unless the asker goes away first: then nobody waits for it."""
    answering = asyncio.ensure_future(workers.answer(body))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            return Reply(400, b'{"error":"the connection was closed"}')
        return answering.result()
    finally:
        for task in (answering, leaving):
            task.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
