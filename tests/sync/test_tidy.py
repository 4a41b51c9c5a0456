"""Only rows that a sync blanked, some days ago, and that hold nothing, may go."""

from __future__ import annotations

import datetime as dt

from addin.ports.sheets import Pulled, SharedRow
from addin.sync.tidy import Removable, removable
from tests.sync.drawn import table

NOW = dt.datetime(2026, 3, 20, 12)


def days_ago(days):
    """A moment before now."""
    return NOW - dt.timedelta(days=days)


def pulled(**rows):
    """A sheet whose blanked rows stand where they are said to."""
    return Pulled({}, {row: SharedRow(at, {}) for row, at in rows.items()})


def test_old_tombstones_go_lowest_first():
    """From the bottom up, so that no row moves before its turn."""
    rows = removable(pulled(p=3, q=9, r=5), dict.fromkeys("pqr", days_ago(8)), NOW)

    assert (Removable("q", 9), Removable("r", 5), Removable("p", 3)) == rows


def test_recent_ones_stay():
    """A row blanked a few days ago may still be missed by somebody."""
    blanked = {"p": days_ago(6), "q": days_ago(7)}

    assert [one.id for one in removable(pulled(p=3, q=4), blanked, NOW)] == ["q"]
    assert [one.id for one in removable(pulled(p=3, q=4), blanked, NOW, days=1)] == ["q", "p"]


def test_rows_that_no_sync_blanked_stay():
    """A blank row that a person left is theirs."""
    assert removable(pulled(p=3), {}, NOW) == ()


def test_rows_that_hold_something_again_stay():
    """Somebody typed there since."""
    sheet = Pulled({}, {"p": SharedRow(3, table(p=(1,))["p"])})

    assert removable(sheet, {"p": days_ago(30)}, NOW) == ()
