"""Fakes of the ports of a sync: a memory and a workbook, each method of which happens or does not."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

from addin.errors import FileChanged, SyncLocked
from addin.ports.binding import Binding
from addin.ports.sync_store import Attempt, CellChange, KeptConflict, KeptRun, Pending, SyncState
from addin.sync.cells import key_of
from addin.sync.rows import WorkbookRows
from addin.tables.typed_cell import TypedCell


class MemoryStore:
    """The ``SyncStore`` port for one binding, in memory."""

    def __init__(self) -> None:
        self.now = SyncState()
        self.log: list[KeptConflict] = []
        self.all_runs: list[KeptRun] = []
        self.finished: set[int] = set()
        self.all_changes: dict[int, list[CellChange]] = {}
        self.dead: dict[str, dt.datetime] = {}
        self.owner = ""
        self._numbers = count(1)

    @contextmanager
    def lock(self, binding, owner):
        """One run at a time."""
        if self.owner:
            raise SyncLocked(binding, self.owner)
        self.owner = owner
        try:
            yield
        finally:
            self.owner = ""

    def state(self, binding):
        """What the last runs left behind."""
        del binding
        return self.now

    def begin(self, binding, at, who, undoes=0):
        """A new run."""
        del binding
        run = KeptRun(len(self.all_runs) + 1, at, who, "", undoes)
        self.all_runs.append(run)
        return run.number

    def journal(self, binding, attempt):
        """On disk before the push."""
        del binding
        self.now = replace(self.now, attempt=attempt)

    def drop(self, binding, generation, conflicts=()):
        """The attempt is gone, its generation taken."""
        del binding
        attempt = self.now.attempt
        self._keep(attempt.run if attempt else 0, conflicts)
        highest = max(generation, self.now.generation)
        self.now = replace(self.now, attempt=None, generation=highest)

    def accept(
        self, binding, merged, generation, *, run, image, conflicts=(), changes=(), pending=None
    ):
        """Base, generation, pending, conflicts, changes, all at once."""
        del binding
        owed = Pending(run, merged if pending is None else pending, image)
        at = self.all_runs[run - 1].at if run else dt.datetime(2026, 1, 1)
        self.dead |= dict.fromkeys((row for row in self.now.base or {} if row not in merged), at)
        for row in merged:
            self.dead.pop(row, None)
        highest = max(generation, self.now.generation)
        self.now = replace(self.now, base=merged, generation=highest, attempt=None, pending=owed)
        self._keep(run, conflicts)
        self.all_changes.setdefault(run, []).extend(changes)

    def finish(self, binding, run, seen, sentence):
        """Nothing is pending any more."""
        del binding
        self.now = replace(self.now, pending=None, seen=seen)
        self.all_runs[run - 1] = replace(self.all_runs[run - 1], sentence=sentence)
        self.finished.add(run)

    def conflicts(self, binding, *, open_only=True):
        """The log."""
        del binding
        return [
            one for one in self.log if not open_only or not (one.answer or one.conflict.settled)
        ]

    def answer(self, binding, number, answer, at):
        """A conflict is settled."""
        del binding, at
        self.log[number - 1] = replace(self.log[number - 1], answer=answer)

    def runs(self, binding):
        """Finished runs."""
        del binding
        return [one for one in self.all_runs if one.number in self.finished]

    def changes(self, binding, run):
        """What a run changed."""
        del binding
        return tuple(self.all_changes.get(run, ()))

    def tombstones(self, binding):
        """Rows that a sync blanked."""
        del binding
        return dict(self.dead)

    def forget(self, binding, rows):
        """Gone from the sheet for good."""
        del binding
        for row in rows:
            self.dead.pop(row, None)

    def _keep(self, run, conflicts):
        for one in conflicts:
            at = dt.datetime(2026, 1, 1)
            self.log.append(KeptConflict(len(self.log) + 1, run, at, one))


@dataclass
class Line:
    """A row of the fake workbook: its id, empty before a sync gave it one, and its cells."""

    id: str
    cells: dict[str, TypedCell] = field(default_factory=dict)


class MemoryWorkbook:
    """The ``WorkbookSide`` port: a list of rows that tests edit as a person would."""

    def __init__(self, *lines: Line, missing: tuple[str, ...] = ()) -> None:
        self.lines = list(lines)
        self.version = 0
        self.writes = 0
        self.missing = missing
        self.before_write = lambda: None
        self._fresh = count(1)

    def touch(self) -> None:
        """A person saved it."""
        self.version += 1

    @property
    def digest(self) -> str:
        """Changes with every save."""
        return f"v{self.version}"

    def read(self, binding: Binding) -> WorkbookRows:
        """Rows by id; one without gets one for now."""
        rows, unnamed, doubled = {}, [], {}
        at: dict[str, int] = {}
        for position, line in enumerate(self.lines, 2):
            cells = {name: cell for name, cell in line.cells.items() if cell}
            if not cells:
                continue
            key = key_of(cells[binding.key]) if binding.key in cells else line.id
            if binding.key and key in rows:
                doubled[key] = (at[key], position)
                continue
            if not key or key in rows:
                key = f"w{next(self._fresh)}x"
                unnamed.append(key)
            rows[key], at[key] = cells, position
        return WorkbookRows(
            rows, at, self.digest, tuple(unnamed), doubled, self.missing,
            {one.name: one.name for one in binding.columns},
        )  # fmt: skip

    def write(self, binding: Binding, rows, expecting: WorkbookRows) -> str:
        """All or nothing, if nobody saved it meanwhile."""
        self.before_write()
        if expecting.digest != self.digest:
            raise FileChanged("Budget.xlsx")
        places = {position: key for key, position in expecting.at.items()}
        lines = []
        for position in range(2, len(self.lines) + 2):
            key = places.get(position)
            if key is None or key not in rows:
                continue
            lines.append(Line("" if binding.key else key, dict(rows[key])))
        known = set(places.values())
        lines += [
            Line("" if binding.key else key, dict(cells))
            for key, cells in rows.items()
            if key not in known
        ]
        self.lines = lines
        self.writes += 1
        self.touch()
        return self.digest

    def rows(self) -> dict[str, dict[str, TypedCell]]:
        """Id → cells, as they stand."""
        return {line.id: dict(line.cells) for line in self.lines if any(line.cells.values())}


def journalled(store: MemoryStore) -> Attempt | None:
    """What a run that died left behind."""
    return store.now.attempt
