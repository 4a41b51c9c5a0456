"""Where a studio keeps its nights, and what an address in settings stands for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from addin.errors import HistoryUnusable
from addin.ports.nights import NightArchive

STATE_FOLDER = ".tieout"
_VARIABLE = "env:"


@contextmanager
def nights(home: Path | None, address: str = "") -> Iterator[NightArchive]:
    """The memory of a studio: a database in the folder of its manifest, or behind an address.

    ``env:NAME`` stands for the address that this environment variable holds.

    Raises:
        HistoryUnusable: it cannot be used, or there is neither a folder nor an address.
    """
    # a third of a second
    from addin.adapters.database.connected import Connected  # noqa: PLC0415
    from addin.adapters.database.nights import DatabaseNights  # noqa: PLC0415

    if address:
        database = Connected(address_of(address))
    elif home is not None:
        database = Connected.in_folder(home / STATE_FOLDER, "studio.db")
    else:
        raise HistoryUnusable("a folder of nights", "bare folders have no manifest to keep it by")
    try:
        yield DatabaseNights(database)
    finally:
        database.close()


def address_of(said: str, environment: Mapping[str, str] = os.environ) -> str:
    """The address that settings or people mean.

    Raises:
        HistoryUnusable: it names a variable that is not set here. The text holds its name alone.
    """
    if not said.startswith(_VARIABLE):
        return said
    name = said.removeprefix(_VARIABLE).strip()
    found = environment.get(name, "").strip()
    if not found:
        reason = f"the environment variable {name} is not set here, or is empty"
        raise HistoryUnusable(said, reason)
    return found
