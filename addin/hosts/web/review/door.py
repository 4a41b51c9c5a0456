"""The door: every request passes all checks before the page that it asks for is even called.

A page says in ``routes`` who may come, whether it changes something, and whether it is about a
production; it cannot forget to check, because it does not check.
"""

from __future__ import annotations

import ipaddress
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from addin.errors import AddinError
from addin.hosts.web.review.forms import sent_file, sent_form
from addin.hosts.web.review.headers import protected
from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.rendering import page
from addin.hosts.web.review.review import Review
from addin.hosts.web.review.visit import Least, Visit
from addin.ports.people import Role

_LOG: Final = logging.getLogger("tieout")
_COOKIE: Final = "tieout_review"
DEVICE: Final = "tieout_device"
_ARRIVING: Final = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tieout</title>'
    '<meta http-equiv="refresh" content="0"></head><body><main><h1>Tieout</h1>'
    '<p><a href="">Open the page</a></p></main></body></html>'
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One page or action: ``path`` from the root of the service; ``is_upload``: it takes a file."""

    method: str
    path: str
    least: Least
    answer: Callable[[Visit], Awaitable[Response]]
    is_upload: bool = False


def cookie_name(review: Review) -> str:
    """The cookie of a session; over https one that a page without it cannot set."""
    return f"__Secure-{_COOKIE}" if review.is_https else _COOKIE


def routes_of(review: Review, rules: tuple[Rule, ...]) -> list[Route]:
    """The rules as routes, and everything else below the root as a page that is not there."""
    found = [
        Route(f"/review{rule.path}", partial(_answered, review, rule), methods=[rule.method])
        for rule in rules
    ]
    lost = Rule("GET", "", Least.VIEWER, _lost)
    return [*found, Route("/review/{rest:path}", partial(_answered, review, lost))]


@asynccontextmanager
async def _room_for(review: Review, rule: Rule) -> AsyncIterator[None]:
    """Files are held in memory, so few come in at once."""
    if not rule.is_upload:
        yield
        return
    if review.uploads.locked():
        raise Refused(429, "Others are sending files. Nothing was kept. Try again.", 5)
    async with review.uploads:
        yield


async def _lost(visit: Visit) -> Response:
    if not visit.request.path_params["rest"]:
        return RedirectResponse(visit.review.root, 303)
    raise Refused(404, "There is no such page.")


async def _answered(review: Review, rule: Rule, request: Request) -> Response:
    visit = Visit(review, request, _address(review, request))
    try:
        async with _room_for(review, rule):
            visit = await _let_in(visit, rule)
            response = await rule.answer(visit)
    except Refused as refused:
        response = _refusal(visit, refused)
    except AddinError as error:
        _LOG.error("review: %s", error)
        # who is not signed in is not told where things are kept
        said = str(error) if visit.session else "The review cannot be opened at this moment."
        response = _refusal(visit, Refused(503, said))
    try:
        await review.keep_sessions()
    except AddinError as error:  # tried again with the next request
        _LOG.error("review: %s", error)
    return protected(response)


def _refusal(visit: Visit, refused: Refused) -> Response:
    if refused.status == 401:
        if visit.request.headers.get("sec-fetch-site") == "cross-site":
            return HTMLResponse(_ARRIVING)  # the cookie is sent from our own pages only
        return page(visit, "sign_in", 401, sentence=refused.sentence, to=_path(visit))
    response = page(visit, "refused", refused.status, sentence=refused.sentence)
    if refused.wait:
        response.headers["Retry-After"] = str(math.ceil(refused.wait))
    return response


def _path(visit: Visit) -> str:
    """Where they wanted to go; behind a proxy the address has more in front."""
    below = visit.request.url.path.removeprefix("/review")
    return f"{visit.review.root}{below}" if visit.request.method == "GET" else ""


async def _let_in(visit: Visit, rule: Rule) -> Visit:
    """The visit with its person, production and form.

    Raises:
        Refused: one of the checks failed; nothing was looked at beyond it.
    """
    review, request = visit.review, visit.request
    _require_own_page(review, request, changes=rule.method == "POST")
    secret = request.cookies.get(cookie_name(review), "")
    visit = replace(visit, session=review.sessions.of(secret) if secret else None)
    if rule.least is not Least.ANYBODY:
        await _require_role(visit, rule)
        visit = await _about_production(visit)
    if rule.method == "POST":
        reading = sent_file if rule.is_upload else sent_form
        visit = replace(visit, sent=await reading(request, review.sizes))
        if rule.least is not Least.ANYBODY and review.sessions.of(secret) is not visit.session:
            raise Refused(401, "You were signed out meanwhile. Nothing was done.")
        if rule.least is not Least.ANYBODY and not visit.signed_in.has_form(
            visit.sent.first("form")
        ):
            await _audit_refusal(visit, rule, "the form was not one of this session's")
            raise Refused(403, "This form is no longer valid. Nothing was done. Open it again.")
    return visit


def _require_own_page(review: Review, request: Request, *, changes: bool) -> None:
    """Other pages may link here; they may not send anything, nor ask from their scripts."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    own = origin in review.origins
    foreign = (origin is not None and not own) or (changes and site not in {None, "same-origin"})
    if foreign or (changes and not own and site is None):
        raise Refused(403, "Only this service's own pages may send that. Nothing was done.")


async def _require_role(visit: Visit, rule: Rule) -> None:
    if visit.session is None:
        raise Refused(401, "" if visit.request.method == "GET" else "Sign in. Nothing was done.")
    if rule.least is Least.EDITOR and visit.session.person.role is not Role.EDITOR:
        await _audit_refusal(visit, rule, "only an editor may")
        raise Refused(403, "You may look, but not decide. Nothing was done.")


async def _about_production(visit: Visit) -> Visit:
    wanted = visit.request.path_params.get("production")
    if wanted is None:
        return visit
    if wanted in visit.review.studio.numbers:
        for one in await visit.review.shown_to(visit.signed_in.person):
            if one.id == wanted:
                return replace(visit, production=one)
    raise Refused(404, "There is no such production.")


async def _audit_refusal(visit: Visit, rule: Rule, why: str) -> None:
    await visit.review.audit(
        visit.address,
        f"refused {rule.path.rpartition('/')[2]}",
        f"Not done: {why}.",
        visit.signed_in.person,
        visit.production.name if visit.production else "",
    )


def _address(review: Review, request: Request) -> str:
    """From where the request comes; only the proxy that was named is believed about others."""
    direct = request.client.host if request.client else ""
    if review.studio.proxy and direct == review.studio.proxy:
        # a proxy may add a line of its own below the one that somebody sent
        told = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
        try:
            return str(ipaddress.ip_address(told))
        except ValueError:  # no address: whoever sends that is counted with the proxy
            return direct
    return direct
