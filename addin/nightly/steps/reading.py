"""A production as it was read: once for all steps, until something is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from addin.errors import AddinError
from addin.jobs.load import Loaded


class Reading:
    """Reads a production when it is first asked for, and again once it is over.

    ``trouble`` is what kept it from being read, None while nothing did; ``edition`` is how often it
    was read: what was found in one edition holds for it alone.
    """

    def __init__(self, read: Callable[[], Loaded]) -> None:
        self._read = read
        self._loaded: Loaded | None = None
        self.trouble: AddinError | None = None
        self.edition = 0

    def now(self) -> Loaded:
        """The production as its files are.

        Raises:
            NothingToDo: there is no workbook, or none that can be read.
        """
        if self._loaded is None:
            self.trouble = None
            self.edition += 1
            try:
                self._loaded = self._read()
            except AddinError as error:
                self.trouble = error
                raise
        return self._loaded

    def written(self, workbook: str, digest: str) -> None:
        """A sheet of ours was put into a workbook: another digest, the same lists."""
        if self._loaded is not None:
            books = (
                replace(book, digest=digest) if book.name == workbook else book
                for book in self._loaded.books
            )
            self._loaded = replace(self._loaded, books=tuple(books))

    def over(self) -> None:
        """Something was written, or may have been: what was read does not count any more."""
        self._loaded = None
        self.trouble = None
