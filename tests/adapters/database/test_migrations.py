"""Databases of every earlier version are brought up to date, with all they hold."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, update

from addin.adapters.database import schema, studio_schema
from addin.adapters.database.address import url_of
from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.adapters.database.nights import DatabaseNights
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.domain.night import PairLine, Point
from addin.domain.source import Place
from addin.errors import HistoryUnusable
from addin.findings import Finding, Severity, Standing
from tests.adapters.database.drawn_nights import FOLDERS, night_of, plan
from tests.adapters.database.version_5 import VERSION_5

ROOT = Path(__file__).resolve().parents[3]
WEDNESDAY = dt.datetime(2026, 11, 18, 3)
FOUND = Finding(
    "PO201", Severity.ERROR, "PO 1 is over-relieved", (Place("PO Log.xlsx", "POs", "F12"),),
    (("relieved", "620.00"),), subject="PO 1",
)  # fmt: skip

# The tables as each version made them, and something that it kept.
VERSIONS = {
    1: """
CREATE TABLE tieout_schema (version INTEGER NOT NULL);
CREATE TABLE run (id SERIAL_KEY, production VARCHAR(400) NOT NULL, at TIMESTAMP NOT NULL,
  errors INTEGER NOT NULL, warnings INTEGER NOT NULL, notes INTEGER NOT NULL);
CREATE INDEX ix_run_production ON run (production);
CREATE TABLE finding (production VARCHAR(400) NOT NULL, key VARCHAR(40) NOT NULL,
  code VARCHAR(20) NOT NULL, severity INTEGER NOT NULL, workbook TEXT NOT NULL,
  sheet TEXT NOT NULL, cell TEXT NOT NULL, message TEXT NOT NULL, advice TEXT NOT NULL,
  state VARCHAR(40) NOT NULL, first_run INTEGER NOT NULL, first_seen TIMESTAMP NOT NULL,
  last_run INTEGER NOT NULL, resolved_at TIMESTAMP, PRIMARY KEY (production, key));
CREATE INDEX finding_by_run ON finding (production, last_run);
CREATE TABLE waiver (production VARCHAR(400) NOT NULL, key VARCHAR(40) NOT NULL,
  state VARCHAR(40) NOT NULL, reason TEXT NOT NULL, "by" TEXT NOT NULL, at TIMESTAMP NOT NULL,
  PRIMARY KEY (production, key));
INSERT INTO tieout_schema VALUES (1);
INSERT INTO run (production, at, errors, warnings, notes)
  VALUES ('Show', '2026-11-16 03:00:00.000000', 2, 0, 0);
INSERT INTO finding VALUES ('Show', 'ITS_KEY', 'PO201', 3, 'PO Log.xlsx', 'POs', 'F12',
  'PO 1 is over-relieved', '', 'ITS_STATE', 1, '2026-11-16 03:00:00.000000', 1, NULL);
INSERT INTO waiver VALUES ('Show', 'ITS_KEY', 'ITS_STATE', 'agreed', 'Sam',
  '2026-11-16 09:00:00.000000');
""",
    2: """
CREATE TABLE decision (number SERIAL_KEY, production VARCHAR(400) NOT NULL,
  kind VARCHAR(20) NOT NULL, content TEXT NOT NULL, at TIMESTAMP NOT NULL, undone TIMESTAMP);
CREATE INDEX ix_decision_production ON decision (production);
INSERT INTO decision (production, kind, content, at) VALUES ('Show', 'alias',
  '{"name": "Blue Whale", "other": "J. Smith", "who": "Sam", "when": null}',
  '2026-11-16 09:00:00.000000');
""",
    3: """
CREATE TABLE journal (number SERIAL_KEY, production VARCHAR(400) NOT NULL, at TIMESTAMP NOT NULL,
  who TEXT NOT NULL, button VARCHAR(60) NOT NULL, sentence TEXT NOT NULL, effects TEXT NOT NULL,
  undone TIMESTAMP);
CREATE INDEX ix_journal_production ON journal (production);
INSERT INTO journal (production, at, who, button, sentence, effects) VALUES
  ('Show', '2026-11-16 09:00:00.000000', 'Sam', 'validate', '3 findings.',
   '{"touched": [], "decisions": []}');
""",
    4: """
CREATE TABLE sync_binding (id SERIAL_KEY, production VARCHAR(400) NOT NULL,
  name VARCHAR(200) NOT NULL, generation INTEGER NOT NULL, revision INTEGER NOT NULL,
  row_order BYTES NOT NULL, seen_probe TEXT NOT NULL, seen_digest TEXT NOT NULL,
  UNIQUE (production, name));
