"""One production as a worker of the review service has it: its desk, its history, its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from addin import wiring
from addin.errors import HistoryUnusable
from addin.macros.button import Desk
from addin.ports import Kept
from addin.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A production's folder; ``history`` is where its history is kept, empty for the folder's own.

    ``who`` is the person who is signed in, ``at`` the moment.
    """

    folder: Path
    history: str
    who: str
    at: dt.datetime

    @property
    def settings(self) -> Settings:
        """As they are now."""
        return wiring.settings_of(self.folder)

    @property
    def name(self) -> str:
        """What the production is called in its history."""
        return self.settings.name or wiring.production_name(self.folder)

    @contextmanager
    def kept(self) -> Iterator[Kept]:
        """What is kept of the production.

        Raises:
            HistoryUnusable: nothing can be.
        """
        with wiring.kept(self.folder, self.history or None) as kept:
            if kept is None:
                raise HistoryUnusable(str(self.folder), "the folder cannot be written to")
            yield kept

    @contextmanager
    def at_work(self, what: str) -> Iterator[Desk]:
        """A desk to press buttons at, while nobody else presses one in this production.

        Raises:
            PressedElsewhere: somebody does, here or on another machine.
        """
        at_work = wiring.pressing(self.folder, self.who, what, self.at, self.history)
        with at_work, self.kept() as kept:
            yield self.desk(kept)

    def desk(self, kept: Kept) -> Desk:
        """A desk, to look from."""
        return Desk(
            wiring.workbooks(self.folder),
            self.settings,
            self.name,
            str(self.folder),
            self.at,
            self.who,
            kept=kept,
            documents=wiring.documents(self.folder),
            sheets=wiring.shared_sheets(self.folder),
        )
