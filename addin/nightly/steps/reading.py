"""A production as it was read: once for all steps, until something is written."""

from __future__ import annotations

from collections.abc import Callable

from addin.errors import AddinError
from addin.jobs.load import Loaded
from addin.nightly.steps.read_once import ReadOnce


class Reading:
    """Reads a production when it is first asked for, and again once it is over.

    ``trouble`` is what kept it from being read, None while nothing did; ``edition`` is how often
    something else was read: what was found in one edition holds for it alone.
    """

    def __init__(self, workbooks: ReadOnce, load: Callable[[], Loaded]) -> None:
        self._workbooks = workbooks
        self._load = load
        self._loaded: Loaded | None = None
        self._before: Loaded | None = None
        self.trouble: AddinError | None = None
        self.edition = 0

    def now(self) -> Loaded:
        """The production as its files are.

        Raises:
            NothingToDo: there is no workbook, or none that can be read.
        """
        if self._loaded is None:
            self._loaded = self._read()
        return self._loaded

    def _read(self) -> Loaded:
        self.trouble = None
        try:
            fresh = self._load()
        except AddinError as error:
            self.edition += 1
            self.trouble = error
            raise
        if self._before is not None and _is_same(self._before, fresh):
            return self._before
        self.edition += 1
        return fresh

    def wrote(self, *elsewhere: str) -> None:
        """The night wrote, or may have: only those workbooks are read again.

        ``elsewhere`` are workbooks that were written by another way than the bench's.
        """
        if elsewhere:
            self._workbooks.forget(*elsewhere)
        self._before, self._loaded = self._loaded or self._before, None
        self.trouble = None

    def over(self) -> None:
        """Somebody else changed something: nothing that was read counts any more."""
        self._workbooks.forget()
        self.wrote()


def _is_same(one: Loaded, other: Loaded) -> bool:
    """Whether the same files were read: nothing was written, although it might have been."""
    if one.findings != other.findings:
        return False
    books = zip(one.books, other.books, strict=False)
    return len(one.books) == len(other.books) and all(
        (left.name, left.digest) == (right.name, right.digest) for left, right in books
    )
