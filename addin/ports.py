"""What jobs need from outside, as small protocols. Adapters fulfil them; only wiring joins them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol

from addin.findings import Finding
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
        self, production: str, findings: Iterable[Finding], at: dt.datetime
    ) -> Sequence[tuple[Finding, str]]:
        """Keep this run; return each finding with its state.

        States are ``new``, ``open`` and ``waived``; findings of the last run that are gone now
        come back as ``resolved``.
        """
        ...
