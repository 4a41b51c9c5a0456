"""Names, tables and notes of the file-backed engine."""

# ruff: noqa: D102 - every name is xlwings', and so is what it means
from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from addin.adapters.live_excel.files.cells import area_of
from addin.adapters.live_excel.files.document import Document, NotOnFiles
from addin.adapters.live_excel.files.ranges import FileRange
from addin.adapters.live_excel.files.strict import Strict
from addin.adapters.xlsx.parts.workbook_part_edit import quoted_sheet
from addin.tables.beside_cells import DefinedName
from addin.tables.changes import Changes, TableSize
from addin.tables.table import Area, ListObject

BUILT_IN: Final = "_xlnm."


class FileNames(Strict):
    """The defined names of a workbook, or of one sheet."""

    __slots__ = ("book", "sheet")

    def __init__(self, book: Any, sheet: str = "") -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return self

    def _all(self) -> list[FileName]:
        found = self.book.document.book.defined_names
        return [
            FileName(self.book, one)
            for one in found
            if not self.sheet or one.sheet.casefold() == self.sheet.casefold()
        ]

    def snapshot(self) -> list[tuple[str, FileName]]:
        self.book.document.calls["Names"] += 1
        return [(one.name, one) for one in self._all()]

    def __call__(self, key: int | str) -> FileName:
        if isinstance(key, int):
            return self._all()[key - 1]
        for one in self._all():
            if key.casefold() in {one.name.casefold(), one.name.rpartition("!")[2].casefold()}:
                return one
        raise KeyError(key)

    def contains(self, key: int | str) -> bool:
        try:
            self(key)
        except (KeyError, IndexError):
            return False
        return True

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[FileName]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> FileName:
        self.book.document.calls["Names.Add"] += 1
        before, _, own = name.rpartition("!")
        sheet = before.strip("'").replace("''", "'") or self.sheet
        self.book.document.define(_stored(own), refers_to.removeprefix("="), sheet)
        return self(name)


class FileName(Strict):
    """One defined name, as Excel calls it: ``Sheet!Name`` where it belongs to a sheet."""

    __slots__ = ("_defined", "book")

    def __init__(self, book: Any, defined: DefinedName) -> None:
        self.book = book
        self._defined = defined

    @property
    def api(self) -> FileName:
        return self

    @property
    def Visible(self) -> bool:  # noqa: N802 - Excel's name
        return not self._defined.is_hidden

    @Visible.setter
    def Visible(self, visible: bool) -> None:  # noqa: N802 - Excel's name
        one = self._defined
        self.book.document.define(one.name, one.formula, one.sheet, hidden=not visible)

    @property
    def name(self) -> str:
        own = self._defined.name.removeprefix(BUILT_IN)
        return f"{quoted_sheet(self._defined.sheet)}{own}" if self._defined.sheet else own

    @property
    def refers_to(self) -> str:
        return f"={self._defined.formula}"

    @refers_to.setter
    def refers_to(self, formula: str) -> None:
        one = self._defined
        self.book.document.define(
            one.name, formula.removeprefix("="), one.sheet, hidden=one.is_hidden
        )

    @property
    def refers_to_range(self) -> FileRange:
        sheet, _, cells = self._defined.formula.rpartition("!")
        return FileRange(self.book.sheets(sheet.strip("'").replace("''", "'")), area_of(cells))

    def delete(self) -> None:
        self.book.document.calls["Name.Delete"] += 1
        self.book.document.define(self._defined.name, "", self._defined.sheet)


def _stored(name: str) -> str:
    built_in = {"Print_Area", "Print_Titles", "_FilterDatabase"}
    return f"{BUILT_IN}{name}" if name in built_in else name


class FileTables(Strict):
    """The tables of a sheet that Excel knows."""

    __slots__ = ("sheet",)

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def _names(self) -> list[str]:
        return [one.name for one in self.sheet.document.sheet(self.sheet.name).list_objects]

    def __call__(self, key: int | str) -> FileTable:
        names = self._names()
        if isinstance(key, int):
            return FileTable(self.sheet, names[key - 1])
        for name in names:
            if name.casefold() == key.casefold():
                return FileTable(self.sheet, name)
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[FileTable]:
        return iter([FileTable(self.sheet, name) for name in self._names()])

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.casefold() in {one.casefold() for one in self._names()}


