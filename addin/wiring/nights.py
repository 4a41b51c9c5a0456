"""Where a studio keeps its nights, and what an address in settings stands for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from addin.errors import HistoryUnusable
from addin.ports.nights import NightArchive
from addin.ports.sessions import SessionMemory

if TYPE_CHECKING:
    from addin.adapters.database.connected import Connected

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
    from addin.adapters.database.nights import DatabaseNights  # noqa: PLC0415

    database = _database(home, address)
    try:
        yield DatabaseNights(database)
    finally:
        database.close()


@contextmanager
def review_sessions(home: Path | None, address: str, studio: str) -> Iterator[SessionMemory]:
    """Where the review service of a studio keeps who is signed in: in the memory of its nights.

    Raises:
        HistoryUnusable: as above.
    """
    from addin.adapters.database.review_sessions import DatabaseSessions  # noqa: PLC0415 - as above

    database = _database(home, address)
    try:
        yield DatabaseSessions(database, studio)
    finally:
        database.close()


def nights_moved(home: Path | None, address: str, to: str) -> int:
    """Copy all nights that are kept in one place into another database; how many there were.

    Raises:
        HistoryUnusable: one of them cannot be used, or the other keeps nights already.
    """
    from addin.adapters.database.connected import Connected  # noqa: PLC0415 - as above
    from addin.adapters.database.moving import moved  # noqa: PLC0415 - as above

    source = _database(home, address)
    target = Connected(address_of(to))
    try:
        return moved(source, target)
    finally:
        source.close()
        target.close()


def own_state(home: Path) -> Path:
    """The folder in which a studio keeps what nights found in all its productions.

    It is made for its owner and the owner's group alone; one that is there keeps its permissions.

    Raises:
        OSError: it cannot be made.
    """
    folder = home / STATE_FOLDER
    folder.mkdir(mode=0o770, parents=True, exist_ok=True)
    return folder


def address_in(home: Path) -> str:
    """The address of the memory that a studio keeps in its own folder, for another process."""
    from addin.adapters.database.address import url_of_file  # noqa: PLC0415 - as above

    return url_of_file(home / STATE_FOLDER / "studio.db").render_as_string()


def _database(home: Path | None, address: str) -> Connected:
    from addin.adapters.database.connected import Connected  # noqa: PLC0415 - as above

    if address:
        return Connected(address_of(address))
    if home is not None:
        with suppress(OSError):  # said when it is used
            own_state(home)
        return Connected.in_folder(home / STATE_FOLDER, "studio.db")
    raise HistoryUnusable("a folder of nights", "bare folders have no manifest to keep it by")


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
        advice = "Set it to the address of the database, or name a file of variables that does."
        raise HistoryUnusable(said, reason, advice)
    return found
