"""A workbook file that is open in no program: its bytes, edited by our own patcher.

Behind the file-backed engine of xlwings. What nobody edits stays byte for byte; formulas are worked
out anew after an edit by our own evaluator, as far as it knows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from addin.adapters.digest import digest_of
from addin.adapters.live_excel.files.sheet_removal import without_sheet
from addin.adapters.xlsx.formats.styles_part import StylesPart
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.patcher import patched
from addin.adapters.xlsx.reading.format_codes import GENERAL
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.adapters.xlsx.reading.styles import number_formats
from addin.adapters.xlsx.sheet.look import cells_in, scanned
from addin.tables.calculate import Calculation
from addin.tables.changes import Changes, ComputedValue
from addin.tables.constants import constants_only
from addin.tables.table import Area, Book, CellEdit, NewSheet, Sheet, Value

Key = tuple[str, int, int]


class NotOnFiles(NotImplementedError, AttributeError):
    """Something that xlwings can do in Excel, and the file-backed engine cannot."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs Excel: it cannot be done on a workbook that is only a file")


class Document:
    """One workbook: its bytes, what is in them, and cell edits that wait to be put in.

    ``calculates`` says whether formulas are worked out after an edit, as Excel does.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.calculates = True
        self.calls: Counter[str] = Counter()
        """How often what was asked for or set: in Excel each is a call between programs."""
        self.left_out: Counter[str] = Counter()
        """Looks that were set and that a file engine does not keep: fonts, fills, widths, links."""
        self._content = content
        self._waiting: dict[Key, CellEdit] = {}
        self._book: Book | None = None
        self._formats: dict[str, Mapping[tuple[int, int], str]] = {}
        self._is_stale = False

    @property
    def content(self) -> bytes:
        """The bytes of the file as it is now."""
        self._settle()
        return self._content

    @property
    def book(self) -> Book:
        """What is in it now."""
        self._settle()
        if self._book is None:
            self._book = self._read()
            if self._is_stale and self.calculates:
                self._book = self._worked_out(self._book)
        return self._book

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The workbooks that it links to; no edit adds one."""
        return tuple(self.book.links.values())

    def sheet(self, name: str) -> Sheet:
        """One of its sheets.

        Raises:
            KeyError: there is none of that name.
        """
        found = self.book.sheet(name)
        if found is None:
            raise KeyError(name)
        return found

    def put(self, edits: Iterable[CellEdit]) -> None:
        """Have cells edited; a later edit of a cell takes the place of an earlier one."""
        for edit in edits:
            key = (edit.sheet, edit.row, edit.column)
            before = self._waiting.pop(key, None)
            self._waiting[key] = _joined(before, edit) if before else edit

    def change(self, changes: Changes) -> None:
        """Have everything else changed."""
        self._settle()
        self._take(patched(self._content, changes))

    def add_sheet(self, name: str) -> None:
        """A blank sheet behind all others, which nobody has marked as Tieout's."""
        known = set(self.book.names)
        self.change(Changes(sheets=(NewSheet(name, ()),)))
        for mark in [one for one in self.book.names if one not in known and "!" not in one]:
            self.define(mark, "")

    def define(self, name: str, formula: str, sheet: str = "", *, hidden: bool = False) -> None:
        """Set a name of the workbook or of one sheet; no formula takes it away."""
        self._settle()
        draft = Draft(RawZip(self._content))
        workbook = WorkbookPartEdit(draft)
        found = [one.index for one in workbook.sheets if one.name.casefold() == sheet.casefold()]
        if sheet and not found:
            raise KeyError(sheet)
        index = found[0] if found else None
        if formula:
            workbook.define(name, formula, index, hidden=hidden)
        else:
            workbook.undefine(name, index)
        self._take(b"".join(draft.packed()))

    def remove_sheet(self, name: str) -> None:
        """Without one of its sheets."""
        self._settle()
        self._take(without_sheet(self._content, name))

    def save(self, path: Path | None = None) -> None:
        """Put the bytes on the disk."""
        self._settle()
        if self._is_stale and self.calculates:
            self.calculate()  # fresh values go into the file
        self.path = path or self.path
        self.path.write_bytes(self.content)

    def calculate(self) -> None:
        """Work out every formula anew."""
        self._settle()
        self._book, self._is_stale = self._worked_out(self._read()), False

    def code_of(self, sheet: str, row: int, column: int) -> str:
        """The number format of a cell, whether or not it holds anything."""
        waiting = self._waiting.get((sheet, row, column))
        if waiting is not None and waiting.number_format:
            return waiting.number_format
        return self._codes(sheet).get((row, column), GENERAL)

    def codes_in(self, sheet: str, area: Area) -> set[str]:
        """The number formats in an area."""
        self._settle()
        codes = self._codes(sheet)
        return {codes.get(cell, GENERAL) for cell in area.cells}

    def _codes(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The number formats of the cells that the file has, filled or not."""
        if sheet not in self._formats:
            draft = Draft(RawZip(self._content))
            package = Package(self._content, self.path.name)
            workbook = WorkbookPartEdit(draft)
            related = workbook.related("styles")
            codes = number_formats(package, related.target) if related else ()
            part = next(one.part for one in workbook.sheets if one.name == sheet)
            self._formats[sheet] = {
                (number, cell.column): codes[int(cell.style)]
                for block in scanned(draft, part).blocks()
                for number in block.row_numbers
                if (row := block.row(number)) is not None
                for cell in block.cells(row)
                if cell.style and cell.style.isdigit() and int(cell.style) < len(codes)
            }
        return self._formats[sheet]

    def locked_in(self, sheet: str, area: Area) -> list[bool]:
        """Whether cells are locked, should their sheet be protected."""
        draft = Draft(RawZip(self.content))
        workbook = WorkbookPartEdit(draft)
        entry = next(one for one in workbook.sheets if one.name == sheet)
        related = workbook.related("styles")
        if related is None:
            return [True]
        styles = StylesPart(draft.read(related.target), related.target)
        there = cells_in(draft, entry.part, range(area.top, area.bottom + 1))
        return [
            styles.is_locked(there[cell].style if cell in there else None) for cell in area.cells
        ]

    @property
    def has_locked_structure(self) -> bool:
        """Whether sheets may be neither added nor taken away."""
        return WorkbookPartEdit(Draft(RawZip(self.content))).is_locked

    def _settle(self) -> None:
        if self._waiting:
            edits, self._waiting = tuple(self._waiting.values()), {}
            self._take(patched(self._content, Changes(cells=edits)))

    def _take(self, content: bytes) -> None:
        if content != self._content:
            self._content, self._book, self._is_stale = content, None, True
            self._formats.clear()

    def _read(self) -> Book:
        package = Package(self._content, self.path.name)
        return book_of(package, digest_of(self._content))

    def _worked_out(self, book: Book) -> Book:
        """The workbook with fresh values, which go into the bytes too."""
        calculation = Calculation(bare := constants_only(book))
        computed: list[ComputedValue] = []
        for sheet, shown in zip(bare.sheets, book.sheets, strict=True):
            for (row, column), value in calculation.worked_out(sheet).items():
                if not _same(value, shown.value(row, column)):
                    computed.append(ComputedValue(sheet.name, row, column, value))
        self._is_stale = False
        if not computed:
            return book
        self._content = patched(self._content, Changes(computed=tuple(computed)))
        return self._read()


def _joined(before: CellEdit, after: CellEdit) -> CellEdit:
    """Two edits of one cell: what the later one does not say, the earlier one says."""
    return replace(
        after,
        like=after.like or before.like,
        number_format=after.number_format or before.number_format,
    )


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other
