"""A database server that is killed in the middle of a night costs the night nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from addin import wiring
from addin.domain.night import ProductionNight
from addin.nightly.engines.in_process import InProcess
from addin.nightly.orders import Orders, Task
from addin.nightly.plan import tasks_of
from addin.nightly.run import NightTold, Surroundings, night
from addin.nightly.spool import Spool
from addin.settings.studio import UNSAID
from tests.adapters.database.conftest import postgres
from tests.nightly.engines.engine_contract import Going
from tests.nightly.test_run import checked, studio

__all__ = ["postgres"]

ORDERS = Orders("", dt.datetime(2026, 3, 2, 23))


def ran(
    address: str, folder: Path, work: Callable[[Task], ProductionNight], patience: float
) -> NightTold:
    """One night of six productions, kept at an address."""
    house = studio(6)
    with wiring.nights(None, address) as nights:
        around = Surroundings(nights, Spool(folder / "spool.jsonl"), patience=patience)
        tasks = tasks_of(house, ORDERS, lambda _: UNSAID)
        return night(house, tasks, ORDERS, InProcess(work), Going(), around)


def test_a_server_that_is_killed_and_comes_back_has_all_of_the_night(postgres, tmp_path):
    """What was said while it was away goes in when it is back: in the same night."""

    def work(task: Task) -> ProductionNight:
        if task.position == 2:
            postgres.kill()
        if task.position == 4:
            postgres.start()
        return checked(task)

    address = postgres.database()
    told = ran(address, tmp_path, work, patience=60)

    with wiring.nights(None, address) as nights:
        (kept,) = nights.nights("Kestrel")
        assert [one.position for one in nights.night(kept.number)] == list(range(6))
    assert told.trouble == ()
    assert kept.status == told.status(3) == 1
    assert not (tmp_path / "spool.jsonl").exists()


def test_a_server_that_stays_away_has_it_when_the_night_is_run_again(postgres, tmp_path):
    """Status 3 with a sentence that holds no password; nothing is done a second time."""
    done: list[int] = []

    def work(task: Task) -> ProductionNight:
        done.append(task.position)
        if task.position == 2:
            postgres.kill()
        return checked(task)

    address = postgres.database()
    try:
        told = ran(address, tmp_path, work, patience=0)
    finally:
        postgres.start()
    again = ran(address, tmp_path, work, patience=60)

    assert told.status(3) == 3
    assert "What 4 productions said is kept beside the manifest" in told.trouble[0]
    assert postgres.password not in told.trouble[0]
    assert done == list(range(6))
    assert again.is_resumed
    assert len(again.productions) == 6
    with wiring.nights(None, address) as nights:
        (kept,) = nights.nights("Kestrel")
        assert (kept.status, kept.productions) == (1, 6)
