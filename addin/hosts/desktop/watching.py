"""A button at work, as Excel shows it: how far it is in the status bar, and Esc to stop it.

It can be stopped while it reads. From the first writing on it goes through to the end, so that
nothing is ever written in part.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from addin.macros.button import Cancelled
from addin.ports.sheets import Pulled, PutBack, Repair, RowRemoval, Rows, SharedSheet, SheetEdits

_ESCAPE: Final = 0x1B
"""VK_ESCAPE. Source: winuser.h."""


class Watch:
    """The status bar of the Excel that somebody pressed in.

    ``is_stopped`` tells whether they pressed Esc since it was asked last.
    """

    def __init__(self, app: Any, label: str, is_stopped: Callable[[], bool]) -> None:
        self._app = app
        self._label = label
        self._is_stopped = is_stopped
        self._writes = False
        is_stopped()  # an Esc from before the press is none

    def progress(self, done: float, said: str) -> None:
        """Show how far it is, from 0 to 1.

        Raises:
            Cancelled: Esc was pressed, and nothing is written yet.
        """
        if not self._writes and self._is_stopped():
            raise Cancelled
        far = f" {done:.0%}" if done else ""
        stop = "" if self._writes else " (Esc stops)"
        self._app.status_bar = f"Tieout: {self._label}{far} - {said}{stop}"

    def writing(self, name: str) -> None:
        """From here on it is not stopped any more."""
        self._writes = True
        self.progress(0.0, f"Writing {name}")


class WatchedSheet:
    """A shared sheet; from the first writing there on, the workbook's follows without a stop."""

    def __init__(self, sheet: SharedSheet, watch: Watch) -> None:
        self._sheet = sheet
        self._watch = watch

    def probe(self) -> str:
        """As ``ports.sheets.SharedSheet``; may be stopped."""
        self._watch.progress(0.0, "Asking the shared sheet")
        return self._sheet.probe()

    def saved(self) -> dt.datetime | None:
        """As ``ports.sheets.SharedSheet``."""
        return self._sheet.saved()

    def pull(self, known: Rows | None = None) -> Pulled:
        """As ``ports.sheets.SharedSheet``; may be stopped."""
        self._watch.progress(0.0, "Reading the shared sheet")
        return self._sheet.pull(known)

    def commit(
        self, generation: int, batch: str, edits: SheetEdits, *, mends: bool = False
    ) -> bool:
        """As ``ports.sheets.SharedSheet``."""
        self._watch.writing("the shared sheet")
        return self._sheet.commit(generation, batch, edits, mends=mends)

    def taken(self) -> Mapping[int, str]:
        """As ``ports.sheets.SharedSheet``."""
        return self._sheet.taken()

    def repair(
        self, generation: int, edits: SheetEdits, before: Pulled, *, mends: bool = False
    ) -> Repair | None:
        """As ``ports.sheets.SharedSheet``."""
        return self._sheet.repair(generation, edits, before, mends=mends)

    def load(self, generation: int, batch: str, edits: SheetEdits) -> bool:
        """As ``ports.sheets.SharedSheet``."""
        self._watch.writing("the shared sheet")
        return self._sheet.load(generation, batch, edits)

    def occupied(self, rows: Sequence[RowRemoval]) -> frozenset[str]:
        """As ``ports.sheets.SharedSheet``; may be stopped."""
        self._watch.progress(0.0, "Reading the shared sheet")
        return self._sheet.occupied(rows)

    def remove(self, generation: int, batch: str, rows: Sequence[RowRemoval]) -> bool:
        """As ``ports.sheets.SharedSheet``."""
        self._watch.writing("the shared sheet")
        return self._sheet.remove(generation, batch, rows)

    def put_back(self, generation: int, batch: str, rows: Sequence[RowRemoval]) -> PutBack | None:
        """As ``ports.sheets.SharedSheet``."""
        self._watch.writing("the shared sheet")
        return self._sheet.put_back(generation, batch, rows)


def escape_in(app: Any) -> Callable[[], bool]:
    """Whether Esc was pressed in this Excel since it was asked last; never off Windows.

    Excel waits for Python and reads no keys meanwhile, so Windows is asked.
    """
    if sys.platform != "win32":
        return lambda: False
    user = ctypes.windll.user32

    def pressed() -> bool:
        down = bool(user.GetAsyncKeyState(_ESCAPE) & 0x8001)
        process = ctypes.c_ulong()
        user.GetWindowThreadProcessId(user.GetForegroundWindow(), ctypes.byref(process))
        return down and process.value == app.pid

    return pressed
