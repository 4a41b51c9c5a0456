"""What is kept of who is signed in, so that it outlives the server: digests, and nothing to use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptSession:
    """One browser: ``digest`` is that of its cookie, ``person`` a name; times are UTC.

    ``proof`` can be made only by who knows the digest of the person's token, which is kept
    elsewhere: whoever writes into the memory cannot let himself in.
    """

    digest: str
    person: str
    proof: str
    begun: dt.datetime
    used: dt.datetime


class SessionMemory(Protocol):
    """The sessions of one studio. Everything raises ``HistoryUnusable`` where it cannot be kept."""

    def all(self) -> Sequence[KeptSession]:
        """Every session that is kept, over or not, the one used longest ago first."""
        ...

    def keep(self, sessions: Iterable[KeptSession], over: Iterable[str]) -> None:
        """Keep these, instead of what was kept of them; forget those of these digests."""
        ...
