"""STR104: one formula reads other cells than the formulas on both sides of it.

Why it matters: the row looks like the others and is worked out differently; nobody sees it without
clicking through the cells.

Example: F5:F20 multiply quantity by rate of their own row, F12 multiplies by the rate of row 11.

What to do: copy the formula of the neighbours over it, or say in the row why it differs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    alike,
    amount,
    figure,
    figures_in,
    inputs,
    is_total,
    places,
    shown,
    subject,
)
from addin.tables.formula import R1C1, tokens
from addin.tables.labels import called
from addin.tables.lines import Line
from addin.tables.syntax import Call, Cells, parse, walk
from addin.tables.table import address
from addin.tables.workings import SheetWorkings

CODE = "STR104"
FEWEST = 3
"""Cells with the usual formula that a line must have."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A formula unlike its neighbours, and the neighbours' formula (relative form)."""

    cell: Cell
    usual: str
    neighbour: Cell
    same_build: bool  # only the cells it reads differ
    down: bool


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per row or column with such formulas."""
    for workings in papers.workings:
        for work in workings.sheets:
            found: dict[Cell, Outlier] = {}
            for line in (*work.columns, *work.rows):
                for outlier in _outliers(work, line):
                    found.setdefault(outlier.cell, outlier)
            groups: dict[tuple[bool, int, str], list[Outlier]] = {}
            for one in found.values():
                track = one.cell[1] if one.down else one.cell[0]
                groups.setdefault((one.down, track, one.usual), []).append(one)
            for group in groups.values():
                own = Counter(work.forms[one.cell] for one in group)
                # a formula that comes back again and again is how the line is made
                rare = [one for one in group if own[work.forms[one.cell]] < FEWEST]
                if rare:
                    yield from _finding(work, rare)


def _outliers(work: SheetWorkings, line: Line) -> Iterator[Outlier]:
    counts = line.counts
    for at, form in enumerate(line.forms):
        if form is None or counts[form] > 2 or counts[form] * 3 > len(line.cells):
            continue
        for usual, neighbour in _usual(line, at, counts):
            cell = line.cells[at]
            if usual == form or _has_company(work, cell, form, down=line.down):
                continue
            if cell in _read_by(work, neighbour, usual):
                continue  # the first row of a running balance
            if _says_the_same(usual, form) or _is_fuller(work, cell, usual, form):
                continue
            if _reads_block(form) and not _reads_block(usual):
                continue  # the corner of a table: one figure for all of it
            if at == len(line.cells) - 1 and len(_read_by(work, cell, form) & set(line.cells)) > 1:
                continue  # it totals the line
            same = build(usual) == build(form)
            other = counts[usual] >= 6 and _kin(usual, form) and counts[form] == 1
            if same or other or _lacks_a_term(work, cell, usual, form):
                yield Outlier(cell, usual, neighbour, same, line.down)
                break


def _usual(line: Line, at: int, counts: Counter[str]) -> Iterator[tuple[str, Cell]]:
    """The formula on both sides; at an end of the line, that of the two cells next to it."""
    before = [(line.forms[i], line.cells[i]) for i in range(max(0, at - 2), at)][::-1]
    after = [(line.forms[i], line.cells[i]) for i in range(at + 1, min(at + 3, len(line.forms)))]
    if before and after:
        if before[0][0] == after[0][0] and before[0][0] and counts[before[0][0]] >= 2:
            yield before[0][0], before[0][1]
        return
    near = before or after
    if len(near) == 2 and near[0][0] == near[1][0] and near[0][0] and counts[near[0][0]] >= FEWEST:
        yield near[0][0], near[0][1]


def _has_company(work: SheetWorkings, cell: Cell, form: str, *, down: bool) -> bool:
    """Whether a neighbour across the line has the same formula: then its row (column) differs."""
    row, column = cell
    steps = (-2, -1, 1, 2)
    across = [(row, column + s) if down else (row + s, column) for s in steps]
    return any(work.forms.get(other) == form for other in across)


def build(form: str) -> str:
    """A formula with every reference blanked out: how it is built, whatever it reads.

    >>> build("SUM(RC[1]:RC[3])*2") == build("SUM(R[1]C:R[5]C)*2")
    True
    """
    return "".join("□" if kind == "cells" else text for kind, text in tokens(form, R1C1))


_DETAIL = re.compile(r"□|\d+(?:\.\d+)?|[\s()+]")


def _kin(usual: str, form: str) -> bool:
    """Whether one is the other with something added: another constant or one more term."""
    if is_total(parse(form)) != is_total(parse(usual)):
        return False
    return _DETAIL.sub("", build(usual)) == _DETAIL.sub("", build(form))


_TERMS = re.compile(r"[□+()]*")


def _lacks_a_term(work: SheetWorkings, cell: Cell, usual: str, form: str) -> bool:
    """Whether a formula adds what its neighbours add, but for a cell with a figure in it."""
    shapes = build(usual), build(form)
    if not all(map(_TERMS.fullmatch, shapes)) or len(shapes[1]) >= len(shapes[0]):
        return False
    own, theirs = _read_by(work, cell, form), _read_by(work, cell, usual)
    return own < theirs and any(amount(work.sheet.value(*each)) for each in theirs - own)


def _read_by(work: SheetWorkings, cell: Cell, form: str) -> set[Cell]:
    return {
        each for area in inputs(work, parse(form), cell) for each in figures_in(work.sheet, area)
    }


def _says_the_same(usual: str, form: str) -> bool:
    """Whether only a sign in front differs, or the order of terms, or brackets, in a sum."""

    def pieces(text: str) -> list[str]:
        return sorted(t for _, t in tokens(text, R1C1) if t not in {"(", ")", "+"})

    if usual.lstrip("+") == form.lstrip("+"):
        return True
    return not set("-*/^&") & {t for _, t in tokens(form, R1C1)} and pieces(usual) == pieces(form)


@lru_cache(maxsize=16_384)
def _reads_block(form: str) -> bool:
    """Whether a formula says one thing of several rows and columns at once."""
    areas = [part.reference.area(500, 500) for part in walk(parse(form)) if isinstance(part, Cells)]
    return _is_of_many(form) and any(a.top != a.bottom and a.left != a.right for a in areas)


@lru_cache(maxsize=16_384)
def _is_of_many(form: str) -> bool:
    """Whether a formula says one thing of many figures: their total, mean, largest, number."""
    node = parse(form)
    return is_total(node) or (
        isinstance(node, Call) and node.function in {"AVERAGE", "MAX", "MIN", "COUNT", "COUNTA"}
    )


def _is_fuller(work: SheetWorkings, cell: Cell, usual: str, form: str) -> bool:
    """Whether a total takes all figures that the neighbours' total would, and more."""
    if not _is_of_many(form):
        return False
    own, theirs = (
        {
            figure_cell
            for area in inputs(work, parse(text), cell)
            for figure_cell in figures_in(work.sheet, area)
        }
        for text in (form, usual)
    )
    return own > theirs