CREATE TABLE sync_base (binding INTEGER NOT NULL, "row" VARCHAR(400) NOT NULL,
  "column" VARCHAR(300) NOT NULL, kind VARCHAR(10) NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (binding, "row", "column"));
CREATE TABLE sync_attempt (binding SERIAL_KEY, run INTEGER NOT NULL, generation INTEGER NOT NULL,
  batch VARCHAR(200) NOT NULL, content BYTES NOT NULL);
CREATE TABLE sync_pending (binding SERIAL_KEY, run INTEGER NOT NULL, content BYTES NOT NULL);
CREATE TABLE sync_run (number SERIAL_KEY, binding INTEGER NOT NULL, at TIMESTAMP NOT NULL,
  who TEXT NOT NULL, sentence TEXT NOT NULL, undoes INTEGER NOT NULL,
  is_finished BOOLEAN NOT NULL);
CREATE INDEX ix_sync_run_binding ON sync_run (binding);
CREATE TABLE sync_change (number SERIAL_KEY, run INTEGER NOT NULL, side VARCHAR(10) NOT NULL,
  "row" TEXT NOT NULL, "column" TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL);
CREATE INDEX ix_sync_change_run ON sync_change (run);
CREATE TABLE sync_conflict (number SERIAL_KEY, binding INTEGER NOT NULL, run INTEGER NOT NULL,
  at TIMESTAMP NOT NULL, content TEXT NOT NULL, answer TEXT NOT NULL, answered_at TIMESTAMP);
CREATE INDEX ix_sync_conflict_binding ON sync_conflict (binding);
CREATE TABLE sync_tombstone (binding INTEGER NOT NULL, "row" VARCHAR(400) NOT NULL,
  at TIMESTAMP NOT NULL, PRIMARY KEY (binding, "row"));
CREATE TABLE sync_lock (binding SERIAL_KEY, owner TEXT NOT NULL, machine TEXT NOT NULL,
  process INTEGER NOT NULL, token VARCHAR(40) NOT NULL, beat TIMESTAMP NOT NULL);
INSERT INTO sync_run (binding, at, who, sentence, undoes, is_finished)
  VALUES (1, '2026-11-16 09:00:00.000000', 'Sam', '1 row.', 0, TRUE);
INSERT INTO sync_base VALUES (1, '1042', 'Amount', 'text', '500');
INSERT INTO sync_binding (production, name, generation, revision, row_order, seen_probe, seen_digest)
  VALUES ('Show', 'log', 7, 1, ORDER_OF_ONE, 'p', 'd');
""",
    5: VERSION_5,
}


def old(address: str, version: int) -> None:
    """Make a database as a version of long ago left it."""
    engine = create_engine(url_of(address))
    server = engine.dialect.name == "postgresql"

    def packed(parts: str) -> str:
        written = zlib.compress(parts.encode(), 1).hex()
        return f"decode('{written}', 'hex')" if server else f"x'{written}'"

    words = {
        "SERIAL_KEY": "SERIAL PRIMARY KEY" if server else "INTEGER PRIMARY KEY NOT NULL",
        "TIMESTAMP": "TIMESTAMP" if server else "DATETIME",
        "BYTES": "BYTEA" if server else "BLOB",
        "A_DOUBLE": "DOUBLE PRECISION" if server else "DOUBLE",
        "ITS_KEY": FOUND.fingerprint,
        "ITS_STATE": FOUND.state,
        "ORDER_OF_ONE": packed('["1042"]'),
        "ITS_FOLDERS": packed('["/shows/one"]'),
        "ITS_POINTS": packed('["k"]'),
        "ITS_PAIRS": packed('["a and b"]'),
    }
    with engine.begin() as connection:
        for one in range(1, version + 1):
            statements = VERSIONS[one]
            for word, meant in words.items():
                statements = statements.replace(word, meant)
            if server and version >= 5:  # which made room for texts of any length
                statements = re.sub(r"VARCHAR\(\d+\)", "TEXT", statements)
            for statement in statements.split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement.replace("%", "%%"))
        connection.execute(update(schema.version).values(version=version))
    engine.dispose()


def differences(database: Connected) -> list[object]:
    """What the tables are otherwise than a new database's."""
    with database.transaction() as connection:
        dialect = connection.dialect

        def differ(context, seen, said, seen_type, said_type) -> bool:
            del context, seen, said
            return bool(seen_type.compile(dialect) != said_type.compile(dialect))

        context = MigrationContext.configure(connection, opts={"compare_type": differ})
        return list(compare_metadata(context, studio_schema.nights.metadata))


