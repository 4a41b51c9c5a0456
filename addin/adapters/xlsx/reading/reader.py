"""Read an Excel workbook: every sheet's values, formulas and formats, in one pass over each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from addin.adapters.digest import digest_of
from addin.adapters.files import read_bytes
from addin.adapters.kinds import Kind, kind_of
from addin.adapters.xlsx.markup import BadMarkup, Untidy
from addin.adapters.xlsx.reading.cell_values import CellValues
from addin.adapters.xlsx.reading.links import Link, link_of
from addin.adapters.xlsx.reading.metadata import dynamic_marks
from addin.adapters.xlsx.reading.package import Package, Relationship
from addin.adapters.xlsx.reading.remarks import people_of
from addin.adapters.xlsx.reading.row_cells import RowCells, with_shared
from addin.adapters.xlsx.reading.shared_strings import shared_strings
from addin.adapters.xlsx.reading.sheet_parts import connections_of
from addin.adapters.xlsx.reading.styles import number_formats
from addin.adapters.xlsx.reading.whole_sheet import (
    Surroundings,
    shared_formulas,
    streamed,
    whole_sheet,
)
from addin.adapters.xlsx.reading.workbook_part import SheetEntry, workbook_part
from addin.errors import UnsupportedFormat
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import Book, Sheet


def read_workbook(path: Path, name: str, only: Collection[str] = ()) -> Book:
    """The workbook in a file; findings will call it by ``name``.

    ``only``: the sheets wanted, by name in any case; no other is read. Empty: all.

    Raises:
        FileError: it cannot be read; says why. Nothing is ever written.
    """
    return open_workbook(path, name).book(only)


def open_workbook(path: Path, name: str) -> WorkbookFile:
    """The workbook in a file, none of its sheets read yet; findings will call it by ``name``.

    Raises:
        FileError: it cannot be read; says why. Nothing is ever written.
    """
    content = read_bytes(path, name)
    if kind_of(content, name) is not Kind.ZIP:
        raise UnsupportedFormat(name, "it is an older kind of workbook")
    return WorkbookFile(Package(content, name), digest_of(content))


def book_of(package: Package, digest: str, only: Collection[str] = ()) -> Book:
    """The workbook in a package.

    Raises:
        DamagedFile: a part is missing, broken or of hostile size.
        UnsupportedFormat: the package is another kind of document.
    """
    return WorkbookFile(package, digest).book(only)


class WorkbookFile:
    """A workbook whose sheets are read when they are asked for, each time anew.

    Raises:
        DamagedFile: its workbook part is missing or broken.
        UnsupportedFormat: the package is another kind of document.
    """

    def __init__(self, package: Package, digest: str) -> None:
        self.name = package.name
        self.digest = digest
        self._package = package
        self._workbook = workbook_part(package)
        self._entries = [entry for entry in self._workbook.sheets if entry.part]

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Its sheets with cells, in the order of their tabs."""
        return tuple(entry.name for entry in self._entries)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, in any case; None if there is none.

        Raises:
            DamagedFile: a part is missing, broken or of hostile size.
        """
        entry = self._entry(name)
        return whole_sheet(self._package, entry, self._surroundings) if entry else None

    def rows(self, name: str) -> Iterator[RowCells]:
        """The rows of a sheet one by one, in the order of the file: memory does not grow with them.

        Rows without content are left out, but for hidden ones. The formulas of rows that share one
        are written out for each.

        Raises:
            DamagedFile: as ``sheet``; rows before the damage were given already.
        """
        entry = self._entry(name)
        if entry is None:
            return
        around = self._surroundings
        shared: Mapping[str, FormulaTemplate] | None = None
        for row in streamed(self._package, entry, around):
            if any(formula.shared for formula in row.formulas):
                if shared is None:  # the formula stands further down: the sheet is gone through
                    shared = shared_formulas(self._package, entry, around)
                yield with_shared(row, shared)
            else:
                yield row

    def book(self, only: Collection[str] = ()) -> Book:
        """The whole workbook, or ``only`` the sheets of these names, in any case.

        Raises:
            DamagedFile: as ``sheet``.
        """
        wanted = {name.casefold() for name in only}
        entries = [e for e in self._entries if not wanted or e.name.casefold() in wanted]
        workbook = self._workbook
        links = dict(enumerate(map(self._link, workbook.links), 1))
        return Book(
            self.name,
            tuple(whole_sheet(self._package, entry, self._surroundings) for entry in entries),
            self.digest,
            workbook.kind,
            workbook.date_1904,
            {f"{n.sheet}!{n.name}" if n.sheet else n.name: n.formula for n in workbook.names},
            {number: link.target for number, link in links.items()},
            {number: link.values for number, link in links.items() if link.values},
            linked_names={number: link.names for number, link in links.items() if link.names},
            defined_names=workbook.names,
            calculation=workbook.calculation,
            connections=tuple(self._surroundings.connections.values()),
        )

    def _entry(self, name: str) -> SheetEntry | None:
        wanted = name.casefold()
        return next((e for e in self._entries if e.name.casefold() == wanted), None)

    @cached_property
    def _surroundings(self) -> Surroundings:
        related = self._workbook.related.values()
        metadata = self._workbook.related_part("sheetMetadata")
        return Surroundings(
            self._values(),
            people_of(self._package, related),
            connections_of(self._package, related),
            dynamic_marks(self._package, metadata)
            if metadata and metadata in self._package
            else frozenset(),
        )

    def _values(self) -> CellValues:
        strings = self._workbook.related_part("sharedStrings")
        styles = self._workbook.related_part("styles")
        package = self._package
        return CellValues(
            _strings(package, strings) if strings and strings in package else (),
            number_formats(package, styles) if styles and styles in package else (),
            date_1904=self._workbook.date_1904,
        )

    def _link(self, relationship: Relationship | None) -> Link:
        if relationship is None or relationship.target not in self._package:
            return Link()
        return link_of(self._package, relationship.target)


def _strings(package: Package, part: str) -> list[str]:
    try:
        try:
            return shared_strings(package.text(part))
        except Untidy:
            return shared_strings(package.tidied(part))
    except BadMarkup as error:
        raise package.damaged(f"its part {part} is broken: {error}") from error
