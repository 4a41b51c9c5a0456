"""A workbook, a memory and a spreadsheet of the emulator, tied together: what a sync is tested on."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from itertools import count

from addin.adapters.google_sheets.cells import extended
from addin.adapters.google_sheets.setup import set_up
from addin.adapters.google_sheets.sheet import GoogleSheet, Naming
from addin.errors import (
    AnswerLost,
    RequestRefused,
    SharedSheetBusy,
    SharingRefused,
    SignInNeeded,
)
from addin.ports.binding import Binding, BoundColumn, Limits
from addin.ports.sync_store import SyncStore
from addin.sync.apply import synchronise
from addin.sync.cells import key_of
from addin.sync.run import Means
from addin.tables.typed_cell import formula, number, text
from sheets_emulator import faults, quota
from sheets_emulator.hook import Request
from sheets_emulator.service import Service
from tests.sync.fakes import Line, MemoryStore, MemoryWorkbook

AT = dt.datetime(2026, 3, 2, 9, 30)
OFTEN = Limits(deleted_rows=10_000, deleted_share=1.0, changed_share=2.0)
BUSY = {429, 500, 502, 503, 504}


class InProcess:
    """``Calls`` over an emulator in this process: tries again as the real transport does."""

    def __init__(self, service: Service, tries: int = 4, waits=None) -> None:
        self.service = service
        self.tries = tries
        self.waits = waits or (lambda: None)
        self.made: Counter[str] = Counter()

    def request(self, method, path, query=None, body=None, *, repeatable):
        """One call, with its tries."""
        unsure, reads = False, method == "GET" or "ByDataFilter" in path or ":search" in path
        listed = {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in (query or {}).items()
        }
        sent = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        for _ in range(self.tries):
            self.made[kind_of(method, path)] += 1
            answer = self.service.handle(Request(method, path, listed, headers, sent))
            if answer.cut is not None:
                unsure = True
            elif answer.status == 200:
                return answer.body
            elif answer.status not in BUSY:
                raise refusal(answer.status, answer.body)
            elif answer.status == 429:
                self.waits()
            else:
                unsure = True
            if unsure and not repeatable:
                break
        if unsure and not reads:
            raise AnswerLost("Budget")
        raise SharedSheetBusy("Budget")


def kind_of(method, path):
    """What a call is, for counting."""
    if "/drive/" in path:
        return "probe"
    for known in (":batchUpdate", ":search", "values:batchGetByDataFilter", ":getByDataFilter"):
        if path.endswith(known):
            return known.lstrip(":")
    return "values" if method == "PUT" else path


def refusal(status, body):
    """The error of an answer."""
    said = body["error"]["message"]
    if status == 401:
        return SignInNeeded("Budget", said)
    return (
        SharingRefused("Budget", said) if status in {403, 404} else RequestRefused("Budget", said)
    )


class World:
    """Both sides of one binding; ``sheet_*`` is what a person does in the spreadsheet."""

    def __init__(self, *, key="", columns=("a", "b", "c"), notes=True, rows=1000) -> None:
        self.service = Service()
        self.service.hooks = [faults.install(self.service)]
        self.calls = InProcess(self.service)
        headings = [columns[0], *(["Notes"] if notes else []), *columns[1:]]
        self.headings = headings
        self.book = self.api(
            "POST",
            "/v4/spreadsheets",
            {
                "properties": {"title": "Budget"},
                "sheets": [
                    {"properties": {"sheetId": 0, "title": "Cover"}},
                    {
                        "properties": {
                            "sheetId": 77,
                            "title": "PO Log",
                            "gridProperties": {"rowCount": rows, "columnCount": 8},
                        }
                    },
                ],
            },
        )["spreadsheetId"]
        for column, heading in enumerate(headings):
            self.type_in(1, column + 1, heading)
        bound = tuple(BoundColumn(name) for name in columns)
        draft = Binding("po", "Budget.xlsx", "PO Log", self.book, 77, bound, key=key, limits=OFTEN)
        self.binding = set_up(self.calls, draft, 1)
        self.store: SyncStore = MemoryStore()
        self.workbook = MemoryWorkbook()
        self._fresh = (f"r{n}x" for n in count(1))
        self._names = (f"b{n}" for n in count(1))
        self.points: list[str] = []

    # what the program does

    def shared(self, calls=None) -> GoogleSheet:
        """The sheet's port."""
        return GoogleSheet(calls or self.calls, self.binding, Naming(self._fresh, key_of), "PO Log")

    def means(self, hook=None, calls=None, store=None, side=None) -> Means:
        """What a run is given."""

        def passing(point):
            self.points.append(point)
            if hook:
                hook(point)

        return Means(
            self.shared(calls),
            store or self.store,
            side or self.workbook,
            self.binding,
            AT,
            "Ann",
            names=self._names,
            hook=passing,
        )

    def sync(self, hook=None, **how):
        """One run."""
        given = {name: how.pop(name) for name in ("calls", "store", "side") if name in how}
        return synchronise(self.means(hook, **given), confirmed=True, **how)

    # what a person does in the spreadsheet

    def api(self, method, path, body=None, query=None):
        """A call past all hooks: a person meets no fault."""
        sent = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        answer = self.service.apply(Request(method, path, query or {}, headers, sent))
        assert answer.status == 200, answer.body
        return answer.body

    def batch(self, *requests):
        """Requests of a person."""
        return self.api("POST", f"/v4/spreadsheets/{self.book}:batchUpdate", {"requests": requests})

    def type_in(self, row, column, value):
        """Type into a cell: a text that begins with = is a formula, unless it is a ``TypedCell``."""
        from addin.adapters.google_sheets.cells import entered  # noqa: PLC0415

        cell = as_cell(value)
        start = {"sheetId": 77, "rowIndex": row - 1, "columnIndex": column - 1}
        rows = [{"values": [entered(cell)]}]
        self.batch({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})

    def insert(self, row, how_many=1):
        """Insert rows above a row."""
        span = {"sheetId": 77, "dimension": "ROWS", "startIndex": row - 1}
        span["endIndex"] = row - 1 + how_many
        self.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})

    def delete(self, row):
        """Delete a row."""
        span = {"sheetId": 77, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
        self.batch({"deleteDimension": {"range": span}})

    def move(self, row, before):
        """Drag a row above another."""
        span = {"sheetId": 77, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
        self.batch({"moveDimension": {"source": span, "destinationIndex": before - 1}})

    def sort(self, column, *, descending=False):
        """Sort the table by a column."""
        last = max(self.grid(), default=1)
        area = {"sheetId": 77, "startRowIndex": 1, "endRowIndex": last}
        area |= {"startColumnIndex": 0, "endColumnIndex": len(self.headings) + 1}
        order = "DESCENDING" if descending else "ASCENDING"
        spec = {"dimensionIndex": column - 1, "sortOrder": order}
        self.batch({"sortRange": {"range": area, "sortSpecs": [spec]}})

    def grid(self):
        """Row → heading → cell, below the headings; the id column is ``_row``."""
        fields = "sheets(properties.sheetId,data.rowData.values.userEnteredValue)"
        answer = self.api(
            "GET",
            f"/v4/spreadsheets/{self.book}",
            None,
            {"fields": [fields], "ranges": ["'PO Log'!A1:Z"]},
        )
        (sheet,) = answer["sheets"]
        lines = sheet.get("data", [{}])[0].get("rowData", [])
        table = [
            [extended(one.get("userEnteredValue", {})) for one in line.get("values", [])]
            for line in lines
        ]
        names = [str(cell.content) for cell in table[0]]
        found = {}
        for row, line in enumerate(table[1:], 2):
            filled = {name: cell for name, cell in zip(names, line, strict=False) if cell and name}
            if filled:
                found[row] = filled
        return found

    def column(self, heading):
        """Where a heading stands."""
        return [*self.headings, "_row"].index(heading) + 1

    def sheet_rows(self):
        """Id → bound cells; ids that stand twice fail."""
        bound = [one.name for one in self.binding.columns]
        found = {}
        for line in self.grid().values():
            cells = {name: cell for name, cell in line.items() if name in bound}
            if cells:
                if self.binding.key:
                    key = key_of(cells[self.binding.key])
                else:
                    key = str(line["_row"].content) if "_row" in line else ""
                assert key, f"a row without an id: {cells}"
                assert key not in found, f"{key} stands twice"
                found[key] = cells
        return found

    def workbook_rows(self):
        """Id → cells."""
        if self.binding.key:
            return {
                key_of(line.cells[self.binding.key]): line.cells for line in self.workbook.lines
            }
        return self.workbook.rows()

    def row_of(self, key):
        """Where a row stands in the sheet."""
        name = self.binding.key or "_row"
        for row, line in self.grid().items():
            if name in line and key_of(line[name]) == key:
                return row
        raise AssertionError(key)

    def version(self):
        """Drive's version of the file."""
        return self.api("GET", f"/drive/v3/files/{self.book}", None, {"fields": ["version"]})[
            "version"
        ]

    # what a person does in the workbook

    def line(self, key, **cells):
        """A row of the workbook, or a new one."""
        for line in self.workbook.lines:
            if line.id == key and key:
                line.cells |= {name: as_cell(value) for name, value in cells.items()}
                break
        else:
            self.workbook.lines.append(
                Line(key, {name: as_cell(value) for name, value in cells.items()})
            )
        self.workbook.touch()

    def remove_line(self, key):
        """Delete a row of the workbook."""
        self.workbook.lines = [line for line in self.workbook.lines if line.id != key]
        self.workbook.touch()

    def conflicts(self):
        """What was logged, in order."""
        kept = self.store.conflicts(self.binding.name, open_only=False)
        return [one.conflict for one in kept]

    def base(self):
        """What both sides agreed on last; None: nothing yet."""
        return self.store.state(self.binding.name).base


class ByColumn(World):
    """A world whose people write, and whose tests read, formulas as a sync knows them.

    A cell of the own row goes by its column: ``[@a]*2``, wherever the row stands.
    """

    def __init__(self, **how) -> None:
        super().__init__(**how)
        self.service.hooks.append(quota.install(self.service))

    def _standing(self):
        return {name: at for at, name in enumerate([*self.headings, "_row"], 1)}

    def type_in(self, row, column, value):
        """Type a formula with the cells of that row."""
        from addin.adapters.google_sheets.own_row import for_row  # noqa: PLC0415

        super().type_in(row, column, for_row(as_cell(value), row, self._standing()))

    def grid(self):
        """Row → heading → cell, formulas by their columns."""
        from addin.adapters.google_sheets.own_row import from_row  # noqa: PLC0415

        columns = self._standing()
        return {
            row: {name: from_row(cell, row, columns) for name, cell in line.items()}
            for row, line in super().grid().items()
        }


def as_cell(value):
    """A cell of what a test writes: a number, a text, a formula that begins with =."""
    if isinstance(value, bool | None) or not isinstance(value, int | float | str):
        from addin.tables.typed_cell import BLANK, truth  # noqa: PLC0415

        return BLANK if value is None else truth(value) if isinstance(value, bool) else value
    if isinstance(value, str):
        return formula(value) if value.startswith("=") else text(value)
    return number(value)


def seeded(rows=4, **how):
    """A world of a few rows in sync: s0, s1 … with a: 0, 1 … and b: x."""
    world = World(**how)
    for n in range(rows):
        world.line(f"s{n}", a=n, b="x")
    world.sync()
    world.points.clear()
    return world
