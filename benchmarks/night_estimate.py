"""A studio of 10,000 productions, planned from what a few of them cost on this machine.

``python -m benchmarks.night_estimate`` does four things in turn:

* it makes productions of several sizes (four workbooks each, up to 60,000 ledger lines) and works
  on each a few times: seconds, beside what is foretold by what is in their files;
* it lets each engine work on productions in which nothing is to be done: what it adds;
* it draws a night of some 80 productions of those sizes, simulates it, and runs it: on a pool of
  two, and on a scheduler with two workers. Predicted from sizes alone, and from the seconds that
  the productions themselves took in that run, beside what was measured;
* it draws 10,000 productions by size, one in five with tables that it syncs, and simulates their
  night on 1 to 64 workers: calm, and with workers that die, a share and Google's quota.

``--quick`` takes fewer of each: to see that it runs, not for figures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from addin import wiring
from addin.domain.night import ProductionNight
from addin.jobs.demo import MARK, demo_files
from addin.nightly.bulk import bulk_of
from addin.nightly.engines.cluster import Cluster
from addin.nightly.engines.engine import Engine
from addin.nightly.engines.in_process import InProcess
from addin.nightly.engines.pool import Pool
from addin.nightly.estimate import (
    CALLS_OF_A_SYNC,
    Expected,
    Overhead,
    Quota,
    estimate,
)
from addin.nightly.growth import USUAL
from addin.nightly.limits import Work
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from addin.nightly.simulation import Trouble, simulate
from benchmarks.check_production import Production
from benchmarks.night import cluster
from benchmarks.night_nothing import nothing

_ORDERS = Orders("estimate", dt.datetime(2026, 8, 10, 2), keeps_history=False, syncs=False)
_SIZES = {120: 0.30, 800: 0.30, 4_000: 0.22, 15_000: 0.13, 60_000: 0.05}
"""Ledger lines of a production, and how often there is such a one: an assumption, not a count."""


class Going:
    """Nobody wants the night to end."""

    def asked(self) -> bool:
        """No."""
        return False

    def at_once(self) -> bool:
        """No."""
        return False


@dataclass(frozen=True, slots=True)
class Ran:
    """A night as it was measured: seconds until the first and the last result, and all of them."""

    first: float
    last: float
    nights: tuple[ProductionNight, ...]


def ran(engine: Engine, folders: Sequence[Path]) -> Ran:
    """Run a night over these."""
    tasks = [Task(number, str(folder), _ORDERS) for number, folder in enumerate(folders)]
    started = time.perf_counter()
    first, nights = 0.0, []
    for one in engine.run(tasks, Going()):
        first = first or time.perf_counter() - started
        nights.append(one)
    return Ran(first, time.perf_counter() - started, tuple(nights))


def megabytes(folder: Path) -> float:
    """Of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def made(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """A production of each size."""
    found = {}
    for lines in sizes:
        place = folder / f"{lines}"
        place.mkdir(parents=True)
        Production(place).write(min(lines // 10 + 20, 2_000), min(lines // 12, 5_000), lines)
        found[lines] = place
    return found


def sample_film(folder: Path) -> None:
    """The production of 'tieout demo', which no line is drawn through."""
    wiring.save_new(folder, demo_files(wiring.new_workbook), MARK)
    nights = ran(InProcess(work), [folder] * 3).nights
    seconds = median(one.seconds for one in nights)
    print(f"{'the sample film':>14}{megabytes(folder):8.2f}{seconds:10.3f}  {nights[0].ended}\n")


def costs(patterns: dict[int, Path], times: int) -> dict[int, float]:
    """Seconds of each size, the middle of so many."""
    ran(InProcess(work), [next(iter(patterns.values()))])  # modules are loaded once
    print(f"{'ledger lines':>14}{'MB':>9}{'seconds':>10}{'foretold':>10}")
    seconds = {}
    for lines, place in patterns.items():
        nights = ran(InProcess(work), [place] * times).nights
        seconds[lines] = median(one.seconds for one in nights)
        foretold = USUAL.seconds(bulk_of(place))
        figures = f"{megabytes(place):9.2f}{seconds[lines]:10.3f}{foretold:10.3f}"
        print(f"{lines:14,}{figures}  {nights[0].ended}")
    print()
    return seconds


Built = Callable[[Work], Engine]


@contextmanager
def engines() -> Iterator[dict[str, Built]]:
    """The engines that use two workers on this machine."""
    with cluster(2) as address:
        yield {
            "local:2": lambda done: Pool(2, done),
            "dask, 2 workers": lambda done: Cluster(address, work=done),
        }


def overheads(built: dict[str, Built], folder: Path, count: int) -> dict[str, Overhead]:
    """What each engine adds: until the first production, and for each."""
    print(f"{'engine':>18}{'start s':>10}{'each ms':>10}   ({count} empty productions)")
    empty = folder / "empty"
    empty.mkdir()
    found = {}
    for name, of in built.items():
        night = ran(of(nothing), [empty] * count)
        each = (night.last - night.first) * 2 / max(1, count - 1)
        found[name] = Overhead(night.first, each)
        print(f"{name:>18}{night.first:10.2f}{each * 1000:10.1f}")
    print()
    return found


def validated(
    built: dict[str, Built],
    added: dict[str, Overhead],
    patterns: dict[int, Path],
    seconds: dict[int, float],
    folders: Sequence[tuple[int, Path]],
) -> None:
    """Predict a night, run it, and say how far off the prediction was."""
    print(f"{len(folders)} productions, two workers: predicted and measured seconds")
    print(f"{'engine':>18}{'by size':>10}{'by itself':>11}{'measured':>10}{'ratios':>14}")
    for name, of in built.items():
        planned = [
            Expected(str(place), seconds[lines], megabytes(patterns[lines]))
            for lines, place in folders
        ]
        night = ran(of(work), [place for _, place in folders])
        took = {one.folder: one.seconds for one in night.nights}
        itself = [replace(one, seconds=took[one.folder]) for one in planned]
        by_size = simulate(planned, 2, added[name]).seconds
        by_itself = simulate(itself, 2, added[name]).seconds
        ratios = f"{by_size / night.last:.2f}, {by_itself / night.last:.2f}"
        print(f"{name:>18}{by_size:10.1f}{by_itself:11.1f}{night.last:10.1f}{ratios:>14}")
    print()


def drawn(count: int, patterns: dict[int, Path], took: dict[int, float]) -> list[Expected]:
    """Productions by size; one in five syncs one to three tables."""
    chance = random.Random(10_000)
    kinds, weights = list(_SIZES), list(_SIZES.values())
    found = []
    for number in range(count):
        lines = chance.choices(
            [one for one in kinds if one in patterns], weights=weights[: len(patterns)]
        )[0]
        grown = chance.lognormvariate(0.0, 0.35)
        size = megabytes(patterns[lines]) * grown
        tables = chance.randint(1, 3) if chance.random() < 0.2 else 0
        seconds = took[lines] * grown + tables * 2.0
        found.append(Expected(f"{number}", seconds, size, tables * CALLS_OF_A_SYNC))
    return sorted(found, key=lambda one: -one.seconds)


def planned(productions: Sequence[Expected], overhead: Overhead) -> None:
    """Minutes of their night on ever more workers."""
    total = sum(one.seconds for one in productions)
    size = sum(one.megabytes for one in productions)
    calls = sum(one.calls for one in productions)
    print(
        f"{len(productions):,} productions: {total / 3600:.1f} hours of work, {size / 1000:.1f} GB,"
        f" {calls:,} calls to Google"
    )
    ways: dict[str, dict[str, object]] = {
        "calm, no syncs": {"quota": Quota(10**9, 10**9)},
        "one user syncs": {},
        "five users sync": {"quota": Quota(users=5)},
        "and deaths, 1 in 10 h": {"quota": Quota(users=5), "trouble": Trouble(0.1, 30.0)},
        "and a share of 60 MB/s": {
            "quota": Quota(users=5),
            "trouble": Trouble(0.1, 30.0),
            "bandwidth": 60.0,
        },
    }
    counts = (1, 2, 4, 8, 16, 32, 64)
    print(f"{'minutes on workers':>24}" + "".join(f"{count:9}" for count in counts))
    for name, options in ways.items():
        row = [simulate(productions, count, overhead, **options) for count in counts]  # type: ignore[arg-type]
        print(f"{name:>24}" + "".join(f"{one.seconds / 60:9.1f}" for one in row))
    floor = [estimate(productions, count, overhead, Quota(users=5)).floor for count in counts]
    print(f"{'no faster than':>24}" + "".join(f"{one / 60:9.1f}" for one in floor))


def main() -> None:
    """Measure, simulate, run, plan."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--count", type=int, default=80, help="productions of the real run")
    asked = arguments.parse_args()
    sizes = [120, 800, 4_000] if asked.quick else list(_SIZES)
    count = min(asked.count, 24) if asked.quick else asked.count
    print(f"Python {platform.python_version()}, {platform.system()}\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        patterns = made(folder / "sizes", sizes)
        seconds = costs(patterns, 2 if asked.quick else 5)
        sample_film(folder / "film")
        chance = random.Random(80)
        folders = []
        for number in range(count):
            lines = chance.choices(sizes, weights=[_SIZES[one] for one in sizes])[0]
            place = folder / "night" / f"{number:03d}"
            shutil.copytree(patterns[lines], place)
            folders.append((lines, place))
        folders.sort(reverse=True)  # as a night hands them out: the longest first
        with engines() as built:
            added = overheads(built, folder, 60 if asked.quick else 300)
            validated(built, added, patterns, seconds, folders)
        planned(drawn(10_000, patterns, seconds), added["dask, 2 workers"])


if __name__ == "__main__":
    main()
