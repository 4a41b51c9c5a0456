"""The account that is signed in, with all that can be reached with it: ``SheetsAccount``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from addin.adapters.google_sheets import files
from addin.adapters.google_sheets.account import Account
from addin.adapters.google_sheets.patience import Patience
from addin.adapters.google_sheets.probe import probed
from addin.adapters.google_sheets.setup import set_up
from addin.adapters.google_sheets.sheet import GoogleSheet, Naming
from addin.adapters.google_sheets.transport import Connection, GoogleCalls, Means
from addin.ports.binding import Binding
from addin.ports.probing import Probed
from addin.ports.sheets import SharedSheet
from addin.ports.sheets_account import Spent, Spreadsheet
from addin.tables.typed_cell import TypedCell


@dataclass(frozen=True, slots=True)
class SignedInAccount:
    """One account and its connection; every call of it is in the connection's ledger."""

    account: Account
    connection: Connection

    @property
    def means(self) -> str:
        """How it proves who it is."""
        return str(self.account.means)

    @property
    def address(self) -> str:
        """What to share a sheet with."""
        return self.account.address

    def who(self) -> str:
        """The address as Google says it."""
        return files.who(self._calls())

    def spreadsheet(self, link: str) -> Spreadsheet:
        """A spreadsheet by its link or id."""
        return files.spreadsheet(self._calls(), link)

    def create(self, title: str, sheet: str) -> Spreadsheet:
        """A new spreadsheet of the account's."""
        return files.create(self._calls(title), title, sheet)

    def share(self, link: str, address: str, *, may_edit: bool, tell: bool) -> None:
        """Give a person or an account access."""
        files.share(self._calls(), link, address, may_edit=may_edit, tell=tell)

    def set_up(self, binding: Binding, header: int) -> Binding:
        """Mark a sheet for a binding."""
        return set_up(self._calls(binding.name), binding, header)

    def sheet(
        self, binding: Binding, fresh: Iterator[str], key_of: Callable[[TypedCell], str]
    ) -> SharedSheet:
        """The shared sheet of a binding."""
        return GoogleSheet(self._calls(binding.name), binding, Naming(fresh, key_of), binding.name)

    def probe(self, link: str, told: Callable[[Probed], None]) -> None:
        """Try what the sync rests on."""
        patience = Patience(tries=1, connect=5.0, read=60.0, write=0.001)
        hasty = signed_in(self.account, replace(self.connection.means, patience=patience))
        clock = self.connection.means.clock
        probed(self._calls(), hasty._calls(), files.id_in(link), told, clock)  # noqa: SLF001 - its own kind

    def spent(self) -> Spent:
        """What the calls so far have cost."""
        return self.connection.means.ledger.spent()

    def _calls(self, called: str = "") -> GoogleCalls:
        return GoogleCalls(self.connection, called)


def signed_in(account: Account, means: Means) -> SignedInAccount:
    """The account with a connection of its own; its rate is kept under its address."""
    name = account.address or str(account.means)
    return SignedInAccount(account, Connection(account.credentials, means, name, account.address))
