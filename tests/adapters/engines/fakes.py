"""An engine that gives what a test tells it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from addin.errors import EngineFailed
from addin.ports import Recalculation
from addin.tables.table import Book, Value, cell_at


@dataclass
class Told:
    """Gives these values for these cells of the first sheet, and knows no other; may break down."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    breaks: str = ""

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """The port."""
        del content, linked
        if self.breaks:
            raise EngineFailed(self.name, self.breaks)
        first = book.sheets[0]
        known = {(first.name, *cell_at(cell)): value for cell, value in self.values.items()}
        unknown = {
            (sheet.name, *cell): f"{self.name} does not know"
            for sheet in book.sheets
            for cell in sheet.formulas
            if (sheet.name, *cell) not in known
        }
        return Recalculation(self.name, known, unknown)
