"""Sheet, Book, Table, CellEdit: what every adapter, recogniser and rule speaks.

Rows and columns count from 1, as Excel shows them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable

from addin.domain.source import Place, Source
from addin.tables.area import (
    MAX_COLUMN,
    MAX_ROW,
    Area,
    address,
    cell_at,
    column_letters,
    column_number,
)
from addin.tables.beside_cells import (
    USUAL_CALCULATION,
    Calculation,
    Comment,
    ConditionalFormat,
    Connection,
    DefinedName,
    Hyperlink,
    PivotTable,
    Validation,
)

__all__ = [  # the rest of the package knows cells and areas by this module
    "MAX_COLUMN",
    "MAX_ROW",
    "Area",
    "address",
    "cell_at",
    "column_letters",
    "column_number",
]


class ErrorValue(str):
    """An Excel error value in a cell: ``#REF!``, ``#DIV/0!`` … Never equal to the same text."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorValue) and str(self) == str(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(("error", str(self)))


Value = None | bool | int | float | str | dt.datetime | dt.date | dt.time | dt.timedelta
"""What a cell holds. Numbers are int when whole as stored, else float; ErrorValue is a str."""


class Visibility(StrEnum):
    """Whether a sheet's tab is shown."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@runtime_checkable
class KnowsRows(Protocol):
    """A mapping of cells to number formats that can be asked for a whole row at once."""

    def of_row(self, row: int) -> Mapping[int, str]:
        """Column → format of one row, of cells that hold no figure too; rows may share it."""
        ...


@dataclass(frozen=True, slots=True)
class ListObject:
    """A table that Excel knows (Insert > Table).

    ``connection`` is the source outside the workbook that a query fills it from, if any.
    """

    name: str
    area: Area
    columns: tuple[str, ...]
    header_rows: int = 1
    totals_rows: int = 0
    connection: str = ""


@runtime_checkable
class KnowsCodes(Protocol):
    """A mapping of cells to number formats that need not be gone through to know the formats."""

    @property
    def codes(self) -> frozenset[str]:
        """Every format that a cell has, and perhaps some that none has."""
        ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as read: values, and the formulas behind them.

    ``rows[0]`` is row 1; a row ends at its last cell with a value, and the sheet at its last row
    with one. ``formulas`` maps (row, column) to the formula's text without the leading ``=``,
    shared formulas already written out for each cell. ``uncached`` are formula cells for which the
    file holds no computed value: their value is None because nobody knows it, not because it is
    empty. ``computed`` are cells that were uncached until Tieout computed them; ``outdated`` those
    of ``uncached`` for which the file does hold a value, but one that is not to be relied on since
    a recalculation. ``formats`` maps (row, column) to a number format other than General, for cells
    that hold a number or a date; ``format_of`` is the way to ask. ``arrays`` maps the cell of an
    array formula to the area it fills; those of them in ``spilling`` were entered like any formula
    and take what room they need. ``outline`` maps rows that are grouped to their level, from 1.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncached: frozenset[tuple[int, int]] = frozenset()
    computed: frozenset[tuple[int, int]] = frozenset()
    arrays: Mapping[tuple[int, int], Area] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    visibility: Visibility = Visibility.VISIBLE
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    list_objects: tuple[ListObject, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    filtered: Area | None = None
    outdated: frozenset[tuple[int, int]] = frozenset()
    comments: tuple[Comment, ...] = ()
    hyperlinks: tuple[Hyperlink, ...] = ()
    validations: tuple[Validation, ...] = ()
    conditional_formats: tuple[ConditionalFormat, ...] = ()
    pivot_tables: tuple[PivotTable, ...] = ()
    outline: Mapping[int, int] = field(default_factory=dict)
    spilling: frozenset[tuple[int, int]] = frozenset()
    is_protected: bool = False
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max(map(len, self.rows), default=0))

    def value(self, row: int, column: int) -> Value:
        """The value of a cell; None when empty, outside, or never computed."""
        if 0 < row <= len(self.rows):
            cells = self.rows[row - 1]
            if 0 < column <= len(cells):
                return cells[column - 1]
        return None

    def format_of(self, row: int, column: int) -> str:
        """The cell's number format, ``General`` if it has none."""
        return self.formats.get((row, column), "General")

    @property
    def format_codes(self) -> frozenset[str]:
        """The number formats in use, and perhaps some that no number has: a dozen at most.

        Ask here first: where no format is of the kind that matters, no cell needs to be asked.
        """
        if isinstance(self.formats, KnowsCodes):
            return self.formats.codes
        return frozenset(self.formats.values())


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook (or one CSV file, as a book with one sheet).

    ``name`` is how findings call it: the path from the production's folder, with ``/``. ``digest``
    is a hash of the bytes that were read. ``links`` are the workbooks that formulas refer to: the
    number between brackets in ``[1]Sheet!A1`` → the target as the file states it. ``names`` maps
    every defined name to what it stands for, ``Sheet!Name`` where it belongs to a sheet;
    ``defined_names`` says the same with what else is known of each. ``linked_names`` are those of
    the other workbooks. ``is_fresh``: the values of its formulas were worked out anew, whatever the
    file shows. ``saved`` is when the file was saved last, with its time zone; None: not known.
    """

    name: str
    sheets: tuple[Sheet, ...]
    digest: str = ""
    kind: str = "xlsx"
    date_1904: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[int, str] = field(default_factory=dict)
    linked_values: Mapping[int, Mapping[tuple[str, str], Value]] = field(default_factory=dict)
    linked_names: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    defined_names: tuple[DefinedName, ...] = ()
    calculation: Calculation = USUAL_CALCULATION
    connections: tuple[Connection, ...] = ()
    is_fresh: bool = False
    saved: dt.datetime | None = field(default=None, compare=False)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, in any case; None if there is none."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)


class Role(StrEnum):
    """What a table is for."""

    BUDGET = "budget"
    TOPSHEET = "topsheet"
    BUDGET_VS_ACTUAL = "budget_vs_actual"
    COST_REPORT = "cost_report"
    PO_LOG = "po_log"
    INVOICE_LOG = "invoice_log"
    LEDGER = "ledger"
    TRIAL_BALANCE = "trial_balance"
    CHART_OF_ACCOUNTS = "chart_of_accounts"
    BANK = "bank"
    CASH_BOOK = "cash_book"
    CARD = "card"
    PETTY_CASH = "petty_cash"
    VENDOR_LIST = "vendor_list"
    CREW_LIST = "crew_list"
    CAST_LIST = "cast_list"
    STRIPBOARD = "stripboard"
    DOOD = "day_out_of_days"
    SCHEDULE = "schedule"
    TASK_LIST = "task_list"
    INVENTORY = "inventory"
    AGEING = "ageing"
    TIMESHEET = "timesheet"
    UNKNOWN = "unknown"


SURE = 0.8
"""A table's role from this confidence on is sure; below, it is a proposal to confirm."""


