"""The memory of a studio in memory, which may be away."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from addin.domain.night import AccountLine, CountedNight, Ended, Moment, Overview, ProductionNight
from addin.errors import HistoryUnusable
from addin.ports.nights import AuditEntry, Begun, KeptNight, NightPlan


@dataclass
class Kept:
    """One night."""

    number: int
    plan: NightPlan
    done: dict[str, ProductionNight] = field(default_factory=dict)
    ended: dt.datetime | None = None
    status: int | None = None


class FakeNights:
    """``Nights``; ``away`` says how many more calls fail."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.away = 0
        self.recorded: Counter[tuple[int, str]] = Counter()
        self.memories: dict[str, str] = {}
        self.pruned: list[dt.date] = []

    def _look(self) -> None:
        if self.away > 0:
            self.away -= 1
            raise HistoryUnusable("db", "the server is gone")

    def begin(self, plan: NightPlan, *, fresh: bool = False) -> Begun:
        """Goes on with the last night if that was cut short and is the same."""
        self._look()
        last = self.kept[-1] if self.kept else None
        same = last is not None and (
            (last.plan.studio, last.plan.folders, last.plan.orders, last.plan.version)
            == (plan.studio, plan.folders, plan.orders, plan.version)
        )
        if last is not None and same and last.ended is None and not fresh:
            return Begun(last.number, last.plan.at, dict(last.done), is_resumed=True)
        self.kept.append(Kept(len(self.kept) + 1, plan))
        return Begun(len(self.kept), plan.at, {})

    def record(self, night: int, one: ProductionNight) -> None:
        """A second time replaces the first."""
        self._look()
        self.recorded[night, one.folder] += 1
        self.kept[night - 1].done[one.folder] = one

    def end(self, night: int, at: dt.datetime, status: int) -> None:
        """Close it."""
        self._look()
        self.kept[night - 1].ended = at
        self.kept[night - 1].status = status

    def nights(self, studio: str, most: int = 30) -> Sequence[KeptNight]:
        """Numbers and beginnings; counts are not kept here."""
        self._look()
        return [
            KeptNight(
                one.number,
                studio,
                one.plan.at,
                one.ended,
                one.status,
                "",
                "",
                0,
                {},
                0,
                0,
                0,
                0,
                0,
                0.0,
            )
            for one in reversed(self.kept)
            if one.plan.studio == studio
        ][:most]

    def night(self, number: int) -> Sequence[ProductionNight]:
        """In the manifest's order."""
        return sorted(self.kept[number - 1].done.values(), key=lambda one: one.position)

    def latest(
        self, studio: str, folders: Collection[str] | None = None
    ) -> Sequence[ProductionNight]:
        """The last of each that says something."""
        self._look()
        found: dict[str, ProductionNight] = {}
        for kept in self.kept:
            for one in kept.done.values():
                if kept.plan.studio == studio and (one.points or one.ended is not Ended.UNCHANGED):
                    found[one.folder] = one
        return tuple(one for one in found.values() if folders is None or one.folder in folders)

    def counted(self, studio: str, folders: Collection[str]) -> Sequence[CountedNight]:
        """The same, counted."""
        return [one.counted() for one in self.latest(studio, folders)]

    def trends(
        self, studio: str, folders: Sequence[str], most: int = 400
    ) -> Mapping[str, Sequence[Moment]]:
        """None here."""
        del studio, folders, most
        return {}

    def overview(self, studio: str) -> Sequence[Overview]:
        """In figures."""
        return tuple(one.overview() for one in self.latest(studio))

    def mark(self, studio: str) -> str:
        """How much is kept."""
        return f"{studio} {sum(self.recorded.values())} {len(self.kept)}"

    def last_inputs(self, studio: str) -> Mapping[str, str]:
        """Of those that were checked wholly."""
        return {
            one.folder: one.inputs
            for one in self.latest(studio)
            if one.ended is Ended.CHECKED and one.inputs
        }

    def trend(self, studio: str, folder: str, most: int = 400) -> Sequence[Moment]:
        """None here."""
        del studio, folder, most
        return ()

    def accounts(
        self, studio: str, folder: str, account: str
    ) -> Sequence[tuple[dt.datetime, AccountLine]]:
        """None here."""
        del studio, folder, account
        return ()

    def export(self, studio: str, table: str) -> Iterator[Mapping[str, object]]:
        """Nothing here."""
        del studio, table
        return iter(())

    def prune(self, studio: str, before: dt.date) -> int:
        """Remembers what was asked for."""
        del studio
        self.pruned.append(before)
        return 0

    def sent(self, studio: str, alert: str) -> str:
        """What was said last."""
        return self.memories.get(f"{studio}/{alert}", "")

    def keep_sent(self, studio: str, alert: str, digest: str, at: dt.datetime) -> None:
        """Keep it."""
        del at
        self.memories[f"{studio}/{alert}"] = digest

    def audit(self, studio: str, entry: AuditEntry) -> AuditEntry:
        """As it came."""
        del studio
        return entry

    def audited(self, studio: str, most: int = 200) -> Sequence[AuditEntry]:
        """None here."""
        del studio, most
        return ()
