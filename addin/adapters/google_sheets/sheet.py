"""One bound table of a Google spreadsheet: the ``SharedSheet`` port."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from addin.adapters.google_sheets import cells, first_load, pull, push, removal, seen, verify
from addin.adapters.google_sheets.calls import Calls, Json
from addin.adapters.google_sheets.marks import marks_of
from addin.adapters.google_sheets.pull import Grid, KeyOf
from addin.errors import RequestRefused, SharingRefused
from addin.ports.binding import Binding
from addin.ports.sheets import Pulled, PutBack, Repair, RowRemoval, Rows, SheetEdits
from addin.tables.typed_cell import TypedCell

_READS: Final = 3
"""Times that a table is read before it is said to change too fast."""

_VALUES: Final = "sheets(data(startRow,startColumn,rowData.values.userEnteredValue))"


@dataclass(frozen=True, slots=True)
class Naming:
    """How rows get their ids: a supply of new ones, and what a cell of the key column gives."""

    fresh: Iterator[str]
    key_of: KeyOf


class GoogleSheet:
    """The table of a binding, through the calls of one signed-in account."""

    def __init__(self, calls: Calls, binding: Binding, naming: Naming, title: str = "") -> None:
        self._calls = calls
        self._binding = binding
        self._naming = naming
        self._marks = marks_of(binding)
        self._title = title or binding.name
        self._read: Grid | None = None
        self._columns: Mapping[str, int] = {}
        self._saved: dt.datetime | None = None
        self._path = f"/v4/spreadsheets/{quote(binding.spreadsheet_id, safe='')}"

    def probe(self) -> str:
        """Drive's version of the file (see ``ports.sheets``)."""
        path = f"/drive/v3/files/{quote(self._binding.spreadsheet_id, safe='')}"
        wanted = {"fields": "id,version,modifiedTime,trashed", "supportsAllDrives": "true"}
        answer = self._calls.request("GET", path, wanted, repeatable=True)
        if answer.get("trashed"):
            raise SharingRefused(self._title, "it is in the bin")
        self._saved = _moment(answer.get("modifiedTime"))
        return str(answer.get("version", ""))

    def saved(self) -> dt.datetime | None:
        """When any of its sheets was changed last, by Drive (see ``ports.sheets``)."""
        return self._saved

    def pull(self, known: Rows | None = None) -> Pulled:
        """The whole table (see ``ports.sheets``)."""
        for _ in range(_READS):
            grid = self._grid()
            texts = self._told_apart(grid, known or {})
            if texts is None:
                continue  # somebody moved rows between the two reads
            self._read, self._columns = grid, grid.columns
            naming = self._naming
            return pull.table(grid, self._binding, naming.key_of, naming.fresh, texts)
        raise RequestRefused(self._title, "it changed with every look at it")

    def commit(
        self, generation: int, batch: str, edits: SheetEdits, *, mends: bool = False
    ) -> bool:
        """Write as a generation, all or nothing (see ``ports.sheets``)."""
        if edits and not self._columns:
            self._columns = self._grid().columns
        asked = push.requests(
            self._binding,
            self._marks,
            self._columns,
            generation,
            batch,
            edits,
            keeps_tags=mends,
        )
        return self._batch(generation, batch, asked)

    def taken(self) -> Mapping[int, str]:
        """Generation → batch, as the markers say (see ``ports.sheets``)."""
        lookup = {"metadataKey": self._marks.key, "locationType": "SPREADSHEET"}
        body = {"dataFilters": [{"developerMetadataLookup": lookup}]}
        path = f"{self._path}/developerMetadata:search"
        answer = self._calls.request("POST", path, None, body, repeatable=True)
        found = {}
        for matched in answer.get("matchedDeveloperMetadata", []):
            value = matched["developerMetadata"].get("metadataValue", "")
            generation, _, batch = value.partition(":")
            if generation.isdigit():
                found[int(generation)] = batch
        return found

    def repair(
        self, generation: int, edits: SheetEdits, before: Pulled, *, mends: bool = False
    ) -> Repair | None:
        """Where the writes landed, and what puts them right (see ``ports.sheets``)."""
        tags = tuple(self._marks.tag(generation, one) for one in range(len(edits.writes)))
        pushed = verify.push_of(
            edits,
            before,
            tags,
            key=self._binding.key,
            key_of=self._naming.key_of,
            mends=mends,
        )
        if not verify.needs_whole_rows(pushed):
            now = self._seen(whole=False)
            if verify.is_plain(pushed, now):
                return None
        now = self._seen(whole=True)
        self._columns = now.columns
        return verify.repaired(pushed, now, Pulled({}, columns=now.columns))

    def load(self, generation: int, batch: str, edits: SheetEdits) -> bool:
        """Fill the empty table (see ``ports.sheets``)."""
        grid = self._read or self._grid()
        table = first_load.Table(self._binding, grid.title, grid.columns, grid.header, grid.rows)
        edits = first_load.standing(table, edits)
        for batched in first_load.requests(table, edits):
            body: Json = {"requests": batched}
            self._calls.request("POST", f"{self._path}:batchUpdate", None, body, repeatable=True)
        for asked in first_load.values(table, edits):
            path = f"{self._path}/values/{quote(asked.address, safe='')}"
            body = {"values": asked.rows, "majorDimension": "ROWS"}
            query = {"valueInputOption": "RAW"}
            self._calls.request("PUT", path, query, body, repeatable=True)
        if not first_load.is_there(self._grid(), table, edits):
            return False
        return self._batch(generation, batch, push.marker(self._marks, generation, batch))

    def occupied(self, rows: Sequence[RowRemoval]) -> frozenset[str]:
        """Those that hold more than an id by now (see ``ports.sheets``)."""
        found = removal.rows_of(self._whole(self._binding.sheet_id, rows), self._binding.sheet_id)
        column = self._columns[pull.ID_COLUMN]
        return frozenset(
            one.id
            for one in rows
            if one.row in found
            and (found[one.row].id(column) != one.id or not found[one.row].holds_only(column))
        )

    def remove(self, generation: int, batch: str, rows: Sequence[RowRemoval]) -> bool:
        """Delete rows for good, and keep what stood there (see ``ports.sheets``)."""
        sheet_id = self._binding.sheet_id
        width = removal.width_of(self._whole(sheet_id, rows[:1]), sheet_id)
        asked = removal.removal(self._binding, self._marks, generation, batch, rows, width)
        return self._batch(generation, batch, asked)

    def put_back(self, generation: int, batch: str, rows: Sequence[RowRemoval]) -> PutBack | None:
        """What a removal took by mistake, appended again (see ``ports.sheets``)."""
        kept = self._marks.removed_rows
        answer = self._calls.request("GET", self._path, removal.SHEETS, repeatable=True)
        sheets = [one["properties"].get("sheetId", 0) for one in answer.get("sheets", [])]
        if kept not in sheets:
            return PutBack()
        found = removal.rows_of(self._whole(kept, rows), kept)
        column = (self._columns or self._grid().columns)[pull.ID_COLUMN]
        lost = removal.astray(found, rows, column)
        asked = removal.putting_back(self._binding, self._marks, generation, batch, lost)
        if not self._batch(generation, batch, asked):
            return None
        wrong = {one.row for one in lost}
        gone = (one.id(column) for at, one in found.items() if at not in wrong)
        return PutBack(tuple(gone), len(lost))

    def _whole(self, sheet_id: int, rows: Sequence[RowRemoval]) -> Json:
        path = f"{self._path}:getByDataFilter"
        body = removal.request(sheet_id, rows)
        query = {"fields": removal.FIELDS}
        return self._calls.request("POST", path, query, body, repeatable=True)

    def _batch(self, generation: int, batch: str, asked: list[Json]) -> bool:
        body = {"requests": asked, "includeSpreadsheetInResponse": False}
        try:
            self._calls.request("POST", f"{self._path}:batchUpdate", None, body, repeatable=True)
        except RequestRefused:
            holder = self.taken().get(generation)
            if holder is None and not self._is_behind(generation):
                raise  # it was not the marker that was refused
            return holder == batch
        return True

    def _is_behind(self, generation: int) -> bool:
        """Whether others have pushed since: the place of this generation is one of theirs."""
        return max(self.taken(), default=0) > generation

    def _seen(self, *, whole: bool) -> seen.Seen:
        body = seen.request(self._binding, self._marks, whole=whole)
        path = f"{self._path}:getByDataFilter"
        query = {"fields": seen.FIELDS}
        answer = self._calls.request("POST", path, query, body, repeatable=True)
        return seen.seen_of(answer, self._binding, self._marks, self._naming.key_of)

    def _grid(self) -> Grid:
        body = pull.request(self._binding, self._marks)
        path = f"{self._path}/values:batchGetByDataFilter"
        answer = self._calls.request("POST", path, None, body, repeatable=True)
        return pull.grid_of(answer, self._binding, self._marks)

    def _told_apart(self, grid: Grid, known: Rows) -> Mapping[tuple[str, int], TypedCell] | None:
        """What cells that look like formulas really hold; None: they moved while we asked."""
        if not grid.header:
            return {}
        ids = pull.raw_ids(grid, self._binding, self._naming.key_of)
        wanted = pull.doubtful(grid, known, ids)
        if not wanted:
            return {}
        asked = list(wanted.items())
        filters = [
            {
                "gridRange": {
                    "sheetId": self._binding.sheet_id,
                    "startRowIndex": rows[0] - 1,
                    "endRowIndex": rows[-1],
                    "startColumnIndex": grid.columns[name] - 1,
                    "endColumnIndex": grid.columns[name],
                }
            }
            for name, rows in asked
        ]
        path = f"{self._path}:getByDataFilter"
        query = {"fields": _VALUES}
        answer = self._calls.request("POST", path, query, {"dataFilters": filters}, repeatable=True)
        held = _by_place(answer)
        found = {}
        for name, rows in asked:
            for row in rows:
                value = held.get((row, grid.columns[name]), {})
                shown = value.get("formulaValue", value.get("stringValue"))
                if shown != grid.values[name][row - 1]:
                    return None
                found[name, row] = cells.extended(value)
        return found


def _moment(told: object) -> dt.datetime | None:
    """A time of Drive, as ``2026-03-02T09:30:00.000Z``."""
    try:
        found = dt.datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _by_place(answer: Mapping[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    """Row and column, from 1 → the value as entered, of every block of an answer."""
    found = {}
    for sheet in answer.get("sheets", []):
        for block in sheet.get("data", []):
            first_row, first_column = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
            for row, one in enumerate(block.get("rowData", []), first_row):
                for column, cell in enumerate(one.get("values", []), first_column):
                    found[row, column] = cell.get("userEnteredValue", {})
    return found
