"""What the studio's memory could not take is kept line by line until it can."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin.domain.night import (
    AccountLine,
    Ended,
    Facts,
    Outcome,
    Point,
    ProductionNight,
    Step,
)
from addin.nightly.spool import Spool
from addin.ports.nights import NightPlan
from tests.nightly.fake_nights import FakeNights

AT = dt.datetime(2026, 3, 2, 23, 0, 1)
ONE = ProductionNight(
    0,
    "Ärger",
    "/shows/a",
    AT,
    Ended.PARTLY,
    steps=(Step("sync", Outcome.FAILED, "No.", "SignInNeeded", 2, 0.5, ("a.xlsx",)),),
    points=(Point("k", "PO1", 3, "new", "b", "s", "A1", "m", since=dt.date(2026, 1, 2), impact=5),),
    facts=Facts("USD", "b.xlsx!s", dt.date(2026, 3, 1), AccountLine("", "Total", budget=-5)),
    peak=7,
    seconds=1.5,
)
PLAN = NightPlan("Kestrel", AT, ("/shows/a",), "o", "1", "local:2")


def test_what_is_kept_goes_in_as_it_was(tmp_path):
    """Every field of it, and the file is gone then."""
    memory = FakeNights()
    memory.begin(PLAN)
    spool = Spool(tmp_path / "s" / "spool.jsonl")
    spool.add("Kestrel", 1, AT, ONE)

    assert spool.replay("Kestrel", memory) == 1
    assert memory.night(1) == [ONE]
    assert not (tmp_path / "s" / "spool.jsonl").exists()


def test_a_line_that_was_cut_off_is_no_result(tmp_path):
    """A crash while writing; what stands before it goes in."""
    memory = FakeNights()
    memory.begin(PLAN)
    file = tmp_path / "spool.jsonl"
    Spool(file).add("Kestrel", 1, AT, ONE)
    Spool(file).add("Kestrel", 1, AT, replace(ONE, folder="/shows/b"))
    file.write_bytes(file.read_bytes()[:-40])

    assert Spool(file).replay("Kestrel", memory) == 1
    assert [one.folder for one in memory.night(1)] == ["/shows/a"]


def test_what_is_of_another_memory_stays(tmp_path):
    """Night 1 of one database is not night 1 of another."""
    memory = FakeNights()
    memory.begin(PLAN)
    file = tmp_path / "spool.jsonl"
    Spool(file).add("Kestrel", 1, AT + dt.timedelta(1), ONE)
    Spool(file).add("Other", 1, AT, ONE)
    Spool(file).add("Kestrel", 1, AT, ONE)

    assert Spool(file).replay("Kestrel", memory) == 1
    assert len(file.read_text("utf-8").splitlines()) == 2


def test_where_nothing_can_be_written_it_is_said(tmp_path):
    """A full disk, or no folder: the result is held in memory alone."""
    (tmp_path / "file").write_text("")

    assert not Spool(tmp_path / "file" / "spool.jsonl").add("Kestrel", 1, AT, ONE)
    assert not Spool(None).add("Kestrel", 1, AT, ONE)
