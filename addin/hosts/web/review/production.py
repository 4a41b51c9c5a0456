"""The pages of one production: its findings, suggestions, conflicts, journal, and its report."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import HTMLResponse, Response

from addin.domain.night import Point
from addin.hosts.web.review.drops import drops_of
from addin.hosts.web.review.headers import KEPT_PAGE
from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.rendering import page
from addin.hosts.web.review.studio import Shown
from addin.hosts.web.review.visit import Visit
from addin.ports.nights import AuditEntry
from addin.reports.night_page import night_page

_A_PAGE: Final = 100
_SEVERITIES: Final = {"error": 3, "warning": 2, "note": 1}
WAIVED: Final = "waive_finding"
TAKEN_BACK: Final = "take_back_waiver"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are shown: the words that they mention, how bad they are, from which on."""

    words: str = ""
    severity: str = ""
    first: int = 0

    def fits(self, point: Point) -> bool:
        """Whether a finding is one of these."""
        said = f"{point.code} {point.workbook} {point.sheet} {point.cell} {point.message}"
        severity = _SEVERITIES.get(self.severity)
        return self.words in said.casefold() and severity in {None, point.severity}


async def findings(visit: Visit) -> Response:
    """The open findings of the latest night, with those that were decided since marked."""
    one = visit.shown
    chosen = _filter(visit)
    night = await visit.review.night_of(one)
    points = night.open if night else ()
    fitting = [point for point in points if chosen.fits(point)]
    since = waived_since(one, await visit.review.audited())
    drops = await asyncio.to_thread(drops_of, one.folder, visit.review.studio.night_of(one.number))
    return page(
        visit,
        "production",
        night=night,
        points=fitting[chosen.first : chosen.first + _A_PAGE],
        chosen=chosen,
        count=len(fitting),
        all_count=len(points),
        next=chosen.first + _A_PAGE if len(fitting) > chosen.first + _A_PAGE else 0,
        since=since,
        drops=drops,
        severities={number: name for name, number in _SEVERITIES.items()},
    )


def waived_since(one: Shown, entries: Iterable[AuditEntry]) -> Mapping[str, AuditEntry]:
    """The findings of the latest night that were waived here after it; the next night shows it.

    ``entries`` are the newest first: what was taken back last is waived no more.
    """
    if one.night is None:
        return {}
    last: dict[str, AuditEntry] = {}
    for entry in entries:
        what, _, about = entry.action.partition(" ")
        id_, _, key = about.partition(" ")
        if what in {WAIVED, TAKEN_BACK} and id_ == one.id and key and entry.at >= one.night.at:
            last.setdefault(key, entry)
    return {key: entry for key, entry in last.items() if entry.action.startswith(WAIVED)}


async def report(visit: Visit) -> Response:
    """The report of the latest night, as the night itself would write it; nothing in it runs."""
    one = visit.shown
    night, key = await visit.review.night_of(one), visit.review.studio.key
    if night is None:
        raise Refused(404, "There was no night of this production yet.")
    moments = await visit.review.asked(lambda nights: nights.trend(key, str(one.folder)))
    text = await asyncio.to_thread(night_page, night, moments)
    return HTMLResponse(text, headers={"Content-Security-Policy": KEPT_PAGE})


async def suggestions(visit: Visit) -> Response:
    """What the reconciliation asks a person, as the workbooks stand at this moment."""
    told = await visit.review.work("statements", visit.shown, visit.signed_in.person)
    return page(visit, "suggestions", statements=told.get("statements", []), why=told["sentence"])


async def conflicts(visit: Visit) -> Response:
    """What both sides of a sync changed, and nobody has settled."""
    told = await visit.review.work("conflicts", visit.shown, visit.signed_in.person)
    return page(visit, "conflicts", conflicts=told.get("conflicts", []), why=told["sentence"])


async def journal(visit: Visit) -> Response:
    """What was done in the production, from wherever."""
    told = await visit.review.work("journal", visit.shown, visit.signed_in.person)
    return page(
        visit,
        "journal",
        entries=told.get("entries", []),
        more=told.get("more", 0),
        why=told["sentence"],
    )


def _filter(visit: Visit) -> Filter:
    asked = visit.request.query_params
    first = asked.get("first", "0")
    severity = asked.get("severity", "")
    return Filter(
        asked.get("words", "").strip().casefold()[:80],
        severity if severity in _SEVERITIES else "",
        int(first) if first.isascii() and first.isdigit() and len(first) < 8 else 0,
    )
