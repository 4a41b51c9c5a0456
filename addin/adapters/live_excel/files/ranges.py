"""Ranges of the file-backed engine: what xlwings asks of a range, and macros through it."""

# ruff: noqa: D102 - every name is xlwings', and so is what it means
from __future__ import annotations

from typing import Any, Final

from addin.adapters.live_excel.files.api import RangeApi
from addin.adapters.live_excel.files.cells import LARGEST, FileCells
from addin.adapters.live_excel.files.document import NotOnFiles
from addin.adapters.live_excel.files.notes import FileNote
from addin.adapters.live_excel.files.strict import NotKept
from addin.tables.changes import Changes, NoteEdit
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, CellEdit

_STEPS: Final = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class FileRange(FileCells):
    """A range as xlwings knows it: cells, and the way from them to others."""

    __slots__ = ()

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    def expand(self, mode: str = "table") -> Any:
        from xlwings import Range, expansion  # noqa: PLC0415 - xlwings is loaded by now

        return expansion.expanders.get(mode, mode).expand(Range(impl=self)).impl

    def end(self, direction: str) -> FileRange:
        sheet, (down, right) = self._read, _STEPS[direction]
        row, column = self.row, self.column

        def filled(r: int, c: int) -> bool:
            return sheet.value(r, c) is not None

        def inside(r: int, c: int) -> bool:
            return 1 <= r <= max(len(sheet.rows), self.row) and 1 <= c <= max(
                sheet.width, self.column
            )

        wanted = filled(row, column) and filled(row + down, column + right)
        while inside(row + down, column + right):
            if wanted and not filled(row + down, column + right):
                break
            row, column = row + down, column + right
            if not wanted and filled(row, column):
                break
        return FileRange(self._sheet, Area(row, column, row, column))

    @property
    def current_region(self) -> FileRange:
        sheet, area = self._read, self.area

        def filled(one: Area) -> bool:
            return any(sheet.value(*cell) is not None for cell in one.cells)

        while True:
            wider = Area(
                max(1, area.top - 1), max(1, area.left - 1), area.bottom + 1, area.right + 1
            )
            grown = Area(
                wider.top
                if filled(Area(wider.top, wider.left, wider.top, wider.right))
                else area.top,
                wider.left
                if filled(Area(wider.top, wider.left, wider.bottom, wider.left))
                else area.left,
                wider.bottom
                if filled(Area(wider.bottom, wider.left, wider.bottom, wider.right))
                else area.bottom,
                wider.right
                if filled(Area(wider.top, wider.right, wider.bottom, wider.right))
                else area.right,
            )
            if grown == area:
                return FileRange(self._sheet, area)
            area = grown

    def clear_contents(self) -> None:
        self._document.calls["ClearContents"] += 1
        sheet = self._read
        rows = range(self.area.top, min(self.area.bottom, max(len(sheet.rows), 1)) + 1)
        columns = range(self.area.left, min(self.area.right, max(sheet.width, 1)) + 1)
        cells = {(r, c) for r in rows for c in columns} | {
            c for c in sheet.formulas if c in self.area
        }
        self._document.put(CellEdit(self._sheet.name, *cell, None) for cell in sorted(cells))

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,  # noqa: FBT001, FBT002 - xlwings' signature
        transpose: bool = False,  # noqa: FBT001, FBT002 - xlwings' signature
    ) -> None:
        if copy_type != "formats" or skip_blanks or transpose:
            raise NotOnFiles("copying anything but formats")
        if source_range.sheet.name != self._sheet.name:
            raise NotOnFiles("copying formats from another sheet")
        self._document.calls["PasteSpecial"] += 1
        like = getattr(source_range, "impl", source_range).area  # xlwings hands its own object on
        high, wide = like.bottom - like.top + 1, like.right - like.left + 1
        self._document.put(
            self._as_it_is(
                (row, column),
                like=(
                    like.top + (row - self.row) % high,
                    like.left + (column - self.column) % wide,
                ),
            )
            for row, column in self.area.cells
        )

    def clear_formats(self) -> None:
        self._document.calls["ClearFormats"] += 1
        sheet = self._read
        bottom, right = max(len(sheet.rows), 1), max(sheet.width, 1)
        if len(self) <= LARGEST:
            bottom, right = self.area.bottom, self.area.right
        area = Area(self.area.top, self.area.left, bottom, right)
        bare = (MAX_ROW, MAX_COLUMN)  # a cell that nobody has given a look
        self._document.put(self._as_it_is(cell, like=bare) for cell in area.cells)

    def clear(self) -> None:
        self.clear_formats()
        self.clear_contents()

    @property
    def font(self) -> NotKept:
        return NotKept(self._document, "font")

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        del screen_tip
        self._document.left_out["hyperlink"] += 1
        self.enter(f"'{text_to_display or address}", "Hyperlinks.Add")

    def _look(self, name: str) -> Any:
        raise NotOnFiles(f"asking for the {name.replace('_', ' ')} of cells")

    def autofit(self, axis: str | None = None) -> None:
        """Widths are Excel's business: a file has none of its own to work out."""

    @property
    def merge_cells(self) -> bool | None:
        cells = [any(cell in one for one in self._read.merged) for cell in self.area.cells]
        return cells[0] if len(set(cells)) == 1 else None

    @property
    def merge_area(self) -> FileRange:
        cell = (self.row, self.column)
        return FileRange(self._sheet, next((m for m in self._read.merged if cell in m), self.area))

    @property
    def note(self) -> FileNote | None:
        return FileNote(self) if (self.row, self.column) in self._read.notes else None

    def add_note(self, text: str) -> Any:
        self._document.calls["AddComment"] += 1
        self._document.change(
            Changes(notes=(NoteEdit(self._sheet.name, self.row, self.column, text),))
        )
        return self.note

    def select(self) -> None:
        self._sheet.book.app.selection_at = self

    @property
    def rows(self) -> Any:
        return [
            FileRange(self._sheet, Area(r, self.area.left, r, self.area.right)) for r in self._rows
        ]

    @property
    def columns(self) -> Any:
        return [
            FileRange(self._sheet, Area(self.area.top, c, self.area.bottom, c))
            for c in self._columns
        ]


def _not_kept(name: str) -> property:
    """A look that may be set, and does not reach the file."""

    def left_out(self: FileRange, value: object) -> None:
        del value
        self.sheet.document.left_out[name] += 1

    return property(lambda self: self._look(name), left_out)


for _name in (
    "color",
    "wrap_text",
    "horizontal_alignment",
    "vertical_alignment",
    "column_width",
    "row_height",
):
    setattr(FileRange, _name, _not_kept(_name))
