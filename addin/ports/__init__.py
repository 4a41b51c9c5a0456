"""What jobs need from outside, as small protocols. Adapters fulfil them; only wiring joins them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from addin.domain.decisions import Decision, Decisions
from addin.findings import Finding, Standpoint
from addin.ports.sync_store import SyncStore
from addin.tables.binding import Binding
from addin.tables.changes import Changes
from addin.tables.table import Book, Value


class Workbooks(Protocol):
    """The workbooks of one production: a folder of files, or sheets in memory."""

    def names(self) -> Sequence[str]:
        """The workbooks there are, by their path from the folder, in a fixed order."""
        ...

    def read(self, name: str) -> Book:
        """Read one workbook.

        Raises:
            FileError: it cannot be read; says why.
        """
        ...

    def content(self, name: str) -> bytes:
        """The bytes of one workbook's file, for engines; empty where no file is behind it.

        Raises:
            FileError: it cannot be read; says why.
        """
        ...

    def write(self, name: str, changes: Changes, *, digest: str = "") -> str:
        """Apply changes in one atomic batch; everything else in the file stays byte for byte.

        Returns where the backup of the file as it was went. ``digest``: refuse if the file is no
        longer the one that was read.

        Raises:
            FileChanged, FileInUse, WriteRefused: nothing was written.
        """
        ...

    def restore(self, name: str, backup: str, *, digest: str) -> str:
        """Put a workbook back as it was when a write kept ``backup``, and keep how it is now.

        Returns where the backup of the state that is taken back went. ``digest`` is that of the
        workbook as the write left it: somebody's later work is never lost.

        Raises:
            FileMissing: the backup is gone.
            FileChanged, FileInUse, WriteRefused: nothing was written.
        """
        ...


@dataclass(frozen=True, slots=True)
class Recalculation:
    """What an engine made of the formulas of one workbook.

    ``values`` maps (sheet, row, column) of every cell whose formula the engine worked out to what
    it gives (error values included: they are results); ``unknown`` maps the others to a short
    reason. Cells that an array formula spills into count as formula cells of the file's own areas.
    """

    engine: str  # name and version, for the report
    values: Mapping[tuple[str, int, int], Value]
    unknown: Mapping[tuple[str, int, int], str]


@dataclass(frozen=True, slots=True)
class EngineListing:
    """An engine that Tieout can use, and whether this machine has it.

    ``name`` is how to ask for it; ``version`` is empty where it is not installed, and ``advice``
    then says how to get it.
    """

    name: str
    title: str
    version: str = ""
    advice: str = ""
    is_default: bool = False

    @property
    def is_available(self) -> bool:
        """Whether it can be used here."""
        return bool(self.version)


class Engine(Protocol):
    """A program or library that computes the formulas of a workbook without Excel."""

    name: str

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """Work out every formula anew, from the constants up; cached values are not trusted.

        ``book`` is the workbook as read, ``content`` the bytes of its file; ``linked`` are the
        workbooks its links point to, by target. Volatile formulas (TODAY, NOW, RAND) are computed
        for now.

        Raises:
            EngineFailed: the engine is not there, broke down or took too long; nothing was changed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody judged fine: ``key`` is the finding's, ``state`` its numbers then."""

    key: str
    state: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver, and the finding as it was last found."""

    waiver: Waiver
    finding: Finding


class History(Protocol):
    """What earlier runs found, and what people decided about it."""

    def record(
        self, production: str, findings: Sequence[Finding], at: dt.datetime, night: str = ""
    ) -> Sequence[Standpoint]:
        """Keep this run; say where each finding stands.

        In the order given; what was open in the last run and is gone now follows as ``resolved``.
        A second run of one ``night``, the name of a night that is gone on with, replaces the first:
        what was new or resolved then is so again.
        """
        ...

    def waive(self, production: str, id: str, reason: str, by: str, at: dt.datetime) -> Waived:  # noqa: A002
        """Judge a finding fine: it stays out until its numbers change.

        Raises:
            UnknownFinding: no open finding has an id that begins so, or several have.
        """
        ...

    def waivers(self, production: str) -> Sequence[Waiver]:
        """All that hold, in the order of their keys."""
        ...

    def unwaive(self, production: str, waiver: Waiver, by: str, at: dt.datetime) -> bool:
        """Take back a waiver; one that it replaced holds again. It is kept that it once held.

        False: it no longer is what holds; one that was replaced will not hold again either.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """One decision as it is kept; ``undone`` is when it was taken back, None while it holds."""

    number: int
    decision: Decision
    at: dt.datetime
    undone: dt.datetime | None = None


