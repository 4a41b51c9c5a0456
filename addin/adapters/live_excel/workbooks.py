"""The workbooks of a production that are open in Excel: the ``Workbooks`` port through xlwings.

Nothing is saved: what is written stands in the open workbook, as if somebody had typed it, and is
saved when that person saves. What a write replaced is kept in a small file beside the workbook, so
that *Undo Last* works after a restart too.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from addin.adapters.atomic import backups_of
from addin.adapters.kinds import EXCEL_ENDINGS, ending_of
from addin.adapters.live_excel.inverses import inverses
from addin.adapters.live_excel.performing import (
    frame_of,
    perform,
    require_spellable,
    settings_of,
    undisturbed,
)
from addin.adapters.live_excel.planning import planned
from addin.adapters.live_excel.reading import formats_in, live_book
from addin.adapters.live_excel.steps import Step
from addin.adapters.live_excel.undo_file import (
    PREFIX,
    UndoFile,
    cut_off,
    new_undo_file,
    read_undo_file,
)
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.errors import (
    AddinError,
    FileChanged,
    FileError,
    FileInUse,
    FileMissing,
    HalfWritten,
    UnreadableFile,
    WriteRefused,
)
from addin.tables.changes import Changes
from addin.tables.table import Area, Book

OpenBooks = Callable[[], Iterable[Any]]
"""What gives the workbooks that are open now, as xlwings' ``Book``."""

_WRITABLE: Final = frozenset({".xlsx", ".xlsm"})


