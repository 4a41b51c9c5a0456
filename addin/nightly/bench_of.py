"""Everything that the night of one production works with, wired."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from addin import wiring
from addin.errors import HistoryUnusable
from addin.hosts.engine_of_check import engine_of_check
from addin.hosts.libreoffice.on_demand import add_in
from addin.jobs.load import load
from addin.jobs.sync import SyncDesk
from addin.nightly.orders import Orders
from addin.nightly.steps.bench import WHO, Bench, nowhere
from addin.nightly.steps.read_once import ReadOnce
from addin.nightly.steps.reading import Reading
from addin.ports import Workbooks
from addin.wiring.drop import drop_folders, dropped_files
from addin.wiring.intention import intentions
from addin.wiring.sync_desk import sync_desk_of

_OF_ENVIRONMENT: Final = "env:"


@dataclass(frozen=True, slots=True)
class Means:
    """How a night waits between two tries, and who looks on: tests wait for nothing."""

    sleep: Callable[[float], None] = time.sleep
    hook: Callable[[str], None] = nowhere


USUAL_MEANS: Final = Means()


@contextmanager
def bench_of(folder: Path, orders: Orders, means: Means = USUAL_MEANS) -> Iterator[Bench]:
    """The bench of a production; its history is let go of afterwards.

    Raises:
        FileMissing: there is no such folder.
        SettingsError: its settings have mistakes.
        HistoryUnusable: its history cannot be.
    """
    settings = wiring.settings_of(folder)
    night = orders.night_of(settings.night)
    settings = replace(settings, night=night)
    files = wiring.workbooks(folder)
    workbooks = ReadOnce(files)
    name = wiring.production_name(folder)
    address = address_of(orders.history)
    engine = engine_of_check(settings.recalculation)
    off = not orders.keeps_history
    with wiring.kept(folder, address or None, off=off, is_dry=orders.is_dry) as kept:
        yield Bench(
            folder=folder,
            name=name,
            settings=settings,
            night=night,
            orders=orders,
            workbooks=workbooks,
            documents=wiring.documents(folder),
            drop=drop_folders(folder, night.drop or ()),
            incoming=dropped_files(folder),
            kept=kept,
            intentions=intentions(folder),
            reading=Reading(workbooks, lambda: load(workbooks, settings, name, engine)),
            engine=engine,
            engine_for_numbers=lambda: wiring.engine(settings.recalculation.engine, add_in),
            sync_desk=lambda: _sync_desk(folder, files, address, orders),
            sleep=means.sleep,
            hook=means.hook,
        )


def address_of(history: str) -> str:
    """Where productions keep their history: ``env:NAME`` is what the variable of that name holds.

    Raises:
        HistoryUnusable: the variable is not set.
    """
    if not history.startswith(_OF_ENVIRONMENT):
        return history
    name = history.removeprefix(_OF_ENVIRONMENT)
    found = os.environ.get(name, "")
    if not found:
        reason = f"the environment variable {name} is not set here, or is empty"
        raise HistoryUnusable(history, reason, "Set it to the address of the database.")
    return found


def _sync_desk(
    folder: Path, workbooks: Workbooks, address: str, orders: Orders
) -> AbstractContextManager[SyncDesk]:
    stores = wiring.sync_stores(folder, address or None)
    return sync_desk_of(folder, workbooks, stores, orders.at, WHO, at_night=True)
