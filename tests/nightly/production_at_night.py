"""A small production in a folder, and nights over it that wait for nothing."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from addin import wiring
from addin.jobs.sample_studio.studio import monday_after, production
from addin.nightly.bench_of import Means
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from addin.settings.studio import NightSettings, StepName, Writes

AT = monday_after(9)
EVERYTHING = frozenset(Writes)
NOTHING: frozenset[Writes] = frozenset()
LEDGER = (
    "Date,Description,Money out,Money in,Balance\n"
    "2026-03-02,CHECK 5130,1250.50,,98749.50\n2026-03-03,WIRE IN,,2000.00,100749.50\n"
)
"""A bank's export, as people drop it: the first import makes a list of it."""
LATER = (
    "Date,Description,Money out,Money in,Balance\n"
    "2026-03-03,WIRE IN,,2000.00,100749.50\n2026-03-04,CHECK 5131,749.50,,100000.00\n"
)
"""The next one, which repeats a movement of the first."""


@cache
def files() -> dict[str, bytes]:
    """What a small production consists of; its settings are not among them."""
    made = production(3, wiring.new_workbook, size=3).files
    return {name: content for name, content in made.items() if name.endswith(".xlsx")}


def made(folder: Path, settings: str = "") -> Path:
    """A production in a folder, with these settings."""
    wiring.save_new(folder, files())
    (folder / "production.toml").write_text(
        f'[production]\nname = "Passage"\ncurrency = "EUR"\n{settings}', "utf-8"
    )
    return folder


def dropped(folder: Path, name: str, text: str = LEDGER) -> Path:
    """A file in the production's drop folder."""
    path = folder / "Inbox" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def night(
    folder: Path,
    write=NOTHING,
    *,
    steps: tuple[StepName, ...] | None = None,
    name: str = "one",
    at: dt.datetime = AT,
    hook=None,
    **orders,
):
    """One night of a production."""
    asked = Orders(name, at, NightSettings(steps=steps, write=frozenset(write)), **orders)
    waited: list[float] = []
    means = Means(waited.append) if hook is None else Means(waited.append, hook)
    return work(Task(0, str(folder), asked), means)


def step(found, name: StepName):
    """How one step of a night ended."""
    return next(one for one in found.steps if one.name == name)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but what Tieout keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".tieout" not in path.parts
    }
