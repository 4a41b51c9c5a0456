"""Workbooks in memory, and what was written to them: snapshots, dry runs, tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.errors import FileChanged, FileError, FileMissing
from addin.tables.table import Book, CellEdit, NewSheet


class Memory:
    """The ``Workbooks`` port over books that are already read.

    ``broken`` names workbooks that are there but cannot be read, each with its error. What was
    written is kept in ``written``; the books themselves stay as they are.
    """

    def __init__(self, *books: Book, broken: Mapping[str, FileError] | None = None) -> None:
        self._books = {book.name: book for book in books}
        self._broken = dict(broken or {})
        self.written: list[tuple[str, tuple[CellEdit, ...], tuple[NewSheet, ...]]] = []

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

    def write(
        self,
        name: str,
        *,
        edits: Sequence[CellEdit] = (),
        sheets: Sequence[NewSheet] = (),
        digest: str = "",
    ) -> str:
        """Remember the batch (see ``ports.Workbooks``)."""
        if digest != self.read(name).digest:
            raise FileChanged(name)
        self.written.append((name, tuple(edits), tuple(sheets)))
        return f"memory of {name}"
