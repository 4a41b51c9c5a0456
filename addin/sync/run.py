"""What a sync reports, and what it is given to work with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from secrets import token_hex

from addin.ports.binding import Binding
from addin.ports.conflicts import Conflict
from addin.ports.sheets import SharedSheet
from addin.ports.sync_store import SyncStore
from addin.sync.plan import Plan
from addin.sync.side import WorkbookSide

Hook = Callable[[str], None]
"""Called with the name of each point that a run passes: for a report of progress, and for tests."""


def nowhere(point: str) -> None:
    """A hook that does nothing."""
    del point


def random_names() -> Iterator[str]:
    """Names of batches: never the same twice, on no machine."""
    while True:
        yield token_hex(8)


@dataclass(frozen=True, slots=True)
class Means:
    """All that a run works with: both sides, the memory, who asked for it and when.

    ``names`` gives every batch a name of its own.
    """

    sheet: SharedSheet
    store: SyncStore
    side: WorkbookSide
    binding: Binding
    at: dt.datetime
    who: str
    names: Iterator[str] = field(default_factory=random_names)
    hook: Hook = nowhere

    @property
    def name(self) -> str:
        """How the binding is called."""
        return self.binding.name


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, or (``dry``) would do. No plan: nothing had changed since the last one.

    ``stops`` say why a dry run could not be carried out as it is; ``repairs`` counts the times
    that rows had moved while they were written, and were put right.
    """

    sentence: str
    plan: Plan | None = None
    conflicts: tuple[Conflict, ...] = ()
    stops: tuple[str, ...] = ()
    run: int = 0
    repairs: int = 0
    dry: bool = False