class LiveExcel:
    """The workbooks below a folder that are open in Excel; by their path from the folder."""

    def __init__(
        self,
        root: Path,
        open_books: OpenBooks,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.root = root
        self._open_books = open_books
        self._now = now

    def names(self) -> Sequence[str]:
        """Those that are open, in alphabetical order."""
        return sorted(self._found(), key=lambda name: (name.casefold(), name))

    def is_open(self, name: str) -> bool:
        """Whether a workbook is open."""
        return name in self._found()

    def read(self, name: str) -> Book:
        """What is in the open workbook now, saved or not (see ``ports.Workbooks``)."""
        book = self._book(name)
        with _asking(name):
            return live_book(book, name)

    def content(self, name: str) -> bytes:
        """The workbook as Excel would save it now (see ``ports.Workbooks``)."""
        book = self._book(name)
        with _asking(name):
            return _copy_of(book, name)

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Write into the open workbook (see ``ports.Workbooks``); what takes it back is kept."""
        book = self._book(name)
        with _named(name):
            self._put_right(book, name)
            before = self._as_decided(book, name, digest)
            _require_writable(book, name)
            with _asking(name):
                copy = _copy_of(book, name)
                looks = _formats_of(book)
                steps = planned(before, copy, changes, looks)
                taken = inverses(steps, before, looks)
            calculates = bool(changes.computed or changes.recalculate_on_load)
            if steps:
                return self._carry_out(book, before, steps, taken, calculates=calculates)
            if calculates:
                with _asking(name):
                    book.app.calculate()
            return ""

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Take a write back (see ``ports.Workbooks``); cells that it did not touch stay."""
        book = self._book(name)
        with _named(name):
            kept = _undo_file(Path(book.fullname), backup)
            before = self._as_decided(book, name, digest if kept.is_finished else "")
            _require_writable(book, name)
            with _asking(name):
                taken = inverses(kept.steps, before, _formats_of(book))
            return self._carry_out(book, before, kept.steps, taken, calculates=True)

    def put_right(self) -> Sequence[str]:
        """Take back what a run that was cut off left half written; the workbooks it stood in.

        Raises:
            FileError: Excel refused it.
        """
        return [name for name, book in sorted(self._found().items()) if self._put_right(book, name)]

    def _carry_out(
        self,
        book: Any,
        before: Book,
        steps: Sequence[Step],
        taken: tuple[Step, ...],
        *,
        calculates: bool,
    ) -> str:
        """Do the steps; when one fails, take back what was done."""
        with _asking(before.name):
            settings, frame = settings_of(book.app), frame_of(book)
            require_spellable((*steps, *taken), frame)
        path = Path(book.fullname)
        undo = new_undo_file(path, taken, settings, self._now(), before.digest)
        undo.keep()
        try:
            with undisturbed(book.app, settings):
                for step in steps:
                    perform(book, step, frame)
        except Exception as error:
            self._take_back(book, undo, before, error)
            raise _refusal(before.name, error) from error
        if calculates and settings["calculation"] == "manual":
            with _asking(before.name):
                book.app.calculate()
        undo.finished()
        return str(undo.path)

    def _take_back(self, book: Any, undo: UndoFile, before: Book, error: Exception) -> None:
        """After a failure; the file that takes it back stays if Excel refuses that too."""
        try:
            with undisturbed(book.app, undo.settings):
                frame = frame_of(book)
                for step in undo.steps:
                    perform(book, step, frame)
        except Exception:  # noqa: BLE001 - xlwings and COM raise what they like; all of it is said
            reason = f"Excel stopped ({_said(error)}); what it was is kept in {undo.path}"
            raise HalfWritten(before.name, reason) from error
        undo.drop()

    def _put_right(self, book: Any, name: str) -> bool:
        """Take back what an earlier run left half done; whether there was any."""
        left = cut_off(Path(book.fullname))
        if left is None:
            return False
        with _asking(name):
            frame = frame_of(book)
            # closed without saving, it is as it was: nothing of the write is left in it
            steps = () if live_book(book, name).digest == left.before else left.steps
            with undisturbed(book.app, left.settings):
                for step in steps:
                    perform(book, step, frame)
        left.drop()
        return bool(steps)

    def _as_decided(self, book: Any, name: str, digest: str) -> Book:
        with _asking(name):
            before = live_book(book, name)
        if digest and before.digest != digest:
            raise FileChanged(THIS)
        return before

    def _book(self, name: str) -> Any:
        found = self._found().get(name)
        if found is None:
            raise FileMissing(name, "it is not open in Excel")
        return found

    def _found(self) -> Mapping[str, Any]:
        """The open workbooks of this folder."""
        root = _real(self.root)
        found: dict[str, Any] = {}
        with _asking(str(self.root)):
            for book in self._open_books():
                path = _path_of(book)
                if path.is_relative_to(root) and ending_of(path.name) in EXCEL_ENDINGS:
                    found[path.relative_to(root).as_posix()] = book
        return found


def _path_of(book: Any) -> Path:
    """Where the workbook is; nowhere that matters if it is in a cloud and on no disk."""
    try:
        return _real(Path(book.fullname))
    except Exception as error:
        if _is_busy(error):
            raise
        return Path()


def is_live_backup(backup: str) -> bool:
    """Whether a backup was kept for an open workbook."""
    return Path(backup).name.startswith(PREFIX)


def _undo_file(workbook: Path, backup: str) -> UndoFile:
    path = Path(backup)
    if not is_live_backup(backup):
        raise WriteRefused(
            THIS, "it was written while it was closed; close it in Excel to take that back"
        )
    if _real(path.parent) != _real(backups_of(workbook)):
        raise FileMissing(backup, "it is no backup of that workbook")
    return read_undo_file(path)


def _real(path: Path) -> Path:
    """As the system spells it; on Windows capitals make no difference."""
    return Path(os.path.normcase(path.resolve())) if os.name == "nt" else path.resolve()


def _require_writable(book: Any, name: str) -> None:
    if ending_of(name) not in _WRITABLE:
        raise WriteRefused(THIS, "only .xlsx and .xlsm workbooks are written; save it as one")
    with _asking(name):
        if book.api.ReadOnly:
            raise WriteRefused(THIS, "it is open for reading only")


def _copy_of(book: Any, name: str) -> bytes:
    """The bytes that Excel would save."""
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        copy = Path(folder, f"copy{Path(name).suffix}")
        book.api.SaveCopyAs(str(copy))
        return copy.read_bytes()


def _formats_of(book: Any) -> Callable[[str, Area], Sequence[tuple[Area, str]]]:
    def formats_of(sheet: str, area: Area) -> Sequence[tuple[Area, str]]:
        return tuple(formats_in(book.sheets[sheet], area))

    return formats_of


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Errors that speak of the workbook speak of its name instead."""
    try:
        yield
    except FileError as error:
        if error.path != THIS:
            raise
        raise type(error)(name, error.reason) from error


@contextmanager
def _asking(name: str) -> Iterator[None]:
    """What Excel refuses while it is only asked, as an error that names the workbook."""
    try:
        yield
    except AddinError:
        raise
    except Exception as error:
        if _is_busy(error):
            raise FileInUse(name, "Excel is busy: finish editing the cell") from error
        raise UnreadableFile(name, f"Excel did not answer: {_said(error)}") from error


def _refusal(name: str, error: Exception) -> FileError:
    if isinstance(error, FileError):
        return error
    if _is_busy(error):
        return FileInUse(name, "Excel is busy, and everything was put back")
    return WriteRefused(name, f"Excel refused it, and everything was put back: {_said(error)}")


def _is_busy(error: Exception) -> bool:
    """A cell is being edited, or a question is on the screen."""
    return type(error).__name__ == "ExcelBusyError" or -2147418111 in error.args


def _said(error: Exception) -> str:
    """What a program says of its own failure, on one line."""
    return " ".join(str(error).split()) or type(error).__name__
