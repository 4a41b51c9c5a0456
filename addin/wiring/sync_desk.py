"""What the syncs of a production work with, whoever asks for them: a person, or a night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from addin.jobs.sync import SyncDesk, tied
from addin.ports import Workbooks
from addin.ports.binding import Binding
from addin.ports.sync_store import SyncStore
from addin.wiring.google import shared_sheets
from addin.wiring.places import settings_of

Stores = AbstractContextManager[Callable[[Binding], SyncStore]]


@contextmanager
def sync_desk_of(
    folder: Path,
    workbooks: Workbooks,
    stores: Stores,
    at: dt.datetime,
    who: str,
    *,
    at_night: bool = False,
) -> Iterator[SyncDesk]:
    """A desk for the syncs of a production; nobody is asked to sign in before it is needed.

    Raises:
        NothingToDo: no table is tied.
        SyncMemoryUnusable: what a sync remembers cannot be kept.
    """
    settings = settings_of(folder)
    tied(settings)
    with stores as memory:
        sheets = shared_sheets(folder, at_night=at_night)
        yield SyncDesk(
            workbooks=workbooks,
            settings=settings,
            sheets=sheets,
            spent=sheets.spent,
            stores=memory,
            at=at,
            who=who,
        )
