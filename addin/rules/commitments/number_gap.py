"""PO102: numbers are missing from the run of a PO log.

Why it matters: a number that was given out and is not in the log is a commitment nobody counts.

Example: the log runs from 1001 to 1090, without 1047 and 1062 to 1064.

What to do: find out who has those numbers; log the orders, or log the numbers as void.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from addin.domain.production import by_list
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers

CODE = "PO102"
LEAST: Final = 6
"""Fewer numbers make no run."""
DENSE: Final = 0.7
"""Below this share of its span, a series was never meant to run without gaps."""
_NAMED: Final = 12
_TAIL: Final = re.compile(r"(.*?)(\d{1,9})\D*")


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per series of numbers in each log."""
    series: dict[tuple[str, str, str], dict[int, Place]] = defaultdict(dict)
    known: dict[str, set[int]] = defaultdict(set)
    for log in by_list(papers.production.purchase_orders):
        for line in log:
            match = _TAIL.fullmatch(line.number.strip())
            if match:
                prefix, number = match[1].casefold(), int(match[2])
                series[(*line.source.table, prefix)].setdefault(number, line.source.at("po_number"))
                known[prefix].add(number)
    for (_, sheet, prefix), numbers in series.items():
        yield from _gaps(sheet, prefix, numbers, known[prefix])


def _gaps(sheet: str, prefix: str, numbers: dict[int, Place], known: set[int]) -> Iterator[Finding]:
    ordered = sorted(numbers)
    span = ordered[-1] - ordered[0] + 1
    if len(ordered) < LEAST or len(ordered) < DENSE * span:
        return
    missing: list[str] = []
    after: list[Place] = []
    count = 0
    for left, right in pairwise(ordered):
        lacking = [number for number in range(left + 1, right) if number not in known]
        if lacking:
            count += len(lacking)
            after.append(numbers[right])
            first, last = f"{prefix}{lacking[0]}".upper(), f"{lacking[-1]}"
            missing.append(first if len(lacking) == 1 else f"{first} to {last}")
    if not missing:
        return
    more = f" and {len(missing) - _NAMED} more gaps" if len(missing) > _NAMED else ""
    yield Finding(
        CODE,
        Severity.NOTE,
        f"{count} PO number{'s are' if count > 1 else ' is'} missing from '{sheet}':"
        f" {', '.join(missing[:_NAMED])}{more}.",
        drawn_together(after),
        numbers=(("missing", count), ("in the log", len(ordered))),
        advice="Find out who has these numbers; log the orders, or log the numbers as void.",
        subject=f"gaps in {prefix or 'the numbers'} of {sheet}",
    )