class DecisionLog(Protocol):
    """What people decided about matches. Nothing is ever deleted: undoing is an entry too."""

    def decisions(self, production: str) -> Decisions:
        """All that holds now, oldest first."""
        ...

    def decide(self, production: str, decision: Decision, at: dt.datetime) -> KeptDecision:
        """Keep one more; it holds from the next reconciliation on."""
        ...

    def undo(self, production: str, at: dt.datetime, number: int = 0) -> KeptDecision | None:
        """Take back one decision, or with no number the latest that still holds.

        None: there is no such decision, or it is undone already.
        """
        ...

    def log(self, production: str) -> Sequence[KeptDecision]:
        """Everything ever decided, undone entries too, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Touched:
    """A workbook that was written: where its backup is, and its digest as the write left it.

    ``is_document``: it was saved whole, through ``Documents``. Then an empty backup says that it
    was not there before, an empty digest that it is not there now.
    """

    workbook: str
    backup: str
    digest: str
    is_document: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file as it was read, and its digest."""

    content: bytes
    digest: str


class Documents(Protocol):
    """Whole files beside the workbooks: the settings, pages, dated copies of workbooks.

    Names are paths from the production's folder, with ``/``.
    """

    def names(self, folder: str) -> Sequence[str]:
        """The files in one folder, in alphabetical order; none where there is no such folder.

        Raises:
            FileError: it cannot be looked into.
        """
        ...

    def read(self, name: str) -> Document | None:
        """One file, None where there is none.

        Raises:
            FileError: it is there and cannot be read.
        """
        ...

    def save(self, name: str, content: bytes, *, digest: str = "") -> Touched:
        """Put a file there, whole or not at all, with a backup of what it replaces.

        ``digest`` is that of the file it is to replace; without one, there must be none.

        Raises:
            FileChanged, FileInUse, WriteRefused: nothing was written.
        """
        ...

    def restore(self, touched: Touched) -> Touched:
        """Take back what ``save`` did, and keep how it is now.

        Raises:
            FileMissing: the backup is gone.
            FileChanged, FileInUse, WriteRefused: nothing was written.
        """
        ...


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One thing that was done to a production: by whom, with which button, what it said.

    ``decisions`` are the numbers of decisions it made, ``waivers`` the waivers; ``undone`` is when
    it was taken back.
    """

    number: int
    at: dt.datetime
    who: str
    button: str
    sentence: str
    touched: tuple[Touched, ...] = ()
    decisions: tuple[int, ...] = ()
    undone: dt.datetime | None = None
    waivers: tuple[Waiver, ...] = ()

    @property
    def can_be_undone(self) -> bool:
        """It changed something, and still holds."""
        return self.undone is None and bool(self.touched or self.decisions or self.waivers)

    @property
    def stands_alone(self) -> bool:
        """Whether it can be undone whatever came after it: waivers touch nothing else."""
        return self.can_be_undone and not (self.touched or self.decisions)


class Journal(Protocol):
    """The audit trail of a production. Nothing is ever deleted: undoing is marked."""

    def enter(
        self,
        production: str,
        at: dt.datetime,
        *,
        who: str,
        button: str,
        sentence: str,
        touched: Sequence[Touched] = (),
        decisions: Sequence[int] = (),
        waivers: Sequence[Waiver] = (),
    ) -> JournalEntry:
        """Keep one more entry."""
        ...

    def entries(self, production: str) -> Sequence[JournalEntry]:
        """Everything that was done, oldest first."""
        ...

    def undone(self, production: str, number: int, at: dt.datetime) -> None:
        """Mark an entry as taken back; unknown numbers are left alone."""
        ...

    def followed(self, production: str, workbook: str, before: str, after: str) -> None:
        """A sheet of ours was put into a workbook behind the entries that left it as ``before``.

        Its digest is ``after`` now: undoing one of them takes back the sheet with it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What a production keeps beside its workbooks from run to run.

    ``syncs`` is the memory of one sync: another spreadsheet under the same name is another sync.
    """

    history: History
    decisions: DecisionLog
    journal: Journal
    syncs: Callable[[Binding], SyncStore] | None = None
