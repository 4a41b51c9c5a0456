"""The nights of a studio: which productions ran, how each ended, what moved since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, insert, select, update

from addin.adapters.database import night_rows, studio_schema
from addin.adapters.database.connected import Connected
from addin.adapters.database.night_export import exported
from addin.adapters.database.night_keeping import keep
from addin.adapters.database.night_notes import NightNotes
from addin.adapters.database.night_pruning import forgettable, pruned
from addin.adapters.database.night_queries import (
    folders_of,
    kept_nights,
    last_records,
    mark_of,
    of_production,
    records_of,
)
from addin.adapters.database.night_trend import trend_of
from addin.adapters.database.sync_cells import packed
from addin.domain.night import (
    AccountLine,
    CountedNight,
    Ended,
    Moment,
    Overview,
    ProductionNight,
)
from addin.errors import HistoryUnusable
from addin.ports.nights import AuditEntry, Begun, KeptNight, NightPlan

_NIGHTS: Final = studio_schema.nights
_RECORDS: Final = studio_schema.records
_PRODUCTIONS: Final = studio_schema.productions
_PLANS: Final = studio_schema.plans


class DatabaseNights:
    """The ``NightArchive`` port."""

    def __init__(self, database: Connected) -> None:
        self._database = database
        self._notes = NightNotes(database)
        self._clocks: dict[int, tuple[float, float]] = {}  # night: seconds before, clock at begin
        self._studios: dict[int, str] = {}

    # ---- a night

    def begin(self, plan: NightPlan, *, fresh: bool = False) -> Begun:
        """Begin a night, or go on with one (see ``ports.nights``)."""
        digest = _digest(json.dumps([plan.studio, *plan.folders]))
        with self._database.writing("studio", plan.studio) as connection:
            open_one = None if fresh else _cut_short(connection, plan, digest)
            number = open_one.number if open_one else _new_night(connection, plan, digest)
            self._clocks[number] = (open_one.seconds if open_one else 0.0, time.monotonic())
            if open_one is None:
                return Begun(number, plan.at, {})
            engine = update(_NIGHTS).where(_NIGHTS.c.number == number).values(engine=plan.engine)
            connection.execute(engine)
            done = night_rows.nights_of(connection, records_of(connection, number))
        in_order = sorted(done.values(), key=lambda one: one.position)
        return Begun(number, open_one.begun, {one.folder: one for one in in_order}, True)

    def record(self, night: int, one: ProductionNight) -> None:
        """Keep how a production ended (see ``ports.nights``)."""
        studio = self._studio_of(night)
        with self._database.writing("studio production", studio, one.folder) as connection:
            keep(connection, studio, night, one)
            self._tick(connection, night)

    def end(self, night: int, at: dt.datetime, status: int) -> None:
        """Close a night (see ``ports.nights``)."""
        with self._database.transaction() as connection:
            self._night(connection, night)
            this = update(_NIGHTS).where(_NIGHTS.c.number == night)
            connection.execute(this.values(ended=at, status=status))
            self._tick(connection, night)

    # ---- what was

    def studios(self) -> Sequence[str]:
        """The studios whose nights are kept here (see ``ports.nights``)."""
        with self._database.reading() as connection:
            return sorted(connection.scalars(select(_NIGHTS.c.studio).distinct()))

    def productions(self, studio: str) -> Mapping[str, str]:
        """What each production was called last (see ``ports.nights``)."""
        with self._database.reading() as connection:
            last = last_records(connection, studio)
        return {row.folder: row.name for row in sorted(last.values(), key=lambda row: row.folder)}

    def nights(self, studio: str, most: int = 30) -> Sequence[KeptNight]:
        """The latest nights (see ``ports.nights``)."""
        with self._database.reading() as connection:
            return kept_nights(connection, studio, most)

    def night(self, number: int) -> Sequence[ProductionNight]:
        """Every production of one night (see ``ports.nights``)."""
        with self._database.reading() as connection:
            found = night_rows.nights_of(connection, records_of(connection, number))
        return tuple(sorted(found.values(), key=lambda one: (one.position, one.folder)))

    def latest(
        self, studio: str, folders: Collection[str] | None = None
    ) -> Sequence[ProductionNight]:
        """How each production ended when it last ran (see ``ports.nights``)."""
        with self._database.reading() as connection:
            place, wanted = _latest(connection, studio, folders)
            found = night_rows.nights_of(connection, wanted)
        return tuple(sorted(found.values(), key=lambda one: place[one.folder]))

    def overview(self, studio: str) -> Sequence[Overview]:
        """The same in figures (see ``ports.nights``)."""
        with self._database.reading() as connection:
            place, wanted = _latest(connection, studio)
            found = night_rows.overviews_of(connection, wanted)
        return tuple(sorted(found, key=lambda one: place[one.folder]))

    def counted(self, studio: str, folders: Collection[str]) -> Sequence[CountedNight]:
        """The same with findings counted (see ``ports.nights``)."""
        with self._database.reading() as connection:
            place, wanted = _latest(connection, studio, folders)
            found = night_rows.counted_of(connection, wanted)
        return tuple(sorted(found, key=lambda one: place[one.folder]))

    def mark(self, studio: str) -> str:
        """A text that is another once anything was kept or forgotten (see ``ports.nights``)."""
        with self._database.reading() as connection:
            return mark_of(connection, studio)

    def last_inputs(self, studio: str) -> Mapping[str, str]:
        """What the files were after the last night (see ``ports.nights``)."""
        with self._database.reading() as connection:
            last = last_records(connection, studio, but=Ended.BUSY)
        wholly = {str(Ended.CHECKED), str(Ended.UNCHANGED)}
        return {
            row.folder: row.inputs for row in last.values() if row.ended in wholly and row.inputs
        }

    def trend(self, studio: str, folder: str, most: int = 400) -> Sequence[Moment]:
        """One production's nights (see ``ports.nights``)."""
        return self.trends(studio, [folder], most).get(folder, ())

    def trends(
        self, studio: str, folders: Sequence[str], most: int = 400
    ) -> Mapping[str, Sequence[Moment]]:
        """Many productions' nights (see ``ports.nights``)."""
        ours = select(_PRODUCTIONS.c.folder, _PRODUCTIONS.c.id).where(
            _PRODUCTIONS.c.studio == studio
        )
        with self._database.reading() as connection:
            if len(folders) == 1:  # of hundreds, one
                ours = ours.where(_PRODUCTIONS.c.folder == folders[0])
            known: dict[str, int] = {row.folder: row.id for row in connection.execute(ours)}
            found = {
                folder: trend_of(connection, known[folder], most)
                for folder in folders
                if folder in known
            }
        return {folder: moments for folder, moments in found.items() if moments}

    def accounts(
        self, studio: str, folder: str, account: str
    ) -> Sequence[tuple[dt.datetime, AccountLine]]:
        """What the cost report said of an account (see ``ports.nights``)."""
        table = studio_schema.accounts
        chosen = of_production(select(_RECORDS.c.at, table), studio, folder).join(
            table,
            and_(
                table.c.production == _RECORDS.c.production,
                table.c.begins <= _RECORDS.c.sequence,
                table.c.until > _RECORDS.c.sequence,
            ),
        )
        first = and_(table.c.key == account, table.c.nth == 0)
        found: list[tuple[dt.datetime, AccountLine]] = []
        with self._database.reading() as connection:
            for row in connection.execute(
                chosen.where(first).order_by(_RECORDS.c.at, _RECORDS.c.id)
            ):
                amounts = {name: getattr(row, name) for name in night_rows.AMOUNTS}
                line = AccountLine(row.key, row.description, is_total=row.is_total, **amounts)
                if not found or found[-1][1] != line:
                    found.append((row.at, line))
        return tuple(found)

    def export(self, studio: str, table: str) -> Iterator[Mapping[str, object]]:
        """All rows of one of ``EXPORTED`` (see ``ports.nights``)."""
        with self._database.reading() as connection:
            yield from exported(connection, studio, table)

    # ---- what is forgotten

    def prune(self, studio: str, before: dt.date) -> int:
        """Forget nights before that day (see ``ports.nights``)."""
        return pruned(self._database, studio, before)

    def forgettable(self, studio: str, before: dt.date) -> int:
        """How many nights ``prune`` would forget (see ``ports.nights``)."""
        with self._database.reading() as connection:
            return forgettable(connection, studio, before)

    # ---- alerts and people

    def sent(self, studio: str, alert: str) -> str:
        """What an alert said last (see ``ports.nights``)."""
        return self._notes.sent(studio, alert)

    def keep_sent(self, studio: str, alert: str, digest: str, at: dt.datetime) -> None:
        """Remember what an alert said (see ``ports.nights``)."""
        self._notes.keep_sent(studio, alert, digest, at)

    def audit(self, studio: str, entry: AuditEntry) -> AuditEntry:
        """Keep what a person did (see ``ports.nights``)."""
        return self._notes.audit(studio, entry)

    def audited(self, studio: str, most: int = 200) -> Sequence[AuditEntry]:
        """What people did (see ``ports.nights``)."""
        return self._notes.audited(studio, most)

    # ---- within

    def _studio_of(self, night: int) -> str:
        if night not in self._studios:
            with self._database.transaction() as connection:
                self._studios[night] = self._night(connection, night).studio
        return self._studios[night]

    def _night(self, connection: Connection, number: int) -> Row[Any]:
        row = connection.execute(select(_NIGHTS).where(_NIGHTS.c.number == number)).one_or_none()
        if row is None:
            raise HistoryUnusable(self._database.place, f"it has no night {number}")
        return row

    def _tick(self, connection: Connection, night: int) -> None:
        """How long a night has run: by this process's own clock, which no one puts back."""
        if night not in self._clocks:
            return
        before, begun = self._clocks[night]
        seconds = before + time.monotonic() - begun
        connection.execute(update(_NIGHTS).where(_NIGHTS.c.number == night).values(seconds=seconds))


