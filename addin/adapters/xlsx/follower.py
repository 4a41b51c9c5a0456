"""What every reference in a workbook is asked when a sheet is renamed or a table's rows move."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from addin.adapters.xlsx.raw_zip import THIS
from addin.adapters.xlsx.sheet_xml import area_of
from addin.errors import WriteRefused
from addin.tables.follow import Names, link_renamed, moved, renamed, said_in_text
from addin.tables.formula import FormulaError
from addin.tables.row_shift import CannotFollow, RowShift
from addin.tables.table import Area


class Follower(Protocol):
    """One change to follow. ``sheet`` is where the text stands; empty for charts and names.

    Each of the methods that give a text back may raise ``CannotFollow`` or ``FormulaError``.
    """

    @property
    def is_relative(self) -> bool:
        """Whether the cells of a shared formula may be affected one by one."""
        ...

    def concerns(self, xml: bytes, sheet: str) -> bool:
        """A quick look: whether anything in these bytes may have to change."""
        ...

    def formula(self, text: str, sheet: str) -> str:
        """A formula."""
        ...

    def name(self, name: str, text: str, sheet: str) -> str:
        """What a defined name stands for."""
        ...

    def link(self, text: str, sheet: str) -> str:
        """Where a link inside the workbook leads."""
        ...

    def areas(self, text: str, sheet: str) -> str:
        """The cells of its own sheet that a format, validation or mark applies to."""
        ...

    def source(self, sheet: str, area: str) -> tuple[str, str]:
        """The sheet and area that a pivot table or a consolidation reads."""
        ...

    def spreads(self, text: str, area: Area, sheet: str) -> bool:
        """Whether a shared formula over an area is to be looked at cell by cell."""
        ...

    def needs_own_text(self, cell: tuple[int, int], sheet: str) -> bool:
        """Whether a cell may not share its formula with others any longer."""
        ...

    def is_leaving(self, cell: tuple[int, int], sheet: str) -> bool:
        """Whether a cell is to be cleared, so that its formula need not follow."""
        ...


def refused(where: str, text: str, error: ValueError) -> WriteRefused:
    """The refusal for a text that cannot follow."""
    if isinstance(error, FormulaError):
        return WriteRefused(THIS, f"{where} holds {text[:60]!r}, which cannot be read ({error})")
    return WriteRefused(THIS, f"{where} cannot follow: {error}")


_INDIRECT = re.compile(rb"INDIRECT\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetsRenamed:
    """Sheets under new names."""

    names: Names
    is_relative: bool = False
    _mentions: re.Pattern[bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = b"|".join(map(_mention, self.names))
        object.__setattr__(self, "_mentions", re.compile(pattern, re.IGNORECASE))

    def concerns(self, xml: bytes, sheet: str) -> bool:
        """Whether a name is in there, or a formula that puts names together."""
        del sheet
        return bool(self._mentions.search(xml) or _INDIRECT.search(xml))

    def formula(self, text: str, sheet: str) -> str:
        """The formula with the new names."""
        del sheet
        said = said_in_text(text, self.names) if '"' in text else ""
        if said:
            raise CannotFollow(
                f"it names or may name the sheet {said!r} in a text, and Excel follows no text"
            )
        return renamed(text, self.names)

    def name(self, name: str, text: str, sheet: str) -> str:
        """As in any formula."""
        del name
        return self.formula(text, sheet)

    def link(self, text: str, sheet: str) -> str:
        """The link with the new name."""
        del sheet
        return link_renamed(text, self.names)

    def areas(self, text: str, sheet: str) -> str:
        """Cells stay where they are."""
        del sheet
        return text

    def source(self, sheet: str, area: str) -> tuple[str, str]:
        """The sheet's new name."""
        return self.names.get(sheet.casefold(), sheet), area

    def spreads(self, text: str, area: Area, sheet: str) -> bool:
        """A name is the same in all cells."""
        del text, area, sheet
        return False

    def needs_own_text(self, cell: tuple[int, int], sheet: str) -> bool:
        """No cell moves."""
        del cell, sheet
        return False

    def is_leaving(self, cell: tuple[int, int], sheet: str) -> bool:
        """No cell leaves."""
        del cell, sheet
        return False


def _mention(name: str) -> bytes:
    """A pattern that finds a sheet's name in XML, and sometimes what only looks like it.

    Letters and digits are written as they are; signs and other scripts perhaps as references.
    """
    plain = max(re.findall(r"[0-9A-Za-z]+", name), key=len, default="")
    if plain:
        return plain.encode()
    if any(sign in name for sign in "'&<>\""):
        return b"!"
    return b"|".join(re.escape(form.encode()) for form in (name, name.upper(), name.lower()))


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
        pattern = re.compile(_mention(self.shift.sheet.casefold()), re.IGNORECASE)
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
