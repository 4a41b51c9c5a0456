"""How long nights of real workbooks take: folders of them, worked on once each, as figures.

Used by ``benchmarks.night_estimate --real``. A production is a folder of workbooks as somebody left
it; folders of many are dealt out into small ones, since a production has a handful.
"""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from addin.nightly.bulk import Bulk, bulk_of
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work

_ORDERS: Final = Orders("estimate", dt.datetime(2026, 8, 10, 2), keeps_history=False, syncs=False)
_BOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
_HANDFUL: Final = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """A production: what is in it, and the processor seconds of its night."""

    name: str
    bulk: Bulk
    seconds: float


def handfuls(collection: Path) -> Iterator[tuple[str, Sequence[Path]]]:
    """The workbooks of each folder of a collection, a handful at a time."""
    for folder in sorted(path for path in (collection, *collection.rglob("*")) if path.is_dir()):
        books = [
            path
            for path in sorted(folder.iterdir())
            if path.is_file() and path.suffix.casefold() in _BOOKS
        ]
        for start in range(0, len(books), _HANDFUL):
            name = f"{folder.relative_to(collection.parent).as_posix()} {start // _HANDFUL}"
            yield name, books[start : start + _HANDFUL]


def measured(collection: Path, into: Path, every: int = 1) -> Iterator[Measured]:
    """Each such production, or one in so many, worked on once, as at night."""
    for number, (name, books) in enumerate(handfuls(collection)):
        if number % every:
            continue
        folder = into / f"{collection.name}-{number:04d}"
        folder.mkdir(parents=True)
        for book in books:
            shutil.copyfile(book, folder / book.name)
        task = Task(0, str(folder), _ORDERS)
        begun = time.process_time()
        work(task)
        yield Measured(name, bulk_of(folder), time.process_time() - begun)
        shutil.rmtree(folder)
