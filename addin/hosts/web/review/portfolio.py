"""The first page: which productions need somebody this morning; and what people did here."""

from __future__ import annotations

from typing import Final

from starlette.responses import HTMLResponse, Response

from addin.domain.night import Ended, Overview
from addin.hosts.web.review.headers import KEPT_PAGE
from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.rendering import page
from addin.hosts.web.review.studio import Shown
from addin.hosts.web.review.visit import Visit
from addin.jobs.without_pauses import without_pauses
from addin.ports.nights import Nights
from addin.reports.portfolio_page import portfolio_page

_MOST: Final = 300
_TREND: Final = 60  # nights of each production, on the page of all
_FIRST: Final = (Ended.FAILED, Ended.PARTLY, Ended.BUSY)
_ENDED: Final = {
    Ended.CHECKED: "checked",
    Ended.PARTLY: "checked, a step failed",
    Ended.FAILED: "could not be checked",
    Ended.BUSY: "somebody was at work in it",
    Ended.UNCHANGED: "unchanged",
}


async def portfolio(visit: Visit) -> Response:
    """Every production that the person sees: those that need somebody first."""
    everything = await visit.review.shown_to(visit.signed_in.person)
    words = visit.request.query_params.get("words", "").strip().casefold()[:80]
    found = [one for one in everything if words in one.name.casefold()]
    waiting = [one for one in found if _needs(one.night)]
    quiet = [one for one in found if not _needs(one.night)]
    dates = [one.night.at for one in everything if one.night]
    return page(
        visit,
        "portfolio",
        waiting=sorted(waiting, key=_urgency)[:_MOST],
        quiet=quiet[:_MOST],
        counts=(len(waiting), len(quiet)),
        words=words,
        latest=max(dates, default=None),
        ended=_ENDED,
    )


async def report(visit: Visit) -> Response:
    """All productions that the person sees as one page, as the night itself writes it."""
    review = visit.review
    everything = [one for one in await review.shown_to(visit.signed_in.person) if one.night]
    if not everything:
        raise Refused(404, "No night was kept yet.")
    folders = tuple(str(one.folder) for one in everything)
    links = {str(one.folder): f"{review.root}/p/{one.id}" for one in everything}
    key = review.studio.key

    def drawn(kept: Nights) -> str:
        nights = kept.counted(key, folders)
        if not nights:  # another manifest came between
            raise Refused(404, "No night was kept yet.")
        trends = kept.trends(key, [one.folder for one in nights[:_MOST]], _TREND)
        return portfolio_page(key, max(one.at for one in nights), nights, trends, links)

    def at_once(kept: Nights) -> str:
        with without_pauses():
            return drawn(kept)

    text = await review.remembered.asked(folders, at_once)
    return HTMLResponse(text, headers={"Content-Security-Policy": KEPT_PAGE})


async def audit(visit: Visit) -> Response:
    """What people did here; of productions that the person does not see, nothing."""
    person = visit.signed_in.person
    sees = {one.name for one in await visit.review.shown_to(person)}
    sees_all = not person.productions
    entries = [
        one
        for one in await visit.review.audited()
        if one.production in sees or (sees_all and visit.decides) or one.who == person.name
    ]
    return page(visit, "audit", entries=entries[:_MOST], more=max(0, len(entries) - _MOST))


def _needs(night: Overview | None) -> bool:
    if night is None:
        return False
    return bool(night.open or night.suggested) or night.ended in _FIRST


def _urgency(one: Shown) -> tuple[bool, int, int, int]:
    night = one.night
    assert night is not None  # noqa: S101 - those that need somebody had one
    return night.ended not in _FIRST, -night.errors, -night.warnings, night.position
