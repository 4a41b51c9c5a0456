"""The files of a production while a button is at work: each reading and writing is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from addin.ports import Document, Documents, Touched, Workbooks
from addin.tables.changes import Changes
from addin.tables.table import Book


class Watcher(Protocol):
    """Whoever is told how far a button is; it may stop the button until the first writing."""

    def progress(self, done: float, said: str) -> None:
        """How far it is, from 0 to 1, and what it does."""
        ...

    def writing(self, name: str) -> None:
        """From here on it goes through to the end."""
        ...


class WatchedWorkbooks:
    """The workbooks of a production, each reading and writing of which is shown."""

    def __init__(self, workbooks: Workbooks, watch: Watcher) -> None:
        self._workbooks = workbooks
        self._watch = watch

    def names(self) -> Sequence[str]:
        """As ``ports.Workbooks``."""
        return self._workbooks.names()

    def read(self, name: str) -> Book:
        """As ``ports.Workbooks``; may be stopped."""
        self._watch.progress(0.0, f"Reading {name}")
        return self._workbooks.read(name)

    def content(self, name: str) -> bytes:
        """As ``ports.Workbooks``; may be stopped."""
        self._watch.progress(0.0, f"Reading {name}")
        return self._workbooks.content(name)

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """As ``ports.Workbooks``."""
        self._watch.writing(name)
        return self._workbooks.write(name, changes, digest=digest)

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """As ``ports.Workbooks``."""
        self._watch.writing(name)
        return self._workbooks.restore(name, backup, digest=digest)


class WatchedDocuments:
    """The files beside the workbooks; what is written is shown."""

    def __init__(self, documents: Documents, watch: Watcher) -> None:
        self._documents = documents
        self._watch = watch

    def names(self, folder: str) -> Sequence[str]:
        """As ``ports.Documents``."""
        return self._documents.names(folder)

    def read(self, name: str) -> Document | None:
        """As ``ports.Documents``."""
        return self._documents.read(name)

    def save(self, name: str, content: bytes, *, digest: str = "") -> Touched:
        """As ``ports.Documents``."""
        self._watch.writing(name)
        return self._documents.save(name, content, digest=digest)

    def restore(self, touched: Touched) -> Touched:
        """As ``ports.Documents``."""
        self._watch.writing(touched.workbook)
        return self._documents.restore(touched)
