"""How well a night is foretold: real workbooks, each by all others, and by the night before.

``python -m benchmarks.night_measured FOLDER... --every 8`` deals the workbooks of each folder out
into productions of a handful, takes one in eight of all but the first folder, and works on each
once in a process of its own for the night, twice. Then it foretells each production

* by what is in it, from nine tenths of the others (``addin.nightly.growth``), ten times over;
* by its megabytes alone, with the line through the others;
* by its own seconds of the night before, at the speed of the whole night.

Said is how many times off that is, too long or too short alike: the middle one, nine of ten, the
worst; and the sum foretold as a part of the sum measured. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from statistics import median, median_low
from typing import Final

from addin.nightly.bulk import Bulk, bulk_of
from addin.nightly.growth import growth_of
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work

_ORDERS: Final = Orders("estimate", dt.datetime(2026, 8, 10, 2), keeps_history=False, syncs=False)
_BOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
_HANDFUL: Final = 4
_PARTS: Final = 10
_LONG: Final = 0.1
"""Seconds: shorter productions matter to no night."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A production: what is in it, and the processor seconds of its night."""

    name: str
    bulk: Bulk
    seconds: float


Pairs = Sequence[tuple[float, float]]
"""Foretold and measured seconds."""


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


def night(collections: Sequence[Path], every: int) -> list[Measured]:
    """All of them, worked on once here; the first few twice, for modules to be loaded."""
    dealt = [
        one
        for number, collection in enumerate(collections)
        for one in list(handfuls(collection))[:: every if number else 1]
    ]
    with tempfile.TemporaryDirectory() as temporary:
        for number, (name, books) in enumerate(dealt[:3]):
            _measured(Path(temporary) / f"first {number}", name, books)
        return [
            _measured(Path(temporary) / f"{number:05d}", name, books)
            for number, (name, books) in enumerate(dealt)
        ]


def _measured(folder: Path, name: str, books: Sequence[Path]) -> Measured:
    folder.mkdir()
    for book in books:
        shutil.copyfile(book, folder / book.name)
    begun = time.process_time()
    work(Task(0, str(folder), _ORDERS))
    took = time.process_time() - begun
    found = Measured(name, bulk_of(folder), took)
    shutil.rmtree(folder)
    return found


def by_others(
    one_night: Sequence[Measured], line: Callable[[Sequence[Measured]], Callable[[Bulk], float]]
) -> Pairs:
    """Each production by those of the other nine parts."""
    found = []
    for part in range(_PARTS):
        others = [one for number, one in enumerate(one_night) if number % _PARTS != part]
        foretell = line(others)
        found += [(foretell(one.bulk), one.seconds) for one in one_night[part::_PARTS]]
    return found


def causes(known: Sequence[Measured]) -> Callable[[Bulk], float]:
    """What Tieout does."""
    return growth_of([(one.bulk, one.seconds) for one in known]).seconds


def megabytes(known: Sequence[Measured]) -> Callable[[Bulk], float]:
    """The line through sizes on the disk that a few odd ones do not bend (Theil and Sen)."""
    points = sorted((one.bulk.megabytes, one.seconds) for one in known)
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2) if b[0] > a[0]]
    each = max(0.0, median_low(slopes))
    fixed = median_low([seconds - each * size for size, seconds in points])
    return lambda bulk: max(0.001, fixed + each * bulk.megabytes)


def told(name: str, pairs: Pairs) -> str:
    """One line of the table."""
    off = sorted(max(a / b, b / a) for a, b in pairs)
    total = sum(a for a, _ in pairs) / sum(b for _, b in pairs)
    nine = off[len(off) * 9 // 10]
    return f"{name:>28}{median(off):9.2f}{nine:9.2f}{off[-1]:9.2f}{total:9.2f}"


def main() -> None:
    """Two nights, and how well each way foretells."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", type=Path, nargs="+")
    arguments.add_argument("--every", type=int, default=8)
    asked = arguments.parse_args()
    nights = []
    for _ in range(2):
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            nights.append(process.submit(night, asked.folders, asked.every).result())
    first, second = nights
    speed = sum(one.seconds for one in second) / sum(one.seconds for one in first)
    before = [(a.seconds * speed, b.seconds) for a, b in zip(first, second, strict=True)]
    total = sum(one.seconds for one in first)
    print(f"{len(first)} productions, {total:.1f} processor seconds")
    print(f"the second night took {speed:.2f} of that")
    each = growth_of([(one.bulk, one.seconds) for one in first]).each
    print("seconds for each cause:", " ".join(f"{one:.4f}" for one in each))
    print(f"\n{'times off':>28}{'median':>9}{'9 of 10':>9}{'worst':>9}{'sum':>9}")
    ways = {
        "by what is in it": by_others(first, causes),
        "by megabytes": by_others(first, megabytes),
        "by the night before": before,
    }
    for name, pairs in ways.items():
        print(told(name, pairs))
        print(told(f"those above {_LONG} s", [one for one in pairs if one[1] > _LONG]))


if __name__ == "__main__":
    main()
