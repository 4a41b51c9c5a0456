"""Sheets of the file-backed engine."""

# ruff: noqa: D102 - every name is xlwings', and so is what it means
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from addin.adapters.live_excel.files.api import SheetApi
from addin.adapters.live_excel.files.beside import FileNames, FileTables
from addin.adapters.live_excel.files.cells import area_of
from addin.adapters.live_excel.files.document import Document, NotOnFiles
from addin.adapters.live_excel.files.notes import FileNote
from addin.adapters.live_excel.files.ranges import FileRange
from addin.adapters.live_excel.files.strict import Strict
from addin.tables.changes import Changes, SheetRename
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, Visibility


class FileSheets(Strict):
    """The sheets of a workbook, in the order of their tabs."""

    __slots__ = ("book",)

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def active(self) -> FileSheet:
        found = self.book.active or self(1)
        return self(found.name)

    def __call__(self, key: int | str) -> FileSheet:
        names = [sheet.name for sheet in self.book.document.book.sheets]
        if isinstance(key, int):
            if not 1 <= key <= len(names):
                raise KeyError(key)
            return self(names[key - 1])
        for name in names:
            if name.casefold() == key.casefold():
                found: FileSheet = self.book.sheet_called(name)
                return found
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.book.document.book.sheets)

    def __iter__(self) -> Iterator[FileSheet]:
        return iter([self(number) for number in range(1, len(self) + 1)])

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.book.document.book.sheet(key) is not None

    def add(
        self,
        before: FileSheet | None = None,
        after: FileSheet | None = None,
        name: str | None = None,
    ) -> FileSheet:
        names = {sheet.name.casefold() for sheet in self.book.document.book.sheets}
        free = (f"Sheet{n}" for n in range(1, len(names) + 2))
        chosen = name or next(one for one in free if one.casefold() not in names)
        last = self(len(self))
        if before is not None or (after is not None and after.name != last.name):
            raise NotOnFiles("a new sheet anywhere but behind all others")
        self.book.document.calls["Sheets.Add"] += 1
        self.book.document.add_sheet(chosen)
        self.book.active = self(chosen)
        return self(chosen)


class FileSheet(Strict):
    """One sheet; it keeps being that sheet when it is renamed."""

    __slots__ = ("_name", "book")

    def __init__(self, book: Any, name: str) -> None:
        self.book = book
        self._name = name

    @property
    def document(self) -> Document:
        """The workbook's file."""
        document: Document = self.book.document
        return document

    @property
    def api(self) -> SheetApi:
        return SheetApi(self)

    def at(self, area: Area) -> FileRange:
        """Cells of it."""
        return FileRange(self, area)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self.document.change(Changes(renames=(SheetRename(self._name, name),)))
        self.book.renamed(self._name, name)
        object.__setattr__(self, "_name", name)

    @property
    def index(self) -> int:
        return [sheet.name for sheet in self.document.book.sheets].index(self._name) + 1

    @property
    def visible(self) -> bool:
        return self.document.sheet(self._name).visibility is Visibility.VISIBLE

    @property
    def names(self) -> FileNames:
        return FileNames(self.book, self._name)

    @property
    def tables(self) -> FileTables:
        return FileTables(self)

    @property
    def notes(self) -> list[FileNote]:
        cells = sorted(self.document.sheet(self._name).notes)
        return [FileNote(FileRange(self, Area(r, c, r, c))) for r, c in cells]

    @property
    def cells(self) -> FileRange:
        return FileRange(self, Area(1, 1, MAX_ROW, MAX_COLUMN))

    @property
    def used_range(self) -> FileRange:
        self.document.calls["UsedRange"] += 1
        sheet = self.document.sheet(self._name)
        rows = [r for r, row in enumerate(sheet.rows, 1) if any(v is not None for v in row)]
        columns = [c for row in sheet.rows for c, v in enumerate(row, 1) if v is not None]
        for row, column in (*sheet.formulas, *((a.top, a.left) for a in sheet.merged)):
            rows.append(row)
            columns.append(column)
        for area in sheet.merged:
            rows.append(area.bottom)
            columns.append(area.right)
        if not rows:
            return FileRange(self, Area(1, 1, 1, 1))
        return FileRange(self, Area(min(rows), min(columns), max(rows), max(columns)))

    def range(self, first: Any, last: Any = None) -> FileRange:
        start, end = self._corner(first), self._corner(last if last is not None else first)
        return FileRange(
            self,
            Area(
                min(start.top, end.top), min(start.left, end.left),
                max(start.bottom, end.bottom), max(start.right, end.right),
            ),
        )  # fmt: skip

    def _corner(self, given: Any) -> Area:
        if isinstance(given, FileRange):
            return given.area
        if isinstance(given, tuple) and len(given) == 4:
            row, column, high, wide = given
            return Area(row, column, row + high - 1, column + wide - 1)
        if isinstance(given, tuple):
            if 0 in given:
                raise IndexError("rows and columns count from 1")
            return Area(*given, *given)
        named = self.document.book.names.get(
            f"{self._name}!{given}"
        ) or self.document.book.names.get(given)
        return area_of(named or given)

    def activate(self) -> None:
        self.book.active = self

    def select(self) -> None:
        self.activate()

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def clear(self) -> None:
        self.used_range.clear()

    def delete(self) -> None:
        self.document.calls["Sheet.Delete"] += 1
        self.document.remove_sheet(self._name)
        self.book.active = None

    def autofit(self, axis: str | None = None) -> None:
        """Widths are Excel's business: a file has none of its own to work out."""
