"""Workbooks in memory, and what was written to them: snapshots, dry runs, tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.errors import FileChanged, FileError, FileMissing
from addin.tables.changes import Changes
from addin.tables.table import Book


class Memory:
    """The ``Workbooks`` port over books that are already read.

    ``broken`` names workbooks that are there but cannot be read, each with its error. What was
    written is kept in ``written``; the books themselves stay as they are.
    """

    def __init__(self, *books: Book, broken: Mapping[str, FileError] | None = None) -> None:
        self._books = {book.name: book for book in books}
        self._broken = dict(broken or {})
        self.written: list[tuple[str, Changes]] = []
        self.restored: list[tuple[str, str]] = []

    def names(self) -> Sequence[str]:
        """The workbooks there are."""
        return sorted({*self._books, *self._broken})

    def read(self, name: str) -> Book:
        """One workbook (see ``ports.Workbooks``)."""
        if name in self._broken:
            raise self._broken[name]
        if name not in self._books:
            raise FileMissing(name)
        return self._books[name]

    def content(self, name: str) -> bytes:
        """No file is behind these books: nothing (see ``ports.Workbooks``)."""
        self.read(name)
        return b""

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Remember the batch (see ``ports.Workbooks``)."""
        if digest != self.read(name).digest:
            raise FileChanged(name)
        self.written.append((name, changes))
        return f"memory of {name}"

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Remember what was asked back (see ``ports.Workbooks``)."""
        if digest != self.read(name).digest:
            raise FileChanged(name)
        self.restored.append((name, backup))
        return f"memory of {name}"
