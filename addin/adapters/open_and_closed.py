"""The workbooks of a production: those that Excel has open as they stand there, others as files."""

from __future__ import annotations

from collections.abc import Sequence

from addin.adapters.folder import Folder
from addin.adapters.live_excel.workbooks import LiveExcel, is_live_backup
from addin.errors import WriteRefused
from addin.ports import Workbooks
from addin.tables.changes import Changes
from addin.tables.table import Book


class OpenAndClosed:
    """The ``Workbooks`` port over a folder, of which some workbooks are open in Excel.

    Which ones is asked anew each time: people open and close them as they work.
    """

    def __init__(self, folder: Folder, live: LiveExcel) -> None:
        self._folder = folder
        self._live = live

    def names(self) -> Sequence[str]:
        """The workbooks of the folder, open or not (see ``ports.Workbooks``)."""
        return self._folder.names()

    def read(self, name: str) -> Book:
        """One workbook, as Excel has it if it is open (see ``ports.Workbooks``)."""
        return self._of(name).read(name)

    def content(self, name: str) -> bytes:
        """The bytes of one workbook, as Excel would save it now if it is open."""
        return self._of(name).content(name)

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Write into one workbook, open or closed (see ``ports.Workbooks``)."""
        return self._of(name).write(name, changes, digest=digest)

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Take a write back (see ``ports.Workbooks``).

        Raises:
            WriteRefused: it was written open and is closed now, or the other way round.
        """
        if is_live_backup(backup) and not self._live.is_open(name):
            raise WriteRefused(
                name, "it was written while it was open in Excel; open it again to take that back"
            )
        return self._of(name).restore(name, backup, digest=digest)

    def put_right(self) -> Sequence[str]:
        """Take back what a run that was cut off left half written in open workbooks; in which.

        Raises:
            FileError: Excel refused it.
        """
        return self._live.put_right()

    def _of(self, name: str) -> Workbooks:
        return self._live if self._live.is_open(name) else self._folder
