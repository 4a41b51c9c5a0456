"""How slow the service is: seconds added to each answer, or to those that match."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from sheets_emulator.errors import invalid
from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.service import Service


class Latency(Hook):
    """`POST /__admin/latency` with `seconds` and, if not for all, `match` on method and path."""

    def __init__(self) -> None:
        self._rules: list[tuple[re.Pattern[str], float]] = []

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"latency": self._set}

    def reset(self) -> None:
        """As at the start."""
        self._rules.clear()

    def after(self, request: Request, answer: Answer) -> Answer:
        """The answer that is sent."""
        wait = sum(seconds for rule, seconds in self._rules if rule.search(request.endpoint))
        return dataclasses.replace(answer, delay=answer.delay + wait) if wait else answer

    def _set(self, body: Json) -> Json:
        if body.get("clear"):
            self._rules.clear()
        if "seconds" in body:
            self._rules.append((pattern(body.get("match", "")), float(body["seconds"])))
        return {"latency": [{"match": rule.pattern, "seconds": s} for rule, s in self._rules]}


def pattern(text: str) -> re.Pattern[str]:
    """A pattern on method and path, compiled."""
    try:
        return re.compile(text)
    except re.error as error:
        raise invalid(f"Not a pattern: {text} ({error})") from None


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    del service
    return Latency()
