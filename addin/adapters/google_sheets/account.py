"""Who asks: the account that Tieout signs in as, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from google.auth.credentials import Credentials

_AUTH: Final = "https://www.googleapis.com/auth/"
OWN_FILES: Final = f"{_AUTH}drive.file"
ALL_SHEETS: Final = f"{_AUTH}spreadsheets"
DRIVE_LIST: Final = f"{_AUTH}drive.metadata.readonly"

PERSON: Final = (OWN_FILES,)
"""Only files that Tieout made, or that the person picked for it."""

PERSON_ALL: Final = (ALL_SHEETS, DRIVE_LIST)
"""Every spreadsheet that the person may open: for those who cannot pick."""

SERVICE: Final = (ALL_SHEETS, DRIVE_LIST)
"""The spreadsheets that are shared with the account, and whether they changed."""

SHARING: Final = (*SERVICE, OWN_FILES)
"""Also to share what Tieout made."""


class Means(StrEnum):
    """How an account proves who it is, in the words of a person."""

    PERSON = "a person who signed in"
    KEY = "a service account's key"
    WORKLOAD = "workload identity"
    GCLOUD = "gcloud's sign-in"
    MACHINE = "the service account of this computer in Google Cloud"
    IMPERSONATED = "a service account that is impersonated"
    NOBODY = "nobody: a server on this computer stands in for Google"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which account to use.

    ``file`` is a credentials file; ``default`` asks for what this computer has (application default
    credentials); neither: the person who signed in. ``impersonate`` is a service account to become,
    ``subject`` a person to act for (domain-wide delegation).
    """

    file: Path | None = None
    default: bool = False
    impersonate: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An account that can sign in; ``address`` is what to share a sheet with, if it is known."""

    credentials: Credentials
    means: Means
    address: str = ""

    def __repr__(self) -> str:
        return f"Account({self.means!s}, {self.address!r})"
