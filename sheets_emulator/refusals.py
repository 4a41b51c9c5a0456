"""Answers that refuse, as Google writes them: for Sheets a status, for Drive a reason as well."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from sheets_emulator.hook import Answer

_UNAUTHENTICATED = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_EXHAUSTED = (
    "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per "
    "user' of service 'sheets.googleapis.com' for consumer 'project_number:100000000001'."
)
_SHEETS: dict[int, tuple[str, str]] = {
    400: ("Request contains an invalid argument.", "INVALID_ARGUMENT"),
    401: (_UNAUTHENTICATED, "UNAUTHENTICATED"),
    403: ("The caller does not have permission", "PERMISSION_DENIED"),
    404: ("Requested entity was not found.", "NOT_FOUND"),
    409: ("The operation was aborted.", "ABORTED"),
    429: (_EXHAUSTED, "RESOURCE_EXHAUSTED"),
    500: ("Internal error encountered.", "INTERNAL"),
    503: ("The service is currently unavailable.", "UNAVAILABLE"),
    504: ("Deadline expired before operation could complete.", "DEADLINE_EXCEEDED"),
}
_DRIVE: dict[int, tuple[str, str]] = {
    400: ("badRequest", "Bad Request"),
    401: ("authError", "Invalid Credentials"),
    403: (
        "insufficientFilePermissions",
        "The user does not have sufficient permissions for this file.",
    ),
    404: ("notFound", "File not found: ."),
    429: ("rateLimitExceeded", "Rate Limit Exceeded"),
    500: ("internalError", "Internal Error"),
    503: ("backendError", "Transient failure"),
}
_REASONS = {
    "rateLimitExceeded": "Rate Limit Exceeded",
    "userRateLimitExceeded": "User Rate Limit Exceeded",
    "storageQuotaExceeded": "The user's Drive storage quota has been exceeded.",
    "insufficientFilePermissions": _DRIVE[403][1],
    "insufficientPermissions": "Insufficient Permission",
}
_GATEWAY = (
    "<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title>"
    "<p><b>502.</b> <ins>That's an error.</ins><p>The server encountered a temporary error and "
    "could not complete your request.<p>Please try again in 30 seconds."
)


def is_drive(path: str) -> bool:
    """Whether this address belongs to Drive, which writes its errors another way."""
    return path.startswith(("/drive/", "/upload/drive/"))


def told(answer: Answer) -> dict[str, Any]:
    """The object in an answer; empty if it has none, as an export."""
    return answer.body if isinstance(answer.body, dict) else {}


def refusal(
    status: int,
    path: str = "",
    *,
    message: str | None = None,
    reason: str | None = None,
    details: Sequence[Any] = (),
) -> Answer:
    """The answer for a status, in the words of the service that this path belongs to.

    `reason` is Drive's (`storageQuotaExceeded`); `details` are the Sheets API's.
    """
    if status == 502:
        return Answer(502, _GATEWAY, {"Content-Type": "text/html; charset=UTF-8"})
    if is_drive(path):
        return Answer(status, _drive_error(status, message, reason))
    usual, name = _SHEETS.get(status, (_phrase(status), "UNKNOWN"))
    error: dict[str, Any] = {"code": status, "message": message or usual, "status": name}
    if details:
        error["details"] = list(details)
    return Answer(status, {"error": error})


def _drive_error(status: int, message: str | None, reason: str | None) -> dict[str, Any]:
    usual_reason, usual = _DRIVE.get(status, ("backendError", _phrase(status)))
    said = message or _REASONS.get(reason or "", usual)
    entry = {"message": said, "domain": "global", "reason": reason or usual_reason}
    if (reason or "").endswith("ateLimitExceeded"):
        entry["domain"] = "usageLimits"
    return {"error": {"code": status, "message": said, "errors": [entry]}}


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in list(HTTPStatus) else "Error"
