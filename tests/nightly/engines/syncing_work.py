"""What workers do in the tests of syncs on a cluster: a night as ever, at a rate of its own."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import Final

from addin.adapters.google_sheets import limits, signing
from addin.adapters.google_sheets.clock import SystemClock
from addin.adapters.private_files import own_folder
from addin.domain.night import ProductionNight
from addin.nightly.orders import Task
from addin.nightly.production import work as night_of_production

RATE: Final = limits.Rate(2, 2.0)
CALLS: Final = "CALLS_OF_THIS_TEST"
"""The variable that names the file in which each call is noted: its moment, share and queue."""


class _Noted(limits.SharedPace):
    """The pace of a night at Google's own, though this Google is on this computer."""

    def wait(self, turn: limits.Turn) -> float:
        waited = super().wait(turn)
        with Path(os.environ[CALLS]).open("a") as noted:
            noted.write(f"{time.time():.3f} {self._share} {turn.queues[0][0]}\n")
        return waited


def work(task: Task) -> ProductionNight:
    """The night of a production; Google lets few calls through, so that a test need not last."""
    limits.PER_ACCOUNT = RATE  # type: ignore[misc] # as Google may change it
    share = float(os.environ["TIEOUT_GOOGLE_SHARE"])
    paced = partial(_Noted, own_folder(), SystemClock(), share)
    vars(signing)["NoPace"] = paced  # this Google is on this computer, where none is waited for
    return night_of_production(task)
