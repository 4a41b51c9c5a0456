"""Changes: everything that is to be done to one workbook, in one atomic write.

Every sheet, row, column and table is called as the workbook was read, whatever else the same batch
does to it: a cell edit of ``Costs!C9`` means the cell that stood there then, although the batch
renames the sheet or moves the totals row. What cannot be done is refused by name before anything
is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addin.tables.function_names import Spelling
from addin.tables.table import CellEdit, NewSheet, Value


@dataclass(frozen=True, slots=True)
class ComputedValue:
    """What a formula gives now: the cell keeps its formula and gets a fresh cached value."""

    sheet: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class AppendedRows:
    """Rows to stand below what a sheet or a table holds.

    With ``table`` (the name of a table that Excel knows) they go below its last row of data: blank
    rows that wait at its end are used first, then the table grows, its calculated columns are
    filled in, its totals row moves down. Without, they go below the last used row of ``sheet``, or
    below ``after`` if that is given. Each row maps a
    column number to a value; text that begins with ``=`` is a formula only where ``formulas`` names
    the column. New cells look like those of the row above.
    """

    sheet: str
    rows: tuple[Mapping[int, Value], ...]
    table: str = ""
    after: int = 0
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TableSize:
    """How many rows of data a table is to have: grown with blank rows, or shrunk from below.

    The cells of rows that leave a shrunk table are cleared.
    """

    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """A note (the yellow kind) on a cell; no text takes it away. A thread of comments stays."""

    sheet: str
    row: int
    column: int
    text: str
    author: str = "Tieout"


@dataclass(frozen=True, slots=True)
class SheetRename:
    """A sheet to be called otherwise; formulas, names, charts and links follow."""

    sheet: str
    name: str


@dataclass(frozen=True, slots=True)
class NameEdit:
    """A defined name to set, workbook-wide or of one sheet; no formula takes it away.

    ``formula`` is without the leading ``=``: ``Costs!$A$1:$F$90``.
    """

    name: str
    formula: str
    sheet: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FunctionSpelling:
    """Calls of our functions to be spelt for another host, in every formula that there is.

    ``names`` are the functions, in capitals. A call that is spelt so already stays as it is, and so
    do names that the workbook itself defines.
    """

    to: Spelling
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """One batch. Empty: nothing is to be done.

    ``recalculate_on_load`` has Excel work out every formula when it next opens the file.
    """

    cells: tuple[CellEdit, ...] = ()
    computed: tuple[ComputedValue, ...] = ()
    rows: tuple[AppendedRows, ...] = ()
    tables: tuple[TableSize, ...] = ()
    notes: tuple[NoteEdit, ...] = ()
    sheets: tuple[NewSheet, ...] = ()
    renames: tuple[SheetRename, ...] = ()
    names: tuple[NameEdit, ...] = ()
    functions: FunctionSpelling | None = None
    recalculate_on_load: bool = False

    def __bool__(self) -> bool:
        return any(
            (
                self.cells, self.computed, self.rows, self.tables,
                self.notes, self.sheets, self.renames, self.names, self.functions,
                self.recalculate_on_load,
            )
        )  # fmt: skip
