"""The account that shared sheets are reached with, and the sheets themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from addin.ports.binding import Binding
from addin.ports.sheets import SharedSheet
from addin.ports.sheets_account import SheetsAccount, Spent
from addin.settings.model import GoogleSettings
from addin.sync.cells import key_of
from addin.sync.run import random_names
from addin.wiring.places import folder_of, settings_of

if TYPE_CHECKING:
    from addin.adapters.google_sheets.account import Wanted
    from addin.adapters.google_sheets.signing import SignIns
    from addin.adapters.pretend_google import PretendGoogle

_GOOGLE_BASE = "TIEOUT_GOOGLE_BASE"
_GOOGLE_SHARE = "TIEOUT_GOOGLE_SHARE"
_GOOGLE_NAMES = (
    _GOOGLE_BASE,
    *(f"TIEOUT_GOOGLE_{one}" for one in ("CREDENTIALS", "IMPERSONATE", "SUBJECT")),
)


def sheets_account(
    place: Path | None = None, *, at_night: bool = False, sharing: bool = False
) -> SheetsAccount:
    """The account that shared sheets are reached with: a production's, or this user's.

    The environment goes before the production's settings: ``TIEOUT_GOOGLE_CREDENTIALS`` (a path, or
    ``default``), ``TIEOUT_GOOGLE_IMPERSONATE``, ``TIEOUT_GOOGLE_SUBJECT``. ``at_night`` has more
    patience with Google, ``sharing`` lets a service account share what it made. Nothing is asked of
    Google yet.

    Raises:
        SignInNeeded: nobody is signed in.
        FileMissing, UnreadableFile: the credentials file cannot be used.
        SettingsError: the production's settings have mistakes.
    """
    from addin.adapters.google_sheets.account import SERVICE, SHARING  # noqa: PLC0415 - a second

    signs = _sign_ins(at_night=at_night)
    return signs.account(_google_account(place), SHARING if sharing else SERVICE)


def shared_sheet(account: SheetsAccount, binding: Binding) -> SharedSheet:
    """The shared sheet of a binding, reached with that account. Nothing is asked of Google yet."""
    return account.sheet(binding, random_names(), key_of)


class SharedSheets:
    """The shared sheets of a production's bindings, by one account, asked for when first needed.

    ``at_night`` has more patience with Google.
    """

    def __init__(self, place: Path, *, at_night: bool = False) -> None:
        self._place = place
        self._at_night = at_night
        self._account: SheetsAccount | None = None

    def __call__(self, binding: Binding) -> SharedSheet:
        """The shared sheet of a binding. Raises as ``sheets_account``."""
        if self._account is None:
            self._account = sheets_account(self._place, at_night=self._at_night)
        return shared_sheet(self._account, binding)

    def spent(self) -> Spent | None:
        """What Google was asked so far; None: nothing yet."""
        return None if self._account is None else self._account.spent()


def shared_sheets(place: Path, *, at_night: bool = False) -> SharedSheets:
    """The shared sheets of a production. Nothing is asked of Google yet."""
    return SharedSheets(place, at_night=at_night)


@contextmanager
def pretend_google() -> Iterator[PretendGoogle]:
    """A pretend Google on this computer, which ``sheets_account`` reaches as long as it is there.

    Raises:
        NothingToDo: it is not installed.
    """
    from addin.adapters.pretend_google import pretend_google as started  # noqa: PLC0415 - few do

    with started() as google:
        before = {name: os.environ.pop(name, None) for name in _GOOGLE_NAMES}
        os.environ[_GOOGLE_BASE] = google.address
        try:
            yield google
        finally:
            del os.environ[_GOOGLE_BASE]
            os.environ.update({name: text for name, text in before.items() if text is not None})


def person_signs_in(
    client: Path | None,
    browser: Callable[[str], bool],
    tell: Callable[[str], None],
    *,
    everything: bool = False,
    pick: bool = False,
) -> tuple[str, str, tuple[str, ...]]:
    """Have a person sign in to Google: whose it is, where it is kept, which files were picked.

    ``everything``: for all their spreadsheets, not only those that Tieout made or they picked.

    Raises:
        SignInNeeded: it was declined, not finished in time, or refused.
        FileMissing, UnreadableFile, WriteRefused: the client, or the place to keep it.
    """
    from addin.adapters.google_sheets.account import PERSON, PERSON_ALL  # noqa: PLC0415 - a second
    from addin.adapters.google_sheets.signing import asking  # noqa: PLC0415 - with it

    signs = _sign_ins()
    given = os.environ.get("TIEOUT_GOOGLE_CLIENT")
    file = client or (Path(given) if given else None)
    scopes = PERSON_ALL if everything else PERSON
    picked, where = signs.sign_in(asking(signs, file, browser, tell), scopes, pick=pick)
    return picked.signed_in.address, where, picked.files


def person_signs_out() -> tuple[str, bool] | None:
    """Forget who is signed in to Google: whose it was, and whether Google forgot it too.

    None: nobody was signed in.

    Raises:
        WriteRefused: what is kept cannot be removed.
    """
    return _sign_ins().sign_out()


def _sign_ins(*, at_night: bool = False) -> SignIns:
    from addin.adapters.google_sheets.signing import sign_ins  # noqa: PLC0415 - a second

    base = os.environ.get(_GOOGLE_BASE, "")
    return sign_ins(base, at_night=at_night, share=_share(os.environ.get(_GOOGLE_SHARE, "")))


def _share(text: str) -> float:
    """This machine's part of an account's rate; all of it where nobody says otherwise."""
    try:
        share = float(text)
    except ValueError:
        return 1.0
    return share if 0 < share <= 1 else 1.0


def _google_account(place: Path | None) -> Wanted | None:
    """The account that the environment or the production's settings name; None: neither does."""
    from addin.adapters.google_sheets.account import Wanted  # noqa: PLC0415 - a second
    from addin.adapters.google_sheets.credentials import outside  # noqa: PLC0415 - with it

    set_here = settings_of(place).google if place is not None else GoogleSettings()
    given = os.environ.get("TIEOUT_GOOGLE_CREDENTIALS", "")
    credentials = given or set_here.credentials
    if not credentials:
        return None
    file = None
    if credentials != "default":
        file = Path(credentials)
        if place is not None and not given:
            file = outside(file, folder_of(place))
    return Wanted(
        file,
        default=file is None,
        impersonate=os.environ.get("TIEOUT_GOOGLE_IMPERSONATE", "") or set_here.impersonate,
        subject=os.environ.get("TIEOUT_GOOGLE_SUBJECT", "") or set_here.subject,
    )
