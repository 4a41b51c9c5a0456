"""What a studio keeps of its nights: which productions ran, how each ended, what moved since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from addin.domain.night import (
    AccountLine,
    CountedNight,
    KeptNight,
    Moment,
    Overview,
    ProductionNight,
)


@dataclass(frozen=True, slots=True)
class NightPlan:
    """What a night is to do: the same plan again, after a crash, is the same night.

    ``folders`` are the productions in the manifest's order; ``orders`` is a digest of what was
    asked (steps, what may be written, the day, which productions), ``version`` Tieout's. ``chosen``
    is how many of the folders are worked on; None: all.
    """

    studio: str
    at: dt.datetime
    folders: tuple[str, ...]
    orders: str
    version: str
    engine: str
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A night that begins or goes on: what is done already, by folder."""

    number: int
    begun: dt.datetime
    done: Mapping[str, ProductionNight]
    is_resumed: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that a person did through the review service."""

    at: dt.datetime
    who: str
    role: str
    production: str
    action: str
    sentence: str
    address: str = ""
    number: int = 0


class Nights(Protocol):
    """The memory of a studio. Everything raises ``HistoryUnusable`` where it cannot be kept."""

    def begin(self, plan: NightPlan, *, fresh: bool = False) -> Begun:
        """Begin a night, or go on with the same one where it was cut short (not if ``fresh``)."""
        ...

    def record(self, night: int, one: ProductionNight) -> None:
        """Keep how a production ended. A second time in the same night replaces the first."""
        ...

    def end(self, night: int, at: dt.datetime, status: int) -> None:
        """Close a night."""
        ...

    def nights(self, studio: str, most: int = 30) -> Sequence[KeptNight]:
        """The latest nights, the newest first."""
        ...

    def night(self, number: int) -> Sequence[ProductionNight]:
        """Every production of one night, in the manifest's order."""
        ...

    def latest(
        self, studio: str, folders: Collection[str] | None = None
    ) -> Sequence[ProductionNight]:
        """How each production ended when it last ran, in the order of the latest manifest.

        Nights in which nothing changed point at the one before; productions that the latest night
        does not list are left out, and so are those that ``folders`` does not name, if given.
        """
        ...

    def overview(self, studio: str) -> Sequence[Overview]:
        """The same as ``latest`` in figures, for lists of hundreds: no finding is read."""
        ...

    def counted(self, studio: str, folders: Collection[str]) -> Sequence[CountedNight]:
        """The same as ``latest``, its findings counted and its accounts left out."""
        ...

    def mark(self, studio: str) -> str:
        """A text that is another once anything was begun, recorded, ended or forgotten.

        As long as it is the same, what was read of the nights before still holds. What people did
        and what alerts said is not in it.
        """
        ...

    def last_inputs(self, studio: str) -> Mapping[str, str]:
        """Folder → digest of its files after its last night, if that checked it wholly.

        Nights in which somebody was at work in it are passed over. Where the last one failed, or a
        step could not be done, there is none: that night is to be tried again, changed or not.
        """
        ...

    def trend(self, studio: str, folder: str, most: int = 400) -> Sequence[Moment]:
        """One production's nights, oldest first: one for each day at most, the last of the day."""
        ...

    def trends(
        self, studio: str, folders: Sequence[str], most: int = 400
    ) -> Mapping[str, Sequence[Moment]]:
        """The same for many, by folder; those that had no night are left out."""
        ...

    def accounts(
        self, studio: str, folder: str, account: str
    ) -> Sequence[tuple[dt.datetime, AccountLine]]:
        """What the cost report said of an account, oldest first; only where it changed."""
        ...

    def export(self, studio: str, table: str) -> Iterator[Mapping[str, object]]:
        """All rows of one of ``EXPORTED``, as plain values, oldest first."""
        ...

    def prune(self, studio: str, before: dt.date) -> int:
        """Forget nights before that day, but for the last one of each production. How many."""
        ...

    def sent(self, studio: str, alert: str) -> str:
        """The digest of what an alert said last; empty if it never said anything."""
        ...

    def keep_sent(self, studio: str, alert: str, digest: str, at: dt.datetime) -> None:
        """Remember what an alert said."""
        ...

    def audit(self, studio: str, entry: AuditEntry) -> AuditEntry:
        """Keep what a person did; gives it with its number."""
        ...

    def audited(self, studio: str, most: int = 200) -> Sequence[AuditEntry]:
        """What people did, the newest first."""
        ...


__all__ = [
    "EXPORTED",
    "AuditEntry",
    "Begun",
    "KeptNight",
    "Moment",
    "NightArchive",
    "NightPlan",
    "Nights",
]

EXPORTED = ("nights", "productions", "findings", "accounts", "pairs", "audit")
"""What ``export`` knows."""


class NightArchive(Nights, Protocol):
    """The memory of studios, for those who look after it."""

    def studios(self) -> Sequence[str]:
        """The studios whose nights are kept here, in alphabetical order."""
        ...

    def productions(self, studio: str) -> Mapping[str, str]:
        """Folder → what the production was called in its last night; in order of folders."""
        ...

    def forgettable(self, studio: str, before: dt.date) -> int:
        """How many nights ``prune`` would forget."""
        ...
