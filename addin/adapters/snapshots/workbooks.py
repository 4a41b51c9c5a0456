"""The workbooks that a host has open and sent: the ``Workbooks`` port over snapshots.

What is to be written is gathered as operations, which the host carries out in one batch. What it
has not sent is read and written as files, where there are any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from addin.adapters.atomic import backups_of
from addin.adapters.kinds import ending_of
from addin.adapters.live_excel.inverses import inverses
from addin.adapters.live_excel.live_digest import digest_of_content
from addin.adapters.live_excel.planning import planned
from addin.adapters.live_excel.steps import PutCells, PutNote, RenameSheet, Step
from addin.adapters.snapshots.file_of import file_of
from addin.adapters.snapshots.operations import Operation, entered, held, operations
from addin.adapters.snapshots.snapshot import Snapshot
from addin.adapters.snapshots.undo_note import PREFIX, UndoNote, keep, read
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.patcher import patched
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import FileChanged, FileError, FileMissing, WriteRefused
from addin.ports import Workbooks
from addin.tables.changes import Changes
from addin.tables.table import Book, address, cell_at

_WRITABLE = frozenset({".xlsx", ".xlsm", ".ods", ""})


@dataclass(slots=True)
class ToDo:
    """What a host is to do to one workbook: ``forth``, and ``back`` should that fail half way."""

    forth: list[Operation] = field(default_factory=list)
    back: list[Operation] = field(default_factory=list)


class Sent:
    """Workbooks as snapshots, over those of a folder.

    ``todo`` is what is to be done, by workbook. ``root`` is the production's folder: what takes a
    write back is kept in there.
    """

    def __init__(
        self,
        snapshots: Iterable[Snapshot],
        root: Path,
        files: Workbooks | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._snapshots = {one.book.name: one for one in snapshots}
        self._books = {name: one.book for name, one in self._snapshots.items()}
        self._root = root
        self._files = files
        self._now = now
        self.todo: dict[str, ToDo] = {}

    def names(self) -> Sequence[str]:
        """What was sent, and the workbooks of the folder (see ``ports.Workbooks``)."""
        there = set(self._files.names()) if self._files else set()
        return sorted({*self._snapshots, *there}, key=lambda name: (name.casefold(), name))

    def read(self, name: str) -> Book:
        """One workbook, as the host has it if it sent it (see ``ports.Workbooks``)."""
        if name in self._books:
            return self._books[name]
        return self._file(name).read(name)

    def content(self, name: str) -> bytes:
        """The bytes of a file; of what was sent, those that the host sent with it, if it did."""
        if name in self._snapshots:
            return self._snapshots[name].content
        return self._file(name).content(name)

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Say what the host is to do (see ``ports.Workbooks``)."""
        if name not in self._snapshots:
            return self._file(name).write(name, changes, digest=digest)
        snapshot, before = self._snapshots[name], self._books[name]
        with _Named(name):
            if digest and before.digest != digest:
                raise FileChanged(THIS)
            if ending_of(name) not in _WRITABLE:
                raise WriteRefused(THIS, "only .xlsx and .xlsm workbooks are written")
            copy = file_of(snapshot)
            steps = planned(before, copy, changes, snapshot.formats_of)
            if not steps:
                return ""
            after = book_of(Package(patched(copy, changes), name), "")
            return self._gathered(snapshot, steps, after)

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Say what takes a write back (see ``ports.Workbooks``); other cells may have changed."""
        path = Path(backup)
        if name not in self._snapshots:
            if path.name.startswith(PREFIX):
                raise WriteRefused(
                    name, "it was written while it was open; open it again to take that back"
                )
            return self._file(name).restore(name, backup, digest=digest)
        with _Named(name):
            if not path.name.startswith(PREFIX):
                raise WriteRefused(
                    THIS, "it was written while it was closed; close it to take that back"
                )
            if path.parent.resolve() != self._folder_of(name).resolve():
                raise FileMissing(backup, "it is no backup of that workbook")
            note, snapshot = read(path), self._snapshots[name]
            if not holds(snapshot.book, note.left):
                raise FileChanged(THIS)
            return self._gathered(snapshot, note.steps, None)

    def _gathered(self, snapshot: Snapshot, steps: Sequence[Step], after: Book | None) -> str:
        before = snapshot.book
        back = inverses(steps, before, snapshot.formats_of)
        note = UndoNote(back, *_contents(steps, before))
        kept = keep(self._folder_of(before.name), note, self._now())
        todo = self.todo.setdefault(before.name, ToDo())
        todo.forth += operations(steps, before)
        todo.back = [*operations(back, before), *todo.back]
        left = replace(_noted(after or before, before, steps), name=before.name, kind=before.kind)
        mark = digest_of_content(left) if after else f"{before.digest} {kept.name}"
        self._books[before.name] = replace(left, digest=mark)
        return str(kept)

    def _folder_of(self, name: str) -> Path:
        return backups_of(self._root / name)

    def _file(self, name: str) -> Workbooks:
        if self._files is None:
            raise FileMissing(name, "it was not sent")
        return self._files


def holds(book: Book, contents: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether the cells of a workbook hold just that."""
    return all(
        _alike(held(book.sheet(name), cell_at(where), date_1904=book.date_1904), wanted)
        for name, cells in contents.items()
        for where, wanted in cells.items()
    )


def _alike(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-8 * max(1.0, abs(one) * 1e-4)
    return one == other


def _contents(
    steps: Sequence[Step], before: Book
) -> tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]:
    """What the cells that are put hold before, and after."""
    was: dict[str, dict[str, object]] = {}
    left: dict[str, dict[str, object]] = {}
    for step in steps:
        if isinstance(step, PutCells):
            sheet = before.sheet(step.sheet)
            for one in step.cells:
                where = address(one.row, one.column)
                was.setdefault(step.sheet, {})[where] = held(
                    sheet, (one.row, one.column), date_1904=before.date_1904
                )
                left.setdefault(step.sheet, {})[where] = entered(one, date_1904=before.date_1904)
    called = {one.sheet: one.name for one in steps if isinstance(one, RenameSheet)}
    return was, {called.get(sheet, sheet): cells for sheet, cells in left.items()}


def _noted(after: Book, before: Book, steps: Sequence[Step]) -> Book:
    """The workbook with the notes that the file made for trying does not hold."""
    sheets = []
    for sheet in after.sheets:
        old = before.sheet(sheet.name)
        notes = dict(old.notes) if old else {}
        for step in steps:
            if isinstance(step, PutNote) and step.sheet.casefold() == sheet.name.casefold():
                notes.pop((step.row, step.column), None)
                notes |= {(step.row, step.column): step.text} if step.text else {}
        sheets.append(replace(sheet, notes=notes))
    return replace(after, sheets=tuple(sheets))


class _Named:
    """Errors that speak of the workbook speak of its name instead."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FileError) and error.path == THIS:
            raise type(error)(self._name, error.reason) from error


def unplaced(names: Iterable[str]) -> Iterator[str]:
    """The names that would lead out of the production's folder."""
    for name in names:
        path = Path(name)
        if path.is_absolute() or ".." in path.parts:
            yield name
