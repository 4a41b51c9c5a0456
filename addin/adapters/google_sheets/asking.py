"""One call: what goes out each time it is tried, and what it has cost so far."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from addin.adapters.google_sheets.failures import Failure, Kind
from addin.adapters.google_sheets.ledger import Call, kind_of

_READS: Final = ("batchGetByDataFilter", "getByDataFilter", "search")


@dataclass(frozen=True, slots=True)
class Asked:
    """One call, as it goes out each time."""

    method: str
    address: str
    body: bytes | None
    headers: Mapping[str, str]
    repeatable: bool

    @property
    def path(self) -> str:
        """The path of the address."""
        return urlsplit(self.address).path

    @property
    def reads(self) -> bool:
        """Whether it changes nothing: every GET, and what asks with a body."""
        return self.method == "GET" or self.path.rpartition(":")[2] in _READS

    @property
    def spreadsheet(self) -> str:
        """The id of the spreadsheet; empty: a call of Drive, or one that makes a spreadsheet."""
        parts = self.path.split("/")
        if len(parts) < 4 or parts[1] != "v4":
            return ""
        return parts[3].partition(":")[0]

    @property
    def link(self) -> str:
        """The spreadsheet, for somebody who was given no name of it."""
        drive = re.match(r"/drive/v3/files/([^/]+)", self.path)
        key = self.spreadsheet or (drive.group(1) if drive else "")
        return f"https://docs.google.com/spreadsheets/d/{key}" if key else "Google Sheets"


@dataclass(slots=True)
class Tally:
    """What a call has cost so far; seconds."""

    began: float
    tries: int = 0
    status: int = 0
    received: int = 0
    server: float = 0.0
    held: float = 0.0  # before it was sent, to stay within the rate
    refused: float = 0.0  # after Google refused it for its rate
    pauses: float = 0.0  # after faults

    def waited(self, seconds: float, failure: Failure) -> None:
        """A pause between two tries."""
        if failure.kind is Kind.RATE:
            self.refused += seconds
        else:
            self.pauses += seconds

    def call(self, asked: Asked, now: float) -> Call:
        """The call, now that it has ended."""
        return Call(
            kind=kind_of(asked.path),
            method=asked.method,
            status=self.status,
            tries=self.tries,
            sent=self.tries * len(asked.body or b""),
            received=self.received,
            seconds=now - self.began,
            server=self.server,
            quota=self.held + self.refused,
            pauses=self.pauses,
        )


def asked_for(
    method: str,
    address: str,
    query: Mapping[str, Any] | None,
    body: object,
    headers: Mapping[str, str] | None,
    *,
    repeatable: bool | None = None,
) -> Asked:
    """A call; without ``repeatable`` only what gets is."""
    content, given = None, dict(headers or {})
    if isinstance(body, bytes):
        content = body
    elif body is not None:
        content = json.dumps(body, separators=(",", ":"), allow_nan=False).encode()
        given["Content-Type"] = "application/json; charset=UTF-8"
    pairs = {name: value for name, value in (query or {}).items() if value is not None}
    if pairs:
        address = f"{address}?{urlencode(pairs, doseq=True)}"
    upper = method.upper()
    reads = upper == "GET"
    return Asked(upper, address, content, given, reads if repeatable is None else repeatable)
