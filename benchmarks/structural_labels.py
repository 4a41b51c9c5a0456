"""Workbooks whose cells people labelled: the labels, the groups they form, and the two halves.

A label of one side of a clash names the other side in its note (``dual = C8``): both are one group,
and whoever finds either side has found it. The halves are by a hash of the file's name, so that
nobody chooses which workbook is for tuning.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from addin.domain.source import Place
from addin.tables.table import Area

HARMLESS = frozenset({"no", "bfe"})
"""Looked at and found correct; inconsistent and harmless."""

Cell = tuple[str, str, int, int]
"""Workbook, sheet (both in small letters), row, column."""

_ADDRESS = re.compile(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?")


class Half(StrEnum):
    """What a workbook is for."""

    TUNED = "to tune with"
    HELD_OUT = "held out"


class Verdict(StrEnum):
    """What the labels say of one finding."""

    RIGHT = "right"
    FALSE = "false"
    UNLABELLED = "unlabelled"


def half(workbook: str) -> Half:
    """To which half a workbook belongs, by its file name."""
    digest = hashlib.sha256(workbook.casefold().encode()).digest()
    return Half.HELD_OUT if digest[0] % 2 else Half.TUNED


@dataclass(frozen=True)
class Labels:
    """Each labelled cell with its kind, and the groups that notes make of them."""

    kinds: dict[Cell, str]
    groups: tuple[frozenset[Cell], ...]

    def verdict(self, cells: Iterable[Cell]) -> Verdict:
        """A finding is right if it names a cell in trouble, false if it names only sound ones."""
        found = {self.kinds[cell] for cell in cells if cell in self.kinds}
        if found - HARMLESS:
            return Verdict.RIGHT
        return Verdict.FALSE if found else Verdict.UNLABELLED


def labels(folder: Path) -> Labels:
    """The labels of a folder, from its ``annotations.json``."""
    kinds: dict[Cell, str] = {}
    notes: dict[Cell, str] = {}
    for row in json.loads((folder / "annotations.json").read_text("utf-8")):
        for at in Area.of(row["Address"]).cells:
            cell = (row["Workbook"].casefold(), row["Worksheet"].strip().casefold(), *at)
            kinds[cell], notes[cell] = row["BugKind"], row["Notes"] or ""
    return Labels(kinds, tuple(_groups(notes)))


def _groups(notes: dict[Cell, str]) -> Iterator[frozenset[Cell]]:
    parent = {cell: cell for cell in notes}

    def root(cell: Cell) -> Cell:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for cell, note in notes.items():
        if "dual" in note.lower():
            for text in _ADDRESS.findall(note):
                for at in Area.of(text).cells:
                    other = (cell[0], cell[1], *at)
                    if other in parent:
                        parent[root(other)] = root(cell)
    joined: dict[Cell, set[Cell]] = defaultdict(set)
    for cell in notes:
        joined[root(cell)].add(cell)
    return map(frozenset, joined.values())


def cells(places: Iterable[Place]) -> frozenset[Cell]:
    """The cells that a finding names."""
    return frozenset(
        (place.workbook.casefold(), place.sheet.strip().casefold(), *at)
        for place in places
        if place.cell
        for at in Area.of(place.cell).cells
    )
