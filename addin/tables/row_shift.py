"""A table that grows or shrinks at its lower end, and where that leaves every reference to it.

Nothing but the table's own rows moves. A reference ends up naming what it named before: the totals
row where it stands now, and a whole column of the table's data with the rows that were added to it
or without those that left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from addin.tables.table import Area


class CannotFollow(ValueError):
    """No reference after the change names what this one named before; the text says why."""


@dataclass(frozen=True, slots=True)
class RowShift:
    """A table that gets ``by`` more rows of data (fewer: negative), below those it has.

    ``area`` is the table as it was read, ``first`` and ``last`` its first and last row of data;
    ``totals`` is the row of its totals, 0 without one. Cells that the grown table needs were blank.
    """

    sheet: str
    table: str
    area: Area
    first: int
    last: int
    totals: int
    by: int

    @property
    def new_last(self) -> int:
        """Where its data ends now."""
        return self.last + self.by

    @property
    def new_totals(self) -> int:
        """Where its totals stand now; 0 without any."""
        return self.totals + self.by if self.totals else 0

    @property
    def new_area(self) -> Area:
        """The table as it is now."""
        area = self.area
        return Area(area.top, area.left, area.bottom + self.by, area.right)

    def is_on(self, sheet: str) -> bool:
        """Whether the table stands on this sheet."""
        return sheet.casefold() == self.sheet.casefold()

    @property
    def sensitive(self) -> range:
        """The rows one of which every reference that changes begins or ends with."""
        low = min(self.last, self.new_last + 1)
        return range(low, max(self.last, self.totals, self.new_totals) + 1)

    def row(self, row: int, column: int) -> int:
        """The row in which a cell of the sheet stands now.

        Raises:
            CannotFollow: it belongs to the rows that leave the table.
        """
        if not self.area.left <= column <= self.area.right:
            return row
        if self.totals and row == self.totals:
            return self.new_totals
        if self.new_last < row <= self.last:
            raise CannotFollow(f"row {row} leaves the table {self.table}")
        return row

    def reference(self, area: Area, *, is_running: bool = False) -> Area:
        """What a formula must name now to mean the cells it meant.

        A running range (``C$4:C9``, from the first row to the formula's own) takes in no rows that
        are added below it.

        Raises:
            CannotFollow: some of them leave, or stand apart from one another now.
        """
        if area.right < self.area.left or area.left > self.area.right:
            return area
        if is_running and self.by > 0 and area.bottom == self.last:
            return area
        top, bottom = self._rows(area.top, area.bottom)
        if (top, bottom) == (area.top, area.bottom):
            return area
        if self.area.left <= area.left and area.right <= self.area.right:
            return Area(top, area.left, bottom, area.right)
        if area.bottom == self.last and (self.by > 0 or not self.totals):
            return area  # beside the table nothing was added and nothing left
        raise CannotFollow(
            f"{area} takes in cells beside the table {self.table}, whose rows move on their own"
        )

    def _rows(self, top: int, bottom: int) -> tuple[int, int]:
        if top <= self.first and bottom == self.last:
            return top, self.new_last
        if not self.totals or top > self.totals:
            return top, bottom
        return self._grown(top, bottom) if self.by > 0 else self._shrunk(top, bottom)

    def _grown(self, top: int, bottom: int) -> tuple[int, int]:
        if bottom < self.totals:
            return top, bottom
        # Below the old totals there were only blank cells as far as the new ones.
        return self.new_totals if top == self.totals else top, max(bottom, self.new_totals)

    def _shrunk(self, top: int, bottom: int) -> tuple[int, int]:
        if bottom <= self.new_last:
            return top, bottom
        if bottom <= self.last:
            if top > self.new_last:
                raise CannotFollow(f"it refers to rows that leave the table {self.table}")
            return top, self.new_last
        return min(top, self.new_totals), self.new_totals if bottom == self.totals else bottom

    def printed(self, area: Area) -> Area:
        """A print area or a filter: it ends where the table ends, if it ended there."""
        apart = area.right < self.area.left or area.left > self.area.right
        if not apart and area.top <= self.last and area.bottom in {self.last, self.area.bottom}:
            return Area(area.top, area.left, area.bottom + self.by, area.right)
        return area

    def formatted(self, areas: Iterable[Area]) -> tuple[Area, ...]:
        """Where a format, a validation or a mark that covered these areas applies now.

        What reaches down to the last row of data grows with it, even if it began further down than
        the data; what reaches beyond the table's sides is parted.
        """
        found: list[Area] = []
        for area in areas:
            found += self._formatted(area)
        return tuple(dict.fromkeys(found))

    def _formatted(self, area: Area) -> list[Area]:
        left, right = max(area.left, self.area.left), min(area.right, self.area.right)
        if left > right:
            return [area]
        top, bottom = self._format_rows(area.top, area.bottom)
        if (top, bottom) == (area.top, area.bottom):
            return [area]
        parts = [Area(top, left, bottom, right)]
        if area.left < left:
            parts.insert(0, Area(area.top, area.left, area.bottom, left - 1))
        if area.right > right:
            parts.append(Area(area.top, right + 1, area.bottom, area.right))
        return parts

    def _format_rows(self, top: int, bottom: int) -> tuple[int, int]:
        if self.first <= top <= min(self.last, self.new_last) and bottom == self.last:
            return top, self.new_last
        try:
            return self._rows(top, bottom)
        except CannotFollow:
            return top, bottom  # cells that were emptied keep how they look
