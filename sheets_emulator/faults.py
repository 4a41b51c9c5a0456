"""Failures that a test orders: a status, a hang, a cut, a truncated answer, a late arrival.

`POST /__admin/faults` takes one fault, several as `{"faults": [...]}`, or `{"clear": true}`::

    {"match": "POST .*:batchUpdate", "skip": 1, "times": 2,
     "what": "status", "status": 503, "when": "after"}

match    a pattern on method and path; by default every call
skip     how many matching calls pass first; times: how many then fail (null: all of them)
what     status (with `status`, `body`, `reason`, `headers`), hang (with `seconds`, then cut),
         cut (no answer at all), truncated (with `bytes`: that much of the answer)
when     before: not applied; after: applied, then this; late: kept, answered by this, and applied
         only by `POST /__admin/land`, or just before the call that `lands_before` matches

`POST /__admin/land` applies what is kept, oldest first, or only the one with `id`; `drop` forgets
it instead: that request never arrived.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any

from sheets_emulator.errors import invalid
from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.latency import pattern
from sheets_emulator.refusals import refusal
from sheets_emulator.service import Service

_WHAT = ("status", "hang", "cut", "truncated")
_WHEN = ("before", "after", "late")
_FIELDS = {
    "match", "skip", "times", "what", "status", "body", "message", "reason", "headers", "seconds",
    "bytes", "when", "lands_before",
}  # fmt: skip
_PATIENCE = 200.0  # seconds that a hang lasts unless it says otherwise: longer than any client's


@dataclasses.dataclass(slots=True)
class Fault:
    """One ordered failure and how much of it is left."""

    id: int
    match: re.Pattern[str]
    order: Mapping[str, Any]
    skip: int
    times: int | None

    @property
    def when(self) -> str:
        """Before, after or late."""
        usual = "after" if self.order.get("what") == "truncated" else "before"
        return str(self.order.get("when", usual))

    def takes(self, request: Request) -> bool:
        """Whether it is this call's turn; counts it."""
        if self.times == 0 or not self.match.search(request.endpoint):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def answer(self, request: Request, real: Answer | None) -> Answer:
        """What comes back instead of the real answer."""
        match self.order.get("what", "status"):
            case "hang":
                return Answer(200, {}, delay=float(self.order.get("seconds", _PATIENCE)), cut=0)
            case "cut":
                return Answer(200, {}, cut=0)
            case "truncated":
                return dataclasses.replace(real or Answer(200, {}), cut=int(self.order["bytes"]))
            case _:
                return self._status(request)

    def _status(self, request: Request) -> Answer:
        status = int(self.order.get("status", 503))
        answer = refusal(
            status,
            request.path,
            message=self.order.get("message"),
            reason=self.order.get("reason"),
        )
        return Answer(
            status,
            self.order.get("body", answer.body),
            {**answer.headers, **self.order.get("headers", {})},
        )


@dataclasses.dataclass(frozen=True, slots=True)
class _Kept:
    """A request on its way, and before which call it lands by itself."""

    id: int
    request: Request
    before: re.Pattern[str] | None


class Faults(Hook):
    """The ordered failures, oldest first; the first that takes a call has it."""

    def __init__(self, apply: Callable[[Request], Answer]) -> None:
        self._apply = apply
        self.reset()

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"faults": self._order, "land": self._land}

    def reset(self) -> None:
        """As at the start."""
        self._faults: list[Fault] = []
        self._kept: list[_Kept] = []
        self._after: dict[int, Fault] = {}
        self._count = 0

    def before(self, request: Request) -> Answer | None:
        """An answer in place of the service's, or None."""
        self._arrive(request)
        fault = next((each for each in self._faults if each.takes(request)), None)
        if fault is None:
            return None
        if fault.when == "after":
            self._after[request.number] = fault
            return None
        if fault.when == "late":
            until = fault.order.get("lands_before")
            self._kept.append(_Kept(fault.id, request, pattern(until) if until else None))
        return fault.answer(request, None)

    def after(self, request: Request, answer: Answer) -> Answer:
        """The answer that is sent."""
        fault = self._after.pop(request.number, None)
        return fault.answer(request, answer) if fault else answer

    def _arrive(self, request: Request) -> None:
        """Apply what was to land just before this call."""
        due = [k for k in self._kept if k.before and k.before.search(request.endpoint)]
        for kept in due:
            self._kept.remove(kept)
            self._apply(kept.request)

    def _order(self, body: Json) -> Json:
        if body.get("clear"):
            self._faults.clear()
            return {"faults": []}
        orders = body.get("faults", [body] if body else [])
        made = [self._made(order) for order in orders]
        self._faults += made
        return {
            "faults": [
                {"id": f.id, **f.order, "skip": f.skip, "times": f.times} for f in self._faults
            ],
            "kept": [{"id": k.id, "endpoint": k.request.endpoint} for k in self._kept],
        }

    def _made(self, order: Json) -> Fault:
        if not isinstance(order, dict) or set(order) - _FIELDS:
            raise invalid(f"A fault has {', '.join(sorted(_FIELDS))}; this is {order}")
        what = order.get("what", "status")
        if what not in _WHAT or order.get("when", "before") not in _WHEN:
            raise invalid(f"what: {', '.join(_WHAT)}; when: {', '.join(_WHEN)}; this is {order}")
        if what == "truncated" and (order.get("when") not in (None, "after")):
            raise invalid("Only the answer of an applied call can be truncated: when is after")
        if what == "truncated" and "bytes" not in order:
            raise invalid("A truncated answer needs bytes")
        self._count += 1
        times = order.get("times", 1)
        return Fault(
            self._count,
            pattern(order.get("match", "")),
            order,
            int(order.get("skip", 0)),
            None if times is None else int(times),
        )

    def _land(self, body: Json) -> Json:
        wanted = body.get("id")
        due = [kept for kept in self._kept if wanted is None or kept.id == wanted]
        self._kept = [kept for kept in self._kept if kept not in due]
        if body.get("drop"):
            return {"dropped": len(due)}
        return {"landed": [_told(self._apply(kept.request)) for kept in due]}


def _told(answer: Answer) -> Json:
    return {"status": answer.status, "body": answer.body}


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    return Faults(service.apply)
