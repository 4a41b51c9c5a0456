"""What stops a run before its first write."""

from __future__ import annotations

import pytest

from addin.errors import (
    SharedSheetBusy,
    SharingRefused,
    SyncLocked,
    SyncStopped,
)
from addin.tables.typed_cell import number
from tests.sync.apply.edited import AFTER


def test_a_guard_stops_before_the_first_write(world):
    """An empty side that was not empty is never taken at its word."""
    world.workbook.lines.clear()
    world.workbook.touch()
    before = world.version(), world.store.now

    with pytest.raises(SyncStopped, match="empty"):
        world.sync()

    assert (world.version(), world.store.now) == before


def test_two_runs_of_one_binding_do_not_meet(world):
    """The second is told who is at it."""
    with pytest.raises(SyncLocked, match="Ann"):
        world.sync(lambda _: world.sync())


def test_a_bound_column_that_is_deleted_stops_the_run(world):
    """Its cells are not taken for deleted."""
    span = {"sheetId": 77, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    world.batch({"deleteDimension": {"range": span}})

    with pytest.raises(SyncStopped):
        world.sync()

    assert world.workbook_rows()["s0"]["a"] == number(0)


@pytest.mark.parametrize(
    ("status", "error"), [(403, SharingRefused), (404, SharingRefused), (503, SharedSheetBusy)]
)
def test_a_sheet_that_cannot_be_had_is_a_named_error(world, status, error):
    """Nothing is written, and the next run carries on."""
    world.service.admin("faults", {"match": "", "status": status, "times": None})
    with pytest.raises(error):
        world.sync()
    world.service.admin("faults", {"clear": True})

    world.sync()

    assert world.sheet_rows() == world.workbook_rows() == AFTER
