"""The end of a removal: what it took by mistake is put back; what is gone is forgotten."""

from __future__ import annotations

from typing import Final

from addin.errors import SharedSheetBusy
from addin.ports.sheets import PutBack
from addin.ports.sync_store import Attempt
from addin.sync.run import Means

_TRIES: Final = 4


def removal_settled(means: Means, attempt: Attempt) -> PutBack:
    """A removal that landed, brought to its end; done already, it is only forgotten.

    Raises:
        SheetsError: it cannot be done now; nothing is lost, the next run goes on with it.
    """
    newest = attempt.generation
    for _ in range(_TRIES):
        found = means.sheet.put_back(newest + 1, next(means.names), attempt.removes)
        if found is not None:
            means.hook("put back")
            means.store.forget(means.name, found.gone)
            # done by a run that died: it took a generation of its own for that
            done = newest + 1 if found else max(means.sheet.taken(), default=newest)
            means.store.drop(means.name, done)
            return found
        newest = max(means.sheet.taken(), default=newest + 1)
    raise SharedSheetBusy(means.name, "others write to it all the time")
