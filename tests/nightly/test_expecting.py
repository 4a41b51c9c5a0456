"""What a studio's productions will take, from its memory, its files and what it syncs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.domain.night import Ended
from addin.errors import HistoryUnusable
from addin.nightly.expecting import expecting, lasting
from addin.nightly.orders import Orders, Task
from addin.ports.nights import NightPlan
from addin.wiring import nights
from tests.nightly.engines.engine_contract import AT, ended
from tests.nightly.fake_nights import FakeNights

_SYNC = """
[[sync]]
name = "{0}"
workbook = "PO Log.xlsx"
sheet = "{0}"
spreadsheet = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg"
sheet_id = {1}
key = "PO"
[sync.columns]
"PO" = "ask"
"""


@pytest.fixture
def studio(tmp_path):
    """Three productions of a kilobyte, two and three."""
    for number in range(3):
        folder = tmp_path / f"show-{number}"
        (folder / ".tieout").mkdir(parents=True)
        (folder / ".tieout" / "history.db").write_bytes(b"x" * 10_000)
        (folder / "ledger.csv").write_bytes(b"x" * 1000 * (number + 1))
    manifest = tmp_path / "studio.toml"
    manifest.write_text('productions = ["show-*"]\n[studio]\nname = "Studio"\n')
    return manifest


def test_sizes_are_those_of_the_productions_own_files(studio):
    """What Tieout keeps in the folder is not read by a night, and counts nothing."""
    found = expecting([studio])

    assert [one.megabytes for one in found] == pytest.approx([0.001, 0.002, 0.003])
    assert not any(one.is_known or one.calls for one in found)
    assert not (studio.parent / ".tieout").exists()


def test_syncs_are_counted_and_broken_settings_are_none(studio):
    """Four calls for each table that is tied; what cannot be read will not come to its syncs."""
    home = studio.parent
    (home / "show-0" / "production.toml").write_text(
        _SYNC.format("POs", 0) + _SYNC.format("Crew", 7)
    )
    (home / "show-1" / "production.toml").write_text("[[sync]]\nname = 3\n")

    assert [one.calls for one in expecting([studio])] == [8, 0, 0]


def test_only_nights_that_tell_their_time_are_believed(studio):
    """One that failed, or met a busy workbook, took other than its time."""
    orders = Orders("1", AT)
    folders = [str(studio.parent / f"show-{number}") for number in range(3)]
    hows = (Ended.CHECKED, Ended.PARTLY, Ended.BUSY)
    with nights(studio.parent) as kept:
        night = kept.begin(NightPlan("Studio", AT, tuple(folders), "o", "1", "in-process")).number
        for position, (folder, how) in enumerate(zip(folders, hows, strict=True)):
            one = ended(Task(position, folder, orders), "fine")
            kept.record(night, replace(one, ended=how, seconds=50.0))
        kept.end(night, AT, 0)

    found = expecting([studio])

    assert [one.is_known for one in found] == [True, True, False]
    assert [one.seconds for one in found[:2]] == [50.0, 50.0]


def test_a_night_that_failed_does_not_hide_the_one_before(studio):
    """Its production is expected to take what it took when it last went well."""
    orders = Orders("1", AT)
    folders = [str(studio.parent / f"show-{number}") for number in range(3)]
    with nights(studio.parent) as kept:
        for day, (how, seconds) in enumerate(((Ended.CHECKED, 50.0), (Ended.FAILED, 600.0))):
            at = AT + dt.timedelta(days=day)
            plan = NightPlan("Studio", at, tuple(folders), f"{day}", "1", "in-process")
            night = kept.begin(plan).number
            for position, folder in enumerate(folders):
                one = ended(Task(position, folder, orders), "fine")
                kept.record(night, replace(one, at=at, ended=how, seconds=seconds))
            kept.end(night, at, 0)
        order = lasting(kept, "Studio", folders)

    assert [one.seconds for one in expecting([studio])] == [50.0] * 3
    assert order == dict.fromkeys(folders, 600.0)  # it may take as long again: it begins early


def test_what_never_ran_is_begun_by_what_is_in_it(studio):
    """The largest folder first; a memory that is away changes the order alone."""
    folders = [str(studio.parent / f"show-{number}") for number in range(3)]
    (studio.parent / "show-1" / "ledger.csv").write_bytes(b"x" * 5_000_000)

    class Away(FakeNights):
        def overview(self, studio):
            raise HistoryUnusable("db", f"the server of {studio} is gone")

    for memory in (None, FakeNights(), Away()):
        order = lasting(memory, "Studio", folders)
        assert max(order, key=lambda one: order[one]) == folders[1]
