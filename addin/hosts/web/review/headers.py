"""What every answer of the review service tells the browser: what may be shown, run and kept."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.responses import Response

_PAGES: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
KEPT_PAGE: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""For a report, which is one file with its style in it: it is shown, and nothing in it runs."""

_ALWAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        # forms of a page with "no-referrer" would say that they come from nowhere
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)


def protected(response: Response) -> Response:
    """The answer with all of them; one that brings a policy for what it shows keeps it."""
    response.headers.setdefault("Content-Security-Policy", _PAGES)
    for name, value in _ALWAYS.items():
        response.headers[name] = value
    return response
