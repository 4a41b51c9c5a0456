"""A person signs in: in the browser, with Google, for this computer alone (OAuth with PKCE).

We never see a password. The browser comes back to a page of our own on this computer with a code
that is good once, only together with a number that never left this program.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import requests
from google.oauth2.credentials import Credentials

from addin.adapters.google_sheets.account import PERSON, Account, Means
from addin.adapters.google_sheets.clock import Clock
from addin.adapters.google_sheets.hosts import REVOKING, TOKENS, Hosts
from addin.adapters.google_sheets.redirect import Landing
from addin.adapters.google_sheets.renewal import in_words
from addin.adapters.private_files import read_private
from addin.errors import SignInNeeded, UnreadableFile

_SPREADSHEET: Final = "application/vnd.google-apps.spreadsheet"
_GOOGLE: Final = "Google Sheets"
_TIMEOUT: Final = (5.0, 30.0)  # seconds to connect, and to hear an answer


@dataclass(frozen=True, slots=True)
class Client:
    """Tieout as it is registered with Google: a client of the kind "desktop app"."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return f"Client({self.id!r})"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in leaves behind, to be kept as a secret."""

    client_id: str
    client_secret: str
    refresh_token: str
    scopes: tuple[str, ...]
    address: str = ""  # the person's, once Google has said it

    def __repr__(self) -> str:
        return f"SignedIn({self.address!r})"

    def kept(self) -> str:
        """As one line, for the keyring."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def account(self) -> Account:
        """The account of the person."""
        credentials = Credentials(  # type: ignore[no-untyped-call] # google-auth has no hints here
            token=None,
            refresh_token=self.refresh_token,
            token_uri=TOKENS,
            client_id=self.client_id,
            client_secret=self.client_secret,
            scopes=list(self.scopes),
        )
        return Account(credentials, Means.PERSON, self.address)


@dataclass(frozen=True, slots=True)
class Picked:
    """A sign-in, and the files that the person picked on the way."""

    signed_in: SignedIn
    files: tuple[str, ...] = ()


Browser = Callable[[str], bool]
"""Whatever shows a page to the person; False: there is nothing to show it with."""


def client_in(path: Path) -> Client:
    """The client in a file as the Google Cloud console gives it.

    Raises:
        FileMissing: there is no such file.
        UnreadableFile: it holds no client for a desktop app.
    """
    try:
        # a browser saved it, for everybody to read; what it says is no key to anything by itself
        found = json.loads(read_private(path, if_others_may=True))
        made = found["installed"]
        return Client(str(made["client_id"]), str(made["client_secret"]))
    except (ValueError, KeyError, TypeError):
        raise UnreadableFile(
            str(path), "it holds no OAuth client of the kind 'Desktop app' (JSON)"
        ) from None


def read_kept(text: str) -> SignedIn:
    """A sign-in as it was kept.

    Raises:
        SignInNeeded: what is kept cannot be read.
    """
    try:
        found = json.loads(text)
        return SignedIn(**{**found, "scopes": tuple(found["scopes"])})
    except (ValueError, KeyError, TypeError):
        raise SignInNeeded(_GOOGLE, "what was kept of the sign-in cannot be read") from None


@dataclass(frozen=True, slots=True)
class SigningIn:
    """One sign-in, from the page that Google shows to the token.

    ``tell`` is given the address to open where no browser can be shown; ``seconds`` is how long a
    person may take.
    """

    client: Client
    hosts: Hosts
    browser: Browser
    tell: Callable[[str], None]
    clock: Clock
    seconds: float = 300.0

    def run(self, scopes: Sequence[str] = PERSON, *, pick: bool = False) -> Picked:
        """Have the person sign in; with ``pick`` they also choose spreadsheets for Tieout.

        Raises:
            SignInNeeded: it was declined, not finished in time, or Google refused it.
        """
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        with Landing(state) as landing:
            asked = self._asked(landing.address, scopes, state, verifier)
            if pick:
                asked |= {"trigger_onepick": "true", "mimetypes": _SPREADSHEET}
            page = f"{self.hosts.sign_in()}?{urlencode(asked)}"
            if not self.browser(page):
                self.tell(page)
            answer = landing.wait(self.clock, self.seconds)
            back = landing.address
        if answer is None:
            raise SignInNeeded(_GOOGLE, f"nobody signed in within {self.seconds:.0f} seconds")
        if "code" not in answer:
            raise SignInNeeded(_GOOGLE, in_words(answer.get("error", "")))
        signed_in = self._exchanged(answer["code"], back, verifier, scopes)
        files = tuple(one for one in answer.get("picked_file_ids", "").split(",") if one)
        return Picked(signed_in, files)

    def _asked(self, back: str, scopes: Sequence[str], state: str, verifier: str) -> dict[str, str]:
        digest = hashlib.sha256(verifier.encode()).digest()
        return {
            "client_id": self.client.id,
            "redirect_uri": back,
            "response_type": "code",
            "scope": " ".join(scopes),
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "access_type": "offline",
            "prompt": "consent",  # else a second sign-in gives no refresh token
        }

    def _exchanged(self, code: str, back: str, verifier: str, scopes: Sequence[str]) -> SignedIn:
        """The code for a lasting sign-in."""
        answer = _posted(
            self.hosts,
            TOKENS,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "code_verifier": verifier,
                "client_id": self.client.id,
                "client_secret": self.client.secret,
            },
        )
        given = tuple(str(answer.get("scope") or " ".join(scopes)).split())
        if missing := [scope for scope in scopes if scope not in given]:
            names = ", ".join(scope.rpartition("/")[2] for scope in missing)
            raise SignInNeeded(
                _GOOGLE, f"the page that Google showed was left with a box not ticked ({names})"
            )
        refresh = answer.get("refresh_token")
        if not refresh:
            raise SignInNeeded(_GOOGLE, "Google gave no lasting sign-in")
        return SignedIn(self.client.id, self.client.secret, str(refresh), given)


def revoke(signed_in: SignedIn, hosts: Hosts) -> bool:
    """Have Google forget a sign-in; False: it did not know it (any more), or could not be asked."""
    try:
        _posted(hosts, REVOKING, {"token": signed_in.refresh_token})
    except SignInNeeded:
        return False
    return True


def with_address(signed_in: SignedIn, address: str) -> SignedIn:
    """The sign-in, now that Google has said whose it is."""
    return replace(signed_in, address=address)


def _posted(hosts: Hosts, address: str, form: dict[str, str]) -> dict[str, Any]:
    """The answer of the token server.

    Raises:
        SignInNeeded: it refused, or cannot be reached. Neither says what was sent.
    """
    with hosts.session() as session:
        try:
            answer = session.post(address, data=form, timeout=_TIMEOUT, allow_redirects=False)
            found = answer.json() if answer.content else {}
        except requests.JSONDecodeError:
            found = {}
        except requests.RequestException:
            raise SignInNeeded(_GOOGLE, "Google's sign-in server did not answer") from None
    if not isinstance(found, dict):
        found = {}
    if not answer.ok:
        raise SignInNeeded(_GOOGLE, in_words(str(found.get("error", ""))))
    return found