class FileTable(Strict):
    """One table."""

    __slots__ = ("_name", "parent")

    def __init__(self, sheet: Any, name: str) -> None:
        self.parent = sheet
        self._name = name

    @property
    def _document(self) -> Document:
        document: Document = self.parent.document
        return document

    @property
    def _known(self) -> ListObject:
        self._document.calls["ListObject"] += 1
        found = self._document.sheet(self.parent.name).list_objects
        return next(one for one in found if one.name == self._name)

    def _part(self, top: int, bottom: int) -> FileRange | None:
        area = self._known.area
        if bottom < top:
            return None
        return FileRange(self.parent, Area(top, area.left, bottom, area.right))

    @property
    def api(self) -> FileTable:
        return self

    @property
    def SourceType(self) -> int:  # noqa: N802 - Excel's name
        return 3 if self._known.connection else 1

    @property
    def name(self) -> str:
        return self._name

    display_name = name

    def ListColumns(self, number: int) -> FileTableColumn:  # noqa: N802 - Excel's name
        return FileTableColumn(self._known.columns[number - 1])

    @property
    def range(self) -> FileRange:
        return FileRange(self.parent, self._known.area)

    @property
    def show_headers(self) -> bool:
        return bool(self._known.header_rows)

    @property
    def show_totals(self) -> bool:
        return bool(self._known.totals_rows)

    @property
    def header_row_range(self) -> FileRange | None:
        area = self._known.area
        return self._part(area.top, area.top + self._known.header_rows - 1)

    @property
    def totals_row_range(self) -> FileRange | None:
        area = self._known.area
        return self._part(area.bottom - self._known.totals_rows + 1, area.bottom)

    @property
    def data_body_range(self) -> FileRange | None:
        known = self._known
        return self._part(known.area.top + known.header_rows, known.area.bottom - known.totals_rows)

    @property
    def rows(self) -> FileTableRows:
        return FileTableRows(self)

    def resize(self, wanted: FileRange) -> None:
        known, area = self._known, wanted.area
        old = known.area
        if known.totals_rows or (area.top, area.left, area.right) != (old.top, old.left, old.right):
            raise NotOnFiles("a table that gets other columns, or moves")
        self._document.calls["Resize"] += 1
        self.sized(area.bottom - area.top + 1 - known.header_rows)

    def sized(self, rows: int) -> None:
        """With so many rows of data."""
        self._document.change(Changes(tables=(TableSize(self._name, rows),)))


class FileTableColumn(Strict):
    """One column of a table."""

    __slots__ = ("Name",)

    def __init__(self, name: str) -> None:
        self.Name = name


class FileTableRows(Strict):
    """The rows of data of a table."""

    __slots__ = ("parent",)

    def __init__(self, table: FileTable) -> None:
        self.parent = table

    def __len__(self) -> int:
        body = self.parent.data_body_range
        return body.shape[0] if body else 0

    def __call__(self, number: int) -> FileTableRow:
        if not 1 <= number <= len(self):
            raise KeyError(number)
        return FileTableRow(self.parent, number)

    def __iter__(self) -> Iterator[FileTableRow]:
        return iter([FileTableRow(self.parent, n) for n in range(1, len(self) + 1)])

    @property
    def column_count(self) -> int:
        return self.parent.range.shape[1]

    def add(self, values: object = None, index: int | None = None) -> FileTableRow:
        if index is not None and index != len(self) + 1:
            raise NotOnFiles("a new row of a table anywhere but at its end")
        self.parent._document.calls["ListRows.Add"] += 1  # noqa: SLF001 - one object in two classes
        self.parent.sized(len(self) + 1)
        row = self(len(self))
        if values is not None:
            row.range.raw_value = values
        return row


class FileTableRow(Strict):
    """One row of data of a table."""

    __slots__ = ("index", "table")

    def __init__(self, table: FileTable, index: int) -> None:
        self.table = table
        self.index = index

    @property
    def range(self) -> FileRange:
        body = self.table.data_body_range
        if body is None:
            raise KeyError(self.index)
        row = body.row + self.index - 1
        return FileRange(self.table.parent, Area(row, body.area.left, row, body.area.right))

    def delete(self) -> None:
        if self.index != len(self.table.rows):
            raise NotOnFiles("taking a row out of a table anywhere but at its end")
        self.table._document.calls["ListRow.Delete"] += 1  # noqa: SLF001 - one object in two classes
        self.table.sized(self.index - 1)
