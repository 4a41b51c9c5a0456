"""What jobs need from outside, as small protocols. Adapters fulfil them; only wiring joins them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from addin.findings import Finding, Standpoint
from addin.tables.table import Book, CellEdit, NewSheet


class Workbooks(Protocol):
    """The workbooks of one production: a folder of files, or sheets in memory."""

    def names(self) -> Sequence[str]:
        """The workbooks there are, by their path from the folder, in a fixed order."""
        ...

    def read(self, name: str) -> Book:
        """Read one workbook.

        Raises:
            FileError: it cannot be read; says why.
        """
        ...

    def write(
        self,
        name: str,
        *,
        edits: Sequence[CellEdit] = (),
        sheets: Sequence[NewSheet] = (),
        digest: str = "",
    ) -> str:
        """Apply edits in one atomic batch; everything else in the file stays byte for byte.

        Returns where the backup of the file as it was went. ``digest``: refuse if the file is no
        longer the one that was read.

        Raises:
            FileChanged, FileInUse, WriteRefused: nothing was written.
        """
        ...


class History(Protocol):
    """What earlier runs found, and what people decided about it."""

    def record(
        self, production: str, findings: Sequence[Finding], at: dt.datetime
    ) -> Sequence[Standpoint]:
        """Keep this run; say where each finding stands.

        In the order given; what was open in the last run and is gone now follows as ``resolved``.
        """
        ...

    def waive(self, production: str, id: str, reason: str, by: str, at: dt.datetime) -> Finding:  # noqa: A002
        """Judge a finding fine: it stays out until its numbers change.

        Raises:
            UnknownFinding: no open finding has an id that begins so, or several have.
        """
        ...
