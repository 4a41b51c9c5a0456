"""A host without a program: carries operations out on a snapshot, as the page and Calc do."""

from __future__ import annotations

import copy
from typing import Any

from addin.tables.table import Area, address, cell_at


class Differs(Exception):
    """Something is not as the operations expect it."""


class Host:
    """A workbook by its snapshot."""

    def __init__(self, snapshot: dict[str, Any]) -> None:
        self.told = copy.deepcopy(snapshot)

    def sheet(self, name: str) -> dict[str, Any]:
        """One sheet, by its name in any case."""
        return next(s for s in self.told["sheets"] if s["name"].casefold() == name.casefold())

    def has(self, name: str) -> bool:
        """Whether there is such a sheet."""
        return any(s["name"].casefold() == name.casefold() for s in self.told["sheets"])

    def holds(self, sheet: str, cell: tuple[int, int]) -> Any:
        """What a cell holds, as operations state it."""
        told = self.sheet(sheet)
        formula = dict(told["formulas"]).get(address(*cell))
        if formula is not None:
            return {"f": formula}
        row, column = cell
        rows = told["values"]
        return (
            rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
        )

    def put(self, sheet: str, cell: tuple[int, int], content: Any) -> None:
        """Put something into a cell."""
        told = self.sheet(sheet)
        where = address(*cell)
        told["formulas"] = [one for one in told["formulas"] if one[0] != where]
        told["uncached"] = [one for one in told["uncached"] if one != where]
        row, column = cell
        if isinstance(content, dict) and "f" in content:
            told["formulas"].append([where, content["f"]])
            told["uncached"].append(where)
            content = None
        rows = told["values"]
        rows.extend([] for _ in range(row - len(rows)))
        rows[row - 1].extend([None] * (column - len(rows[row - 1])))
        rows[row - 1][column - 1] = content

    def check(self, operations: list[dict[str, Any]]) -> None:
        """Compare everything with what the operations expect."""
        for one in operations:
            if one["op"] == "cells":
                area = Area.of(one["at"])
                found = iter(area.cells)
                for row in one["was"]:
                    for expected in row:
                        cell = next(found)
                        if self.holds(one["sheet"], cell) != expected:
                            raise Differs(one["sheet"], address(*cell))
            elif one["op"] == "note":
                now = dict(self.sheet(one["sheet"])["notes"]).get(one["at"], "")
                if now != one["was"]:
                    raise Differs(one["sheet"], one["at"])

    def carry_out(self, operations: list[dict[str, Any]]) -> None:
        """Compare first, then do all of it."""
        self.check(operations)
        self.do(operations)

    def do(self, operations: list[dict[str, Any]]) -> None:
        """Do all of it, whatever is there now: what takes a half done batch back."""
        for one in operations:
            getattr(self, f"_{one['op']}")(one)

    def _cells(self, one: dict[str, Any]) -> None:
        found = iter(Area.of(one["at"]).cells)
        for row in one["put"]:
            for content in row:
                self.put(one["sheet"], next(found), content)

    def _formats(self, one: dict[str, Any]) -> None:
        for code, area in one["formats"]:
            self._format(one["sheet"], Area.of(area), code)

    def _format(self, sheet: str, area: Area, code: str) -> None:
        told = self.sheet(sheet)
        codes = {cell: known for known, each in told["formats"] for cell in Area.of(each).cells}
        codes |= dict.fromkeys(area.cells, code)
        told["formats"] = [
            [known, address(*cell)] for cell, known in codes.items() if known != "General"
        ]

    def _like(self, one: dict[str, Any]) -> None:
        told = self.sheet(one["sheet"])
        codes = {cell: known for known, each in told["formats"] for cell in Area.of(each).cells}
        for area, like in one["looks"]:
            over, (row, column) = Area.of(area), cell_at(like)
            for r, c in over.cells:
                code = codes.get((row, column + c - over.left), "General")
                self._format(one["sheet"], Area(r, c, r, c), code)

    def _bare(self, one: dict[str, Any]) -> None:
        for area in one["areas"]:
            self._format(one["sheet"], Area.of(area), "General")

    def _table(self, one: dict[str, Any]) -> None:
        for table in self.sheet(one["sheet"])["tables"]:
            if table["name"] == one["table"]:
                area = Area.of(table["area"])
                bottom = area.top + table["headers"] + one["rows"] + table["totals"] - 1
                if bottom < area.bottom:
                    for cell in Area(bottom + 1, area.left, area.bottom, area.right).cells:
                        self.put(one["sheet"], cell, None)
                table["area"] = str(Area(area.top, area.left, bottom, area.right))

    def _note(self, one: dict[str, Any]) -> None:
        told = self.sheet(one["sheet"])
        told["notes"] = [each for each in told["notes"] if each[0] != one["at"]]
        if one["text"]:
            told["notes"].append([one["at"], one["text"]])

    def _name(self, one: dict[str, Any]) -> None:
        self.told["names"] = [
            each for each in self.told["names"] if (each[0], each[2]) != (one["name"], one["sheet"])
        ]
        if one["formula"]:
            self.told["names"].append([one["name"], one["formula"], one["sheet"], one["hidden"]])

    def _rename(self, one: dict[str, Any]) -> None:
        if self.has(one["sheet"]):
            self.sheet(one["sheet"])["name"] = one["name"]

    def _emptied(self, name: str) -> None:
        empty: dict[str, Any] = {
            "name": name, "at": "A1", "values": [], "formulas": [], "formats": [],
            "notes": [], "uncached": [], "tables": [],
        }  # fmt: skip
        if self.has(name):
            self.sheet(name).update(empty)
        else:
            self.told["sheets"].append(empty)

    def _sheet(self, one: dict[str, Any]) -> None:
        self._emptied(one["sheet"])
        self._formats({"sheet": one["sheet"], "formats": one["formats"]})
        for r, row in enumerate(one["cells"], 1):
            for c, content in enumerate(row, 1):
                if content is not None:
                    self.put(one["sheet"], (r, c), content)

    def _restore(self, one: dict[str, Any]) -> None:
        self._emptied(one["sheet"])
        self._formats({"sheet": one["sheet"], "formats": one["formats"]})
        for where, content in one["cells"]:
            self.put(one["sheet"], cell_at(where), content)

    def _remove(self, one: dict[str, Any]) -> None:
        self.told["sheets"] = [s for s in self.told["sheets"] if s["name"] != one["sheet"]]
