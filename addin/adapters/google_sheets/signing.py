"""Who is signed in on this computer: kept in the keyring, used when Google is asked, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from addin.adapters.google_sheets.account import PERSON, Account, Means, Wanted
from addin.adapters.google_sheets.clock import SystemClock
from addin.adapters.google_sheets.credentials import account_of
from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.limits import NoPace, SharedPace
from addin.adapters.google_sheets.patience import AT_NIGHT, Patience
from addin.adapters.google_sheets.sign_in import (
    Browser,
    Client,
    Picked,
    SignedIn,
    SigningIn,
    client_in,
    read_kept,
    revoke,
    with_address,
)
from addin.adapters.google_sheets.signed_in_account import SignedInAccount, signed_in
from addin.adapters.google_sheets.transport import Means as Connecting
from addin.adapters.private_files import own_folder
from addin.adapters.secrets import Secrets
from addin.errors import SheetsError, SignInNeeded


@dataclass(frozen=True, slots=True)
class SignIns:
    """The sign-ins of this user; one for Google itself, another for each server in its place."""

    secrets: Secrets
    connecting: Connecting

    @property
    def hosts(self) -> Hosts:
        """Where Google is."""
        return self.connecting.hosts

    @property
    def name(self) -> str:
        """What the sign-in is kept under; Google's own is never shown to a server in its place."""
        base = self.hosts.base
        return f"google-{sha256(base.encode()).hexdigest()[:12]}" if base else "google"

    def kept(self) -> SignedIn | None:
        """The person who signed in; None: nobody did.

        Raises:
            UnreadableFile, SignInNeeded: what is kept cannot be used.
        """
        text = self.secrets.get(self.name)
        return None if text is None else read_kept(text)

    def client(self, file: Path | None, usual: Path) -> Client:
        """The program as it is registered with Google: by the file, the usual one, or last time's.

        Raises:
            SignInNeeded: there is none of them.
            FileMissing, UnreadableFile: the file cannot be used.
        """
        if file is not None:
            return client_in(file)
        if usual.exists():
            return client_in(usual)
        before = self.kept()
        if before is not None:
            return Client(before.client_id, before.client_secret)
        raise SignInNeeded(
            "Google Sheets",
            "Tieout has to be registered with Google once: give the file of an OAuth client of the "
            "kind 'Desktop app' as --client (docs/google-account.md says how to make one)",
        )

    def sign_in(
        self, asking: SigningIn, scopes: Sequence[str] = PERSON, *, pick: bool = False
    ) -> tuple[Picked, str]:
        """Have a person sign in, and keep it; where it is kept.

        Raises:
            SignInNeeded: it was declined, not finished in time, or refused.
            WriteRefused: it cannot be kept.
        """
        picked = asking.run(scopes, pick=pick)
        try:
            address = self._with(picked.signed_in.account()).who()
        except SheetsError:
            address = ""  # signed in all the same; whoever asks for it later is told
        made = replace(picked, signed_in=with_address(picked.signed_in, address))
        return made, self.secrets.put(self.name, made.signed_in.kept())

    def sign_out(self) -> tuple[str, bool] | None:
        """Forget the sign-in here, and have Google forget it; None: nobody was signed in.

        Whose it was, and whether Google has forgotten it.

        Raises:
            WriteRefused: it cannot be removed.
        """
        try:
            before = self.kept()
        except SignInNeeded:
            before = None
        revoked = revoke(before, self.hosts) if before is not None else False
        if not self.secrets.drop(self.name):
            return None
        return (before.address if before else ""), revoked

    def account(self, wanted: Wanted | None, scopes: Sequence[str]) -> SignedInAccount:
        """The account to ask with: the one that is wanted, else the person who signed in.

        Raises:
            SignInNeeded: nobody is signed in.
            FileMissing, UnreadableFile: the credentials file cannot be used.
        """
        if wanted is not None:
            return self._with(account_of(wanted, self.hosts, scopes))
        person = self.kept()
        if person is not None:
            return self._with(person.account())
        if self.hosts.is_here:
            return self._with(_nobody())
        raise SignInNeeded("Google Sheets", "nobody is signed in on this computer")

    def _with(self, account: Account) -> SignedInAccount:
        return signed_in(account, self.connecting)


def _nobody() -> Account:
    """No account: a server on this computer need not ask for one."""
    from google.auth.credentials import AnonymousCredentials  # noqa: PLC0415 - for rehearsals alone

    return Account(AnonymousCredentials(), Means.NOBODY)  # type: ignore[no-untyped-call] # google-auth


def sign_ins(base: str, *, at_night: bool = False, share: float = 1.0) -> SignIns:
    """The sign-ins of this user, at Google or at the address that stands in for it.

    Calls share one rate with every other program of this user; a server on this computer has none.
    ``share`` is this machine's part of an account's rate, where others sync with it too.

    Raises:
        RequestRefused: that address will not do.
    """
    hosts, clock, own = Hosts(base), SystemClock(), own_folder()
    connecting = Connecting(
        hosts=hosts,
        patience=AT_NIGHT if at_night else Patience(),
        pace=NoPace() if hosts.is_here else SharedPace(own, clock, share),
        clock=clock,
    )
    return SignIns(Secrets(own), connecting)


def asking(
    signs: SignIns, client: Path | None, browser: Browser, tell: Callable[[str], None]
) -> SigningIn:
    """A sign-in about to begin, with the program as it is registered.

    Raises:
        SignInNeeded: Tieout is not registered with Google yet.
        FileMissing, UnreadableFile: the file cannot be used.
    """
    usual = own_folder() / "google-client.json"
    return SigningIn(
        signs.client(client, usual), signs.hosts, browser, tell, signs.connecting.clock
    )