def _latest(
    connection: Connection, studio: str, folders: Collection[str] | None = None
) -> tuple[Mapping[str, int], Sequence[int]]:
    """The places of the latest manifest's productions, and the records that say how each ended."""
    place = {folder: position for position, folder in enumerate(folders_of(connection, studio))}
    last = last_records(connection, studio)
    return place, [
        row.same_as or row.id
        for row in last.values()
        if row.folder in place and (folders is None or row.folder in folders)
    ]


def _cut_short(connection: Connection, plan: NightPlan, digest: str) -> Row[Any] | None:
    """The latest night of the same plan, if it never came to its end."""
    same = and_(
        _NIGHTS.c.studio == plan.studio,
        _NIGHTS.c.plan == digest,
        _NIGHTS.c.orders == plan.orders,
        _NIGHTS.c.version == plan.version,
    )
    chosen = select(_NIGHTS).where(same).order_by(_NIGHTS.c.number.desc()).limit(1)
    found = connection.execute(chosen).one_or_none()
    return found if found is not None and found.ended is None else None


def _new_night(connection: Connection, plan: NightPlan, digest: str) -> int:
    known = connection.scalar(select(_PLANS.c.digest).where(_PLANS.c.digest == digest))
    if known is None:
        folders = packed(list(plan.folders))
        connection.execute(insert(_PLANS).values(digest=digest, folders=folders))
    result = connection.execute(
        insert(_NIGHTS).values(
            studio=plan.studio,
            begun=plan.at,
            engine=plan.engine,
            version=plan.version,
            orders=plan.orders,
            plan=digest,
            productions=len(plan.folders) if plan.chosen is None else plan.chosen,
            seconds=0.0,
        )
    )
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