@pytest.mark.parametrize("version", sorted(VERSIONS))
def test_an_older_database_keeps_all_it_has(address, version):
    """Findings with their waivers, decisions, journal, syncs; what is new has its place beside it."""
    old(address, version)
    database = Connected(address)
    history = DatabaseHistory(database)

    [standpoint] = history.record("Show", [FOUND], WEDNESDAY, "night 3")
    decisions = DatabaseDecisions(database).log("Show")
    entries = DatabaseJournal(database).entries("Show")
    store = DatabaseSyncStore(database, "Show")
    state = store.state("log")
    runs = store.runs("log")
    nights = DatabaseNights(database)
    number = nights.begin(plan(WEDNESDAY)).number
    nights.record(number, night_of(FOLDERS[0], WEDNESDAY))

    assert standpoint.standing is Standing.WAIVED
    assert standpoint.since == dt.date(2026, 11, 16)
    assert standpoint.waiver == "Sam, 2026-11-16: agreed"
    assert len(decisions) == (version >= 2)
    assert [entry.sentence for entry in entries] == ["3 findings."] * (version >= 3)
    assert [run.sentence for run in runs] == ["1 row."] * (version >= 4)
    assert state.generation == (7 if version >= 4 else 0)
    assert (None if state.base is None else list(state.base)) == (
        ["1042"] if version >= 4 else None
    )
    assert nights.night(number) == (night_of(FOLDERS[0], WEDNESDAY),)
    assert differences(database) == []
    database.close()


def test_a_night_that_was_kept_before_says_nothing_of_its_tables(address):
    """What a table is for was not asked then: it is not known, and the rest is as it was."""
    old(address, 5)
    database = Connected(address)
    (kept,) = DatabaseNights(database).latest("North")
    database.close()

    assert kept.points == (Point("k", "PO201", 3, "new", "POs.xlsx", "POs", "F2", "over"),)
    assert kept.facts.pairs == (PairLine("a and b", 1, 0, 0, 0, 5),)


def test_a_new_database_has_the_tables_that_we_speak_of(database):
    """As SQLAlchemy describes them, types and indices too."""
    DatabaseHistory(database).record("Show", [], WEDNESDAY)

    assert differences(database) == []


def test_a_newer_database_is_left_alone(database):
    """By name: what a newer version keeps must not be written by an older one."""
    DatabaseHistory(database).record("Show", [], WEDNESDAY)
    with database.transaction() as connection:
        connection.execute(update(schema.version).values(version=99))

    with pytest.raises(HistoryUnusable, match=r"newer Tieout \(its version 99, ours 7\)"):
        DatabaseHistory(database).record("Show", [FOUND], WEDNESDAY)


_MIGRATING = """
import sys
from addin.adapters.database import migrations
from addin.adapters.database.connected import Connected
step = migrations.step
def slow(connection, reached):
    step(connection, reached)
    if reached == 7:
        print("in the middle", flush=True)
        sys.stdin.read()
if "slowly" in sys.argv:
    migrations.step = slow
with Connected(sys.argv[1]).transaction():
    print("done", flush=True)
"""


def migrating(address: str, *how: str) -> subprocess.Popen[str]:
    """A process of its own that opens a database."""
    return subprocess.Popen(
        [sys.executable, "-c", _MIGRATING, address, *how],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_a_migration_that_was_killed_is_done_again(address):
    """It happened wholly or not at all: nothing of it is there, and all that was."""
    old(address, 2)
    with migrating(address, "slowly") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
    engine = create_engine(url_of(address))
    tables = inspect(engine).get_table_names()
    engine.dispose()
    database = Connected(address)
    decisions = DatabaseDecisions(database).log("Show")

    assert sorted(tables) == ["decision", "finding", "run", "tieout_schema", "waiver"]
    assert len(decisions) == 1
    assert differences(database) == []
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="as above")
def test_of_two_that_come_at_once_one_waits(address):
    """The second finds it done."""
    old(address, 1)
    with migrating(address, "slowly") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "in the middle\n"
        with migrating(address) as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(2)
            said = first.communicate(timeout=60)
            assert said[0] == "done\n", said
            assert second.communicate(timeout=60)[0] == "done\n"


def test_every_step_is_of_its_own_version():
    """None is missing, none leads beyond what is written into the database."""
    steps = Path(ROOT / "addin" / "adapters" / "database" / "migrations").glob("to_*.py")

    assert {f"to_{version}" for version in range(2, schema.VERSION + 1)} == {
        step.stem for step in steps
    }
