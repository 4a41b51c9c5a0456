"""All nights go from one kind of database to the other, and on from there."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.moving import moved
from addin.adapters.database.nights import DatabaseNights
from addin.errors import HistoryUnusable
from addin.ports.nights import EXPORTED, AuditEntry
from tests.adapters.database.drawn_nights import DAY, FOLDERS, MONDAY, night_of, plan, point

STUDIO = "Northlight"


@pytest.fixture
def other(tmp_path, database, postgres):
    """An empty database of the other kind."""
    is_file = database.place.startswith("sqlite")
    found = Connected(postgres.database() if is_file else f"sqlite:///{tmp_path / 'other.db'}")
    yield found
    found.close()


def test_everything_is_there_afterwards_and_goes_on(database, other):
    """Every table; the next night, production and entry get numbers of their own."""
    nights = DatabaseNights(database)
    for day in range(3):
        number = nights.begin(plan(MONDAY + day * DAY)).number
        for folder in FOLDERS[: day + 1]:
            odd = point(f"\x00{day}", message="\ud800", since=dt.date(2026, 1, day + 1))
            nights.record(number, night_of(folder, MONDAY + day * DAY, points=(odd,)))
    nights.keep_sent(STUDIO, "producers", "digest", MONDAY)
    entry = nights.audit(STUDIO, AuditEntry(MONDAY, "Sam", "editor", "One", "waive", "Waived."))
    there = DatabaseNights(other)

    assert moved(database, other) == 3
    for table in EXPORTED:
        assert list(there.export(STUDIO, table)) == list(nights.export(STUDIO, table))
    assert there.latest(STUDIO) == nights.latest(STUDIO)
    assert there.sent(STUDIO, "producers") == "digest"
    assert there.begin(plan(MONDAY + 2 * DAY)).is_resumed
    number = there.begin(plan(MONDAY + 3 * DAY, ["/shows/new", *FOLDERS])).number
    for folder in ("/shows/new", *FOLDERS):
        there.record(number, night_of(folder, MONDAY + 3 * DAY))
    assert number == 4
    assert there.audit(STUDIO, entry).number == entry.number + 1
    assert len(there.night(number)) == 4


def test_two_memories_are_not_made_one(database, other):
    """The target is left as it is, by name."""
    for one in (database, other):
        DatabaseNights(one).begin(plan())
    before = DatabaseNights(other).nights(STUDIO)

    with pytest.raises(
        HistoryUnusable, match=r"keeps nights already.*Name a database that is empty"
    ):
        moved(database, other)
    assert DatabaseNights(other).nights(STUDIO) == before
