"""Two versions of workbooks, compared: one value that every report is made from, and its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from addin.errors import FileError
from addin.reports.check import plural
from addin.tables.compare.difference import (
    BookDifference,
    CellChange,
    Kind,
    Share,
    SheetDifference,
    TotalMoved,
)
from addin.tables.table import Value

FIELDS: Final[Mapping[str, str]] = {
    "efc": "Estimated final cost",
    "etc": "Estimate to complete",
    "variance": "Variance",
    "variance_change": "Change of variance",
    "budget": "Budget",
    "revised_budget": "Revised budget",
    "actual_to_date": "Cost to date",
    "actual_period": "Cost this period",
    "commitments": "Commitments",
    "total_cost": "Total cost",
    "open": "Open orders",
    "relieved": "Invoiced",
}
"""What people call a field, where the heading alone may be cryptic."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Workbooks before and after.

    ``only_before`` and ``only_after`` are workbooks without a partner; ``unreadable`` are those
    that could not be compared; ``written`` maps a workbook that got a sheet to its backup.
    """

    before: str
    after: str
    at: dt.datetime
    books: tuple[BookDifference, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    unreadable: tuple[FileError, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.only_before or self.only_after or any(not b.is_empty for b in self.books))

    @property
    def changed(self) -> Sequence[BookDifference]:
        """The workbooks in which something differs."""
        return [book for book in self.books if not book.is_empty]


def of_formulas(book: BookDifference) -> BookDifference:
    """The difference in formulas alone."""
    return _kept(
        book,
        lambda change: (
            change
            if (change.formula_before or change.formula_after) and change.kind is not Kind.RESULT
            else None
        ),
    )


def of_values(book: BookDifference) -> BookDifference:
    """The difference in what cells show; how it is computed does not matter."""
    kept = _kept(book, _shown_otherwise)
    return replace(kept, totals=book.totals)


def _shown_otherwise(change: CellChange) -> CellChange | None:
    same = change.before == change.after and type(change.before) is type(change.after)
    return None if same else replace(change, formula_before="", formula_after="")


def _kept(book: BookDifference, keep: Callable[[CellChange], CellChange | None]) -> BookDifference:
    sheets = tuple(
        replace(
            sheet,
            cells=tuple(kept for change in sheet.cells if (kept := keep(change))),
            formats=(),
            notes=(),
            aspects=(),
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets, aspects=(), totals=())


def of_sheet(book: BookDifference, name: str) -> BookDifference:
    """The difference of one sheet, by its name before or after, in any case."""
    wanted = name.casefold()
    sheets = tuple(
        sheet
        for sheet in book.sheets
        if wanted in {sheet.newer.name.casefold(), sheet.older.name.casefold()}
    )
    names = {sheet.name for sheet in sheets}
    return replace(
        book,
        sheets=sheets,
        added=tuple(one for one in book.added if one.casefold() == wanted),
        removed=tuple(one for one in book.removed if one.casefold() == wanted),
        moved=tuple(one for one in book.moved if one.casefold() == wanted),
        aspects=(),
        totals=tuple(total for total in book.totals if total.sheet in names),
    )


# ---- words


def value_text(value: Value, number_format: str = "", formula: str = "") -> str:
    """What a cell holds, much as the sheet shows it; a formula with its ``=``.

    >>> value_text(1204300, "#,##0.00"), value_text(0.2875), value_text(None)
    ('1,204,300.00', '0.2875', '(blank)')
    """
    if formula:
        return f"={formula}"
    if value is None:
        return "(blank)"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    return _words(value) if isinstance(value, str) else str(value)


def _number_text(value: float, number_format: str) -> str:
    comma = "," if "," in number_format else ""
    if "%" in number_format:
        return f"{value * 100:{comma}.2f}".rstrip("0").rstrip(".") + "%"
    cents = abs(value * 100 - round(value * 100)) < 1e-6
    if ".00" in number_format and cents:
        return f"{value:{comma}.2f}"
    if isinstance(value, int) or value.is_integer():
        return f"{int(value):{comma}}"
    return f"{value:{comma}.2f}" if cents else f"{value:{comma}.10g}"


def _words(text: str) -> str:
    """On one line; blanks alone in quotes, so that they can be seen."""
    return " ".join(str(text).split()) or f"'{text}'"


def amount(number: Decimal) -> str:
    """1,219,800.00.

    >>> amount(Decimal("1219800"))
    '1,219,800.00'
    """
    return f"{number:,.2f}"


def change_text(number: Decimal) -> str:
    """A difference with its sign.

    >>> change_text(Decimal("15500")), change_text(Decimal("-0.5"))
    ('+15,500.00', '-0.50')
    """
    return f"{number:+,.2f}"


def total_name(total: TotalMoved) -> str:
    """What a person calls a total: Estimated final cost, or the column's heading."""
    heading = total.heading or total.field.replace("_", " ")
    known = FIELDS.get(total.field, "")
    if not known:
        return heading
    return known if known.casefold() == heading.casefold() else f"{known} ({heading})"


def explained_by(total: TotalMoved) -> str:
    """How far the rows account for it."""
    rows = plural(len(total.shares), "row")
    verb = "explains" if len(total.shares) == 1 else "explain"
    if not total.change and total.shares:
        return (
            f"{rows} changed, {change_text(total.explained)} in all, and the total did not move: "
            "it leaves them out, or shows an old result"
            if total.unexplained
            else f"{rows} changed and cancel out"
        )
    if not total.shares:
        return "no row of the list explains it"
    if total.unexplained:
        rest = f"{change_text(total.unexplained)} is not explained"
        return f"{rows} {verb} {change_text(total.explained)}; {rest}"
    return f"{rows} {verb} it"


def share_note(share: Share) -> str:
    """What else there is to say of a row that explains a total."""
    if not share.older_row:
        return "new row"
    if not share.row:
        return "row removed"
    return "is text now: the total passes over it" if share.is_text else ""


def counted(book: BookDifference) -> str:
    """A workbook's changes in one line."""
    cells = sum(len(sheet.causes) for sheet in book.sheets)
    results = sum(len(sheet.results) for sheet in book.sheets)
    parts = [
        plural(cells, "changed cell") if cells else "",
        plural(sum(len(s.rows_added) for s in book.sheets), "row") + " added",
        plural(sum(len(s.rows_removed) for s in book.sheets), "row") + " removed",
        plural(sum(s.rows_moved for s in book.sheets), "row") + " moved",
        plural(len(book.added), "sheet") + " added",
        plural(len(book.removed), "sheet") + " removed",
        (plural(results, "result") + (" follow" if results != 1 else " follows")),
    ]
    said = [part for part in parts if part and not part.startswith("0 ")]
    return ", ".join(said) or (
        "only looks and names differ" if not book.is_empty else "no difference"
    )


def keyed_text(sheet: SheetDifference) -> list[str]:
    """By what the rows of each list were paired, and where that left a choice."""
    said = []
    for one in sheet.aligned.keyed:
        names = " + ".join(name.replace("_", " ") for name in one.fields)
        text = f"rows of {one.newer.area} are paired by {names}"
        if one.repeated:
            text += f"; {plural(one.repeated, 'row')} with a repeated key in the order they stand"
        said.append(text)
    return said
