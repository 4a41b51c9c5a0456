"""What a night is to do in a production: values that travel to a worker."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from addin.settings.studio import UNSAID, USUAL_NIGHT, NightSettings, Writes


@dataclass(frozen=True, slots=True)
class Orders:
    """The same for every production of a manifest.

    ``night`` names the night, and no other; it is the same when it is resumed. ``settings`` are the
    manifest's; what a production says itself comes first. ``history`` is where productions keep
    their history: empty for their own folders, ``env:NAME`` or an address. ``at`` is the moment
    everything is dated by. ``writes`` may be written whatever the settings say: somebody
    asked for it.
    """

    night: str
    at: dt.datetime
    settings: NightSettings = UNSAID
    history: str = ""
    keeps_history: bool = True
    is_dry: bool = False
    syncs: bool = True
    writes: frozenset[Writes] = frozenset()

    def night_of(self, own: NightSettings) -> NightSettings:
        """How the night of a production goes that says this of it itself; nothing is None."""
        found = own.over(self.settings).over(USUAL_NIGHT)
        return replace(found, write=(found.write or frozenset()) | self.writes)

    @property
    def digest(self) -> str:
        """What was asked, but for when: the same orders of one day are the same night's."""
        asked = (self.history, self.keeps_history, self.is_dry, self.syncs)
        text = repr((*asked, sorted(self.writes), _stable(self.settings), self.at.date()))
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _stable(settings: NightSettings) -> object:
    """The settings with sets in order."""
    write = None if settings.write is None else sorted(map(str, settings.write))
    return (settings.steps, write, settings.drop, settings.minutes, settings.memory_mb)


@dataclass(frozen=True, slots=True)
class Task:
    """One production to be worked on; ``position`` is its place in the manifest, from 0.

    ``minutes`` and ``memory_mb`` are its limits as an engine has to keep them; 0: none.
    """

    position: int
    folder: str
    orders: Orders
    minutes: float = 0.0
    memory_mb: int = 0
