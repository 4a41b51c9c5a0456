"""The page of tables: per engine, per collection, per function, and the worst functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from benchmarks.recalculation_judged import VERDICTS, Judged, kind_of_value, shares

OF_BUDGETS: Final = (
    "SUM SUMIF SUMIFS COUNT COUNTA COUNTIF COUNTIFS AVERAGE IF IFS IFERROR IFNA AND OR NOT ROUND"
    " ROUNDUP ROUNDDOWN INT MOD ABS MIN MAX VLOOKUP HLOOKUP XLOOKUP INDEX MATCH OFFSET INDIRECT"
    " CHOOSE SUMPRODUCT SUBTOTAL AGGREGATE DATE YEAR MONTH DAY EOMONTH EDATE WEEKDAY WORKDAY"
    " NETWORKDAYS TEXT VALUE LEFT RIGHT MID LEN FIND SUBSTITUTE TRIM CONCATENATE TEXTJOIN"
    " ISBLANK ISNUMBER ISERROR ROW PMT IPMT FV PV RATE NPV IRR UNIQUE FILTER SORT LET".split()
)
OWN_FILES: Final = "ironcalc+IronCalc"
"""The collection that one of the libraries is tested with by its makers."""
WORST: Final = 25


class Whole(Protocol):
    """Everything the page tells."""

    judged: dict[str, Judged]
    files: int
    left_out: Counter[str]
    apart: Counter[str]
    versions: Mapping[str, str]


def page(whole: Whole) -> str:
    """The tables in Markdown."""
    parts = [
        *_compared(whole),
        *_engines(whole),
        *_functions(whole),
        *_worst(whole),
    ]
    return "\n".join(parts) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    names = list(head)
    yield "| " + " | ".join(names) + " |"
    yield "|---" * len(names) + "|"
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""


def _compared(whole: Whole) -> Iterator[str]:
    counted = whole.files - sum(whole.left_out.values())
    cells = sum(whole.judged["own"].cells.values())
    yield f"Of {whole.files:,} workbooks {counted} hold values that Excel computed,"
    yield f"in {cells:,} cells that any engine can be held to."
    yield ""
    yield from _table(("workbooks left out", ""), whole.left_out.most_common())
    yield from _table(("cells apart", ""), ((k, f"{n:,}") for k, n in whole.apart.most_common()))


def _engines(whole: Whole) -> Iterator[str]:
    yield "### By engine"
    yield ""
    head = (
        "engine",
        "agreed",
        "differed",
        "unknown",
        "failed",
        "agreed %",
        "% without its makers'",
    )
    rows = []
    for name, found in sorted(whole.judged.items(), key=_best):
        others: Counter[str] = Counter()
        for collection, cells in found.collections.items():
            if collection != OWN_FILES:
                others.update(cells)
        counts = [f"{found.cells[verdict]:,}" for verdict in VERDICTS]
        rows.append((_titled(name, whole), *counts, shares(found.cells), shares(others)))
    yield from _table(head, rows)
    yield "By collection, cells that agreed / differed / neither:"
    yield ""
    names = [name for name, _ in sorted(whole.judged.items(), key=_best)]
    collections = sorted({each for found in whole.judged.values() for each in found.collections})
    yield from _table(
        ("collection", *names),
        (
            (each, *(_short(whole.judged[name].collections[each]) for name in names))
            for each in collections
        ),
    )


def _best(item: tuple[str, Judged]) -> tuple[int, int]:
    return item[1].cells["differed"], -item[1].cells["agreed"]


def _titled(name: str, whole: Whole) -> str:
    version = whole.versions.get(name, "")
    return f"{name} {version}".strip()


def _short(cells: Counter[str]) -> str:
    return f"{cells['agreed']} / {cells['differed']} / {cells['unknown'] + cells['failed']}"


def _functions(whole: Whole) -> Iterator[str]:
    yield "### By function"
    yield ""
    yield "Cells whose formula calls it, agreed / differed / neither; a cell that differs only"
    yield "because one it draws on does is not counted."
    yield ""
    names = [name for name, _ in sorted(whole.judged.items(), key=_best)]
    known = [each for each in OF_BUDGETS if any(whole.judged[n].functions[each] for n in names)]
    yield from _table(
        ("function", *names),
        ((each, *(_short(whole.judged[name].functions[each]) for name in names)) for each in known),
    )


def _worst(whole: Whole) -> Iterator[str]:
    yield "### The worst functions"
    yield ""
    for name, found in sorted(whole.judged.items(), key=_best):
        first: Counter[str] = Counter()
        kinds: dict[str, Counter[str]] = {}
        for each in found.differences:
            functions = sorted(want for want in each.asked if want[:1].isupper())
            key = ", ".join(functions) or ", ".join(sorted(each.asked)) or "a reference"
            first[key] += 1
            kind = f"Excel {kind_of_value(each.expected)}, here {kind_of_value(each.found)}"
            kinds.setdefault(key, Counter())[kind] += 1
        if not first:
            continue
        yield f"{name}: {sum(first.values()):,} cells in {len(first)} combinations of functions"
        yield ""
        yield from _table(
            ("functions of the formula", "cells", "kind"),
            (
                (key[:80], count, kinds[key].most_common(1)[0][0])
                for key, count in first.most_common(WORST)
            ),
        )
