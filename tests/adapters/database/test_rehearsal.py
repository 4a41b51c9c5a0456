"""A dry run says what the next run will say, and leaves no trace."""

from __future__ import annotations

import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.rehearsal import rehearsed
from addin.errors import HistoryUnusable
from addin.findings import Standing
from tests.adapters.database.test_history import MONDAY, TUESDAY, WEDNESDAY, finding


def told(history, findings, at):
    """Where each finding stands, by what it is about."""
    return [(one.finding.subject, one.standing) for one in history.record("Heist", findings, at)]


def test_a_rehearsal_says_what_the_next_run_says(address):
    """New, still open, resolved and waived, on a file and on a server; however often it is asked."""
    kept = Connected(address)
    history = DatabaseHistory(kept)
    first = history.record("Heist", [finding("1"), finding("2"), finding("3")], MONDAY)
    history.waive("Heist", first[1].id, "agreed", "Ann", MONDAY)
    now = [finding("1"), finding("2"), finding("4")]

    for _ in range(2):
        dry = rehearsed(address)
        said = told(DatabaseHistory(dry), now, TUESDAY)
        dry.close()

    assert said == told(history, now, WEDNESDAY)
    kept.close()
    assert {standing for _, standing in said} == {
        Standing.OPEN, Standing.WAIVED, Standing.NEW, Standing.RESOLVED,
    }  # fmt: skip


def test_where_nothing_is_kept_nothing_is_made(tmp_path):
    """No file, no folder; everything is new."""
    dry = rehearsed(f"sqlite:///{tmp_path / 'none' / 'history.db'}")

    assert told(DatabaseHistory(dry), [finding("1")], MONDAY) == [("1", Standing.NEW)]
    dry.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_may_only_be_read_is_read(tmp_path):
    """Byte for byte and in time as it was."""
    file = tmp_path / "history.db"
    kept = Connected(f"sqlite:///{file}")
    DatabaseHistory(kept).record("Heist", [finding("1")], MONDAY)
    kept.close()
    file.chmod(0o444)
    before = (file.read_bytes(), file.stat().st_mtime_ns)

    dry = rehearsed(f"sqlite:///{file}")

    assert told(DatabaseHistory(dry), [finding("1")], TUESDAY) == [("1", Standing.OPEN)]
    dry.close()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [one.name for one in tmp_path.iterdir()] == ["history.db"]


def test_a_damaged_file_is_named(tmp_path):
    """As the run itself would name it."""
    (tmp_path / "history.db").write_bytes(b"no database" * 100)
    dry = rehearsed(f"sqlite:///{tmp_path / 'history.db'}")

    with pytest.raises(HistoryUnusable, match=r"history\.db cannot be used"):
        DatabaseHistory(dry).record("Heist", [], MONDAY)
