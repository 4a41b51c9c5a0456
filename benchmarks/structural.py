"""How well the rules on formulas find what people marked in real workbooks.

Each half of the labelled workbooks by itself, beside a plain R1C1 outlier search: how many of the
first ten findings of a workbook are right, which share of the labelled groups is found (and by the
first ten), kind by kind, how many findings name sound cells only, and how much a sheet without any
trouble is bothered. Run: ``python -m benchmarks.structural``, with the folder of the labelled
workbooks and their ``annotations.json`` unless it is in its place.
"""

from __future__ import annotations

import argparse
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules import structural
from addin.rules.rule import Rule, Workpapers, run
from addin.tables.calculate import computed
from addin.tables.table import Book
from benchmarks.structural_labels import HARMLESS, Cell, Half, Labels, Verdict, cells, half, labels
from benchmarks.structural_outliers import outliers

FIRST: Final = 10
"""Findings of a workbook that somebody reads for certain."""

FOLDER: Final = Path(__file__).parents[1].parent / "shared" / "real" / "excelint"


@dataclass
class Score:
    """What one way of finding reached on one half."""

    found: list[tuple[Finding, Verdict, bool]] = field(default_factory=list)
    hit: set[Cell] = field(default_factory=set)
    hit_first: set[Cell] = field(default_factory=set)
    clean_sheets: int = 0
    on_clean: Counter[Severity] = field(default_factory=Counter)

    def add(self, findings: Sequence[Finding], book: Book, known: Labels) -> None:
        """Count the findings of one workbook, first ones first."""
        for at, finding in enumerate(findings):
            named = cells(finding.places)
            self.found.append((finding, known.verdict(named), at < FIRST))
            self.hit |= named
            if at < FIRST:
                self.hit_first |= named
        marked = {cell[1] for cell, kind in known.kinds.items() if _is_of(cell, book, kind)}
        clean = {s.name for s in book.sheets if s.name.strip().casefold() not in marked}
        self.clean_sheets += len(clean)
        self.on_clean.update(f.severity for f in findings if f.place.sheet in clean)

    def verdicts(self, *, first: bool) -> Counter[Verdict]:
        """How many findings are right, false or unlabelled, of all or of the first ten."""
        return Counter(verdict for _, verdict, early in self.found if early or not first)


def _is_of(cell: Cell, book: Book, kind: str) -> bool:
    return cell[0] == book.name.casefold() and kind not in HARMLESS


def rules(only: str = "") -> list[Rule]:
    """The rules on formulas."""
    found: list[Any] = [
        import_module(f"{structural.__name__}.{module.name}")
        for module in pkgutil.iter_modules(structural.__path__)
    ]
    return [rule for rule in found if rule.CODE.startswith(only or "STR")]


def by_rules(book: Book, only: str = "") -> Sequence[Finding]:
    """What the rules find in a workbook, in the order of a report."""
    return run(rules(only), Workpapers(books=(book,)))


def main() -> None:
    """Score both ways on both halves."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    arguments.add_argument("--rule", default="", help="only codes that begin so")
    arguments.add_argument("--list", default="", help="print findings: all, right, false, ...")
    options = arguments.parse_args()
    if not options.folder.is_dir():
        print(f"{options.folder} is not there; nothing was measured")
        return
    known = labels(options.folder)
    ways: dict[str, Callable[[Book], Sequence[Finding]]] = {
        "rules": lambda book: by_rules(book, options.rule),
        "plain": outliers,
    }
    scores: dict[tuple[Half, str], Score] = defaultdict(Score)
    for path in sorted(options.folder.glob("*.xlsx")):
        book = computed(read_workbook(path, path.name))
        for way, find in ways.items():
            scores[half(path.name), way].add(find(book), book, known)
    for which in Half:
        own = {way: scores[which, way] for way in ways}
        _print(which, own, known)
        if options.list and which is Half.TUNED:  # what is held out is not to be looked at
            _list(own["rules"], known, options.list)


def _print(which: Half, scores: dict[str, Score], known: Labels) -> None:
    print(f"\n{which}\n{'':34}" + "".join(f"{way:>9}" for way in scores))
    for first, name in ((True, "first ten"), (False, "all findings")):
        counts = {way: score.verdicts(first=first) for way, score in scores.items()}
        for verdict in Verdict:
            _row(f"{name}: {verdict}", [f"{c[verdict]}" for c in counts.values()])
        _row(
            f"{name}: right of all", [_share(c[Verdict.RIGHT], c.total()) for c in counts.values()]
        )
        judged = [(c[Verdict.RIGHT], c[Verdict.RIGHT] + c[Verdict.FALSE]) for c in counts.values()]
        _row(f"{name}: right of those labelled", [_share(*pair) for pair in judged])
    for kind, groups in sorted(_by_kind(which, known).items()):
        for name, early in (("found", False), ("found by the first ten", True)):
            hits = [
                sum(not (s.hit_first if early else s.hit).isdisjoint(g) for g in groups)
                for s in scores.values()
            ]
            label = "named" if kind in HARMLESS else name
            if kind not in HARMLESS or not early:
                _row(
                    f"{kind} ({len(groups)} groups) {label}", [_share(h, len(groups)) for h in hits]
                )
    sheets = [s.clean_sheets for s in scores.values()]
    for severity in Severity:
        per = [
            f"{score.on_clean[severity] / count:.2f}" if count else "-"
            for score, count in zip(scores.values(), sheets, strict=True)
        ]
        _row(f"{severity}s per clean sheet ({sheets[0]})", per)


def _by_kind(which: Half, known: Labels) -> dict[str, list[frozenset[Cell]]]:
    """Groups of one half by kind; ``all``: those with any label of trouble."""
    found: dict[str, list[frozenset[Cell]]] = defaultdict(list)
    for group in known.groups:
        if half(next(iter(group))[0]) is not which:
            continue
        kinds = {known.kinds[cell] for cell in group}
        for kind in kinds:
            found[kind].append(group)
        if kinds - HARMLESS:
            found["all"].append(group)
    return found


def _row(name: str, values: Sequence[str]) -> None:
    print(f"{name:34}" + "".join(f"{value:>9}" for value in values))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _list(score: Score, known: Labels, wanted: str) -> None:
    for finding, verdict, early in score.found:
        if wanted in {"all", finding.code, verdict}:
            where = " ".join(str(place) for place in finding.places[:4])
            marks = Counter(known.kinds.get(cell, "-") for cell in cells(finding.places))
            early_mark = "*" if early else " "
            print(
                f"{early_mark}{verdict:10} {finding.code} {finding.severity!s:8}{where}"
                f" {dict(marks)} {finding.message}"
            )


if __name__ == "__main__":
    main()
