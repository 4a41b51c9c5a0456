"""The sheet of its own that the probe works in, and the few calls that its checks are made of."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from addin.adapters.google_sheets.calls import Calls, Json
from addin.adapters.google_sheets.clock import Clock
from addin.adapters.google_sheets.marks import create, delete, rows_at
from addin.ports.probing import Holds

ROWS: Final = 6_000
COLUMNS: Final = 8


@dataclass(frozen=True, slots=True)
class Check:
    """One assumption: ``does`` what is tried, ``rests_on`` the answer that the sync is built on.

    ``run`` gives whether it holds, and what was seen, as a sentence.
    """

    number: int
    name: str
    does: str
    rests_on: str
    run: Callable[[Scene], tuple[Holds, str]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A spreadsheet with one sheet that is ours for the time being; rows and columns from 1."""

    calls: Calls
    hasty: Calls  # the same account's, but they give a write up at once
    spreadsheet: str
    sheet_id: int
    title: str
    key: str  # of every piece of metadata that we leave
    clock: Clock

    @property
    def path(self) -> str:
        """The path of the spreadsheet."""
        return f"/v4/spreadsheets/{quote(self.spreadsheet)}"

    def batch(self, *asked: Json) -> Json:
        """One atomic batch. Everything in it may arrive twice: places are fixed, numbers given."""
        body = {"requests": list(asked)}
        return self.calls.request("POST", f"{self.path}:batchUpdate", None, body, repeatable=True)

    def area(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Json:
        """A block of cells."""
        return {
            "sheetId": self.sheet_id,
            "startRowIndex": row - 1,
            "endRowIndex": row - 1 + rows,
            "startColumnIndex": column - 1,
            "endColumnIndex": column - 1 + columns,
        }

    def texts(
        self, row: int, column: int, texts: Sequence[str], field: str = "stringValue"
    ) -> Json:
        """The request that writes texts, one below the other."""
        rows = [{"values": [{"userEnteredValue": {field: one}}]} for one in texts]
        return {
            "updateCells": {
                "range": self.area(row, column, len(texts)),
                "rows": rows,
                "fields": "userEnteredValue",
            }
        }

    def tag(self, row: int, value: str, number: int = 0) -> Json:
        """The request that leaves a piece of metadata on a row."""
        return create(self.key, value, rows_at(self.sheet_id, row), number)

    def number(self) -> int:
        """A number for a piece of metadata that nobody has."""
        return secrets.randbelow(2**29) + 1

    def blank(self) -> None:
        """The sheet as it was at first: no cells, no formats, no tags."""
        everything = {"range": {"sheetId": self.sheet_id}, "fields": "*"}
        self.batch(delete(metadataKey=self.key), {"updateCells": everything})

    def address(self, area: str) -> str:
        """A range of the sheet in A1 notation."""
        return f"'{self.title}'!{area}"

    def column(self, area: str, render: str = "FORMULA") -> list[str]:
        """The first cell of each row of an area, as text."""
        path = f"{self.path}/values/{quote(self.address(area), safe='')}"
        query = {"valueRenderOption": render}
        answer = self.calls.request("GET", path, query, repeatable=True)
        return [str(row[0]) if row else "" for row in answer.get("values", [])]

    def tags(self) -> dict[str, int]:
        """Tag → the row that carries it now."""
        lookup = {"metadataKey": self.key, "locationType": "ROW"}
        body = {"dataFilters": [{"developerMetadataLookup": lookup}]}
        path = f"{self.path}/developerMetadata:search"
        answer = self.calls.request("POST", path, None, body, repeatable=True)
        return {
            one["developerMetadata"]["metadataValue"]: _row(one["developerMetadata"])
            for one in answer.get("matchedDeveloperMetadata", [])
        }


def _row(metadata: Mapping[str, Any]) -> int:
    span = metadata.get("location", {}).get("dimensionRange", {})
    return int(span.get("startIndex", 0)) + 1


def answered(yes: bool) -> Holds:  # noqa: FBT001 - it is what is asked
    """Yes or no."""
    return Holds.YES if yes else Holds.NO
