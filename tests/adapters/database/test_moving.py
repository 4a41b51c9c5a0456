"""All nights go from one kind of database to the other, and on from there."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.adapters.database.moving import moved
from addin.adapters.database.nights import DatabaseNights
from addin.adapters.database.review_sessions import DatabaseSessions
from addin.errors import HistoryUnusable
from addin.findings import Standing
from addin.ports.nights import EXPORTED, AuditEntry
from addin.ports.sessions import KeptSession
from tests.adapters.database.drawn_nights import DAY, FOLDERS, MONDAY, night_of, plan, point
from tests.adapters.database.test_history import finding

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


def decided(database: Connected, name: str) -> DatabaseHistory:
    """A production that keeps its history there, with a waiver and an entry of the journal."""
    history = DatabaseHistory(database)
    [one] = history.record(name, [finding("PO 1")], MONDAY)
    given = history.waive(name, one.key, "agreed", "Sam", MONDAY).waiver
    DatabaseJournal(database).enter(
        name, MONDAY, who="Sam", button="waive_finding", sentence="Waived.", waivers=[given]
    )
    return history


def test_the_history_that_productions_share_there_goes_too(database, other):
    """Waivers hold, the journal goes on with numbers of its own; whoever is signed in is not moved."""
    begun = dt.datetime(2026, 3, 16, 8, tzinfo=dt.UTC)
    history = decided(database, "Show")
    DatabaseSessions(database, STUDIO).keep([KeptSession("a", "Sam", "b", begun, begun)], [])
    moved(database, other)
    there, journal = DatabaseHistory(other), DatabaseJournal(other)

    assert there.waivers("Show") == history.waivers("Show") != ()
    assert journal.entries("Show") == DatabaseJournal(database).entries("Show")
    [waived] = there.record("Show", [finding("PO 1")], MONDAY + DAY)
    assert waived.standing is Standing.WAIVED
    assert journal.enter("Show", MONDAY, who="Kim", button="x", sentence="y").number == 2
    assert DatabaseSessions(other, STUDIO).all() == ()


def test_histories_of_productions_are_not_made_one_either(database, other):
    """Where both keep some; a database that has another studio's is otherwise taken."""
    decided(other, "Other")
    assert moved(database, other) == 0
    decided(database, "Show")
    with pytest.raises(HistoryUnusable, match="keeps the history of productions already"):
        moved(database, other)
    assert DatabaseHistory(other).waivers("Show") == ()


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
