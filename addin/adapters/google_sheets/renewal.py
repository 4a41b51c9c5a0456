"""A new token for a signed-in account, or why there is none: in our words, not the server's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request

_SECONDS: Final = 20  # for an answer of the token server; google-auth would wait for 120

_REASONS: Final = {
    "invalid_grant": "the sign-in was revoked, has run out, or its key was deleted (or the clock "
    "of this computer is wrong)",
    "invalid_client": "the program's own registration with Google was deleted or replaced",
    "unauthorized_client": "the administrator has not allowed this account to act for that person "
    "with these scopes",
    "access_denied": "it was declined, by the person or by an administrator's rule",
    "admin_policy_enforced": "the organisation's administrator has not allowed Tieout",
    "invalid_scope": "the account may not ask for these scopes",
    "org_internal": "the program's registration is for another organisation",
}


class TokenRequest(Request):
    """How google-auth reaches the token servers: through our own session, with a time limit."""

    def __init__(self, session: requests.Session) -> None:
        super().__init__(session)

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **how: Any,
    ) -> Any:
        """The answer of a token server; what was sent to one is not passed on to another."""
        how.setdefault("allow_redirects", False)
        return super().__call__(  # type: ignore[no-untyped-call] # google-auth has no hints here
            url, method, body, headers, min(timeout or _SECONDS, _SECONDS), **how
        )


def why_refused(error: RefreshError) -> str:
    """Why there is no new token."""
    answer = error.args[1] if len(error.args) > 1 else None
    if isinstance(answer, dict):
        detail = str(answer.get("error_subtype") or "")
        return in_words(detail if detail in _REASONS else str(answer.get("error") or ""))
    return in_words(str(error.args[0] if error.args else "").partition(":")[0])


def in_words(code: str) -> str:
    """An error of the sign-in server in our words; one that we do not know is not repeated."""
    return f"{_REASONS[code]} ({code})" if code in _REASONS else "Google gave no sign-in"
