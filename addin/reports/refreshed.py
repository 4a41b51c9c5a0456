"""What refreshing a cost report changes: cell by cell, before and after, and what it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from addin.domain.money import Money
from addin.domain.source import Place
from addin.reports.check import plural


@dataclass(frozen=True, slots=True)
class Update:
    """One figure: what the report showed and what it is now; ``why`` says which list says so."""

    place: Place
    account: str
    column: str
    before: Money | None
    after: Money
    why: str


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A figure that disagrees and is not touched, and why."""

    place: Place
    account: str
    said: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One cost report, refreshed; ``missing`` are accounts with cost that it has no row for."""

    workbook: str
    sheet: str
    updates: tuple[Update, ...]
    left_alone: tuple[LeftAlone, ...] = ()
    missing: tuple[tuple[str, Money], ...] = ()
    backup: str = ""

    @property
    def sentence(self) -> str:
        """All of it in one sentence, once it is done."""
        return self.told(done=True)

    def told(self, *, done: bool) -> str:
        """All of it in one sentence: what was done, or what there is to do."""
        if not self.updates and not self.missing and not self.left_alone:
            return f"{self.sheet} is up to date."
        accounts = len({update.account for update in self.updates})
        figures = plural(len(self.updates), "figure")
        what = "brought up to date" if done else "to bring up to date"
        said = f"{figures} of {plural(accounts, 'account')} {what}"
        parts = [said if self.updates else "nothing to change"]
        if self.left_alone:
            parts.append(f"{plural(len(self.left_alone), 'figure')} left alone")
        if self.missing:
            parts.append(f"{plural(len(self.missing), 'account')} with cost and no row")
        return f"{self.sheet}: {', '.join(parts)}."

    def lines(self) -> list[str]:
        """One line for each figure and account."""
        told = [
            f"{u.place.cell}  {u.account}  {u.column}: "
            f"{'nothing' if u.before is None else u.before.text()} → {u.after.text()}  ({u.why})"
            for u in self.updates
        ]
        told += [f"{one.place.cell}  {one.account}: {one.said}" for one in self.left_alone]
        told += [
            f"{account}: {amount.text()} and no row in the report"
            for account, amount in self.missing
        ]
        return told
