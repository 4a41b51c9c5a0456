"""PostgreSQL that is set up otherwise: no UTF-8, another time, other dates, other isolation."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.leasing import Timing, leased
from addin.adapters.database.nights import DatabaseNights
from addin.adapters.database.review_sessions import DatabaseSessions
from addin.domain.decisions import Alias
from addin.errors import HistoryUnusable
from addin.findings import Standing
from addin.ports.nights import AuditEntry
from addin.ports.sessions import KeptSession
from tests.adapters.database.conftest import started_postgres
from tests.adapters.database.drawn_nights import DAY, FOLDERS, MONDAY, night_of, plan, point
from tests.adapters.database.test_history import finding

STUDIO = "Northlight"
SUMMER = dt.datetime(2026, 3, 29, 2, 30, 15, 123456)
"""A moment that clocks of the West skip when summer time begins."""
WORDS = "Łódź, „Größe“ 東京 💶 \x00 '\\"


@pytest.fixture(scope="module")
def odd():
    """Such a server."""
    with started_postgres(is_odd=True) as running:
        yield running


@pytest.fixture
def database(odd):
    """An empty database there."""
    found = Connected(odd.database())
    yield found
    found.close()


def test_it_is_set_up_otherwise(database):
    """Or all that follows would say nothing."""
    with database.transaction() as connection:
        said = [
            connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("server_encoding", "lc_collate", "timezone", "datestyle", "bytea_output")
        ]
        now = connection.execute(text("SHOW transaction_isolation")).scalar()

    assert said == ["SQL_ASCII", "C", "Asia/Kolkata", "SQL, DMY", "escape"]
    assert now == "read committed"


def test_nights_come_back_as_they_were_said(database):
    """To the microsecond and the letter, with their lists and orders."""
    nights = DatabaseNights(database)
    odd = point("a", message=WORDS, since=dt.date(2026, 2, 1))
    for day, at in enumerate((SUMMER - DAY, SUMMER)):
        number = nights.begin(plan(at, ["/shows/Łódź", *FOLDERS])).number
        one = night_of("/shows/Łódź", at, points=(odd, point("b", impact=-day)), failure=WORDS)
        two = night_of(FOLDERS[0], at, position=1)
        for told in (one, two):
            nights.record(number, told)
        nights.end(number, at, 0)
        assert nights.night(number) == (one, two)
        assert nights.latest(STUDIO) == (one, two)
    entry = nights.audit(STUDIO, AuditEntry(SUMMER, "Zoë", "editor", WORDS, "waive", WORDS))

    assert [one.at for one in nights.trend(STUDIO, FOLDERS[0])] == [SUMMER - DAY, SUMMER]
    assert nights.nights(STUDIO)[0].ended == SUMMER
    assert nights.audited(STUDIO) == (entry,)
    assert [one["at"] for one in nights.export(STUDIO, "audit")] == [SUMMER]
    assert nights.prune(STUDIO, SUMMER.date()) == 1


def test_histories_come_back_as_they_were_said(database):
    """Waivers with their moment, findings with their day, decisions with their words."""
    history, decisions = DatabaseHistory(database), DatabaseDecisions(database)
    [first] = history.record(WORDS, [finding(WORDS)], SUMMER)
    waiver = history.waive(WORDS, first.key, WORDS, "Zoë", SUMMER).waiver
    kept = decisions.decide(WORDS, Alias("東京", "Łódź", "Zoë"), SUMMER)

    assert history.waivers(WORDS) == (waiver,)
    assert (waiver.at, waiver.reason) == (SUMMER, WORDS)
    [now] = history.record(WORDS, [finding(WORDS)], SUMMER + DAY)
    assert (now.standing, now.since) == (Standing.WAIVED, SUMMER.date())
    assert decisions.log(WORDS) == (kept,)


def test_sessions_and_leases_go_by_their_own_time(database):
    """Half an hour off in Kolkata is nothing to them."""
    begun = SUMMER.replace(tzinfo=dt.UTC)
    one = KeptSession("a" * 64, "Zoë", "b" * 64, begun, begun)
    sessions = DatabaseSessions(database, STUDIO)
    sessions.keep([one], [])
    with leased(database, "studio", WORDS, Timing(beats_every=0.1)) as lease:
        assert lease.is_sure
        with database.transaction() as connection:
            silent = "SELECT extract(epoch FROM now()) - heard FROM lease"
            assert abs(float(connection.execute(text(silent)).scalar_one())) < 60

    assert sessions.all() == (one,)


def test_a_database_that_lacks_characters_is_refused_before_anything_is_kept(odd):
    """With what makes a better one; no table is made."""
    database = Connected(odd.database("LATIN1"))
    with pytest.raises(HistoryUnusable, match=r"keeps text as LATIN1.*--encoding UTF8"):
        DatabaseNights(database).begin(plan(MONDAY))
    with database._engine.connect() as connection:
        made = connection.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        ).scalar_one()
    database.close()

    assert made == 0
