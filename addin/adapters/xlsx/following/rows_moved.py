"""How references follow a table that grew or shrank, or a list that rows were appended to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from addin.adapters.xlsx.following.follower import mention
from addin.adapters.xlsx.sheet.sheet_xml import area_of
from addin.tables.follow import moved
from addin.tables.formula import FormulaError
from addin.tables.row_shift import CannotFollow, RowShift
from addin.tables.table import Area

_SPAN = re.compile(rb":[^<>!:\"]{1,64}!")
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class RowsMoved:
    """A table that grew or shrank.

    ``tabs`` are the sheets in order. With ``formats_only`` formulas stay: rows were appended to a
    list that Excel does not know as a table.
    """

    shift: RowShift
    tabs: Sequence[str]
    formats_only: bool = False
    is_relative: bool = True
    _mentions: re.Pattern[bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = re.compile(mention(self.shift.sheet.casefold()), re.IGNORECASE)
        object.__setattr__(self, "_mentions", pattern)

    def concerns(self, xml: bytes, sheet: str) -> bool:
        """Whether it is the table's own sheet, or that is named, perhaps in a span of sheets."""
        return (
            self.shift.is_on(sheet)
            or bool(self._mentions.search(xml))
            or (not self.formats_only and bool(_SPAN.search(xml)))
        )

    def formula(self, text: str, sheet: str) -> str:
        """The formula after the rows have moved."""
        if self.formats_only or not self._touches(text, 1):
            return text
        if "!" not in text and not self.shift.is_on(sheet):
            return text
        return moved(text, sheet, self.shift, self.tabs)

    def name(self, name: str, text: str, sheet: str) -> str:
        """Print areas and filters end where the table ends; other names as in any formula."""
        if not self._touches(text, 1):
            return text
        if name.casefold() in {"_xlnm.print_area", "_xlnm._filterdatabase"}:
            return moved(text, sheet, self.shift, self.tabs, change=self.shift.printed)
        if self.formats_only:
            return text
        return moved(text, sheet, self.shift, self.tabs, fixed=True)

    def link(self, text: str, sheet: str) -> str:
        """The cell it leads to, where it is now."""
        try:
            return self.formula(text, sheet)
        except (FormulaError, CannotFollow):
            return text  # a link to a cell that is empty now still leads there

    def areas(self, text: str, sheet: str) -> str:
        """Where they apply now."""
        if not self.shift.is_on(sheet):
            return text
        before = tuple(map(area_of, text.split()))
        after = self._formatted(before)
        return text if before == after else " ".join(map(str, after))

    def _formatted(self, areas: tuple[Area, ...]) -> tuple[Area, ...]:
        if not self.formats_only:
            return self.shift.formatted(areas)
        # What was meant for one row of a list is not meant for the next.
        return tuple(
            new
            for area in areas
            for new in ([area] if area.top == area.bottom else self.shift.formatted([area]))
        )

    def source(self, sheet: str, area: str) -> tuple[str, str]:
        """The cells it reads now."""
        if self.formats_only or not self.shift.is_on(sheet):
            return sheet, area
        before = area_of(area)
        after = self.shift.reference(before)
        return sheet, area if before == after else str(after)

    def spreads(self, text: str, area: Area, sheet: str) -> bool:
        """Whether the rows that matter are within reach of some of its cells."""
        if self.formats_only:
            return False
        own = self.shift.is_on(sheet) and any(
            area.top <= row <= area.bottom for row in self._own_rows
        )
        return own or self._touches(text, area.bottom - area.top + 1)

    def needs_own_text(self, cell: tuple[int, int], sheet: str) -> bool:
        """The cells of the totals row, which moves, and of the rows that leave."""
        area = self.shift.area
        return (
            not self.formats_only
            and self.shift.is_on(sheet)
            and cell[0] in self._own_rows
            and area.left <= cell[1] <= area.right
        )

    def is_leaving(self, cell: tuple[int, int], sheet: str) -> bool:
        """A cell of the rows that leave a shrunk table."""
        shift = self.shift
        return (
            not self.formats_only
            and shift.is_on(sheet)
            and shift.new_last < cell[0] <= shift.last
            and shift.area.left <= cell[1] <= shift.area.right
        )

    @property
    def _own_rows(self) -> range:
        """Rows of the table whose cells are moved or cleared."""
        shift = self.shift
        first = shift.totals or shift.last + 1
        return range(min(first, shift.new_last + 1), (shift.totals or shift.last) + 1)

    def _touches(self, text: str, height: int) -> bool:
        """Whether a row that matters is named, by one of so many cells below one another."""
        rows = self.shift.sensitive
        return any(
            rows.start - height < int(number) < rows.stop
            for number in _NUMBER.findall(text)
            if len(number) < 8
        )
