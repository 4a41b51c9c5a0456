"""What changed from one version of a workbook to the next, as values that every report is made of.

Cells are (row, column), each in its own version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from addin.tables.compare.keys import Keyed
from addin.tables.compare.rows import Aligned
from addin.tables.table import Area, ErrorValue, Role, Sheet, Value

Cell = tuple[int, int]


class Kind(StrEnum):
    """What happened to a cell, the loudest first."""

    OVERTYPED = "formula replaced by a value"
    FORMULA = "formula changed"
    COMPUTED = "value replaced by a formula"
    NOW_TEXT = "number became text"
    NOW_NUMBER = "text became a number"
    VALUE = "value changed"
    ENTERED = "filled in"
    CLEARED = "cleared"
    RESULT = "result changed"  # the formula is the same: a consequence, not a cause

    @property
    def is_cause(self) -> bool:
        """Whether somebody changed the cell; a result only follows what it draws on."""
        return self is not Kind.RESULT

    @property
    def reversed(self) -> Kind:
        """What it is when the newer version is taken for the older one."""
        return _REVERSED.get(self, self)


_REVERSED = {
    Kind.OVERTYPED: Kind.COMPUTED,
    Kind.COMPUTED: Kind.OVERTYPED,
    Kind.NOW_TEXT: Kind.NOW_NUMBER,
    Kind.NOW_NUMBER: Kind.NOW_TEXT,
    Kind.ENTERED: Kind.CLEARED,
    Kind.CLEARED: Kind.ENTERED,
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs. A formula is its text without ``=``, empty for a typed value."""

    kind: Kind
    older: Cell
    newer: Cell
    before: Value
    after: Value
    formula_before: str = ""
    formula_after: str = ""

    @property
    def error_appeared(self) -> bool:
        """Whether the cell shows an error value now and showed none before."""
        return isinstance(self.after, ErrorValue) and not isinstance(self.before, ErrorValue)

    @property
    def error_gone(self) -> bool:
        """Whether an error value went away."""
        return isinstance(self.before, ErrorValue) and not isinstance(self.after, ErrorValue)


@dataclass(frozen=True, slots=True)
class FormatChange:
    """Cells shown in another way: number formats before and after; areas of the newer version."""

    before: str
    after: str
    areas: tuple[Area, ...]
    cells: int


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note or a thread of comments that was written, rewritten or taken away (empty text)."""

    older: Cell | None
    newer: Cell | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something about a sheet or a workbook that is no cell, such as merged cells or a name.

    ``what`` names it (``B4:D4``, the name of a name), in the newer version where it is there.
    """

    about: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetDifference:
    """Two versions of one sheet.

    ``unknown`` counts cells whose formula is the same and whose result one of the files does not
    hold: nobody knows whether it changed.
    """

    older: Sheet
    newer: Sheet
    aligned: Aligned
    cells: tuple[CellChange, ...] = ()
    formats: tuple[FormatChange, ...] = ()
    notes: tuple[NoteChange, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    unknown: int = 0

    @property
    def name(self) -> str:
        """The sheet's name now."""
        return self.newer.name

    @property
    def is_renamed(self) -> bool:
        """Whether the tab says something else."""
        return self.older.name != self.newer.name

    @property
    def causes(self) -> list[CellChange]:
        """The cells that somebody changed."""
        return [change for change in self.cells if change.kind.is_cause]

    @property
    def results(self) -> list[CellChange]:
        """The cells that only show something else because what they draw on changed."""
        return [change for change in self.cells if not change.kind.is_cause]

    @property
    def rows_added(self) -> list[int]:
        """Rows that are new, in any band."""
        return sorted({row for band in self.aligned.bands for row in band.rows.added})

    @property
    def rows_removed(self) -> list[int]:
        """Rows that are gone, by their number in the older version."""
        return sorted({row for band in self.aligned.bands for row in band.rows.removed})

    @property
    def rows_moved(self) -> int:
        """How many rows stand in another order."""
        return sum(len(band.rows.moves) for band in self.aligned.bands)

    @property
    def has_nothing_in_common(self) -> bool:
        """Whether no row that holds something has a partner."""
        pairs = (pair for band in self.aligned.bands for pair in band.rows.pairs)
        return bool(self.older.rows and self.newer.rows) and not any(
            any(value is not None for value in self.older.rows[a - 1])
            for a, _ in pairs
            if a <= len(self.older.rows)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs, the tab's name included."""
        return not (
            self.cells or self.formats or self.notes or self.aspects or self.is_renamed
            or self.rows_added or self.rows_removed or self.rows_moved
            or self.aligned.columns.added or self.aligned.columns.removed
            or self.aligned.columns.moves
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """What one row adds to the difference of a total. ``row`` in the newer version, else 0.

    ``is_text``: the amount is there as text now, and a sum in the sheet passes over it.
    """

    label: str
    row: int
    older_row: int
    before: Decimal
    after: Decimal
    is_text: bool = False

    @property
    def change(self) -> Decimal:
        """Newer less older."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class TotalMoved:
    """A column of money whose total moved, or whose rows did.

    ``at`` is the total's cell in the newer version, None where the total is the sum of the rows.
    ``shares`` are the rows that differ, the largest difference first; what they do not explain is
    ``unexplained``.
    """

    sheet: str
    table: str
    role: Role
    field: str
    heading: str
    before: Decimal
    after: Decimal
    shares: tuple[Share, ...]
    at: Cell | None = None

    @property
    def change(self) -> Decimal:
        """Newer less older."""
        return self.after - self.before

    @property
    def explained(self) -> Decimal:
        """The sum of the rows' differences."""
        return sum((share.change for share in self.shares), Decimal(0))

    @property
    def unexplained(self) -> Decimal:
        """What the total moved by, less what its rows did; 0 within half a cent."""
        rest = self.change - self.explained
        return rest if abs(rest) >= Decimal("0.005") else Decimal(0)


@dataclass(frozen=True, slots=True)
class BookDifference:
    """Two versions of one workbook."""

    older: str
    newer: str
    sheets: tuple[SheetDifference, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    totals: tuple[TotalMoved, ...] = field(default=())

    @property
    def changed(self) -> Sequence[SheetDifference]:
        """The sheets in which something differs."""
        return [sheet for sheet in self.sheets if not sheet.is_empty]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.changed or self.added or self.removed or self.moved or self.aspects)


__all__ = [
    "Aspect",
    "BookDifference",
    "CellChange",
    "FormatChange",
    "Keyed",
    "Kind",
    "NoteChange",
    "Share",
    "SheetDifference",
    "TotalMoved",
]
