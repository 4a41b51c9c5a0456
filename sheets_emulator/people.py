"""A person edits now: what somebody else does to the sheet between two calls.

`POST /__admin/people` names the spreadsheet and what is done, in order, at once or armed::

    {"spreadsheetId": "1abc", "sheet": "Budget",
     "do": [{"type": {"range": "B2", "values": [["$1,200"]]}},
            {"insert": {"at": 3, "count": 2}}, {"sort": {"range": "A2:D9", "by": "B"}}],
     "armed": {"match": "POST .*:batchUpdate", "skip": 1}}

Rows count from 1 and columns are letters, as people see them:

type     range, values: as typed, in the sheet's locale; "" clears a cell
insert   at, count, dimension (ROWS): above that row, left of that column
delete   at, count, dimension
sort     range, by (a column), descending
copy     at, count, to: rows copied and inserted above row `to`
move     at, count, to: rows dragged above row `to`
rename   to: the sheet's title; `spreadsheet`: the file's
protect  range, warning_only, editors
hide     at, count, dimension: hidden, still there
add      title: a new sheet; remove: this sheet is deleted
request  any one request of a batchUpdate, as it stands

Every deed is a call of its own past all hooks: a person has no quota, and meets no fault.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from sheets_emulator.errors import invalid
from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.latency import pattern
from sheets_emulator.refusals import told
from sheets_emulator.service import Service

_CORNER = re.compile(r"^\$?([A-Za-z]+)\$?(\d*)$")


@dataclasses.dataclass(slots=True)
class _Armed:
    """Edits that wait for a call."""

    match: re.Pattern[str]
    skip: int
    times: int
    edits: Mapping[str, Any]

    def takes(self, request: Request) -> bool:
        if not self.times or not self.match.search(request.endpoint):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class People(Hook):
    """Somebody who edits, now or just before the n-th call of a kind."""

    def __init__(self, apply: Callable[[Request], Answer]) -> None:
        self._apply = apply
        self.reset()

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"people": self._ask}

    def reset(self) -> None:
        """Nobody waits."""
        self._armed: list[_Armed] = []

    def before(self, request: Request) -> Answer | None:
        """Nothing in place of the service's answer; who waited for this call edits first."""
        for armed in [each for each in self._armed if each.takes(request)]:
            self.edit(armed.edits)
        return None

    def _ask(self, body: Json) -> Json:
        unknown = set(body) - {"spreadsheetId", "sheet", "do", "armed", "clear"}
        if unknown:
            raise invalid(f"Unknown: {', '.join(sorted(unknown))}")
        if body.get("clear"):
            self._armed.clear()
        if armed := body.get("armed"):
            skip, times = int(armed.get("skip", 0)), int(armed.get("times", 1))
            self._armed.append(_Armed(pattern(armed.get("match", "")), skip, times, body))
        elif "do" in body:
            return {"done": self.edit(body)}
        return {"armed": sum(each.times for each in self._armed)}

    def edit(self, edits: Mapping[str, Any]) -> list[Json]:
        """Do all of it; the service's answers.

        Raises:
            ApiError: one deed is unknown or was refused; those before it are done.

        """
        book = _Book(self._apply, edits["spreadsheetId"], edits.get("sheet"))
        deeds = edits["do"] if isinstance(edits["do"], list) else [edits["do"]]
        return [book.do(deed) for deed in deeds]


