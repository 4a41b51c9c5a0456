"""The workbook's side of a sync, as the run needs it."""

from __future__ import annotations

from typing import Protocol

from addin.ports.binding import Binding
from addin.ports.sheets import Rows
from addin.sync.rows import WorkbookRows


class WorkbookSide(Protocol):
    """The bound table of one workbook, closed or open in Excel."""

    def read(self, binding: Binding) -> WorkbookRows:
        """The table's rows as they stand.

        Raises:
            FileError: it cannot be read.
            NothingToDo: the sheet or the table is not in it any more; says what was looked for.
        """
        ...

    def write(self, binding: Binding, rows: Rows, expecting: WorkbookRows) -> str:
        """Make the table hold these rows, in one atomic write; the new digest.

        Cells that are equal are not touched; rows that are gone are emptied; new ones are appended.

        Raises:
            FileChanged: it is no longer as ``expecting`` has it; nothing was written.
            FileInUse, WriteRefused: nothing was written.
        """
        ...
