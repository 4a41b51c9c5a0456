"""A sheet being drawn, and where each record came to stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from addin.domain.source import Place
from addin.tables.blueprint import PLAIN, Entry, Look, SheetBlueprint
from addin.tables.table import Area, Value, address

Spots = dict[tuple[object, str], Place]
"""Where a field of a record, or a named figure, stands."""


@dataclass(slots=True)
class Canvas:
    """One sheet being drawn; ``spots`` is shared by all sheets of the production."""

    book: str
    name: str
    spots: Spots
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Value, look: Look = PLAIN) -> None:
        """A typed value; None leaves the cell empty but gives it its look."""
        self.entries[row, column] = Entry(value, look=look)

    def work(self, row: int, column: int, formula: str, look: Look = PLAIN) -> None:
        """A formula, without ``=``."""
        self.entries[row, column] = Entry(formula=formula, look=look)

    def heading(
        self, row: int, texts: Sequence[str], look: Look, widths: Sequence[float] = ()
    ) -> None:
        """Headings from the first column on."""
        for column, text in enumerate(texts, 1):
            self.put(row, column, text, look)
        self.widths |= dict(enumerate(widths, 1))

    def mark(self, key: object, row: int, columns: Mapping[str, int]) -> None:
        """Remember where the fields of a record stand."""
        for name, column in columns.items():
            self.spots[key, name] = Place(self.book, self.name, address(row, column))

    def done(self) -> SheetBlueprint:
        """The sheet as it will be made."""
        return SheetBlueprint(self.name, self.entries, self.widths, **self.rest)

    def merge(self, row: int, left: int, right: int) -> None:
        """One cell over several columns."""
        self.rest["merged"] = (*self.rest.get("merged", ()), Area(row, left, row, right))


NAVY: Final = "1F3A5F"
_MONEY: Final = '#,##0.00_);[Red](#,##0.00);"-"??_)'
DAY: Final = "mm/dd/yy"

TITLE: Final = Look("Title", bold=True, size=14, colour=NAVY)
SUBTITLE: Final = Look("Subtitle", italic=True, colour="595959")
HEAD: Final = Look(
    "Heading", bold=True, colour="FFFFFF", fill=NAVY, across="center", wrap=True, edges="tblr"
)
GROUP: Final = Look("Heading group", bold=True, colour=NAVY, fill="D6DFEA", across="center")
SECTION: Final = Look("Section", bold=True, size=11, colour=NAVY, fill="E9EEF4")
TEXT: Final = Look("Text", edges="b", edge_colour="E3E3E3")
MONEY: Final = Look("Money", number_format=_MONEY, edges="b", edge_colour="E3E3E3")
PERCENT: Final = Look("Percent", number_format="0.00%", edges="b", edge_colour="E3E3E3")
NUMBER: Final = Look("Number", number_format="#,##0", edges="b", edge_colour="E3E3E3")
DATE: Final = Look("Day", number_format=DAY, across="center", edges="b", edge_colour="E3E3E3")
TOTAL_TEXT: Final = Look("Total", bold=True, edges="t", edge_colour=NAVY)
TOTAL: Final = Look("Total money", bold=True, number_format=_MONEY, edges="t", edge_colour=NAVY)
GRAND_TEXT: Final = Look("Grand total", bold=True, size=11, fill="D6DFEA", edges="tb")
GRAND: Final = Look(
    "Grand total money", bold=True, size=11, fill="D6DFEA", number_format=_MONEY, edges="tb"
)


def dollars(minor: int) -> float | int:
    """An amount as a cell holds it: 12550 is 125.5."""
    whole, rest = divmod(minor, 100)
    return minor / 100 if rest else whole
