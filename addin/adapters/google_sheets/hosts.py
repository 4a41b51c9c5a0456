"""Where Google is: its own servers, or a server on this computer that stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from addin.errors import RequestRefused

SHEETS: Final = "https://sheets.googleapis.com"
DRIVE: Final = "https://www.googleapis.com"
TOKENS: Final = "https://oauth2.googleapis.com/token"
REVOKING: Final = "https://oauth2.googleapis.com/revoke"
SIGN_IN: Final = "https://accounts.google.com/o/oauth2/v2/auth"


@dataclass(frozen=True, slots=True)
class Hosts:
    """Google itself, or one other address for all of its services.

    With another address nothing reaches Google: whatever is meant for an https server goes there,
    tokens too. Plain http is for this computer only, because tokens would travel in the clear.
    """

    base: str = ""

    def __post_init__(self) -> None:
        if not self.base:
            return
        parts = urlsplit(self.base)
        if parts.scheme == "https" and parts.hostname:
            return
        if parts.scheme != "http" or not is_here(parts.hostname or ""):
            raise RequestRefused(
                f"The address {self.base}",
                "instead of Google's own, only https or a server on this computer will do",
            )

    @property
    def is_here(self) -> bool:
        """Whether a server on this computer stands in."""
        return bool(self.base) and is_here(urlsplit(self.base).hostname or "")

    def address(self, path: str) -> str:
        """The address of a path of the API."""
        return (SHEETS if path.startswith("/v4/") else DRIVE) + path

    def sign_in(self) -> str:
        """Where a person signs in, in the browser."""
        return SIGN_IN.replace("https://accounts.google.com", self.base) if self.base else SIGN_IN

    def session(self) -> requests.Session:
        """Connections to wherever Google is."""
        session = requests.Session()
        session.auth = _no_password
        if self.base:
            session.mount("https://", _Elsewhere(self.base))
            session.trust_env = not self.is_here  # no proxy stands between us and ourselves
        return session


def is_here(host: str) -> bool:
    """Whether a host is this computer itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Nothing is added: without this, the password of a .netrc file would go to Google."""
    return request


class _Elsewhere(HTTPAdapter):
    """Sends what is meant for one of Google's servers to another server, path and query as is."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base.rstrip("/")

    def send(  # type: ignore[override] # the stubs name every argument; all of them are passed on
        self, request: requests.PreparedRequest, **how: object
    ) -> requests.Response:
        """Send it there."""
        meant = urlsplit(request.url or "")
        query = f"?{meant.query}" if meant.query else ""
        request.url = f"{self.base}{meant.path}{query}"
        return super().send(request, **how)  # type: ignore[arg-type] # as above
