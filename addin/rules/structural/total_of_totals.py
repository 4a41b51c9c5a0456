"""STR105: a grand total counts lines twice, or leaves a subtotal out.

Why it matters: the figure everybody quotes is wrong although every line and every subtotal is
right.

Example: =B14+B4+B7+B2 adds staffing (B4) once more although it is in the subtotal B7, and leaves
out the monitoring subtotal B13: 345,000 stands where 445,000 is right.

What to do: add each subtotal once, and no line that is already in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from addin.domain.source import Place
from addin.findings import Finding, Number, Severity
from addin.rules.additions import Addition, taken_apart, terms
from addin.rules.overtyped import Evidence, overtyped
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    Cell,
    alike,
    amount,
    figure,
    is_total,
    places,
    shown,
)
from addin.tables.labels import called, row_label
from addin.tables.table import address
from addin.tables.workings import SheetWorkings

CODE = "STR105"
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Miscount:
    """A total, the lines it counts twice, the subtotals it leaves out, and what is right."""

    cell: Cell
    form: str
    down: bool
    twice: tuple[Cell, ...]
    omitted: tuple[Cell, ...]
    empty: tuple[Cell, ...]
    stands: float
    right: float


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per total, or per run of totals with the same formula."""
    for workings in papers.workings:
        for work in workings.sheets:
            corrected = {
                one.cell: one.gives
                for one in overtyped(work)
                if one.differs and one.evidence >= Evidence.MOST_OF_LINE
            }
            found = sorted(_miscounts(work, corrected), key=lambda m: (m.down, m.cell))
            wrong = {one.cell for one in found}
            own = [one for one in found if not wrong & set(_through(work, one))]
            for group in _runs(own):
                yield _finding(work, group, corrected)


def _miscounts(work: SheetWorkings, corrected: dict[Cell, float]) -> Iterator[Miscount]:
    for cell in sorted(work.forms):
        for down in (True, False):
            if terms(work, cell, down=down):
                found = _miscount(work, cell, corrected, down=down)
                if found is not None:
                    yield found


def _miscount(
    work: SheetWorkings, cell: Cell, corrected: dict[Cell, float], *, down: bool
) -> Miscount | None:
    addition = taken_apart(work, cell, down=down)
    if not addition.through and len(addition.leaves) < 2:
        return None
    twice = tuple(sorted(leaf for leaf, count in addition.leaves.items() if count > 1))
    omitted = _omitted(work, cell, addition, down=down)
    stands = amount(work.sheet.value(*cell))
    if not (twice or omitted) or stands is None:
        return None
    leaves = set(addition.leaves)
    for subtotal in omitted:
        leaves |= set(taken_apart(work, subtotal, down=down).leaves)
    right = sum(corrected.get(leaf, amount(work.sheet.value(*leaf)) or 0.0) for leaf in leaves)
    if alike(right, stands):
        return None
    form = work.forms[cell]
    return Miscount(cell, form, down, twice, omitted, tuple(addition.empty), stands, right)


def _omitted(
    work: SheetWorkings, cell: Cell, addition: Addition, *, down: bool
) -> tuple[Cell, ...]:
    """Subtotals between the first and the last line of a total that nothing in the workbook adds.

    A total that takes its terms one by one, and another subtotal or an empty cell among them.
    """
    row, column = cell
    named = [*addition.leaves, *addition.through, *addition.empty]
    singles = len(terms(work, cell, down=down)) > 1
    if not singles or not (addition.through or addition.empty):
        return ()
    axis = 0 if down else 1
    span = range(min(each[axis] for each in named), max(each[axis] for each in named))
    found = []
    for at in span:
        other = (at, column) if down else (row, at)
        if other in addition.through or not is_total(work.node(other)):
            continue
        inner = taken_apart(work, other, down=down)
        if not inner.leaves or set(inner.leaves) & set(addition.leaves):
            continue
        if not work.book.dependencies.drawing_on(work.sheet.name, *other):
            found.append(other)
    return tuple(found)


def _runs(found: list[Miscount]) -> Iterator[list[Miscount]]:
    """Neighbouring totals with the same formula together."""
    group: list[Miscount] = []
    for before, each in pairwise([None, *found]):
        if each is None:
            continue
        near = before is not None and (
            before.form == each.form
            and before.down == each.down
            and abs(each.cell[0] - before.cell[0]) + abs(each.cell[1] - before.cell[1]) <= 2
        )
        if group and not near:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _finding(work: SheetWorkings, group: list[Miscount], corrected: dict[Cell, float]) -> Finding:
    sheet, first = work.sheet, group[0]
    parts = []
    if first.twice:
        parts.append(f"counts {_named(work, first.twice)} twice")
    if first.omitted:
        parts.append(f"leaves out {_named(work, first.omitted)}")
    if first.empty:
        parts.append(f"adds the empty {_named(work, first.empty)}")
    numbers: list[tuple[str, Number]] = []
    for one in group[:MOST_NAMED]:
        name = f"{address(*one.cell)} " if len(group) > 1 else ""
        numbers.append((f"{name}stands", figure(one.stands)))
        numbers.append((f"{name}right", figure(one.right)))
        numbers.append((f"{name}difference", figure(one.stands - one.right)))
    also = "".join(
        f" In {address(*one.cell)} {shown(one.stands)} stands, {shown(one.right)} is right."
        for one in group[1:MOST_NAMED]
    )
    fixed = [cell for one in group for cell in corrected if cell in _lines(work, one)]
    if fixed:
        also += f" This reckons {_named(work, tuple(fixed))} with the formula that belongs there."
    return Finding(
        CODE,
        Severity.ERROR,
        f"{called(sheet, *first.cell)} = {sheet.formulas[first.cell]} {', '.join(parts)}:"
        f" {shown(first.stands)} stands, {shown(first.right)} is right.{also}",
        _places(work, group),
        numbers=tuple(numbers),
        advice="Add each subtotal once, and no line that is in one of them.",
        subject=f"total {row_label(sheet, *first.cell)} column {first.cell[1]}",
    )


def _through(work: SheetWorkings, one: Miscount) -> list[Cell]:
    return taken_apart(work, one.cell, down=one.down).through


def _lines(work: SheetWorkings, one: Miscount) -> set[Cell]:
    return set(taken_apart(work, one.cell, down=one.down).leaves)


def _places(work: SheetWorkings, group: list[Miscount]) -> tuple[Place, ...]:
    totals = places(work, [one.cell for one in group])
    rest = {cell for one in group for cell in (*one.twice, *one.omitted, *one.empty)}
    return (*totals, *places(work, rest))


def _named(work: SheetWorkings, cells: tuple[Cell, ...]) -> str:
    shown_cells = [called(work.sheet, *cell) for cell in cells[:MOST_NAMED]]
    if len(cells) > MOST_NAMED:
        return f"{', '.join(shown_cells)} and {len(cells) - MOST_NAMED} more"
    return " and ".join(filter(None, [", ".join(shown_cells[:-1]), shown_cells[-1]]))
