"""What every reference in a workbook is asked when a sheet is renamed or a table's rows move."""

from __future__ import annotations

import re
from typing import Protocol

from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.errors import WriteRefused
from addin.tables.formula import FormulaError
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


class CellsStay:
    """A change that moves no cells: what it does to one formula it does to all that are equal."""

    __slots__ = ()

    def areas(self, text: str, sheet: str) -> str:
        """Cells stay where they are."""
        del sheet
        return text

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


def refused(where: str, text: str, error: ValueError) -> WriteRefused:
    """The refusal for a text that cannot follow."""
    if isinstance(error, FormulaError):
        return WriteRefused(THIS, f"{where} holds {text[:60]!r}, which cannot be read ({error})")
    return WriteRefused(THIS, f"{where} cannot follow: {error}")


def mention(name: str) -> bytes:
    """A pattern that finds a sheet's name in XML, and sometimes what only looks like it.

    Letters and digits are written as they are; signs and other scripts perhaps as references.
    """
    plain = max(re.findall(r"[0-9A-Za-z]+", name), key=len, default="")
    if plain:
        return plain.encode()
    if any(sign in name for sign in "'&<>\""):
        return b"!"
    return b"|".join(re.escape(form.encode()) for form in (name, name.upper(), name.lower()))
