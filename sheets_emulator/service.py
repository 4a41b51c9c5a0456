"""The whole service in one process: its files, its clock and its hooks; no sockets here."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

from sheets_emulator import routes
from sheets_emulator.callers import Callers
from sheets_emulator.clock import Clock
from sheets_emulator.drive import Drive
from sheets_emulator.errors import ApiError, not_found
from sheets_emulator.hook import Answer, Hook, Json, Request
from sheets_emulator.ids import Ids

ADMIN = "/__admin/"
ACCOUNT = "coordinator@example.com"


class Service:
    """Sheets v4 and Drive v3 over spreadsheets in memory.

    Attributes:
        clock: the time for everybody.
        callers: who sends requests, by access token.
        drive: the files.
        lock: held while a request is handled.
        hooks: in the order in which requests pass them.
        asking: the address of who sent a request; None while nobody asks for tokens.

    """

    def __init__(self, *, seed: int | None = None, account: str = ACCOUNT) -> None:
        self.clock = Clock()
        self.callers = Callers()
        self.drive = Drive(Ids(seed), self.clock.now, account)
        self.lock = threading.RLock()
        self.hooks: list[Hook] = []
        self.asking: Callable[[Request], str | None] = lambda _: None
        self._number = 0

    def reset(self) -> None:
        """No files and no calls any more; identifiers start over when they are predictable."""
        seed, account = self.drive.ids.seed, self.drive.account
        self.drive = Drive(Ids(seed), self.clock.now, account)
        self._number = 0
        for hook in self.hooks:
            hook.reset()

    def apply(self, request: Request) -> Answer:
        """The service's own answer, past all hooks (for a request that lands late)."""
        with self.lock:
            before = {key: file.book.log.changes for key, file in self.drive.files.items()}
            self.drive.asking = self.asking(request)
            try:
                found = routes.answer(self.drive, request)
            except ApiError as error:
                return refusal(request, error)
            for key, file in self.drive.files.items():
                if before.get(key, file.book.log.changes) != file.book.log.changes:
                    file.touch(self.clock.now())
            return Answer(204 if found is None else 200, found)

    def handle(self, request: Request) -> Answer:
        """The answer to a call, through all hooks; admin calls go to their hook alone."""
        with self.lock:
            if request.path.startswith(ADMIN):
                return self._admin(request)
            self._number += 1
            numbered = Request(
                request.method,
                request.path,
                request.query,
                request.headers,
                request.body,
                self._number,
            )
            for hook in self.hooks:
                early = hook.before(numbered)
                if early is not None:
                    return early
            answer = self.apply(numbered)
            for hook in reversed(self.hooks):
                answer = hook.after(numbered, answer)
            return answer

    def admin(self, name: str, body: Json) -> Json:
        """What the admin route of that name answers.

        Raises:
            ApiError: there is none, or it refuses the body.

        """
        for hook in self.hooks:
            route = hook.routes().get(name)
            if route is not None:
                return route(body)
        names = sorted(name for hook in self.hooks for name in hook.routes())
        raise not_found(f"No admin route {name}; there are: {', '.join(names)}.")

    def _admin(self, request: Request) -> Answer:
        try:
            # Whatever it calls its body: `curl -d` calls JSON a form.
            body = routes.body_of(dataclasses.replace(request, headers={}))
            return Answer(200, self.admin(request.path.removeprefix(ADMIN), body))
        except ApiError as error:
            return refusal(request, error)


def refusal(request: Request, error: ApiError) -> Answer:
    """The answer to a refused call, in the form of the API that refused it."""
    body: Json = {"code": error.code, "message": error.message}
    if error.status is not None:
        body["status"] = error.status
    if "/drive/" in request.path:
        reason = error.reason or "notFound"
        first = {"domain": "global", "reason": reason, "message": error.message}
        body = {"errors": [first], "code": error.code, "message": error.message}
    return Answer(error.code, {"error": body})
