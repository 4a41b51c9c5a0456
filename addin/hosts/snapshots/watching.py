"""A press at work, told line by line to whoever asked for it; it can be stopped while it reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from addin.ports import Document, Documents, Touched, Workbooks
from addin.tables.changes import Changes
from addin.tables.table import Book


class Telling:
    """Says how far a press is; ``writes`` says, once, that it is not to be stopped any more."""

    def __init__(
        self, tell: Callable[[float, str], None], writes: Callable[[], None] = lambda: None
    ) -> None:
        self._tell = tell
        self._writes = writes
        self._has_said = False

    def progress(self, done: float, said: str) -> None:
        """How far it is, from 0 to 1, and what it does."""
        self._tell(done, said)

    def writing(self, name: str) -> None:
        """From here on it goes through to the end."""
        if not self._has_said:
            self._has_said = True
            self._writes()
        self._tell(0.0, f"Writing {name}")


class WatchedSent:
    """The workbooks of a production, told of; ``without_content`` are files that a job missed."""

    def __init__(self, workbooks: Workbooks, tell: Telling, sent: Collection[str]) -> None:
        self._workbooks = workbooks
        self._tell = tell
        self._sent = sent
        self.without_content: set[str] = set()

    def names(self) -> Sequence[str]:
        """As ``ports.Workbooks``."""
        return self._workbooks.names()

    def read(self, name: str) -> Book:
        """As ``ports.Workbooks``."""
        self._tell.progress(0.0, f"Reading {name}")
        return self._workbooks.read(name)

    def content(self, name: str) -> bytes:
        """As ``ports.Workbooks``."""
        found = self._workbooks.content(name)
        if not found and name in self._sent:
            self.without_content.add(name)
        return found

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """As ``ports.Workbooks``."""
        self._tell.writing(name)
        return self._workbooks.write(name, changes, digest=digest)

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """As ``ports.Workbooks``."""
        self._tell.writing(name)
        return self._workbooks.restore(name, backup, digest=digest)


class WatchedDocuments:
    """The files beside the workbooks, told of when they are written."""

    def __init__(self, documents: Documents, tell: Telling) -> None:
        self._documents = documents
        self._tell = tell

    def names(self, folder: str) -> Sequence[str]:
        """As ``ports.Documents``."""
        return self._documents.names(folder)

    def read(self, name: str) -> Document | None:
        """As ``ports.Documents``."""
        return self._documents.read(name)

    def save(self, name: str, content: bytes, *, digest: str = "") -> Touched:
        """As ``ports.Documents``."""
        self._tell.writing(name)
        return self._documents.save(name, content, digest=digest)

    def restore(self, touched: Touched) -> Touched:
        """As ``ports.Documents``."""
        self._tell.writing(touched.workbook)
        return self._documents.restore(touched)
