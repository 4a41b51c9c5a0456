"""What the steps of a production's night work with, and what they find for one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from addin.jobs.check import Checked
from addin.jobs.import_reading import Incoming
from addin.jobs.load import Loaded
from addin.jobs.sync import SyncDesk
from addin.macros.button import Desk
from addin.nightly.orders import Orders
from addin.nightly.steps.reading import Reading
from addin.ports import Documents, Engine, Kept, Workbooks
from addin.ports.drop import DropFolders
from addin.ports.intention import Intentions
from addin.reconcile.statement import Statement
from addin.reports.reconciliation import ReconciliationReport
from addin.settings.model import Settings
from addin.settings.studio import NightSettings, Writes

WHO: Final = "nightly"
"""Who does what a night does, in the journal and in the log of a sync."""


def nowhere(where: str) -> None:
    """Nobody looks on; tests stop a night where this is called."""
    del where


@dataclass(slots=True)
class Bench:
    """One production at night: what is given, then what the steps so far have found.

    ``night`` says everything: nothing in it is None. ``engine`` works formulas out for a check,
    ``engine_for_numbers`` gives the one whose values may be written. ``sleep`` waits so many
    seconds between two tries; ``hook`` is told what was just done. ``tied`` is the production as it
    was when its lists were tied last.
    """

    folder: Path
    name: str
    settings: Settings
    night: NightSettings
    orders: Orders
    workbooks: Workbooks
    documents: Documents
    drop: DropFolders
    incoming: Callable[[str], Incoming]
    kept: Kept | None
    intentions: Intentions
    reading: Reading
    engine: Engine | None
    engine_for_numbers: Callable[[], Engine]
    sync_desk: Callable[[], AbstractContextManager[SyncDesk]]
    sleep: Callable[[float], None]
    hook: Callable[[str], None] = nowhere

    checked: Checked | None = None
    checked_edition: int = 0
    reconciled: ReconciliationReport | None = None
    reconciled_edition: int = 0
    tied: Loaded | None = None

    @property
    def is_checked_as_read(self) -> bool:
        """Whether the check is of the production as it was read last."""
        return self.checked is not None and self.checked_edition == self.reading.edition

    @property
    def statements(self) -> Sequence[Statement]:
        """How its lists tie; none where they were not tied."""
        return () if self.reconciled is None else self.reconciled.statements

    def may(self, what: Writes) -> bool:
        """Whether this night may write that."""
        return not self.orders.is_dry and what in (self.night.write or ())

    @property
    def tries(self) -> int:
        """How often something is tried whose trouble may pass by itself; once at least."""
        return max(self.night.tries or 1, 1)

    @property
    def desk(self) -> Desk:
        """What a button works with here."""
        return Desk(
            self.workbooks,
            self.settings,
            self.settings.name or self.name,
            str(self.folder),
            self.orders.at,
            WHO,
            kept=self.kept,
            engine=self.engine,
            documents=self.documents,
            incoming=self.incoming,
        )
