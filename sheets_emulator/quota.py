"""How many calls a minute are let through; off by default.

Reads and writes are counted apart, for each project and for each user in it, and every count starts
again with each minute of the clock. A batch counts once. A second limit, off even when quotas are
on, is one request a second for a spreadsheet, which answers 503.

Source: Google's "Usage limits"; the body of a 429 as users have quoted it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from sheets_emulator.callers import Callers
from sheets_emulator.clock import Clock
from sheets_emulator.errors import invalid
from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.refusals import refusal
from sheets_emulator.service import Service

LIMITS = {
    "reads_per_project": 300,
    "writes_per_project": 300,
    "reads_per_user": 60,
    "writes_per_user": 60,
    "per_spreadsheet_second": 0,
}
"""Google's; 0 is no limit."""

_READS_BY_POST = re.compile(r"(:batchGetByDataFilter|:getByDataFilter|/developerMetadata:search)$")
_SPREADSHEET = re.compile(r"^/v4/spreadsheets/([^/:?]+)")


def is_read(request: Request) -> bool:
    """Whether a call to the Sheets API counts as a read: searches are POSTed and change nothing."""
    return request.method == "GET" or bool(_READS_BY_POST.search(request.path))


class Quota(Hook):
    """Counts calls and refuses those beyond the limits; a refused call is not counted."""

    def __init__(self, callers: Callers, clock: Clock) -> None:
        self._callers = callers
        self._clock = clock
        self.reset()

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"quota": self._set}

    def reset(self) -> None:
        """As at the start."""
        self._on = False
        self._limits = dict(LIMITS)
        self._minute = self._second = -1
        self._used: Counter[tuple[str, ...]] = Counter()
        self._seen: Counter[str] = Counter()

    def before(self, request: Request) -> Answer | None:
        """An answer in place of the service's, or None."""
        if not self._on or not request.path.startswith("/v4/"):
            return None
        self._refill()
        caller = self._callers.of(request)
        kind = "reads" if is_read(request) else "writes"
        counts = ((kind, "project", caller.project), (kind, "user", caller.project, caller.email))
        for count in counts:
            limit = self._limits[f"{kind}_per_{count[1]}"]
            if limit and self._used[count] >= limit:
                return exhausted(kind, count[1], limit, caller.project)
        found = _SPREADSHEET.match(request.path)
        limit = self._limits["per_spreadsheet_second"]
        if found and limit:
            if self._seen[found[1]] >= limit:
                return refusal(503)
            self._seen[found[1]] += 1
        self._used.update(counts)
        return None

    def _refill(self) -> None:
        now = int(self._clock.now().timestamp())
        if now // 60 != self._minute:
            self._minute = now // 60
            self._used.clear()
        if now != self._second:
            self._second = now
            self._seen.clear()

    def _set(self, body: Json) -> Json:
        unknown = set(body) - {*LIMITS, "on"}
        if unknown:
            raise invalid(f"Unknown: {', '.join(sorted(unknown))}. Known: on, {', '.join(LIMITS)}")
        if body:
            self._on = bool(body.get("on", True))
        self._limits |= {name: int(number) for name, number in body.items() if name != "on"}
        self._refill()
        used = {"/".join(key): number for key, number in sorted(self._used.items())}
        return {"on": self._on, **self._limits, "used": used}


def exhausted(kind: str, of: str, limit: int, project: str) -> Answer:
    """Google's 429: `kind` is reads or writes, `of` is project or user."""
    verb = "Read" if kind == "reads" else "Write"
    each = " per user" if of == "user" else ""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "quota_metric": f"sheets.googleapis.com/{verb.lower()}_requests",
            "quota_location": "global",
            "quota_limit": f"{verb}RequestsPerMinutePer{of.title()}",
            "quota_limit_value": str(limit),
            "quota_unit": "1/min/{project}/{user}" if of == "user" else "1/min/{project}",
            "service": "sheets.googleapis.com",
            "consumer": f"projects/{project}",
        },
    }
    url = "https://cloud.google.com/docs/quota#requesting_higher_quota"
    links = [{"description": "Request a higher quota limit.", "url": url}]
    return refusal(
        429,
        message=f"Quota exceeded for quota metric '{verb} requests' and limit '{verb} requests per "
        f"minute{each}' of service 'sheets.googleapis.com' for consumer "
        f"'project_number:{project}'.",
        details=[info, {"@type": "type.googleapis.com/google.rpc.Help", "links": links}],
    )


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    return Quota(service.callers, service.clock)
