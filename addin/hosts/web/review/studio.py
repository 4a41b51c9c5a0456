"""What the review service shows: the productions of a studio, its memory, its people."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from addin.domain.night import Overview
from addin.ports.nights import Nights
from addin.ports.people import People, Person
from addin.ports.sessions import SessionMemory
from addin.settings.studio import UNSAID, NightSettings

_WORDS: Final = 40


@dataclass(frozen=True, slots=True)
class Studio:
    """A studio as the manifest says: ``key`` names it in its memory.

    ``folders`` are its productions; ``nights`` opens what is kept of them. ``history`` is where
    productions keep their history: empty for their own folders, else ``env:NAME`` or an address.
    ``orders`` are, for each, how its night goes where it says nothing itself. ``proxy`` is the
    address of the reverse proxy that says from where somebody comes; empty: there is none.
    ``sessions`` opens what is kept of who is signed in; None: it is gone with the server.
    """

    key: str
    folders: tuple[Path, ...]
    nights: Callable[[], AbstractContextManager[Nights]]
    people: People
    history: str = ""
    orders: tuple[NightSettings, ...] = ()
    proxy: str = ""
    sessions: Callable[[], AbstractContextManager[SessionMemory]] | None = None
    numbers: Mapping[str, int] = field(init=False)

    def night_of(self, number: int) -> NightSettings:
        """How the night of a production goes, as the manifest says."""
        return self.orders[number] if self.orders else UNSAID

    def __post_init__(self) -> None:
        numbers = {id_of(folder): number for number, folder in enumerate(self.folders)}
        object.__setattr__(self, "numbers", numbers)


@dataclass(frozen=True, slots=True)
class Shown:
    """One production: ``id`` stands in addresses, ``night`` is its last in figures.

    ``night`` is None until it had one.
    """

    id: str
    number: int
    name: str
    folder: Path
    night: Overview | None = None


def id_of(folder: Path) -> str:
    """What a production is called in addresses: nothing in it is ever used as a path.

    >>> id_of(Path("/shows/Night Shift")).rpartition("-")[0]
    'night-shift'
    """
    plain = unicodedata.normalize("NFKD", folder.name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_WORDS].strip("-") or "production"
    whole = str(folder).encode("utf-8", "surrogateescape")  # a name may be no text
    return f"{words}-{hashlib.blake2b(whole, digest_size=5).hexdigest()}"


def shown(studio: Studio, latest: Sequence[Overview], person: Person) -> tuple[Shown, ...]:
    """The productions that a person may see, in the manifest's order."""
    nights = {one.folder: one for one in latest}
    found = []
    for id_, number in studio.numbers.items():
        folder = studio.folders[number]
        night = nights.get(str(folder))
        name = night.production if night else folder.name
        if person.may_see(name):
            found.append(Shown(id_, number, name, folder, night))
    return tuple(found)
