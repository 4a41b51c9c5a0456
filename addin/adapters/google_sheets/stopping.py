"""A call that was given up, as the error that says what was and was not written."""

from __future__ import annotations

from addin.adapters.google_sheets.failures import TRANSIENT, Failure, Kind
from addin.errors import (
    AnswerLost,
    RequestRefused,
    SharedSheetBusy,
    SharingRefused,
    SheetsError,
    SignInNeeded,
)


class Stopped(Exception):
    """No more tries; ``unsure``: one of them may have been applied, if it was a write."""

    def __init__(self, failure: Failure, tries: int, *, unsure: bool) -> None:
        super().__init__(failure, tries, unsure)
        self.failure = failure
        self.tries = tries
        self.unsure = unsure


def error_of(stopped: Stopped, sheet: str, address: str, *, reads: bool) -> SheetsError:
    """The error for a person; ``sheet`` is its title or link, ``address`` who asked for it.

    A refused request stays one even if an earlier try may have been applied: it is how a marked
    batch that did land is told when it is sent again.
    """
    failure = stopped.failure
    message = failure.message.rstrip(".")
    if failure.kind is Kind.REQUEST:
        return RequestRefused(sheet, message)
    if stopped.unsure and not reads:
        return AnswerLost(sheet, _after(message, stopped.tries))
    if failure.kind in TRANSIENT:
        return SharedSheetBusy(sheet, _after(message, stopped.tries))
    return _for_good(failure.kind, sheet, message, address)


def _for_good(kind: Kind, sheet: str, message: str, address: str) -> SheetsError:
    if kind in {Kind.TOKEN, Kind.NOBODY}:
        return SignInNeeded(sheet, message)
    if kind is Kind.SCOPE:
        return SignInNeeded(sheet, f"the sign-in does not allow this: {message}")
    if kind is Kind.STORAGE:
        return RequestRefused(
            sheet,
            "this account has no storage of its own. A service account cannot own files: let a "
            "person make the spreadsheet and share it, or use a shared drive",
        )
    if kind is Kind.PORTAL:
        return SharedSheetBusy(sheet, "this network answers in Google's place; sign in to it first")
    whom = f"; Tieout signs in as {address}" if address else ""
    return SharingRefused(sheet, f"{message}{whom}")


def _after(message: str, tries: int) -> str:
    return f"{message}, after {tries} tries" if tries > 1 else message
