"""Recalculate every workbook whose values Excel computed, and compare cell by cell.

Each engine gets the workbook with all formulas' values forgotten, in a process of its own with a
time and a memory limit, and is held to what Excel computed. Run:
``python -m benchmarks.recalculation FOLDER... [--engine NAME]... [--raw FOLDER]``; then
``python -m benchmarks.recalculation_tables RAW`` prints the tables from what ``--raw`` holds.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from addin.adapters.engines.catalogue import engine_called
from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.engines.stripped import without_values
from addin.errors import AddinError
from addin.ports import Engine
from addin.tables.table import Value
from benchmarks.recalculation_answers import Answer, keep, kept
from benchmarks.recalculation_office import AT_ONCE, answers_of
from benchmarks.recalculation_oracle import Key, NoOracle, Oracle, oracle, workbooks
from benchmarks.recalculation_rivals import RIVALS

ADAPTERS: Mapping[str, Callable[[], Engine]] = {
    "own": OwnEvaluator,
    "embedded": lambda: engine_called("embedded"),
}
SECONDS = 120.0
MEMORY = 8 << 30


def answer(engine: str, asked: Oracle) -> Answer:
    """Recalculate one workbook in this process."""
    started = time.perf_counter()
    try:
        content = without_values(asked.book, asked.content)
        if engine in RIVALS:
            values: Mapping[Key, Value] = RIVALS[engine](asked.book, content)
            unknown: Mapping[Key, str] = {}
        else:
            found = ADAPTERS[engine]().recalculate(asked.book, content)
            values, unknown = found.values, found.unknown
    except AddinError as error:
        return Answer(asked.name, {}, {}, str(error), time.perf_counter() - started)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        said = f"{type(error).__name__}: {error}"[:200]
        return Answer(asked.name, {}, {}, said, time.perf_counter() - started)
    return Answer(asked.name, values, unknown, "", time.perf_counter() - started)


def _serve(engine: str, wire: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        path, name = wire.recv()
        try:
            wire.send(answer(engine, oracle(path, name)))
        except NoOracle as none:
            wire.send(Answer(name, {}, {}, str(none)))


class Helper:
    """A process that recalculates one workbook after another, replaced when it dies or hangs."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.wire, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(self.engine, other), daemon=True)
        self.process.start()
        other.close()

    def ask(self, path: Path, name: str) -> Answer:
        """The engine's answer for one workbook."""
        self.wire.send((path, name))
        started = time.perf_counter()
        try:
            if self.wire.poll(SECONDS + 30):
                found: Answer = self.wire.recv()
                return found
            failed = f"took more than {SECONDS:g} seconds"
        except EOFError:
            failed = "the process died"
        self.process.kill()
        self.process.join()
        self._start()
        return Answer(name, {}, {}, failed, time.perf_counter() - started)


def run(engine: str, paths: Iterable[tuple[Path, str]], raw: Path) -> None:
    """Every workbook through one engine; answers are kept, so that a run can be taken up again."""
    left = [(path, name) for path, name in paths if not kept(raw, engine, name).exists()]
    found = _office(left) if engine == "libreoffice" else _one_by_one(engine, left)
    for each in found:
        keep(raw, engine, each)
        if each.failed:
            print(f"{engine}: {each.workbook}: {each.failed}", file=sys.stderr)


def _one_by_one(engine: str, paths: Iterable[tuple[Path, str]]) -> Iterator[Answer]:
    helper: Helper | None = None
    for path, name in paths:
        helper = helper or Helper(engine)
        yield helper.ask(path, name)
    if helper is not None:
        helper.process.kill()


def _office(paths: list[tuple[Path, str]]) -> Iterator[Answer]:
    for start in range(0, len(paths), AT_ONCE):
        cases = [oracle(path, name) for path, name in paths[start : start + AT_ONCE]]
        yield from answers_of(cases, seconds=SECONDS + 10 * AT_ONCE)


def listed(folders: list[Path]) -> list[tuple[Path, str]]:
    """The workbooks with the names they have in the tables."""
    return [
        (path, path.relative_to(folder).as_posix() if folder.is_dir() else path.name)
        for folder in folders
        for path in workbooks([folder])
    ]


def main() -> None:
    """Run the engines asked for over the folders given."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="+", type=Path)
    arguments.add_argument("--engine", action="append", help="own, libreoffice, or a rival")
    arguments.add_argument("--raw", type=Path, default=Path("/tmp/recalculation"))  # noqa: S108
    options: Any = arguments.parse_args()
    (options.raw).mkdir(parents=True, exist_ok=True)
    paths = listed(options.folder)
    asked = []
    for path, name in paths:
        try:
            oracle(path, name)
        except NoOracle:
            continue
        asked.append((path, name))
    print(f"{len(asked)} of {len(paths)} workbooks hold values that Excel computed")
    for engine in options.engine or [*ADAPTERS, "libreoffice", *RIVALS]:
        run(engine, asked, options.raw)


if __name__ == "__main__":
    main()
