"""A night over 300 productions, on every engine: one result, every planted mistake found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from addin import wiring
from addin.domain.night import Ended
from addin.jobs.sample_studio.studio import (
    MANIFEST,
    Broken,
    manifest,
    monday_after,
    productions,
)
from addin.nightly.engines.choose import engine_called
from addin.nightly.manifest import studio_of
from addin.nightly.orders import Orders
from addin.nightly.plan import tasks_of
from addin.settings.studio import NightSettings
from tests.nightly.engines.clusters import dask

COUNT = 300


class Never:
    """Nobody wants the night to end."""

    def asked(self):
        """No."""
        return False

    def at_once(self):
        """No."""
        return False


def made(folder: Path, count: int):
    """A studio's files, what is wrong in them, and the tasks of a night that keeps nothing."""
    wrong = []
    for one in productions(count, wiring.new_workbook):
        wiring.save_new(folder / one.show.folder, one.files)
        wrong.append(one)
    (folder / MANIFEST).write_text(manifest())
    studio = studio_of([folder / MANIFEST], wiring.read_text)
    orders = Orders("one", monday_after(9), keeps_history=False)
    return wrong, tasks_of(studio, orders, lambda _: NightSettings())


def run(engine, tasks):
    """What each production came to, in the manifest's order, without times."""
    found = sorted(engine.run(tasks, Never()), key=lambda one: one.position)
    return [one.told() for one in found]


def test_every_engine_finds_the_same_in_three_hundred_productions(tmp_path):
    """Each planted mistake in one of its cells; a broken one is told and stops no other."""
    wrong, tasks = made(tmp_path / "studio", COUNT)

    here = run(engine_called("in-process", COUNT), tasks)

    assert [one.position for one in here] == list(range(COUNT))
    missed = [
        (one.show.folder, mistake.kind)
        for one, night in zip(wrong, here, strict=True)
        if one.broken is None
        for mistake in one.wrong
        if not any(
            point.code in mistake.codes
            and any(
                (point.workbook, point.sheet, point.cell) == (at.workbook, at.sheet, at.cell)
                for at in mistake.cells
            )
            for point in night.points
        )
    ]
    assert missed == []
    assert sum(len(one.wrong) for one in wrong) > COUNT
    how = Counter(night.ended for one, night in zip(wrong, here, strict=True) if one.broken is None)
    assert how == {Ended.CHECKED: COUNT - COUNT // 20}
    for one, night in zip(wrong, here, strict=True):
        if one.broken in {Broken.NO_WORKBOOKS, Broken.SETTINGS}:
            assert night.ended is Ended.FAILED
            assert "Traceback" not in night.failure
        elif one.broken is not None:
            assert any(point.code == "FIL101" for point in night.points), night

    assert run(engine_called("local:2", COUNT), tasks) == here
    with dask(tmp_path, workers=2) as cluster:
        assert run(engine_called(cluster.address, COUNT), tasks) == here


def test_two_nights_over_unchanged_productions_differ_in_nothing_but_times(tmp_path):
    """The first tells what is new; from the second on everything stands as it stood."""
    _, tasks = made(tmp_path / "studio", 21)

    def night(name):
        orders = Orders(name, monday_after(9))
        return run(
            engine_called("in-process", 21), [replace(task, orders=orders) for task in tasks]
        )

    night("first")
    second, third = night("second"), night("third")

    assert second == third
