"""What the service refuses, in the words and with the codes that Google's API uses."""

from __future__ import annotations


class ApiError(Exception):
    """An answer that is an error: HTTP code, Google's sentence and its status name.

    `reason` is what Drive puts in `errors[].reason`; None for the Sheets API, which has none.
    """

    def __init__(
        self, code: int, message: str, status: str | None, reason: str | None = None
    ) -> None:
        super().__init__(code, message, status, reason)
        self.code = code
        self.message = message
        self.status = status
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.code} {self.status}: {self.message}"


def invalid(message: str) -> ApiError:
    """400: the request is not one that can be applied; nothing was."""
    return ApiError(400, message, "INVALID_ARGUMENT")


def not_found(message: str = "Requested entity was not found.") -> ApiError:
    """404: there is no such spreadsheet, file or address."""
    return ApiError(404, message, "NOT_FOUND")


def forbidden(message: str = "The caller does not have permission") -> ApiError:
    """403: it exists, and whoever asks may not."""
    return ApiError(403, message, "PERMISSION_DENIED")
