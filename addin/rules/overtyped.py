"""Numbers typed where a formula belongs: which cells, which formula, and how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from addin.rules.structural_cells import (
    Cell,
    alike,
    amount,
    decimals,
    figures_in,
    has_figures,
    inputs,
    is_total,
)
from addin.tables.lines import Line
from addin.tables.syntax import Cells, parse, walk
from addin.tables.table import Area
from addin.tables.workings import SheetWorkings


class Evidence(IntEnum):
    """Why a formula belongs in a cell, weakest first."""

    SAME_VALUE = 1  # a neighbour's formula would give just this number
    NEAR_VALUE = 2  # it would give nearly this number: a figure below was changed, or mistyped
    PART_OF_LINE = 3  # the row or column has that formula twice as often as a typed number
    MOST_OF_LINE = 4  # nearly all figures of the row or column have that formula
    BOTH_SIDES = 5  # the cells on both sides have that formula


NEAR = 0.02
"""How far a typed number may be from what a formula gives and still be meant to be it."""


@dataclass(frozen=True, slots=True)
class Overtyped:
    """A typed number, the formula that belongs there (relative form) and what it would give."""

    cell: Cell
    form: str
    neighbour: Cell  # where that formula stands
    typed: float
    gives: float
    evidence: Evidence
    down: bool

    @property
    def differs(self) -> bool:
        """Whether the formula would give another number, beyond rounding."""
        return not alike(self.typed, self.gives)

    @property
    def is_rounded(self) -> bool:
        """Whether they differ by no more than sloppy rounding of the typed number."""
        return abs(self.typed - self.gives) <= 2 * 10.0 ** -decimals(self.typed)


def overtyped(work: SheetWorkings) -> tuple[Overtyped, ...]:
    """Every number of a sheet that stands where a formula belongs, in reading order."""
    known = work.kept.get(overtyped)
    if not isinstance(known, tuple):
        work.kept[overtyped] = known = _overtyped(work)
    return known


def _overtyped(work: SheetWorkings) -> tuple[Overtyped, ...]:
    best: dict[Cell, Overtyped] = {}
    for line in (*work.columns, *work.rows):
        if line.typed and line.typed < len(line.cells):
            for found in _in_line(work, line):
                known = best.get(found.cell)
                if known is None or found.evidence > known.evidence:
                    best[found.cell] = found
    return tuple(best[cell] for cell in sorted(best))


def _in_line(work: SheetWorkings, line: Line) -> Iterator[Overtyped]:
    counts = line.counts
    common = _most_common_local(line, counts)
    last = len(line.forms) - 1
    before = _nearest(line.forms)
    after = [None if at is None else last - at for at in reversed(_nearest(line.forms[::-1]))]
    for at, form in enumerate(line.forms):
        if form is not None:
            continue
        for candidate, neighbour in _candidates(line, (before[at], after[at]), common):
            if not _may_belong(line, at, candidate, counts):
                continue
            if not line.down and _is_of_its_column(work, neighbour, candidate):
                continue
            found = _judged(work, line, at, candidate, neighbour, counts)
            if found is not None:
                yield found
                break


def _is_of_its_column(work: SheetWorkings, cell: Cell, form: str) -> bool:
    """Whether the cells above or below have the formula: then it says nothing about the row."""
    row, column = cell
    return form in {work.forms.get((row - 1, column)), work.forms.get((row + 1, column))}


def _nearest(forms: Sequence[str | None]) -> list[int | None]:
    """For each place the last one up to it that has a formula."""
    found: list[int | None] = []
    known: int | None = None
    for at, form in enumerate(forms):
        if form is not None:
            known = at
        found.append(known)
    return found


def _candidates(
    line: Line, near: Iterable[int | None], common: tuple[str, Cell] | None
) -> Iterator[tuple[str, Cell]]:
    """The formulas that may belong in a cell: the next one on either side, and the usual one."""
    seen: set[str] = set()
    beside = [(line.forms[i], line.cells[i]) for i in near if i is not None]
    for form, cell in [*beside, *([common] if common else [])]:
        if form is not None and form not in seen:
            seen.add(form)
            yield form, cell


def _most_common_local(line: Line, counts: Counter[str]) -> tuple[str, Cell] | None:
    """The usual formula of the line among those that read its own row (or column) only."""
    for form, _ in counts.most_common():
        at = line.forms.index(form)
        if _is_local(form, down=line.down):
            return form, line.cells[at]
    return None


@lru_cache(maxsize=16_384)
def _is_local(form: str, *, down: bool) -> bool:
    """Whether the formula reads only its own row (in a column) or its own column (in a row)."""
    anchor = (500, 500)
    areas = _areas(form, anchor)
    return bool(areas) and all(
        area.top == area.bottom == 500 if down else area.left == area.right == 500 for area in areas
    )


def _areas(form: str, cell: Cell) -> list[Area]:
    return [
        part.reference.area(*cell)
        for part in walk(parse(form))
        if isinstance(part, Cells) and not part.reference.book and not part.reference.sheet
    ]


def _may_belong(line: Line, at: int, form: str, counts: Counter[str]) -> bool:
    """Whether there can be evidence for a formula, whatever it would give: see ``_evidence``."""
    count = counts[form]
    return (
        count >= 3
        or form == (line.forms[at - 1] if at else None)
        or form == (line.forms[at + 1] if at + 1 < len(line.forms) else None)
    )


def _judged(
    work: SheetWorkings,
    line: Line,
    at: int,
    form: str,
    neighbour: Cell,
    counts: Counter[str],
) -> Overtyped | None:
    cell = line.cells[at]
    typed = amount(work.sheet.value(*cell))
    gives = _gives(work, form, cell)
    if typed is None or gives is None:
        return None
    evidence = _evidence(line, at, form, counts, typed, gives)
    if evidence is None:
        return None
    return Overtyped(cell, form, neighbour, typed, gives, evidence, line.down)


def _gives(work: SheetWorkings, form: str, cell: Cell) -> float | None:
    """What the formula would give in the cell; None unless its cells there hold figures."""
    node = parse(form)
    areas = inputs(work, node, cell)
    if not areas or any(cell in area for area in areas):
        return None
    ranges = [area for area in areas if area.top != area.bottom or area.left != area.right]
    singles = [area for area in areas if area not in ranges]
    if ranges and not any(has_figures(work.sheet, area, 2) for area in ranges):
        return None
    if not ranges and not all(figures_in(work.sheet, area) for area in singles):
        return None
    outcome = work.gives(form, cell)
    return amount(outcome.value) if outcome.known else None


def _evidence(
    line: Line,
    at: int,
    form: str,
    counts: Counter[str],
    typed: float,
    gives: float,
) -> Evidence | None:
    count = counts[form]
    before = line.forms[at - 1] if at else None
    after = line.forms[at + 1] if at + 1 < len(line.forms) else None
    both = before == after == form
    if _is_seed(line, at, form):
        return None
    if both and count >= 2 and line.typed <= count:
        return Evidence.BOTH_SIDES
    if count >= 4 and line.typed * 2 <= count and _is_local(form, down=line.down):
        return Evidence.MOST_OF_LINE if line.typed * 4 <= count else Evidence.PART_OF_LINE
    if (form in {before, after} or count >= 3) and _reckons(form):
        local = _is_local(form, down=line.down)
        return _by_value(typed, gives, count if local else 0)
    return None


def _by_value(typed: float, gives: float, local: int) -> Evidence | None:
    """What the number itself says: it is just what the formula gives, or nearly.

    ``local``: how often the line has the formula, if that reads its own row (or column) only.
    """
    if typed and alike(typed, gives):
        return Evidence.SAME_VALUE
    is_near = local >= 3 and abs(typed - gives) <= NEAR * abs(gives)
    return Evidence.NEAR_VALUE if is_near and abs(typed) >= 1000 else None


@lru_cache(maxsize=16_384)
def _reckons(form: str) -> bool:
    """Whether the formula reckons with several figures: no copy of a cell, no counting on."""
    return len(_areas(form, (500, 500))) > 1 or is_total(parse(form))


def _is_seed(line: Line, at: int, form: str) -> bool:
    """Whether the same formula next to this number starts from it: an opening balance."""
    if is_total(parse(form)):
        return False
    return any(
        0 <= near < len(line.cells)
        and line.forms[near] == form
        and any(line.cells[at] in area for area in _areas(form, line.cells[near]))
        for near in (at - 1, at + 1)
    )
