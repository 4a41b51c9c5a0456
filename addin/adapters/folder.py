"""The workbooks of one production in a folder: the ``Workbooks`` port over files."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from addin.adapters.files import is_plain, read_bytes, why, without_waiting
from addin.adapters.kinds import EXCEL_ENDINGS, OTHER_ENDINGS, ending_of
from addin.adapters.opening import open_book
from addin.errors import FileMissing, UnreadableFile
from addin.tables.changes import Changes
from addin.tables.table import Book
from addin.text.delimited import find_delimiter
from addin.text.encoding import text_of

_LISTED = EXCEL_ENDINGS | OTHER_ENDINGS | {".csv", ".tsv", ".tab"}
_TEXT = ".txt"  # an export, or somebody's notes: its first lines tell
_SKIPPED = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information", "Closed weeks"})
"""The last is Tieout's own: dated copies, each of which would be one more cost report."""


class Folder:
    """The workbooks below a folder, or ``only`` one of them."""

    def __init__(self, root: Path, *, only: str = "") -> None:
        self.root = root
        self._only = only

    def names(self) -> Sequence[str]:
        """The workbooks there are, by their path from the folder with ``/``, in alphabetical order.

        Hidden files and folders are left out, and so are the lock files of Excel and LibreOffice,
        the backups that Tieout keeps and its copies of closed weeks. Links to folders are not
        followed.

        Raises:
            FileMissing: no such folder.
            UnreadableFile: not a folder, or no permission.
        """
        if not self.root.exists():
            raise FileMissing(str(self.root))
        if not self.root.is_dir():
            raise UnreadableFile(str(self.root), "it is a file, not a folder")
        if self._only:
            return (self._only,)
        return sorted(self._found(), key=lambda name: (name.casefold(), name))

    def _found(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self.root, onerror=self._stumbled):
            folders[:] = [name for name in folders if not _is_skipped(name)]
            for file in files:
                if not _is_skipped(file) and _is_workbook(Path(folder, file)):
                    yield Path(folder, file).relative_to(self.root).as_posix()

    def _stumbled(self, error: OSError) -> None:
        """A folder inside that may not be looked into hides workbooks: that must be said."""
        raise why(error, str(error.filename or self.root)) from error

    def path(self, name: str) -> Path:
        """Where a workbook is.

        Raises:
            FileMissing: the name leads out of the folder.
        """
        relative = Path(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise FileMissing(name, f"it is not in the folder {self.root}")
        return self.root / relative

    def read(self, name: str) -> Book:
        """Read one workbook (see ``ports.Workbooks``)."""
        path = self.path(name)
        saved = _saved(path)  # before it is read: somebody who saves meanwhile was later
        return replace(open_book(path, name), saved=saved)

    def content(self, name: str) -> bytes:
        """The bytes of one workbook's file (see ``ports.Workbooks``)."""
        return read_bytes(self.path(name), name)

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Patch one workbook in place (see ``ports.Workbooks``)."""
        # imported here: most runs only read
        from addin.adapters.xlsx.patcher import write  # noqa: PLC0415

        return write(self.path(name), changes, digest=digest)

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Put a workbook back as a backup has it (see ``ports.Workbooks``)."""
        from addin.adapters.atomic import restore  # noqa: PLC0415 - most runs only read

        return restore(self.path(name), Path(backup), digest=digest)


def _saved(path: Path) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):  # reading it says what is wrong
        return None


def _is_skipped(name: str) -> bool:
    """Hidden (``.tieout``, ``.~lock.Budget.xlsx#``), a lock file of Excel, a system's own."""
    return name.startswith((".", "~$")) or name in _SKIPPED


def _is_workbook(path: Path) -> bool:
    ending = ending_of(path.name)
    return ending in _LISTED or (ending == _TEXT and _has_columns(path))


def _has_columns(path: Path) -> bool:
    try:
        with open(path, "rb", opener=without_waiting) as file:
            start = file.read(1 << 16) if is_plain(file) else b""
    except OSError:
        return True  # listed, so that reading it says what is wrong
    text = text_of(start)
    return text is not None and find_delimiter(text.rpartition("\n")[0] or text) in "\t;|,"
