"""The ledger of calls: what was asked, in which order, and how it was answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.service import Service

_ID = re.compile(r"(/(?:spreadsheets|files)/)[^/:]+")
_RANGE = re.compile(r"(/values/)[^:]+?(:append|:clear)?\Z")


class Ledger(Hook):
    """Keeps method, address, sizes and status of each call; never a header, never a body.

    `POST /__admin/calls` gives them all, with counts by kind; `{"clear": true}` empties it after.
    It is the first hook: a call that another one answered in the service's place has no status.
    """

    def __init__(self) -> None:
        self._calls: list[Json] = []

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"calls": self._told}

    def reset(self) -> None:
        """No calls yet."""
        self._calls.clear()

    def before(self, request: Request) -> Answer | None:
        """Note the call as it comes in."""
        self._calls.append(
            {
                "number": request.number,
                "method": request.method,
                "path": request.path,
                "kind": kind(request),
                "query": {k: v for k, v in request.query.items() if k != "access_token"},
                "sent": len(request.body),
                "status": None,
            }
        )
        return None

    def after(self, request: Request, answer: Answer) -> Answer:
        """Note how it was answered; a call without a status was answered by another hook."""
        for call in reversed(self._calls):
            if call["number"] == request.number:
                call["status"] = answer.status
                break
        return answer

    def _told(self, body: Json) -> Json:
        told = {
            "calls": [dict(call) for call in self._calls],
            "kinds": dict(Counter(call["kind"] for call in self._calls)),
        }
        if body.get("clear"):
            self._calls.clear()
        return told


def kind(request: Request) -> str:
    """The call without what names a file or a range: `GET /v4/spreadsheets/{id}`."""
    path = _RANGE.sub(r"\1{range}\2", _ID.sub(r"\1{id}", request.path))
    return f"{request.method} {path}"


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    del service
    return Ledger()
