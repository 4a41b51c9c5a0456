"""The engine that a check works formulas out with, as a production's settings ask for it."""

from __future__ import annotations

from addin import wiring
from addin.errors import EngineFailed
from addin.hosts.libreoffice.on_demand import add_in
from addin.jobs.fresh_numbers import AbsentEngine
from addin.ports import Engine
from addin.settings.model import RecalculationSettings, When


def engine_of_check(wanted: RecalculationSettings) -> Engine | None:
    """What works formulas out for a check, if anything is to; a check goes on without it."""
    if wanted.when is When.NEVER or (wanted.when is When.MISSING and not wanted.engine):
        return None
    try:
        return wiring.engine(wanted.engine, add_in)
    except EngineFailed as failed:
        return AbsentEngine(failed)
