"""What people have decided about matches: accepted, rejected, split, one vendor under two names.

Decisions speak of rows by what the rows say (their *keys*), not by where they stand, so that
sorting a sheet or adding a line above changes nothing. How a row becomes a key, and how decisions
are carried out, is the matching's matter; where they are kept is an adapter's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from addin.domain.money import Money


@dataclass(frozen=True, slots=True)
class Accepted:
    """A person says that these rows are the same thing; right is empty for two rows of one list.

    ``lists`` is the kind of pair ("bank and ledger"), left and right are row keys. ``why`` names
    the reason of a difference that the person accepted with it.
    """

    lists: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    who: str = ""
    when: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A person says that these rows are not the same thing: never suggest them again.

    One row on each side: the two are never paired, in no group either. More rows: this very group
    is never suggested; its rows may still match otherwise.
    """

    lists: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    who: str = ""
    when: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split row; without an account it keeps the row's."""

    amount: Money
    account: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """A person says that one row stands for several; the parts sum to the row's amount."""

    lists: str
    row: str
    parts: tuple[Part, ...]
    who: str = ""
    when: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names of one vendor, as the two lists write it; which list has which does not matter."""

    name: str
    other: str
    who: str = ""
    when: dt.datetime | None = None


Decision = Accepted | Rejected | Split | Alias


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided about a production, oldest first."""

    accepted: tuple[Accepted, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    splits: tuple[Split, ...] = ()
    aliases: tuple[Alias, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.accepted or self.rejected or self.splits or self.aliases)

    def adding(self, decision: Decision) -> Decisions:
        """These and one more; a rejection and an acceptance of the same rows replace each other."""
        match decision:
            case Accepted():
                kept = tuple(r for r in self.rejected if _rows(r) != _rows(decision))
                return replace(self, accepted=(*self.accepted, decision), rejected=kept)
            case Rejected():
                others = tuple(a for a in self.accepted if _rows(a) != _rows(decision))
                return replace(self, rejected=(*self.rejected, decision), accepted=others)
            case Split():
                whole = tuple(s for s in self.splits if (s.lists, s.row) != _split(decision))
                return replace(self, splits=(*whole, decision))
            case Alias():
                return replace(self, aliases=(*self.aliases, decision))

    def undoing(self, decision: Decision) -> Decisions:
        """These without one; all others stay."""
        return Decisions(
            tuple(one for one in self.accepted if one != decision),
            tuple(one for one in self.rejected if one != decision),
            tuple(one for one in self.splits if one != decision),
            tuple(one for one in self.aliases if one != decision),
        )


NONE = Decisions()
"""Nobody has decided anything yet."""


def _rows(one: Accepted | Rejected) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return one.lists, tuple(sorted(one.left)), tuple(sorted(one.right))


def _split(one: Split) -> tuple[str, str]:
    return one.lists, one.row
