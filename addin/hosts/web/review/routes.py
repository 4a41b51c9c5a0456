"""Every page and action of the review service, and who may come."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from addin.hosts.web.review import acts, portfolio, production, signing
from addin.hosts.web.review.door import Rule
from addin.hosts.web.review.rendering import asset, sheet
from addin.hosts.web.review.visit import Least, Visit


async def _style(visit: Visit) -> Response:
    del visit
    return Response(sheet(), media_type="text/css")


async def _script(visit: Visit) -> Response:
    del visit
    return Response(asset("review.js"), media_type="text/javascript")


_P: Final = "/p/{production}"

RULES: Final = (
    Rule("GET", "", Least.VIEWER, portfolio.portfolio),
    Rule("GET", "/review.css", Least.ANYBODY, _style),
    Rule("GET", "/review.js", Least.ANYBODY, _script),
    Rule("GET", "/sign-in", Least.ANYBODY, signing.form),
    Rule("POST", "/sign-in", Least.ANYBODY, signing.sign_in),
    Rule("POST", "/sign-out", Least.VIEWER, signing.sign_out),
    Rule("GET", "/report", Least.VIEWER, portfolio.report),
    Rule("GET", "/audit", Least.VIEWER, portfolio.audit),
    Rule("GET", _P, Least.VIEWER, production.findings),
    Rule("GET", f"{_P}/report", Least.VIEWER, production.report),
    Rule("GET", f"{_P}/suggestions", Least.VIEWER, production.suggestions),
    Rule("GET", f"{_P}/conflicts", Least.VIEWER, production.conflicts),
    Rule("GET", f"{_P}/journal", Least.VIEWER, production.journal),
    Rule("POST", f"{_P}/waive", Least.EDITOR, acts.waive),
    Rule("POST", f"{_P}/decide", Least.EDITOR, acts.decide),
    Rule("POST", f"{_P}/resolve", Least.EDITOR, acts.resolve),
    Rule("POST", f"{_P}/undo", Least.EDITOR, acts.undo),
    Rule("POST", f"{_P}/drop", Least.EDITOR, acts.drop, is_upload=True),
)
