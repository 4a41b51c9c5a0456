"""Which findings on formulas come first: those that much depends on, that are large, and are sure.

A pure reckoning over the formulas of a workbook. What counts: how many formulas draw on the cells
of a finding and whether a figure at the end of the chain, a grand total, is among them; how large
the difference is beside what stands; how often findings of its kind turn out to be errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from math import log2
from typing import Final

from addin.domain.source import Place
from addin.findings import Finding, Number
from addin.rules.structural_cells import form_is_total
from addin.tables.contents import CellKey
from addin.tables.table import Area
from addin.tables.workings import Workings

MOST_CELLS: Final = 12
"""Cells of a finding that are followed: the first ones, which it is about."""

MOST_FORMULAS: Final = 400
"""Beyond so many formulas it makes no difference how many more depend on a cell."""

ENOUGH: Final = 64
"""Formulas drawing on a cell that make its reach a full one."""

SURE: Final[Mapping[str, float]] = {
    "STR101": 0.85,  # typed over a formula
    "STR102": 0.4,  # lonely formula
    "STR103": 0.9,  # range too short or long
    "STR104": 0.35,  # outlier
    "STR105": 0.9,  # counted twice, left out
    "STR106": 0.9,  # cross-foot
    "STR107": 0.9,  # buckets overlap
    "STR108": 0.9,  # its own check fails
    "STR109": 0.6,  # blank among formulas
    "STR110": 0.9,  # plug
    "STR111": 0.7,  # sums typed into cells
    "STR112": 0.65,  # typed totals
    "STR113": 0.6,  # headings in a range
    "STR114": 0.8,  # meant for another sheet
    "STR201": 0.9,  # error value
    "STR202": 0.3,  # volatile
    "STR203": 0.9,  # circular
    "STR204": 0.3,  # no cached value
    "STR205": 0.9,  # stale value
    "STR206": 0.2,  # links
    "STR207": 0.5,  # Google functions
    "STR301": 0.6,  # text among numbers
    "STR302": 0.5,  # hidden amounts
    "STR303": 0.5,  # open question
    "STR304": 0.2,  # duplicate heading
    "STR305": 0.5,  # mixed units
}
"""How often findings of a kind are worth a look.

Where the labelled workbooks to tune with have some: (right + 1) / (found + 2), rounded.
"""

OTHERS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """What a finding touches: cells of its own, formulas behind them, and grand totals."""

    formulas: int = 0
    grand_totals: int = 0  # totals among them that no other formula draws on
    cells: int = 1  # that the finding names

    @property
    def share(self) -> float:
        """From 0, one cell on which nothing depends, to 1: many cells and a grand total."""
        many = min(1.0, log2(self.cells + self.formulas) / log2(1 + ENOUGH))
        return (many + (self.grand_totals > 0)) / 2


def weighed(findings: Iterable[Finding], workings: Iterable[Workings]) -> Iterator[Finding]:
    """The findings as they come, those on formulas with their weight."""
    books = {each.book.name: each for each in workings}
    for finding in findings:
        own = books.get(finding.place.workbook)
        if own is None or not finding.code.startswith("STR"):
            yield finding
            continue
        yield replace(finding, weight=weight(finding, reach(own, finding.places)))


def weight(finding: Finding, found: Reach) -> float:
    """How much a finding is worth a look among those of its severity, from 0 to 1."""
    sure = SURE.get(finding.code, OTHERS)
    return round(0.4 * sure + 0.35 * found.share + 0.25 * size(finding), 4)


def size(finding: Finding) -> float:
    """The largest difference beside the figure that stands; 0 if there is none, at most 1."""
    stands = [abs(n) for name, number in finding.numbers if (n := _number(number)) is not None]
    differences = [
        abs(n)
        for name, number in finding.numbers
        if "difference" in name and (n := _number(number)) is not None
    ]
    if not differences or not max(differences):
        return 0.0
    return float(min(1.0, max(differences) / max(stands)) ** 0.5)


def _number(number: Number) -> float | None:
    try:
        return float(number)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def reach(workings: Workings, places: Iterable[Place]) -> Reach:
    """What draws on the cells of a finding in its own workbook, directly or through others."""
    graph = workings.dependencies
    named = list(islice(_cells(workings, places), MOST_FORMULAS))
    starts = named[:MOST_CELLS]
    found: dict[CellKey, None] = {}
    ends: set[CellKey] = set()
    waiting = list(starts)
    while waiting and len(found) < MOST_FORMULAS:
        cell = waiting.pop()
        users = graph.drawing_on(*cell)
        if not users:
            ends.add(cell)
        for user in islice(users, MOST_FORMULAS):
            if user not in found:
                found[user] = None
                waiting.append(user)
    totals = sum(_is_total(workings, end) for end in ends)
    return Reach(len(found), totals, max(1, len(named)))


def _cells(workings: Workings, places: Iterable[Place]) -> Iterator[CellKey]:
    for place in places:
        sheet = workings.book.sheet(place.sheet) if place.cell else None
        if sheet is None or place.workbook != workings.book.name:
            continue
        for row, column in Area.of(place.cell).cells:
            yield sheet.name, row, column


def _is_total(workings: Workings, key: CellKey) -> bool:
    sheet = workings.book.sheet(key[0])
    form = workings.of(sheet).forms.get((key[1], key[2])) if sheet else None
    return form is not None and ("+" in form or form_is_total(form))
