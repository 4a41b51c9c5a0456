"""What workers do in the tests of the cluster: quick, and as bad as the folder's name says."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from addin.domain.night import Ended, ProductionNight
from addin.nightly.orders import Task
from addin.nightly.production import failed


def work(task: Task) -> ProductionNight:
    """The night of a production whose name says what happens in it."""
    place = Path(task.folder)
    with (place / "begun.log").open("a") as log:
        log.write(f"{os.getpid()}\n")
    kind = place.name.partition("-")[0]
    if kind == "gate":
        while not (place.parent / "open").exists():
            time.sleep(0.02)
    elif kind == "hung":
        time.sleep(600)
    elif kind == "kills" or (kind == "flaky" and _begun(place) == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "greedy":
        kept = []
        for _ in range(60):
            kept.append(bytearray(os.urandom(1 << 20) * 10))
            time.sleep(0.05)
    elif kind == "chatty":
        sys.stdout.write("a production that prints\n" * 1000)
        sys.stdout.flush()
    else:
        time.sleep(0.02)
    night = failed(task, "", "", 0.0)
    return replace(night, ended=Ended.CHECKED, inputs=(place / "ledger.csv").read_text())


def _begun(place: Path) -> int:
    return len((place / "begun.log").read_text().split())
