"""Where formulas stand and what they may ask of their spreadsheet."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, Protocol

from sheets_emulator.value import Value


class At(NamedTuple):
    """Where a formula stands; rows and columns count from 0."""

    sheet: str
    row: int
    column: int


class Area(NamedTuple):
    """A rectangle of a sheet; the ends are exclusive."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class Cells(Protocol):
    """What a formula may ask of its spreadsheet. Sheets are named by title, whatever its case."""

    @property
    def locale(self) -> str:
        """The spreadsheet's locale, such as `en_US`."""

    def value(self, sheet: str, row: int, column: int) -> Value:
        """The value of one cell, a formula's computed (a circle gives the error REF)."""

    def size(self, sheet: str) -> tuple[int, int] | None:
        """Rows and columns of the grid; None when there is no such sheet."""

    def used(self, sheet: str) -> tuple[int, int]:
        """Rows and columns up to the last cell that holds something."""

    def named(self, name: str) -> Area | None:
        """The range of that name, whatever its case."""

    def now(self) -> dt.datetime:
        """The moment, in the spreadsheet's time zone, without a zone."""
