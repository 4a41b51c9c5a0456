"""Who is signed in, as a database keeps it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin.adapters.database.review_sessions import DatabaseSessions
from addin.ports.sessions import KeptSession

NOON = dt.datetime(2026, 3, 16, 12, tzinfo=dt.UTC)
MARA = KeptSession("a" * 64, "Mara Quell", "b" * 64, NOON, NOON + dt.timedelta(minutes=5))


def test_what_is_kept_comes_back_and_is_replaced_and_forgotten(database):
    """Times in UTC, whatever time they were said in; each studio its own."""
    sessions, others = DatabaseSessions(database, "Kestrel"), DatabaseSessions(database, "Gannet")
    vic = replace(MARA, digest="c" * 64, person="Vic", used=NOON)
    summer = dt.timezone(dt.timedelta(hours=2))
    sessions.keep([replace(MARA, begun=NOON.astimezone(summer)), vic], [])
    others.keep([replace(MARA, digest="d" * 64)], ["a" * 64])

    assert sessions.all() == (vic, MARA)
    later = replace(MARA, used=NOON + dt.timedelta(hours=1))
    sessions.keep([later], ["c" * 64, "not there"])
    assert sessions.all() == (later,)
    sessions.keep([], ["a" * 64])
    assert sessions.all() == ()
    assert len(others.all()) == 1
