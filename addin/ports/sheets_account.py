"""The port to the account that shared sheets are reached with, and to what it may reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from addin.ports.binding import Binding
from addin.ports.probing import Probed
from addin.ports.sheets import SharedSheet
from addin.tables.typed_cell import TypedCell


@dataclass(frozen=True, slots=True)
class SheetOfSpreadsheet:
    """One sheet: its lasting number, and how it is called today."""

    sheet_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A spreadsheet that the account can open; ``may_edit``: and write."""

    id: str
    title: str
    link: str
    sheets: tuple[SheetOfSpreadsheet, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls to Google cost together, in seconds by where they went; the most frequent first.

    ``server`` is Google's time and the network's, ``client`` our own work, ``quota`` was waited so
    that the account stays within its rate, ``pauses`` between tries after faults.
    """

    calls: int
    tries: int
    sent: int  # bytes of the bodies of all tries
    received: int  # bytes, unpacked
    client: float
    server: float
    quota: float
    pauses: float
    kinds: tuple[tuple[str, int], ...]

    @property
    def short(self) -> str:
        """Calls, and seconds with what was waited for, in few words."""
        waited = self.quota + self.pauses
        whole = self.client + self.server + waited
        wait = f", {waited:.0f} s of it waiting for quota" if waited >= 1 else ""
        return f"{self.calls} call{'s' * (self.calls != 1)} to Google in {whole:.1f} s{wait}"

    def __str__(self) -> str:
        noun = "call" if self.calls == 1 else "calls"
        again = f", {self.tries - self.calls} tries more" if self.tries > self.calls else ""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds)
        return (
            f"{self.calls} {noun} to Google{again} ({kinds}); {self.sent:,} bytes sent, "
            f"{self.received:,} received; {self.server:.1f} s Google, {self.client:.1f} s here, "
            f"{self.quota:.1f} s waiting for quota, {self.pauses:.1f} s between tries"
        )


class SheetsAccount(Protocol):
    """One signed-in account, with its limits of patience, its rate and its ledger."""

    @property
    def means(self) -> str:
        """How it proves who it is, in words."""
        ...

    @property
    def address(self) -> str:
        """What to share a sheet with; empty: not known."""
        ...

    def who(self) -> str:
        """The address as Google says it. One call.

        Raises:
            SheetsError: Google cannot be reached, or does not take the sign-in.
        """
        ...

    def spreadsheet(self, link: str) -> Spreadsheet:
        """A spreadsheet by its link or id. Two calls.

        Raises:
            RequestRefused: that is no link to a spreadsheet.
            SharingRefused: it is gone, in the bin, or not shared with the account.
        """
        ...

    def create(self, title: str, sheet: str) -> Spreadsheet:
        """A new spreadsheet of the account's, with one empty sheet of that title.

        Raises:
            RequestRefused: the account has no storage of its own.
        """
        ...

    def share(self, link: str, address: str, *, may_edit: bool, tell: bool) -> None:
        """Give a person or an account access; ``tell`` has Google write them a mail.

        Raises:
            SharingRefused: the account may not share it.
        """
        ...

    def set_up(self, binding: Binding, header: int) -> Binding:
        """Mark a sheet for a binding, its headings in row ``header``; done already: one call.

        The binding comes back with the numbers of its marks.

        Raises:
            RequestRefused: a heading is missing or stands twice; nothing was written.
        """
        ...

    def sheet(
        self, binding: Binding, fresh: Iterator[str], key_of: Callable[[TypedCell], str]
    ) -> SharedSheet:
        """The shared sheet of a binding; ``fresh`` gives ids to rows that have none."""
        ...

    def probe(self, link: str, told: Callable[[Probed], None]) -> None:
        """Try what the sync rests on, in a sheet of its own that is removed again.

        ``told`` hears of each check as it ends.

        Raises:
            SheetsError: the spreadsheet cannot be written at all.
        """
        ...

    def spent(self) -> Spent:
        """What the calls so far have cost."""
        ...
