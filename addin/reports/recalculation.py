"""What a recalculation found, as one value that its reports are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from addin.tables.staleness import Staleness


@dataclass(frozen=True, slots=True)
class BookResult:
    """One workbook.

    ``engine`` says with its version what worked the formulas out. ``missing`` are workbooks that
    its formulas link to and that are not there: what the file remembers of them was taken.
    ``failure``: it could not be read or not be recalculated, and why. ``refused``: it could not be
    written, and why; ``error`` names the class of that. ``written`` says that it now is as asked
    for; ``backup`` is where the file as it was is kept, empty if it already was as asked.
    ``links``: what stands behind ``[1]`` in its formulas. ``is_manual``: the workbook computes only
    when somebody presses F9.
    """

    name: str
    staleness: Staleness
    engine: str = ""
    missing: tuple[str, ...] = ()
    failure: str = ""
    refused: str = ""
    written: bool = False
    backup: str = ""
    links: Mapping[int, str] = field(default_factory=dict)
    is_manual: bool = False
    error: str = ""

    @property
    def needs_work(self) -> bool:
        """Whether the file shows an old number, or none where there is one."""
        return self.staleness.differs or self.staleness.needs_excel


@dataclass(frozen=True, slots=True)
class RecalculationReport:
    """One workbook or all of a production, recalculated.

    ``circles`` are workbooks that link to one another: each was worked out with what the others
    show. ``asked``: that ``values`` be written, or ``on load``, or nothing. ``held_back``: nothing
    was written, because one of the workbooks could not be recalculated.
    """

    name: str
    folder: str
    books: tuple[BookResult, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    asked: str = ""
    held_back: bool = False
    seconds: float = 0.0
    without_formulas: int = 0

    @property
    def engines(self) -> tuple[str, ...]:
        """What worked the formulas out, with versions."""
        return tuple(dict.fromkeys(book.engine for book in self.books if book.engine))

    @property
    def failed(self) -> tuple[BookResult, ...]:
        """Workbooks that could not be recalculated or written."""
        return tuple(book for book in self.books if book.failure or book.refused)

    @property
    def open(self) -> tuple[BookResult, ...]:
        """Workbooks that show an old number, or none where there is one, and still do so now."""
        return tuple(book for book in self.books if self.is_open(book))

    def is_open(self, book: BookResult) -> bool:
        """Whether a workbook still shows an old number, or none where there is one."""
        has_values = book.written and self.asked == "values"
        return book.staleness.needs_excel or (book.staleness.differs and not has_values)

    def total(self) -> Mapping[str, int]:
        """How many formulas of all workbooks there are of each kind."""
        parts = ("stale", "filled", "moving", "unknown")
        counts = {part: sum(len(getattr(b.staleness, part)) for b in self.books) for part in parts}
        formulas = sum(book.staleness.formulas for book in self.books)
        agree = sum(book.staleness.agree for book in self.books)
        return {"formulas": formulas, "agree": agree, **counts}
