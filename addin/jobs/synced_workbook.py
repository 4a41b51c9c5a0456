"""The workbook's side of a sync over the ``Workbooks`` port: closed files and open ones alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from addin.errors import FileChanged
from addin.jobs.after_edits import values_after
from addin.jobs.fresh_numbers import with_values
from addin.ports import Workbooks
from addin.ports.binding import Binding, Policy
from addin.ports.sheets import Rows
from addin.sync.changes import alive
from addin.sync.rows import WorkbookRows
from addin.sync.workbook_changes import typed_cells, workbook_changes
from addin.sync.workbook_table import workbook_rows
from addin.tables.changes import Changes
from addin.tables.table import Book


@dataclass(frozen=True, slots=True)
class SyncedWorkbook:
    """The ``WorkbookSide`` that a run works with.

    ``fresh`` gives ids for rows that have none, ``functions`` are ours, for formulas that call
    them. ``wrote`` is told the workbook and the backup of each write.
    """

    workbooks: Workbooks
    fresh: Iterator[str]
    functions: Mapping[str, Callable[..., object]] | None = None

    def read(self, binding: Binding) -> WorkbookRows:
        """The table's rows as they stand (see ``sync.side``)."""
        return workbook_rows(self._book(binding), binding, self.fresh)

    def write(self, binding: Binding, rows: Rows, expecting: WorkbookRows) -> str:
        """Make the table hold these rows, in one atomic write (see ``sync.side``).

        The digest is empty where somebody saved the workbook right behind us: the next sync has to
        look, instead of taking it for what we wrote.
        """
        book = self.workbooks.read(binding.workbook)
        if book.digest != expecting.digest:
            raise FileChanged(binding.workbook)
        changes = workbook_changes(book, binding, rows, expecting)
        if not changes:
            return book.digest
        batch = self._with_values(book, changes)
        self.workbooks.write(binding.workbook, batch, digest=book.digest)
        after = self._book(binding)
        found = workbook_rows(after, binding, self.fresh).rows
        return after.digest if _agree(found, rows, binding) else ""

    def _book(self, binding: Binding) -> Book:
        """The workbook; what a mirror shows is worked out where the file holds no value."""
        book = self.workbooks.read(binding.workbook)
        if any(one.policy is Policy.MIRROR for one in binding.columns):
            return replace(with_values([book])[0], digest=book.digest)
        return book

    def _with_values(self, book: Book, changes: Changes) -> Changes:
        """The batch, with what formulas give once it is written."""
        given = {(one.sheet, one.row, one.column) for one in changes.cells if one.is_formula}
        computed = tuple(
            one
            for one in values_after(book, typed_cells(changes), self.functions)
            if (one.sheet, one.row, one.column) not in given
        )
        return replace(changes, computed=computed)


def _agree(found: Rows, rows: Rows, binding: Binding) -> bool:
    """Whether the workbook holds what it was to hold, formulas that it works out aside."""
    mirrored = {one.name for one in binding.columns if one.policy is Policy.MIRROR}

    def bare(some: Rows) -> dict[str, dict[str, object]]:
        return {
            row: {name: cell for name, cell in cells.items() if name not in mirrored}
            for row, cells in alive(some, binding).items()
        }

    return bare(found) == bare(rows)
