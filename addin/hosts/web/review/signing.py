"""Signing in with a token, and out."""

from __future__ import annotations

import math
import re
from typing import Final

from starlette.responses import RedirectResponse, Response

from addin.hosts.web.review.door import DEVICE, cookie_name
from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.rendering import page
from addin.hosts.web.review.review import Review
from addin.hosts.web.review.visit import Visit
from addin.ports.people import person_with

_BELOW: Final = re.compile(r"(/[a-z0-9-]+)*")
_DEVICE_SECONDS: Final = 90 * 24 * 3600
_LONGEST_TOKEN: Final = 200


async def form(visit: Visit) -> Response:
    """The page to sign in."""
    if visit.session is not None:
        return RedirectResponse(visit.review.root, 303)
    return page(visit, "sign_in", sentence="", to="")


async def sign_in(visit: Visit) -> Response:
    """Look whose token it is; a guess costs the next one time."""
    review = visit.review
    cookies = visit.request.cookies
    device = review.sessions.device(cookies.get(DEVICE, ""))
    wait = review.throttle.wait(visit.address, device)
    if wait:
        raise Refused(
            429,
            f"Too many tries. Wait {math.ceil(wait)} seconds, then try again.",
            wait,
        )
    token = visit.sent.first("token")
    person = person_with(review.studio.people.all(), token[:_LONGEST_TOKEN], review.utc())
    if person is None:
        review.throttle.failed(visit.address, device)
        await review.audit(visit.address, "sign in", "Not done: no such token.")
        said = "Nobody has that token. It may be over, or not copied whole."
        return page(visit, "sign_in", 403, sentence=said, to=visit.sent.first("to"))
    review.throttle.succeeded(visit.address, device)
    review.sessions.end(cookies.get(cookie_name(review), ""))
    await review.audit(visit.address, "sign in", "Signed in.", person)
    response = RedirectResponse(_where(review, visit.sent.first("to")), 303)
    _keep(response, review, cookie_name(review), review.sessions.begin(person))
    if not device:
        _keep(response, review, DEVICE, review.sessions.new_device(), _DEVICE_SECONDS)
    return response


async def sign_out(visit: Visit) -> Response:
    """End the session, here and in the browser."""
    review = visit.review
    review.sessions.end(visit.request.cookies.get(cookie_name(review), ""))
    await review.audit(visit.address, "sign out", "Signed out.", visit.signed_in.person)
    response = RedirectResponse(f"{review.root}/sign-in", 303)
    _keep(response, review, cookie_name(review), "", 0)
    await review.keep_sessions(at_once=True)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _keep(
    response: Response, review: Review, name: str, value: str, seconds: int | None = None
) -> None:
    """Have the browser keep a cookie: no script reads it, no other page has it sent."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=review.root,
        secure=review.is_https,
        httponly=True,
        samesite="strict",
    )


def _where(review: Review, to: str) -> str:
    """The page they came from, if it is one of ours."""
    below = to.removeprefix(review.root)
    return to if to.startswith(review.root) and _BELOW.fullmatch(below) else review.root
