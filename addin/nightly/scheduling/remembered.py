"""What a studio itself remembers of its nights, seen from a schedule."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from addin import wiring
from addin.nightly.manifest import Studio, studio_of
from addin.nightly.scheduling.schedule import Schedule
from addin.nightly.scheduling.variables import variables_in
from addin.ports.nights import KeptNight
from addin.wiring.nights import STATE_FOLDER, address_of


def environment_of(schedule: Schedule) -> dict[str, str]:
    """The environment of a night: this one, and over it the file of variables.

    Raises:
        VariablesRefused: the file cannot be used.
    """
    return {**os.environ, **variables_in(Path(schedule.variables))}


def last_night(schedule: Schedule) -> KeptNight | None:
    """The latest night of a schedule's studio; None if it has had none.

    Raises:
        AddinError: the manifest, the variables or the memory cannot be used.
    """
    studio = studio_of([Path(schedule.manifest)], wiring.read_text)
    return last_night_of(studio, environment_of(schedule))


def last_night_of(studio: Studio, environment: Mapping[str, str]) -> KeptNight | None:
    """The latest night of a studio; nothing is made where there has been none.

    Raises:
        HistoryUnusable: the memory cannot be used.
    """
    said = studio.settings.state
    if not said and (
        studio.home is None or not (studio.home / STATE_FOLDER / "studio.db").exists()
    ):
        return None
    address = address_of(said, environment) if said else ""
    with wiring.nights(studio.home, address) as nights:
        return next(iter(nights.nights(studio.key, 1)), None)
