"""How well the rules on formulas find what people marked in real workbooks, cell by cell.

Prints, for each kind of label, how many groups of joined labels a finding hits, and for each rule
which share of its labelled cells carries a label of trouble. Run: ``python -m benchmarks.structural
FOLDER`` with the labelled workbooks and their ``annotations.json``.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from addin.adapters.xlsx.reader import read_workbook
from addin.domain.source import Place
from addin.findings import Finding
from addin.rules import structural
from addin.rules.rule import Rule, Workpapers, run
from addin.tables.calculate import computed
from addin.tables.table import Area

HARMLESS = {"no", "bfe"}
Cell = tuple[str, str, int, int]


def rules(only: str = "") -> list[Rule]:
    """The rules on formulas."""
    found: list[Any] = [
        import_module(f"{structural.__name__}.{module.name}")
        for module in pkgutil.iter_modules(structural.__path__)
    ]
    return [rule for rule in found if rule.CODE.startswith(only or "STR")]


def labels(folder: Path) -> dict[Cell, tuple[str, str]]:
    """Each labelled cell → its kind and its note."""
    found: dict[Cell, tuple[str, str]] = {}
    for row in json.loads((folder / "annotations.json").read_text("utf-8")):
        area = Area.of(row["Address"])
        for at in area.cells:
            cell = (row["Workbook"].casefold(), row["Worksheet"].strip().casefold(), *at)
            found[cell] = (row["BugKind"], row["Notes"] or "")
    return found


def groups(known: dict[Cell, tuple[str, str]]) -> list[set[Cell]]:
    """Labels joined by their notes: hitting either side finds a group."""
    parent = {cell: cell for cell in known}

    def root(cell: Cell) -> Cell:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for cell, (_, note) in known.items():
        if "dual" in note.lower():
            for text in re.findall(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?", note):
                for at in Area.of(text).cells:
                    other = (cell[0], cell[1], *at)
                    if other in parent:
                        parent[root(other)] = root(cell)
    joined: dict[Cell, set[Cell]] = defaultdict(set)
    for cell in known:
        joined[root(cell)].add(cell)
    return list(joined.values())


def cells(place: Place) -> Iterator[Cell]:
    """The cells of a finding's place."""
    if place.cell:
        for at in Area.of(place.cell).cells:
            yield (place.workbook.casefold(), place.sheet.strip().casefold(), *at)


def main() -> None:
    """Score every rule on every labelled workbook."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rule", default="", help="only codes that begin so")
    arguments.add_argument("--list", default="", help="print findings: all, false, or a code")
    options = arguments.parse_args()
    known = labels(options.folder)
    findings: list[Finding] = []
    for path in sorted(options.folder.glob("*.xlsx")):
        book = computed(read_workbook(path, path.name))
        findings += run(rules(options.rule), Workpapers(books=(book,)))
    _print(findings, known, options.list)


def _print(findings: list[Finding], known: dict[Cell, tuple[str, str]], wanted: str) -> None:
    hit: dict[Cell, set[str]] = defaultdict(set)
    right, wrong, unlabelled, count = (Counter[str]() for _ in range(4))
    for finding in findings:
        count[finding.code] += 1
        marks = []
        for cell in {cell for place in finding.places for cell in cells(place)}:
            hit[cell].add(finding.code)
            kind = known.get(cell, ("", ""))[0]
            marks.append(kind or "-")
            table = unlabelled if not kind else wrong if kind in HARMLESS else right
            table[finding.code] += 1
        false = not any(mark not in {"-", "no", "bfe"} for mark in marks)
        if wanted in {"all", finding.code} or (wanted == "false" and false):
            where = " ".join(str(place) for place in finding.places[:4])
            print(
                f"{finding.code} {finding.severity!s:8}{where} {Counter(marks)} {finding.message}"
            )
    print("\nkind   groups  hit   cells  hit")
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for group in groups(known):
        for kind in {known[cell][0] for cell in group}:
            by_kind[kind].append(any(cell in hit for cell in group))
    totals = Counter(kind for kind, _ in known.values())
    found = Counter(kind for cell, (kind, _) in known.items() if cell in hit)
    for kind, hits in sorted(by_kind.items()):
        print(f"{kind:6} {len(hits):6} {sum(hits):4} {totals[kind]:7} {found[kind]:4}")
    print("\ncode    findings  cells: trouble  harmless  unlabelled")
    for code in sorted(count):
        print(f"{code:9}{count[code]:6}{right[code]:15}{wrong[code]:10}{unlabelled[code]:12}")


if __name__ == "__main__":
    main()
