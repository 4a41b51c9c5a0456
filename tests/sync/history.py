"""Random histories of a sync: two people, crashes, faults, and rows that move while we write.

Every edit types a text or number that was never typed before, so that it can be followed: until
somebody who sees it types over it or deletes its row, it must be in the table or in the conflict
log, whatever broke on the way.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.errors import AnswerLost, FileChanged, SharedSheetBusy, SyncStopped
from addin.ports.conflicts import ConflictKind
from addin.sync.apply import undo
from addin.tables.typed_cell import BLANK, TypedCell, formula, number, text
from tests.sync.fakes import Line
from tests.sync.world import ByColumn, InProcess

COLUMNS = ("a", "b", "c")
POINTS = ("pulled", "named", "journalled", "pushed", "verified", "mending", "repaired", "based", "local",
          "fenced")  # fmt: skip
WINDOWS = ("journalled", "pushed", "mending", "repaired", "based")
FAULTS = (
    {"what": "status", "status": 503, "when": "before"},
    {"what": "status", "status": 503, "when": "after"},
    {"what": "status", "status": 429, "when": "before"},
    {"what": "cut", "when": "after"},
    {"what": "cut", "when": "before"},
    {"what": "cut", "when": "late"},
)
CALLS = (":batchUpdate", ":batchUpdate", "ByDataFilter", ":search", "/drive/", "")

seen: Counter[str] = Counter()
"""What all histories of this process met, for reports."""

columns = st.sampled_from(COLUMNS)
picks = st.integers(0, 5)
forms = st.sampled_from(["number", "text", "zeros", "formula", "own row", "equals"])
moves = st.sampled_from(["insert", "land", "sort", "move", "delete", "typed", "note", "top"])


def solvable(window):
    """A window without what nobody could put right.

    Row metadata stays where it is while rows are sorted (assumed: it may be better than that). What
    hit a wrong row and was then sorted away has lost its tag: an insertion and a sort within the
    second between push and verify are too much.
    """
    if any(move == "sort" and point != "journalled" for point, move, _ in window):
        return [one for one in window if one[1] in {"sort", "note", "typed"}][:1]
    return window


windows = st.lists(st.tuples(st.sampled_from(WINDOWS), moves, picks), max_size=3).map(solvable)


class Died(Exception):
    """The program ends here."""


class Histories(RuleBasedStateMachine):
    """A history; ``settled`` checks the laws whenever everything has come to rest."""

    def __init__(self) -> None:
        super().__init__()
        self.live: set[TypedCell] = set()
        self.copied: set[TypedCell] = set()
        self.notes: Counter[TypedCell | None] = Counter()
        self.clean = True
        self.snapshot = None
        self.database: Connected | None = None
        self._numbers = count(100)

    @initialize(kept=st.sampled_from(["in memory", "in memory", "in memory", "in a database"]))
    def start(self, kept):
        """Three rows in sync."""
        self.world = ByColumn(rows=30)
        if kept == "in a database":
            seen["histories on a database"] += 1
            self.database = Connected("sqlite://")
            self.world.store = DatabaseSyncStore(self.database, "Show")
        for n in range(3):
            self.world.line(f"s{n}", a=n, b=f"seed{n}", c="=1+1")
        self.world.sync()
        self.world.sync()

    # what people type

    def token(self, form):
        """A content that nobody typed before."""
        n = next(self._numbers)
        cell = {
            "number": number(n), "text": text(f"t{n}"), "zeros": text(f"00{n}"),
            "formula": formula(f"{n}+1"), "own row": formula(f"[@a]*{n}"), "equals": text(f"={n}"),
        }[form]  # fmt: skip
        self.live.add(cell)
        return cell

    def superseded(self, cells):
        """Somebody who saw these did away with them."""
        self.live.difference_update(cells)

    def edited(self):
        """What is checked cell by cell needs a quiet start."""
        if self.snapshot is not None:
            self.clean = False

    def sheet_row(self, pick):
        """A row of the sheet that says something in a bound column."""
        rows = [row for row, line in self.world.grid().items() if any(n in line for n in COLUMNS)]
        return rows[pick % len(rows)] if rows else None

    @rule(pick=picks, column=columns, form=forms)
    def types_in_sheet(self, pick, column, form):
        """Somebody types over a cell of the sheet."""
        row = self.sheet_row(pick)
        if row is not None:
            self.edited()
            self.put(row, column, self.token(form))

    @rule(pick=picks, column=columns)
    def clears_in_sheet(self, pick, column):
        """Somebody empties a cell of the sheet."""
        row = self.sheet_row(pick)
        if row is not None:
            self.edited()
            self.put(row, column, BLANK)

    def put(self, row, column, cell):
        """A cell of the sheet as somebody leaves it."""
        self.superseded([self.world.grid().get(row, {}).get(column)])
        self.world.type_in(row, self.world.column(column), cell)

    @rule(move=moves, pick=picks)
    def moves_in_sheet(self, move, pick):
        """Somebody inserts, sorts, drags or deletes rows of the sheet."""
        self.edited()
        self.moved(move, pick)

    @rule(pick=picks)
    def copies_in_sheet(self, pick):
        """Somebody copies a row, with its id, below the table."""
        row = self.sheet_row(pick)
        if row is None:
            return
        self.edited()
        line = self.world.grid()[row]
        at = max(self.world.grid()) + 1
        for name, cell in line.items():
            if name != "Notes":
                self.world.type_in(at, self.world.column(name), cell)
                self.copied.add(cell)

    @rule(pick=picks)
    def blanks_in_sheet(self, pick):
        """Somebody empties a row of the sheet."""
        row = self.sheet_row(pick)
        if row is not None:
            self.edited()
            for column in COLUMNS:
                self.put(row, column, BLANK)

    def moved(self, move, pick):
        """One deed that moves rows."""
        world = self.world
        rows = sorted(world.grid())
        last = rows[-1] if rows else 1
        if move == "land":
            self.arrived()
        elif move == "note":
            row = self.sheet_row(pick)
            if row is not None:
                self.noted(row)
        elif move == "insert":
            world.insert(2 + pick % last)
        elif move == "top":
            world.insert(2)
            self.noted(2)
        elif move == "typed":
            world.insert(last + 1)
            world.type_in(last + 1, world.column("b"), self.token("text"))
        elif rows:
            self.shuffled(move, pick, rows)

    def shuffled(self, move, pick, rows):
        """One deed with rows that are there."""
        world = self.world
        if move == "sort":
            world.sort(world.column(COLUMNS[pick % 3]), descending=pick > 2)
        elif move == "move" and len(rows) > 1:
            world.move(rows[pick % len(rows)], rows[0])
        elif move == "delete":
            row = rows[pick % len(rows)]
            self.superseded(world.grid()[row].values())
            self.notes[world.grid()[row].get("Notes")] = 0
            world.delete(row)

    def noted(self, row):
        """Somebody writes into a column that is not bound."""
        self.notes[self.world.grid().get(row, {}).get("Notes")] = 0
        note = text(f"note{next(self._numbers)}")
        self.notes[note] = 1
        self.world.type_in(row, self.world.column("Notes"), note)

    @rule(pick=picks, column=columns, form=forms)
    def types_in_workbook(self, pick, column, form):
        """Somebody types over a cell of the workbook."""
        self.edited()
        self.work(pick, column, form)

    def work(self, pick, column, form):
        """A cell of the workbook as somebody leaves it."""
        lines = self.world.workbook.lines
        if lines:
            line = lines[pick % len(lines)]
            self.superseded([line.cells.get(column)])
            line.cells = {**line.cells, column: self.token(form) if form else BLANK}
            self.world.workbook.touch()

    @rule(pick=picks, column=columns)
    def clears_in_workbook(self, pick, column):
        """Somebody empties a cell of the workbook."""
        self.edited()
        self.work(pick, column, "")

    @rule(form=forms)
    def adds_in_workbook(self, form):
        """Somebody adds a row to the workbook."""
        self.edited()
        cells = {"a": self.token(form), "b": self.token("text")}
        self.world.workbook.lines.append(Line("", cells))
        self.world.workbook.touch()

    @rule(pick=picks)
    def deletes_in_workbook(self, pick):
        """Somebody deletes a row of the workbook."""
        lines = self.world.workbook.lines
        if lines:
            self.edited()
            line = lines.pop(pick % len(lines))
            self.superseded(line.cells.values())
            self.world.workbook.touch()

    @rule(pick=picks, column=columns, here=forms, there=forms)
    def types_on_both_sides(self, pick, column, here, there):
        """Both sides change one cell."""
        shared = [
            (row, line["_row"].content)
            for row, line in self.world.grid().items()
            if "_row" in line and any(n in line for n in COLUMNS)
        ]
        if shared:
            row, key = shared[pick % len(shared)]
            for line in self.world.workbook.lines:
                if line.id == key:
                    self.edited()
                    self.superseded([line.cells.get(column)])
                    line.cells = {**line.cells, column: self.token(here)}
                    self.world.workbook.touch()
                    self.put(row, column, self.token(there))
                    return

    def never_empty(self):
        """A side that is empty all of a sudden stops every run: that is another test's."""
        if not any(any(line.cells.values()) for line in self.world.workbook.lines):
            self.adds_in_workbook("text")
        if self.sheet_row(0) is None:
            self.edited()
            last = max(self.world.grid(), default=1)
            self.world.type_in(last + 1, self.world.column("b"), self.token("text"))

    # what the program does

    @rule(pick=picks, column=columns, window=windows)
    def syncs_while_people_edit(self, pick, column, window):
        """A run that has something to push, while rows move."""
        self.edited()
        self.work(pick, column, "text")
        self.runs(window=window)

    @rule(
        crash=st.sampled_from([None, None, *POINTS]),
        window=windows,
        fault=st.sampled_from([None, None, None, *FAULTS]),
        call=st.sampled_from(CALLS),
        skip=st.integers(0, 2),
        tries=st.sampled_from([1, 2, 4]),
        saves=st.booleans(),
    )
    def syncs(self, crash, window, fault, call, skip, tries, saves):
        """A run, which may meet anything."""
        self.runs(crash, window, fault, call, skip, tries, saves=saves)

    @rule(
        column=columns,
        crash=st.sampled_from(POINTS),
        fault=st.sampled_from(FAULTS),
        skip=st.integers(0, 1),
        tries=st.sampled_from([1, 2]),
    )
    def syncs_badly(self, column, crash, fault, skip, tries):
        """A push that meets a fault, and dies."""
        self.edited()
        self.work(skip, column, "number")
        self.runs(crash, (), fault, ":batchUpdate", skip, tries)

    def runs(
        self, crash=None, window=(), fault=None, call="", skip=0, tries=4, *,
        saves=False, waits=None,
    ):  # fmt: skip
        """One run."""
        self.never_empty()
        self.never_empty()
        if self.clean and self.snapshot is None:
            self.snapshot = self.taken()
        if window or saves:
            self.clean = False
        waiting = list(window)
        saving = [saves]

        def hook(point):
            for one in [each for each in waiting if each[0] == point]:
                waiting.remove(one)
                seen[f"window {point} {one[1]}"] += 1
                typed = set(self.live)
                self.moved(one[1], one[2])
                # it may be the very cell that is written just now, which nobody can help
                self.live &= typed
            if point == "pulled" and saving.pop():
                self.work(3, "b", "text")
            saving.append(False)
            if point == crash:
                raise Died(point)

        if fault:
            self.world.service.admin("faults", {"match": call, "skip": skip, **fault})
        seen["syncs"] += 1
        try:
            found = self.world.sync(hook, calls=InProcess(self.world.service, tries, waits))
            seen["repairs"] += found.repairs
        except Died:
            seen["crashes"] += 1
        except (AnswerLost, SharedSheetBusy, FileChanged, SyncStopped) as error:
            seen[type(error).__name__] += 1
        self.world.service.admin("faults", {"clear": True})

    @rule(pick=picks, other=picks, column=columns, there=columns, form=forms)
    def takes_back(self, pick, other, column, there, form):
        """A run, and its undo at once: both sides are as they were before it, to the cell."""
        self.settled()
        self.edited()
        self.work(pick, column, form)
        row = self.sheet_row(other)
        if row is not None:
            self.put(row, there, self.token(form))
        self.never_empty()
        before = self.world.sheet_rows(), self.in_workbook()
        done = self.world.sync()
        if done.plan is not None and done.plan.changes:
            seen["undone"] += 1
            undo(self.world.means(), done.run)
            assert self.world.sheet_rows() == before[0]
            assert self.in_workbook() == before[1]

    @rule(pick=picks, column=columns, meanwhile=st.sampled_from(["insert", "typed", "note", "top"]))
    def waits_for_quota(self, pick, column, meanwhile):
        """A push that may call once a minute: people go on working between its calls."""
        self.edited()
        self.work(pick, column, "text")
        waiting = [meanwhile]
        clock = self.world.service.clock

        def waits():
            clock.step(31)
            if waiting:
                typed = set(self.live)
                self.moved(waiting.pop(), pick)
                self.live &= typed

        self.world.service.admin("quota", {"reads_per_user": 1, "writes_per_user": 1, "on": True})
        clock.stop()
        began = clock.now()
        self.clean = False
        self.runs(tries=8, waits=waits)
        seen["minutes waited for quota"] += round((clock.now() - began).total_seconds() / 60)
        self.world.service.admin("quota", {"on": False})
        clock.run()

    @rule()
    def lands(self):
        """A batch that was given up on arrives."""
        self.arrived()

    def arrived(self):
        """Whether a late batch landed; what people typed into its very cells since is gone."""
        before = {cell for line in self.world.grid().values() for cell in line.values()}
        landed = self.world.service.admin("land", {})["landed"]
        if landed:
            seen["landed late"] += len(landed)
            self.edited()
            after = {cell for line in self.world.grid().values() for cell in line.values()}
            self.superseded(before - after)
        return bool(landed)

    @precondition(lambda self: self.world.points)
    @rule()
    def settles(self):
        """Everything lands, runs go through, and the laws hold."""
        self.settled()

    def teardown(self):
        """Every history ends at rest."""
        try:
            if hasattr(self, "world"):
                self.settled()
        finally:
            if self.database is not None:
                self.database.close()

    # the laws

    def taken(self):
        """Base, workbook and sheet by row id, as a run is about to meet them."""
        theirs: dict[Any, dict[str, TypedCell]] = {}
        for line in self.world.grid().values():
            cells = {n: cell for n, cell in line.items() if n in COLUMNS}
            if "_row" in line and cells:
                theirs.setdefault(line["_row"].content, cells)
        base = {row: dict(cells) for row, cells in (self.world.base() or {}).items()}
        mine = {row: cells for row, cells in self.world.workbook.rows().items() if row}
        return base, mine, theirs, len(self.world.conflicts())

    def settled(self):
        """Bring everything to rest, and check."""
        self.never_empty()
        if self.clean and self.snapshot is None:
            self.snapshot = self.taken()
        for _ in range(8):
            with suppress(SharedSheetBusy):
                self.world.sync()
            if self.arrived():
                continue
            before = self.world.version(), self.world.workbook.version, self.world.base()
            self.world.sync()
            after = self.world.version(), self.world.workbook.version, self.world.base()
            if before == after:
                break
        else:
            raise AssertionError("it never comes to rest")
        self.converged()
        self.nothing_lost()
        if self.snapshot is not None and self.clean:
            self.cell_by_cell(*self.snapshot)
        self.clean, self.snapshot = True, None

    def in_workbook(self):
        """The workbook's rows, without their blanks."""
        return {
            row: {name: cell for name, cell in cells.items() if cell}
            for row, cells in self.world.workbook.rows().items()
        }

    def converged(self):
        """Both sides hold the same rows, cells and types; no id stands twice."""
        there = self.world.sheet_rows()
        assert there == self.in_workbook()
        found = Counter(
            line["_row"].content for line in self.world.grid().values() if "_row" in line
        )
        assert not [row for row, times in found.items() if times > 1 and row in there]

    def nothing_lost(self):
        """What was typed and not typed over is in the table, once, or in the log."""
        table = Counter(
            cell for cells in self.world.sheet_rows().values() for cell in cells.values()
        )
        logged = {
            cell
            for one in self.world.conflicts()
            for cell in (one.base, one.workbook, one.sheet, one.kept)
        }
        for cell in self.live:
            assert cell in table or cell in logged, f"{cell.content} is lost"
        for cell, times in table.items():
            fresh = cell in self.live and cell not in self.copied
            assert times == 1 or not fresh, f"{cell.content} stands {times} times"
        notes = {line.get("Notes") for line in self.world.grid().values()}
        for note, there in self.notes.items():
            assert not there or note in notes, f"{note} is lost"

    def cell_by_cell(self, base, mine, theirs, logged):
        """One-sided edits go through unasked; deletions stay, unless the other side edited."""
        log = self.world.conflicts()[logged:]
        now = self.world.sheet_rows()
        for row, before in base.items():
            here, there = mine.get(row), theirs.get(row)
            if here is not None and there is not None:
                for name in COLUMNS:
                    old = before.get(name, BLANK)
                    ours, others = here.get(name, BLANK), there.get(name, BLANK)
                    shown = now.get(row, {}).get(name, BLANK)
                    entries = [one for one in log if (one.row, one.column) == (row, name)]
                    if others in {ours, old}:
                        assert (shown, entries) == (ours, []), (row, name)
                    elif ours == old:
                        assert (shown, entries) == (others, []), (row, name)
                    else:
                        seen["conflicts"] += 1
                        (entry,) = entries
                        assert (entry.base, entry.workbook, entry.sheet) == (old, ours, others)
            elif (here is None) != (there is None):
                left = here if there is None else there
                if {n: c for n, c in left.items() if c} == before:
                    assert row not in now
                else:
                    kinds = {one.kind for one in log if one.row == row}
                    assert row in now
                    assert kinds & {ConflictKind.DELETED_IN_SHEET, ConflictKind.DELETED_IN_WORKBOOK}
