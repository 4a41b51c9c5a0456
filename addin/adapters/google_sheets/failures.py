"""What an answer of Google means: told apart by its reason, never by its status alone.

| answer                                             | kind    | was it applied? |
|----------------------------------------------------|---------|-----------------|
| 429; 403 rateLimitExceeded, userRateLimitExceeded  | RATE    | no              |
| 408, 500, 502, 503, 504 and every other 5xx        | FAULT   | perhaps         |
| time-out, a cut connection, an answer not JSON     | LOST    | perhaps         |
| no connection, or the token server cannot answer   | UNSENT  | no              |
| 401                                                | TOKEN   | no              |
| the token server gives no new token                | NOBODY  | no              |
| 403 whose reason is too narrow a scope             | SCOPE   | no              |
| 403 storageQuotaExceeded                           | STORAGE | no              |
| any other 403; 404; 410                            | SHARING | no              |
| a redirect: a network's own sign-in page           | PORTAL  | no              |
| any other 4xx                                      | REQUEST | no              |
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from typing import Any, Final


class Kind(Enum):
    """What to do about it depends on this alone."""

    RATE = auto()
    FAULT = auto()
    LOST = auto()
    UNSENT = auto()
    TOKEN = auto()
    NOBODY = auto()
    SCOPE = auto()
    STORAGE = auto()
    SHARING = auto()
    PORTAL = auto()
    REQUEST = auto()


TRANSIENT: Final = frozenset({Kind.RATE, Kind.FAULT, Kind.LOST, Kind.UNSENT})
"""Waiting may help."""

UNSURE: Final = frozenset({Kind.FAULT, Kind.LOST})
"""A write that met with this may have been applied, or may be applied yet."""

_RATE: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
_STORAGE: Final = frozenset({"storageQuotaExceeded", "teamDriveFileLimitExceeded"})
_SCOPE: Final = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_SWITCHED_OFF: Final = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_LONGEST: Final = 500  # characters of a message that a person still reads


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a try failed.

    ``message`` is Google's own where there is one; ``after`` the seconds that Google asks to wait,
    0 if it does not say.
    """

    kind: Kind
    message: str
    after: float = 0.0


def failure_of(status: int, content: bytes, retry_after: str = "", now: float = 0.0) -> Failure:
    """What a refusal means; ``now`` is the time that a date in Retry-After counts from."""
    error = _error_in(content)
    reasons = _reasons(error)
    message = str(error.get("message") or "").strip() or f"status {status}"
    return Failure(_kind(status, reasons), _explained(message, reasons), _seconds(retry_after, now))


def _kind(status: int, reasons: frozenset[str]) -> Kind:
    simple = {401: Kind.TOKEN, 404: Kind.SHARING, 408: Kind.FAULT, 410: Kind.SHARING}
    if status == 429 or (status == 403 and reasons & _RATE):
        return Kind.RATE
    if status in simple:
        return simple[status]
    if status == 403:
        return _forbidden(reasons)
    if status >= 500:
        return Kind.FAULT
    return Kind.PORTAL if status < 400 else Kind.REQUEST


def _forbidden(reasons: frozenset[str]) -> Kind:
    if reasons & _STORAGE:
        return Kind.STORAGE
    return Kind.SCOPE if reasons & _SCOPE else Kind.SHARING


def _explained(message: str, reasons: frozenset[str]) -> str:
    if reasons & _SWITCHED_OFF:
        return (
            "the Google Sheets API or the Google Drive API is switched off in the Google Cloud "
            f"project that the sign-in belongs to; an administrator switches it on ({message})"
        )
    return message


def _error_in(content: bytes) -> dict[str, Any]:
    """Google's error; of another shape: empty."""
    try:
        answer = json.loads(content)
    except ValueError:
        return {}
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, dict) else {}


def _reasons(error: dict[str, Any]) -> frozenset[str]:
    """Every reason given: Drive says it in ``errors``, Sheets in ``details``."""
    listed = [*_dicts(error.get("errors")), *_dicts(error.get("details"))]
    return frozenset(str(one["reason"]) for one in listed if one.get("reason"))


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _seconds(text: str, now: float) -> float:
    """Retry-After: a number of seconds, or a date."""
    text = text.strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def without(text: str, *secrets: str) -> str:
    """A text of the server's with every secret taken out, and cut to what a person reads."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "…")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
