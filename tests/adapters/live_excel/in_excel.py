"""A workbook that is open in what plays Excel, and ways to disturb it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addin.adapters.live_excel.files.engine import file_engine
from addin.adapters.live_excel.files.ranges import FileRange
from addin.adapters.live_excel.workbooks import LiveExcel
from addin.tables.changes import Changes
from addin.tables.table import Book
from tests.cli.drawn_files import saved
from tests.grid import grid


@dataclass
class Opened:
    """The adapter, the app, the one workbook, and how often it was called since asked last."""

    live: LiveExcel
    app: Any
    book: Any
    name: str

    def read(self) -> Book:
        """The workbook."""
        return self.live.read(self.name)

    def write(self, **changes) -> str:
        """Write into it as it is now."""
        return self.live.write(self.name, Changes(**changes), digest=self.read().digest)

    def calls(self) -> dict[str, int]:
        """The calls since this was asked last."""
        counted = dict(self.book.impl.document.calls)
        self.book.impl.document.calls.clear()
        return counted


@contextmanager
def opened(path: Path, *drawn: str, name: str = "Costs.xlsx"):
    """Drawn sheets (``Sheet1``, ``Sheet2`` …) in a workbook that is open."""
    sheets = tuple(grid(text, f"Sheet{n}") for n, text in enumerate(drawn, 1))
    path.mkdir(exist_ok=True)
    root = path / "show"
    if sheets:
        saved(root, [Book(name, sheets)])
    with file_engine() as app:
        book = app.books.open(str(root / name))
        yield Opened(LiveExcel(root, lambda: app.books), app, book, name)


class Breaks:
    """Excel fails at the n-th thing that is entered, once or from then on."""

    def __init__(
        self, monkeypatch, at: int, *, for_good: bool = False, error: BaseException
    ) -> None:
        self.count = 0
        enter = FileRange.enter

        def failing(cells, *given, **more):
            self.count += 1
            if self.count == at or (for_good and self.count > at):
                raise error
            return enter(cells, *given, **more)

        monkeypatch.setattr(FileRange, "enter", failing)
