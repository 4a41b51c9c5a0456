"""The life of a finding from run to run."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from addin.adapters.database import schema
from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.domain.source import Place
from addin.errors import HistoryUnusable, UnknownFinding
from addin.findings import Finding, Severity, Standing

MONDAY = dt.datetime(2026, 11, 16, 3)
TUESDAY = dt.datetime(2026, 11, 17, 3)
WEDNESDAY = dt.datetime(2026, 11, 18, 3)


def finding(subject: str, amount: str = "620.00", cell: str = "F12") -> Finding:
    """A finding about something."""
    return Finding(
        "PO201",
        Severity.ERROR,
        f"{subject} is over-relieved",
        (Place("PO Log.xlsx", "POs", cell),),
        (("relieved", amount),),
        subject=subject,
    )


@pytest.fixture
def history(tmp_path):
    """A history in a folder of its own."""
    database = Connected.in_folder(tmp_path / ".tieout")
    yield DatabaseHistory(database)
    database.close()


def standings(standpoints):
    """What a test compares."""
    return [(point.finding.subject, point.standing) for point in standpoints]


def test_a_finding_is_new_then_open_then_resolved_then_new_again(history):
    """The four stages, and the day it was first seen."""
    first = history.record("Show", [finding("PO 1")], MONDAY)
    second = history.record("Show", [finding("PO 1", cell="F40"), finding("PO 2")], TUESDAY)
    third = history.record("Show", [finding("PO 2")], WEDNESDAY)
    fourth = history.record("Show", [finding("PO 1"), finding("PO 2")], WEDNESDAY)

    assert standings(first) == [("PO 1", Standing.NEW)]
    assert standings(second) == [("PO 1", Standing.OPEN), ("PO 2", Standing.NEW)]
    assert second[0].since == MONDAY.date()
    assert [point.standing for point in third] == [Standing.OPEN, Standing.RESOLVED]
    assert "PO 1" in third[1].finding.message
    assert standings(fourth) == [("PO 1", Standing.NEW), ("PO 2", Standing.OPEN)]


def test_a_waived_finding_stays_out_until_its_numbers_change(history):
    """A waiver is for the numbers it was given for."""
    first = history.record("Show", [finding("PO 1")], MONDAY)
    history.waive("Show", first[0].id, "agreed with vendor", "Coordinator", MONDAY)
    same = history.record("Show", [finding("PO 1")], TUESDAY)
    changed = history.record("Show", [finding("PO 1", "700.00")], WEDNESDAY)

    assert standings(same) == [("PO 1", Standing.WAIVED)]
    assert same[0].waiver == "Coordinator, 2026-11-16: agreed with vendor"
    assert standings(changed) == [("PO 1", Standing.OPEN)]


def test_an_id_that_fits_no_finding_or_several_waives_nothing(history):
    """The message says which ids fit."""
    history.record("Show", [finding("PO 1"), finding("PO 1")], MONDAY)

    with pytest.raises(UnknownFinding, match="No open finding"):
        history.waive("Show", "zzzz", "why", "who", MONDAY)
    with pytest.raises(UnknownFinding, match="fits 2 findings"):
        history.waive("Show", finding("PO 1").fingerprint[:4], "why", "who", MONDAY)


def test_productions_do_not_see_one_another(history):
    """One database may serve a studio."""
    history.record("One", [finding("PO 1")], MONDAY)

    assert standings(history.record("Two", [finding("PO 1")], TUESDAY)) == [("PO 1", Standing.NEW)]


def test_a_history_that_is_no_database_is_a_named_error(tmp_path):
    """Nothing of it is overwritten."""
    (tmp_path / "history.db").write_text("not a database, " * 100)
    database = Connected.in_folder(tmp_path)

    with pytest.raises(HistoryUnusable, match="cannot be used"):
        DatabaseHistory(database).record("Show", [], MONDAY)
    database.close()


def test_a_history_of_an_earlier_version_is_brought_up_to_date(tmp_path):
    """What it holds stays; what is new has its place beside it."""
    database = Connected.in_folder(tmp_path)
    DatabaseHistory(database).record("Show", [finding("PO 1")], MONDAY)
    with database.transaction() as connection:
        schema.decisions.drop(connection)
        connection.execute(update(schema.version).values(version=1))

    assert DatabaseDecisions(database).log("Show") == ()
    assert standings(DatabaseHistory(database).record("Show", [finding("PO 1")], TUESDAY)) == [
        ("PO 1", Standing.OPEN)
    ]
    with database.transaction() as connection:
        assert connection.execute(select(schema.version.c.version)).scalar() == schema.VERSION
    database.close()