class RowKind(StrEnum):
    """What a row inside a table is."""

    BODY = "body"
    TOTAL = "total"  # subtotal, total, grand total
    SECTION = "section"  # a heading that groups the rows below it
    REPEATED_HEADER = "repeated header"
    BLANK = "blank"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a sheet, and what was understood of it.

    ``area`` covers header and body. ``header_rows`` are the rows of its heading (none: a table
    without headings). ``headings`` maps a column number to its heading, parts of a two-row heading
    joined by a blank. ``fields`` maps a field name (``tables/vocabulary``) to its column number.
    ``kinds`` says for each row below the heading what it is. ``confidence`` is between 0 and 1 and
    meant for sorting and thresholds; ``reasons`` are what a person reads.
    """

    book: str
    sheet: str
    area: Area
    header_rows: tuple[int, ...]
    headings: Mapping[int, str]
    kinds: Mapping[int, RowKind]
    role: Role = Role.UNKNOWN
    confidence: float = 0.0
    fields: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    title: str = ""

    @property
    def name(self) -> str:
        """How a person would point at it."""
        return f"{self.book}!{self.sheet}!{self.area}"

    @property
    def body(self) -> tuple[int, ...]:
        """The rows that hold records."""
        return tuple(row for row, kind in self.kinds.items() if kind is RowKind.BODY)

    @property
    def columns(self) -> dict[str, str]:
        """Field → column letters, as ``Source`` wants them."""
        return {name: column_letters(column) for name, column in self.fields.items()}

    def place(self, row: int, column: int) -> Place:
        """A cell of this table, for a finding."""
        return Place(self.book, self.sheet, address(row, column))

    def source(self, row: int, columns: Mapping[str, str]) -> Source:
        """Where the record in a row comes from; pass one ``columns`` for all rows."""
        return Source(self.book, self.sheet, row, columns)


Line = Literal["", "hair", "dotted", "dashed", "thin", "medium", "thick", "double"]
"""A line along an edge of a cell; empty: none."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a written cell looks: named, so that an adapter decides what that means in its world."""

    bold: bool = False
    wrap: bool = False
    fill: str = ""  # RRGGBB
    colour: str = ""  # RRGGBB
    number_format: str = ""
    italic: bool = False
    underline: bool = False
    size: float = 0  # points; 0: as all the workbook
    align: Literal["", "left", "center", "right"] = ""  # empty: text left, numbers right
    indent: int = 0  # steps, about three blanks each
    top: Line = ""  # above a total: thin
    bottom: Line = ""  # below a grand total: double


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell to change: a value, or a formula (text that begins with ``=`` and is_formula).

    ``like`` is a cell of the same sheet, (row, column), whose look it takes over: font, fill,
    borders, number format, protection. ``number_format`` sets the number format alone.
    """

    sheet: str
    row: int
    column: int
    value: Value
    is_formula: bool = False
    like: tuple[int, int] | None = None
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class NewCell:
    """A cell of a sheet to be added. ``link`` is ``#Sheet!A1`` or a URL.

    With ``is_formula`` the value is a formula that begins with ``=``, as a file states it, and
    ``computed`` what it gives; without that, Excel works it out when it opens the workbook.
    """

    value: Value = None
    style: Style = Style()
    link: str = ""
    is_formula: bool = False
    computed: Value = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Cells of a sheet to be added that look otherwise when something is true of them.

    ``operand`` is the number, date or text that a cell is compared with; for ``formula`` the
    formula, without ``=``, as it reads in the first cell of the area. ``bar`` draws a bar as long
    as the number, in the colour of the style's fill. Of several that are true, the first counts.
    """

    area: Area
    kind: Literal["equal", "not equal", "above", "below", "contains", "formula", "bar"]
    operand: Value = None
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Choices:
    """Cells of a sheet to be added that offer a list to choose from, and take nothing else.

    ``prompt`` is shown when such a cell is selected.
    """

    area: Area
    options: tuple[str, ...]
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A whole sheet to add to a workbook, or to put in place of the one it wrote before.

    ``grouped_rows`` and ``grouped_columns`` are spans (first, last) that fold under the row below,
    or the column to the right.
    """

    name: str
    rows: tuple[tuple[NewCell, ...], ...]
    widths: tuple[float, ...] = ()  # in characters, by column
    frozen_rows: int = 0
    filter_area: Area | None = None
    tab_colour: str = ""
    frozen_columns: int = 0
    conditions: tuple[Condition, ...] = ()
    choices: tuple[Choices, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    grouped_rows: tuple[tuple[int, int], ...] = ()
    grouped_columns: tuple[tuple[int, int], ...] = ()
