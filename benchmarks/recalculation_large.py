"""How long each engine takes over 100,000 formulas, and how much memory.

A made-up budget of 12,500 lines with eight formulas each, all with stale values. Each engine runs
in a process of its own; its seconds are wall-clock and CPU with those of the processes it starts,
its memory is the largest of them. Run: ``python -m benchmarks.recalculation_large [--lines N]``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from addin.adapters.engines.catalogue import engine_called
from addin.adapters.engines.ironcalc import IronCalc
from addin.adapters.engines.libreoffice import LibreOffice
from addin.adapters.opening import open_book
from addin.ports import Engine
from benchmarks.formulas import budget, make

ENGINES: dict[str, Callable[[], Engine]] = {
    "own": lambda: engine_called("own"),
    "IronCalc alone": lambda: IronCalc(seconds=600),
    "embedded": engine_called,
    "LibreOffice alone": lambda: LibreOffice(seconds=600),
    "libreoffice": lambda: engine_called("libreoffice"),
}


class Measured(NamedTuple):
    """What one engine took, and how many cells it knew."""

    wall: float
    cpu: float
    megabytes: int
    known: int
    unknown: int


def measure(name: str, path: Path) -> Measured:
    """Read the workbook, then recalculate it, in this process."""
    content = path.read_bytes()
    book = open_book(path, path.name)
    wall, cpu = time.perf_counter(), _cpu()
    found = ENGINES[name]().recalculate(book, content)
    return Measured(
        time.perf_counter() - wall,
        _cpu() - cpu,
        max(_used(resource.RUSAGE_SELF), _used(resource.RUSAGE_CHILDREN)),
        len(found.values),
        len(found.unknown),
    )


def _cpu() -> float:
    return sum(
        each.ru_utime + each.ru_stime
        for each in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _used(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


def main() -> None:
    """Make the workbook, and print one line for each engine."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", type=int, default=12_500)
    options: Any = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "budget.xlsx"
        make(path, budget, options.lines * 30, cached=True)
        print("engine               seconds    CPU     MB    known unknown")
        for name in ENGINES:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                one = pool.apply(measure, (name, path))
            print(
                f"{name:20}{one.wall:8.1f}{one.cpu:7.1f}{one.megabytes:7}{one.known:9}{one.unknown:8}"
            )


if __name__ == "__main__":
    main()