class _Book:
    """A spreadsheet as somebody sees it: rows from 1, columns as letters, one sheet in front."""

    def __init__(self, apply: Callable[[Request], Answer], book: str, sheet: str | None) -> None:
        self._apply = apply
        self._book = book
        self._title = sheet

    def do(self, deed: Json) -> Json:
        """One deed."""
        if not isinstance(deed, dict) or len(deed) != 1:
            raise invalid(f"One deed at a time, such as {{'insert': {{'at': 3}}}}; this is {deed}")
        name, how = next(iter(deed.items()))
        if name == "type":
            return self._typed(how)
        known = getattr(self, f"_{name}", None)
        if known is None or name not in _DEEDS:
            raise invalid(f"Unknown deed: {name}. Known: {', '.join(_DEEDS)}")
        answers = [self._batch(request) for request in known(how)]
        if name == "rename" and "to" in how:
            self._title = how["to"]
        return answers

    def _typed(self, how: Json) -> Json:
        area = how["range"]
        if self._title is not None and "!" not in area:
            title = self._title.replace("'", "''")
            area = f"'{title}'!{area}"
        path = f"/v4/spreadsheets/{self._book}/values/{quote(area, safe='')}"
        option = {"valueInputOption": [how.get("as", "USER_ENTERED")]}
        return self._call("PUT", path, {"values": how["values"]}, option)

    def _insert(self, how: Json) -> list[Json]:
        span = self._span(how)
        return [{"insertDimension": {"range": span, "inheritFromBefore": span["startIndex"] > 0}}]

    def _delete(self, how: Json) -> list[Json]:
        return [{"deleteDimension": {"range": self._span(how)}}]

    def _sort(self, how: Json) -> list[Json]:
        order = "DESCENDING" if how.get("descending") else "ASCENDING"
        spec = {"dimensionIndex": column(how["by"]), "sortOrder": order}
        return [{"sortRange": {"range": self._area(how["range"]), "sortSpecs": [spec]}}]

    def _copy(self, how: Json) -> list[Json]:
        source, to, count = self._span(how), int(how["to"]) - 1, int(how.get("count", 1))
        shifted = count if source["startIndex"] >= to else 0
        rows = {
            "sheetId": source["sheetId"],
            "startRowIndex": source["startIndex"] + shifted,
            "endRowIndex": source["endIndex"] + shifted,
        }
        new = {**source, "startIndex": to, "endIndex": to + count}
        place = {**rows, "startRowIndex": to, "endRowIndex": to + count}
        return [
            {"insertDimension": {"range": new}},
            {"copyPaste": {"source": rows, "destination": place, "pasteType": "PASTE_NORMAL"}},
        ]

    def _move(self, how: Json) -> list[Json]:
        to = int(how["to"]) - 1
        return [{"moveDimension": {"source": self._span(how), "destinationIndex": to}}]

    def _rename(self, how: Json) -> list[Json]:
        if "spreadsheet" in how:
            title = {"title": how["spreadsheet"]}
            return [{"updateSpreadsheetProperties": {"properties": title, "fields": "title"}}]
        title = {"sheetId": self._sheet_id(), "title": how["to"]}
        return [{"updateSheetProperties": {"properties": title, "fields": "title"}}]

    def _protect(self, how: Json) -> list[Json]:
        area = self._area(how["range"]) if "range" in how else {"sheetId": self._sheet_id()}
        warning = bool(how.get("warning_only", False))
        protected: Json = {"range": area, "warningOnly": warning}
        if not warning:
            protected["editors"] = {"users": list(how.get("editors", []))}
        return [{"addProtectedRange": {"protectedRange": protected}}]

    def _hide(self, how: Json) -> list[Json]:
        hidden = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        return [{"updateDimensionProperties": {"range": self._span(how), **hidden}}]

    def _add(self, how: Json) -> list[Json]:
        return [{"addSheet": {"properties": {"title": how["title"]}}}]

    def _remove(self, how: Json) -> list[Json]:
        del how
        return [{"deleteSheet": {"sheetId": self._sheet_id()}}]

    def _request(self, how: Json) -> list[Json]:
        return [how]

    def _span(self, how: Json) -> Json:
        at = str(how["at"])
        rows = at.isdecimal()
        start = int(at) - 1 if rows else column(at)
        return {
            "sheetId": self._sheet_id(),
            "dimension": how.get("dimension", "ROWS" if rows else "COLUMNS"),
            "startIndex": start,
            "endIndex": start + int(how.get("count", 1)),
        }

    def _area(self, text: str) -> Json:
        first, _, last = text.partition(":")
        corners = _CORNER.match(first), _CORNER.match(last or first)
        if not corners[0] or not corners[1]:
            raise invalid(f"Not a range of cells: {text}")
        area: Json = {"sheetId": self._sheet_id(), "startColumnIndex": column(corners[0][1])}
        area["endColumnIndex"] = column(corners[1][1]) + 1
        if corners[0][2]:
            area["startRowIndex"] = int(corners[0][2]) - 1
        if corners[1][2]:
            area["endRowIndex"] = int(corners[1][2])
        return area

    def _sheet_id(self) -> int:
        found = self._call("GET", f"/v4/spreadsheets/{self._book}", None, {})
        for sheet in found["sheets"]:
            if self._title in (None, sheet["properties"]["title"]):
                return int(sheet["properties"].get("sheetId", 0))
        raise invalid(f"No sheet is called {self._title}")

    def _batch(self, request: Json) -> Json:
        path = f"/v4/spreadsheets/{self._book}:batchUpdate"
        return self._call("POST", path, {"requests": [request]}, {})

    def _call(self, method: str, path: str, body: Json, query: dict[str, list[str]]) -> Json:
        sent = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        answer = self._apply(Request(method, path, query, headers, sent))
        if answer.status >= 400:
            raise invalid(f"The person was refused: {json.dumps(told(answer))}")
        return told(answer)


_DEEDS = ("type", "insert", "delete", "sort", "copy", "move", "rename", "protect", "hide", "add",
          "remove", "request")  # fmt: skip


def column(letters: str) -> int:
    """The index of a column from 0.

    >>> column("A"), column("AA")
    (0, 26)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    return People(service.apply)
