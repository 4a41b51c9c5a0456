"""A production on the disk whose cost report a host has open."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from addin import wiring
from addin.adapters.snapshots.snapshot import as_json, snapshot_of
from addin.hosts.snapshots.pressing import Bench, press_sent
from addin.hosts.snapshots.settling import applied
from addin.hosts.snapshots.watching import Telling
from addin.jobs.demo import TODAY, demo_files
from addin.tables.table import Book
from tests.adapters.snapshots.host import Host

AT = TODAY.replace(hour=9)


@cache
def files() -> dict[str, bytes]:
    """The files of the demo."""
    return demo_files(wiring.new_workbook)


def demo(folder: Path) -> Path:
    """The demo in a folder."""
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


class Desk:
    """One workbook of a production, open in a host, and the production's buttons."""

    def __init__(self, folder: Path, workbook: str, *, with_files: bool = True) -> None:
        self.bench = Bench(folder, "the coordinator", AT, with_files=with_files)
        self.name = workbook
        self.told: list[tuple[float, str]] = []
        self.host = Host(as_json(wiring.workbooks(demo(folder)).read(workbook)))

    @property
    def book(self) -> Book:
        """The workbook as the host has it now."""
        return snapshot_of(self.host.told).book

    def press(self, button: str, *, cell: str = "", **answers: str) -> dict[str, Any]:
        """Press a button; nothing is carried out yet."""
        sheet, _, address = cell.rpartition("!")
        asked = {
            "button": button,
            "answers": answers,
            "workbooks": [self.host.told],
            "selection": {"workbook": self.name, "sheet": sheet, "cell": address},
        }
        tell = Telling(lambda done, said: self.told.append((done, said)))
        answer = press_sent(json.loads(json.dumps(asked)), self.bench, tell)
        told: dict[str, Any] = json.loads(json.dumps(answer))
        return told

    def carry_out(self, answer: dict[str, Any]) -> None:
        """Do what the answer says, and say so."""
        for todo in answer["operations"].values():
            self.host.carry_out(todo["forth"])
        self.say({"entry": answer["entry"], "ok": True})

    def say(self, told: dict[str, Any], *, later: float = 0) -> dict[str, Any]:
        """Say what became of a press."""
        return applied(self.bench.folder, told, AT + dt.timedelta(seconds=later))

    def entries(self) -> list[tuple[str, bool]]:
        """The journal: each button, and whether its entry still holds."""
        with wiring.kept(self.bench.folder, None) as kept:
            assert kept is not None
            name = wiring.settings_of(self.bench.folder).name or wiring.production_name(
                self.bench.folder
            )
            return [(e.button, e.undone is None) for e in kept.journal.entries(name)]
