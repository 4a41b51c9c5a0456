"""An emulator for each test: in process for the rules, over HTTP where the wire matters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from sheets_emulator import Emulator, start
from sheets_emulator.book import Book
from sheets_emulator.emulator import assembled
from sheets_emulator.hook import Answer, Request
from sheets_emulator.service import Service


@pytest.fixture
def service() -> Service:
    """A service with one spreadsheet to come and predictable identifiers."""
    return assembled(seed=1)


@pytest.fixture
def book(service) -> Book:
    """An empty spreadsheet of one sheet with the id 0, titled Sheet1."""
    made: Book = service.drive.create("Hot costs").book
    return made


@pytest.fixture
def call(service) -> Callable[..., Any]:
    """Sends a call to the service and gives its JSON; `status` is what it must answer with."""

    def send(method: str, path: str, body: Any = None, *, status: int = 200, **query: Any) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        asked = {k: v if isinstance(v, list) else [str(v)] for k, v in query.items()}
        headers = {"content-type": "application/json"}
        answer: Answer = service.handle(Request(method, quote(path, "/:"), asked, headers, content))
        assert answer.status == status, answer.body
        return answer.body

    return send


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """An emulator on a loopback port."""
    with start(seed=1) as running:
        yield running
