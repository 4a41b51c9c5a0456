"""The published tables of recalculation, and the proofs that are shipped with the program.

From the answers that ``benchmarks.recalculation`` kept: ``python -m benchmarks.recalculation_tables
FOLDER... --raw FOLDER [--page docs/recalculation.md] [--proofs]``.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from addin.adapters.engines.crosschecked import settled
from addin.adapters.engines.proven import Proof
from addin.ports import Recalculation
from benchmarks.recalculation import listed
from benchmarks.recalculation_answers import Answer, answers
from benchmarks.recalculation_judged import Case, Judged, judge, records
from benchmarks.recalculation_oracle import NoOracle, Oracle, oracle
from benchmarks.recalculation_page import page
from benchmarks.recalculation_rivals import versions

FOLDS: Final = 5
MARK: Final = "<!-- below: written by benchmarks/recalculation_tables.py -->"
PROOFS: Final = Path("addin/adapters/engines/proofs")
LIBRARIES: Final = ("ironcalc", "libreoffice")
"""The engines that are believed by proof, beside our own evaluator."""


@dataclass(slots=True)
class Whole:
    """Everything the page tells."""

    judged: dict[str, Judged]
    files: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    versions: Mapping[str, str] = field(default_factory=dict)


def fold(workbook: str) -> int:
    """Which fifth of the workbooks one belongs to."""
    return zlib.crc32(workbook.encode()) % FOLDS


def cases(folders: list[Path], whole: Whole | None = None) -> Iterator[Oracle]:
    """The workbooks whose values Excel computed."""
    for path, name in listed(folders):
        if whole:
            whole.files += 1
        try:
            found = oracle(path, name)
        except NoOracle as none:
            if whole:
                whole.left_out[str(none)] += 1
            continue
        if whole:
            whole.apart.update(found.apart)
        yield found


def judged(folders: list[Path], raw: Path, engines: list[str]) -> Whole:
    """Every engine's answers held against Excel; then what the cross-check makes of them.

    The cross-check of a workbook is judged with a proof that was made without that workbook, so
    that an engine is not believed for what it is being tested with.
    """
    given = {engine: {each.workbook: each for each in answers(raw, engine)} for engine in engines}
    whole = Whole({engine: Judged() for engine in engines}, versions=versions(engines))
    for each in cases(folders, whole):
        case = Case(each)
        for engine in engines:
            if each.name in given[engine]:
                judge(whole.judged[engine], case, given[engine][each.name])
    proofs = {
        (library, at): _proof(whole.judged[library], library, without=at)
        for library in LIBRARIES
        if library in given
        for at in range(FOLDS)
    }
    for each in cases(folders):
        case = Case(each)
        for library in LIBRARIES:
            if library in given and each.name in given[library] and each.name in given["own"]:
                both = _both(
                    each,
                    given["own"][each.name],
                    given[library][each.name],
                    proofs[library, fold(each.name)],
                )
                judge(whole.judged.setdefault(f"own+{library}", Judged()), case, both)
    return whole


def _proof(found: Judged, library: str, *, without: int) -> Proof:
    rest = (each for name, each in found.evidence.items() if fold(name) != without)
    return Proof(library, "", records(rest))


def _both(asked: Oracle, mine: Answer, theirs: Answer, proof: Proof) -> Answer:
    if theirs.failed:
        return Answer(asked.name, mine.values, mine.unknown, "", mine.seconds)
    found = settled(
        asked.book,
        Recalculation("own", mine.values, mine.unknown),
        Recalculation(proof.engine, theirs.values, theirs.unknown),
        proof,
    )
    return Answer(asked.name, found.values, found.unknown, "", mine.seconds + theirs.seconds)


def ship(whole: Whole) -> None:
    """Write the proofs that go with the program."""
    PROOFS.mkdir(exist_ok=True)
    for library in LIBRARIES:
        if library not in whole.judged:
            continue
        found = whole.judged[library]
        stated = {
            "engine": library,
            "version": whole.versions[library],
            "workbooks": len(found.evidence),
            "meaning": "formulas that agreed with Excel, and those that differed, by what they ask",
        }
        head = [f"{json.dumps(name)}: {json.dumps(value)}," for name, value in stated.items()]
        lines = [
            f"{json.dumps(want)}: [{each.agreed}, {each.differed}]"
            for want, each in records(found.evidence.values()).items()
        ]
        text = "\n".join(["{", *head, '"records": {', ",\n".join(lines), "}", "}", ""])
        (PROOFS / f"{library}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Judge, and write what was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="+", type=Path)
    arguments.add_argument("--raw", type=Path, default=Path("/tmp/recalculation"))  # noqa: S108
    arguments.add_argument("--page", type=Path)
    arguments.add_argument("--proofs", action="store_true")
    options: Any = arguments.parse_args()
    engines = sorted(each.name for each in options.raw.iterdir() if any(each.glob("*.pickle")))
    whole = judged(options.folder, options.raw, engines)
    written = page(whole)
    if options.page:
        before = options.page.read_text(encoding="utf-8") if options.page.exists() else ""
        kept = before.partition(MARK)[0] if MARK in before else ""
        options.page.write_text(f"{kept}{MARK}\n\n{written}", encoding="utf-8")
    else:
        print(written)
    if options.proofs:
        ship(whole)


if __name__ == "__main__":
    main()
