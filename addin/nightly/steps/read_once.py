"""Workbooks that are read once in a night: again only where the night wrote, or somebody else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from addin.errors import FileChanged
from addin.ports import Workbooks
from addin.tables.changes import Changes
from addin.tables.table import Book


class ReadOnce:
    """The ``Workbooks`` port over another, with what was read of it kept until it is written.

    What somebody saves meanwhile is not seen until it is forgotten here. Nothing of it is ever
    overwritten: each write is refused where the file is not the one that was read.
    """

    def __init__(self, workbooks: Workbooks) -> None:
        self._workbooks = workbooks
        self._read: dict[str, Book] = {}
        self._contents: dict[str, bytes] = {}

    def names(self) -> Sequence[str]:
        """The workbooks there are now (see ``ports.Workbooks``)."""
        return self._workbooks.names()

    def read(self, name: str) -> Book:
        """One workbook, as it was when it was read first (see ``ports.Workbooks``)."""
        book = self._read.get(name)
        if book is None:
            book = self._read[name] = self._workbooks.read(name)
        return book

    def content(self, name: str) -> bytes:
        """The bytes of the file that was read (see ``ports.Workbooks``).

        Raises:
            FileChanged: somebody saved it since: formulas of one and numbers of the other are none.
        """
        content = self._workbooks.content(name)
        if name in self._read:
            digest = hashlib.blake2b(content, digest_size=16).digest()
            if self._contents.setdefault(name, digest) != digest:
                raise FileChanged(name)
        return content

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Write it, and read it anew when it is next asked for (see ``ports.Workbooks``)."""
        self.forget(name)
        return self._workbooks.write(name, changes, digest=digest)

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Put it back, and read it anew (see ``ports.Workbooks``)."""
        self.forget(name)
        return self._workbooks.restore(name, backup, digest=digest)

    def forget(self, *names: str) -> None:
        """Read these anew when they are next asked for; without a name, all of them."""
        for name in names or tuple(self._read):
            self._read.pop(name, None)
            self._contents.pop(name, None)
