"""A night over a studio, on every engine, against the script an analyst would let run at night.

``python -m benchmarks.night`` makes a studio of 300 small productions (four workbooks each, some
with planted mistakes, one in twenty broken), then runs over it, each in processes of its own:

* ``tieout nightly`` in-process, on a pool of two, and on a Dask scheduler with two workers, without
  and with a history: read, recognise, every rule, every reconciliation, pages;
* the analyst's script: pandas over openpyxl, three totals by account, two more questions.

It prints productions a minute, CPU seconds, peak memory of the largest process (of Dask: of the
command alone), and the ratio to the script, run by run. ``--growth`` takes one production of 1,000
to 1,000,000 ledger lines instead, ``--count`` another number of productions.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

from addin import wiring
from addin.jobs.sample_studio.studio import MANIFEST, manifest, monday_after, productions
from benchmarks.check_production import Production, measured

_SCRIPT = Path(__file__).with_name("analyst_night.py")
_DAY = f"{monday_after(9):%Y-%m-%d}"


def studio(folder: Path, count: int) -> Path:
    """The studio's files; gives its manifest."""
    for made in productions(count, wiring.new_workbook):
        wiring.save_new(folder / made.show.folder, made.files)
    path = folder / MANIFEST
    path.write_text(manifest())
    return path


def night(path: Path, *options: str) -> list[str]:
    """The command of one night, from the beginning, that keeps nothing between nights."""
    tieout = [sys.executable, "-m", "addin", "nightly", str(path), "--today", _DAY, "--fresh"]
    return [*tieout, "--json", os.devnull, *options]


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers on this machine; gives the address."""
    with machines(workers) as (address, _):
        yield address


@contextmanager
def machines(workers: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The same, with their processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    head = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    hand = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--host", "127.0.0.1"]
    started = [
        subprocess.Popen([*head, "--port", str(port), "--no-dashboard"], **quiet),  # type: ignore[call-overload]
        *(
            subprocess.Popen([*hand, "--nthreads", "1", "--no-dashboard"], **quiet)  # type: ignore[call-overload]
            for _ in range(workers)
        ),
    ]
    try:
        time.sleep(6)
        yield address, [psutil.Process(one.pid) for one in started]
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def spent(processes: list[psutil.Process]) -> float:
    """CPU seconds of processes and of all they have started."""
    every = [each for one in processes for each in (one, *one.children(recursive=True))]
    return sum(sum(each.cpu_times()[:4]) for each in every)


def engines(asked: argparse.Namespace, folder: Path) -> None:
    """Every engine and the script in turn, ``asked.runs`` times."""
    path = studio(folder / "studio", asked.count)
    compiled = folder / "compiled"
    script = [sys.executable, str(_SCRIPT), str(path.parent)]
    with machines(2) as (address, workers):
        ways = {
            "in-process": night(path, "--engine", "in-process", "--no-history"),
            "local:2": night(path, "--engine", "local:2", "--no-history"),
            "dask, 2 workers": night(path, "--cluster", address, "--no-history"),
            "local:2, history": night(path, "--engine", "local:2"),
            "the script": script,
        }
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
        for _ in range(asked.runs):
            for name, command in ways.items():
                shutil.rmtree(path.parent / ".tieout", ignore_errors=True)
                before = spent(workers)
                one = measured(command, compiled, (0, 1, 3))
                if "dask" in name:  # what the workers did is theirs
                    one["cpu s"] += spent(workers) - before
                runs[name].append(one)
    print(f"{asked.count} productions, Python {platform.python_version()}, median of {asked.runs}")
    print(f"{'':20}{'a minute':>10}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'to script':>11}")
    for name, every in runs.items():
        wall = median(run["wall s"] for run in every)
        ratio = median(
            one["wall s"] / other["wall s"]
            for one, other in zip(every, runs["the script"], strict=True)
        )
        cpu, memory = (median(run[figure] for run in every) for figure in ("cpu s", "peak MB"))
        rate = asked.count / wall * 60
        print(f"{name:20}{rate:10.0f}{wall:9.1f}{cpu:9.1f}{memory:9.0f}{ratio:11.2f}")


def growth(asked: argparse.Namespace, folder: Path) -> None:
    """One production with ever more ledger lines: seconds and memory of its night."""
    compiled = folder / "compiled"
    print(f"{'ledger lines':>14}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'us a line':>11}")
    for lines in asked.lines:
        place = folder / str(lines)
        place.mkdir()
        Production(place).write(min(lines // 10 + 20, 2_000), min(lines // 12, 5_000), lines)
        path = folder / f"{lines}.toml"
        path.write_text(f'productions = ["{lines}"]\n[night]\nminutes = 0\nmemory_mb = 0\n')
        command = night(path, "--engine", "in-process", "--no-history")
        every = [measured(command, compiled, (0, 1, 3)) for _ in range(asked.runs)]
        wall, cpu, memory = (
            median(run[figure] for run in every) for figure in ("wall s", "cpu s", "peak MB")
        )
        print(f"{lines:14,}{wall:9.2f}{cpu:9.2f}{memory:9.0f}{wall / lines * 1e6:11.0f}")


def main() -> None:
    """Measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=300)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--growth", action="store_true")
    arguments.add_argument(
        "--lines", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000]
    )
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        (growth if asked.growth else engines)(asked, Path(temporary))


if __name__ == "__main__":
    main()
