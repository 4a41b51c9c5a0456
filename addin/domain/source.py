"""Where a number came from: the cell a coordinator can click on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One cell or range in one sheet of one workbook.

    ``cell`` is an A1 address or range, or empty for the sheet as a whole; ``sheet`` is empty for
    the workbook as a whole.

    >>> print(Place("Budget.xlsx", "Topsheet", "C14"))
    Budget.xlsx!Topsheet!C14
    """

    workbook: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.workbook, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Source:
    """The row a record was read from, and which column each of its fields stands in.

    ``row`` is the row number that Excel shows. ``columns`` maps a field to its column letters; one
    mapping is shared by all records of a table.
    """

    workbook: str
    sheet: str
    row: int
    columns: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False, repr=False)

    def at(self, *fields: str) -> Place:
        """The cell of the first of these fields that the table has, else the row's first cell."""
        for name in fields:
            if name in self.columns:
                return Place(self.workbook, self.sheet, f"{self.columns[name]}{self.row}")
        first = min(self.columns.values(), key=lambda letters: (len(letters), letters), default="A")
        return Place(self.workbook, self.sheet, f"{first}{self.row}")

    @property
    def table(self) -> tuple[str, str]:
        """The workbook and sheet: records of one list share it."""
        return (self.workbook, self.sheet)


NOWHERE = Source("", "", 0)
"""The source of a record that no sheet holds: computed, or made in a test."""