def _finding(work: SheetWorkings, group: list[Outlier]) -> Iterator[Finding]:
    sheet, first = work.sheet, group[0]
    stands = amount(sheet.value(*first.cell))
    outcome = work.gives(first.usual, first.cell)
    gives = amount(outcome.value) if outcome.known else None
    numbers: list[tuple[str, Number]] = []
    effect = ""
    if stands is not None and gives is not None:
        numbers = [("stands", figure(stands)), ("neighbours' formula gives", figure(gives))]
        if alike(stands, gives):
            effect = " Today both give the same."
        else:
            numbers.append(("difference", figure(stands - gives)))
            effect = f" It gives {shown(stands)}; theirs would give {shown(gives)}."
    cells = [one.cell for one in group]
    others = (
        f" So {'do' if len(group) > 2 else 'does'} {len(group) - 1} more here."
        if len(group) > 1
        else ""
    )
    what = "reads other cells than" if first.same_build else "is worked out differently from"
    yield Finding(
        CODE,
        Severity.WARNING if first.same_build and "Today" not in effect else Severity.NOTE,
        f"{called(sheet, *first.cell)} has ={sheet.formulas[first.cell]} and {what} its"
        f" neighbours: {address(*first.neighbour)} has ={sheet.formulas[first.neighbour]}."
        f"{effect}{others}",
        places(work, cells),
        numbers=tuple(numbers),
        advice="Copy the neighbours' formula over it, or note why it differs.",
        subject=subject(sheet, cells, "outlier") if len(group) == 1 else "",
    )
