"""The few things for which xlwings has no word, as Excel's own objects call them.

The names are Excel's, so that the adapter speaks to a file as it speaks to Excel on Windows. Where
cells differ, Excel answers with nothing (Null), and so does this.
"""

# ruff: noqa: N802, D102 - every name is Excel's, and so is what it means
from __future__ import annotations

from pathlib import Path
from typing import Any

from addin.adapters.live_excel.files.strict import Strict
from addin.tables.table import Area, Sheet, Visibility

_VISIBLE = {Visibility.VISIBLE: -1, Visibility.HIDDEN: 0, Visibility.VERY_HIDDEN: 2}


def _one(answers: list[bool]) -> bool | None:
    return answers[0] if len(set(answers)) == 1 else None


class RangeApi(Strict):
    """``Range`` of Excel's object model."""

    __slots__ = ("_range",)

    def __init__(self, of: Any) -> None:
        self._range = of

    def _sheet(self, called: str) -> Sheet:
        document = self._range.sheet.document
        document.calls[called] += 1
        found: Sheet = document.sheet(self._range.sheet.name)
        return found

    @property
    def Value2(self) -> Any:
        return self._range.values2()

    @Value2.setter
    def Value2(self, entered: object) -> None:
        self._range.enter(entered, "Value2")

    def AutoFilter(self) -> None:
        self._range.sheet.document.left_out["filter"] += 1

    @property
    def Address(self) -> str:
        return str(self._range.address)

    @property
    def MergeCells(self) -> bool | None:
        merged = self._sheet("MergeCells").merged
        area = self._range.area
        touching = [one for one in merged if _meet(one, area)]
        if not touching:
            return False
        return _one([any(cell in one for one in touching) for cell in area.cells])

    @property
    def MergeArea(self) -> RangeApi:
        self._sheet("MergeArea")
        return RangeApi(self._range.merge_area)

    @property
    def HasArray(self) -> bool | None:
        sheet = self._sheet("HasArray")
        return self._within([a for c, a in sheet.arrays.items() if c not in sheet.spilling])

    @property
    def HasSpill(self) -> bool | None:
        sheet = self._sheet("HasSpill")
        return self._within([a for c, a in sheet.arrays.items() if c in sheet.spilling])

    def _within(self, areas: list[Area]) -> bool | None:
        touching = [one for one in areas if _meet(one, self._range.area)]
        if not touching:
            return False
        return _one([any(c in one for one in touching) for c in self._range.area.cells])

    @property
    def CurrentArray(self) -> RangeApi:
        return self._whole("CurrentArray")

    @property
    def SpillParent(self) -> RangeApi:
        area = self._area_of_array("SpillParent")
        return RangeApi(self._range.at(Area(area.top, area.left, area.top, area.left)))

    @property
    def SpillingToRange(self) -> RangeApi:
        return self._whole("SpillingToRange")

    def _whole(self, called: str) -> RangeApi:
        return RangeApi(self._range.at(self._area_of_array(called)))

    def _area_of_array(self, called: str) -> Area:
        cell = (self._range.row, self._range.column)
        return next(one for one in self._sheet(called).arrays.values() if cell in one)

    @property
    def Locked(self) -> bool | None:
        area = self._range.area
        self._sheet("Locked")
        answers = self._range.sheet.document.locked_in(self._range.sheet.name, area)
        return _one(answers)

    @property
    def EntireRow(self) -> Hiding:
        return Hiding(self, "row")

    @property
    def EntireColumn(self) -> Hiding:
        return Hiding(self, "column")


class Hiding(Strict):
    """The whole rows or columns of a range."""

    __slots__ = ("_api", "_what")

    def __init__(self, api: RangeApi, what: str) -> None:
        self._api = api
        self._what = what

    @property
    def Hidden(self) -> bool | None:
        sheet, area = self._api._sheet("Hidden"), self._api._range.area  # noqa: SLF001 - one object in two classes
        if self._what == "row":
            return _one([row in sheet.hidden_rows for row in range(area.top, area.bottom + 1)])
        return _one([c in sheet.hidden_columns for c in range(area.left, area.right + 1)])


class SheetApi(Strict):
    """``Worksheet`` of Excel's object model."""

    __slots__ = ("_of",)

    def __init__(self, of: Any) -> None:
        self._of = of

    @property
    def _sheet(self) -> Sheet:
        found: Sheet = self._of.document.sheet(self._of.name)
        return found

    @property
    def Visible(self) -> int:
        return _VISIBLE[self._sheet.visibility]

    @property
    def ProtectContents(self) -> bool:
        return self._sheet.is_protected

    @property
    def AutoFilter(self) -> AutoFilter | None:
        filtered = self._sheet.filtered
        return AutoFilter(RangeApi(self._of.at(filtered))) if filtered else None

    @property
    def AutoFilterMode(self) -> bool:
        return self._sheet.filtered is not None

    @AutoFilterMode.setter
    def AutoFilterMode(self, on: bool) -> None:
        del on
        self._of.document.left_out["filter"] += 1

    @property
    def FilterMode(self) -> bool:
        filtered = self._sheet.filtered
        hidden = self._sheet.hidden_rows
        return filtered is not None and any(
            row in hidden for row in range(filtered.top, filtered.bottom + 1)
        )


class AutoFilter(Strict):
    """``AutoFilter`` of Excel's object model."""

    __slots__ = ("Range",)

    def __init__(self, of: RangeApi) -> None:
        self.Range = of


class BookApi(Strict):
    """``Workbook`` of Excel's object model."""

    __slots__ = ("_of",)

    def __init__(self, of: Any) -> None:
        self._of = of

    @property
    def Date1904(self) -> bool:
        return bool(self._of.document.book.date_1904)

    @property
    def ProtectStructure(self) -> bool:
        return bool(self._of.document.has_locked_structure)

    @property
    def ReadOnly(self) -> bool:
        return False

    def LinkSources(self, kind: int) -> tuple[str, ...] | None:
        del kind
        return self._of.document.links or None

    def SaveCopyAs(self, path: str) -> None:
        Path(path).write_bytes(self._of.document.content)


def _meet(one: Area, other: Area) -> bool:
    return (
        one.top <= other.bottom and other.top <= one.bottom
        and one.left <= other.right and other.left <= one.right
    )  # fmt: skip
