"""Requests and answers held against Google's discovery documents.

Off until a folder with them is named (`--discovery`, or `POST /__admin/strict {"discovery": ...}`).
A request with an unknown field, a wrong type or a value outside its enumeration is then refused as
Google refuses it; an answer of the emulator that has one is a defect of the emulator: a 500 that
says so, kept in the list that `POST /__admin/strict {}` gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sheets_emulator.discovery import Discovery, Method, Violation
from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.refusals import refusal, told
from sheets_emulator.service import Service

_SHOWN = 20  # violations that one refusal lists


class Strict(Hook):
    """Checks both directions once it has documents; a reset keeps them."""

    def __init__(self) -> None:
        self._discovery: Discovery | None = None
        self._defects: list[str] = []

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"strict": self._set}

    def reset(self) -> None:
        """No defects seen yet."""
        self._defects.clear()

    def before(self, request: Request) -> Answer | None:
        """The refusal of a request that Google would not understand."""
        method = self._method(request)
        if method is None:
            return None
        found = list(method.query(request.query))
        body = _json(request)
        if body is not None:
            found += method.body("request", body)
        return refused(request.path, found[:_SHOWN]) if found else None

    def after(self, request: Request, answer: Answer) -> Answer:
        """The answer, unless it is one that Google could not give."""
        method = self._method(request)
        if method is None or answer.status != 200 or not isinstance(answer.body, dict):
            return answer
        found = list(method.body("response", told(answer)))
        if not found:
            return answer
        said = [f"{request.endpoint}: {each.message}" for each in found]
        self._defects += said
        return refusal(500, request.path, message="A defect of the emulator. " + " ".join(said[:3]))

    def _method(self, request: Request) -> Method | None:
        if self._discovery is None:
            return None
        return self._discovery.method(request.method, request.path)

    def _set(self, body: Json) -> Json:
        if folder := body.get("discovery"):
            self._discovery = Discovery.of(Path(folder))
        elif "discovery" in body:
            self._discovery = None
        revisions = self._discovery.revisions if self._discovery else []
        return {"documents": revisions, "defects": list(self._defects)}


def _json(request: Request) -> Json:
    """The body, if it is an object in JSON; what is none the service itself refuses."""
    if not request.body or "json" not in request.headers.get("content-type", "json"):
        return None
    try:
        body = json.loads(request.body)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def refused(path: str, found: Iterable[Violation]) -> Answer:
    """Google's 400, with every violation that it has seen."""
    found = list(found)
    fields = [
        {"field": each.field, "description": each.message}
        if each.field
        else {"description": each.message}
        for each in found
    ]
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": fields}
    message = "\n".join(each.message for each in found)
    return refusal(400, path, message=message, details=[detail])


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    del service
    return Strict()
