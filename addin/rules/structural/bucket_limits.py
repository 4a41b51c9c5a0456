"""STR107: columns that sort amounts by limits overlap, or leave a gap.

Why it matters: an invoice that two columns take is counted twice, one that none takes is missing;
the ageing still looks complete.

Example: both 1-30 days and 31-60 days test for more than 30 and at most 60 days; 61 to 90 days fall
into no column.

What to do: let each column begin where the one before it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, amount, figure, place, shown
from addin.tables.contents import Target
from addin.tables.labels import heading
from addin.tables.precedents import targets
from addin.tables.syntax import Call, Cells, Chain, Literal, Node, Structured
from addin.tables.table import Area, column_letters
from addin.tables.workings import SheetWorkings

CODE = "STR107"
FEWEST = 3
"""Columns that make a set of buckets."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One column in one row: which cell it tests, and between which limits it takes it."""

    cell: Cell
    tested: Target
    low: float
    low_in: bool
    high: float
    high_in: bool

    @property
    def words(self) -> str:
        """The limits in words."""
        lower = "" if self.low == -inf else f"{shown(self.low)} {'≤' if self.low_in else '<'} "
        upper = "" if self.high == inf else f" {'≤' if self.high_in else '<'} {shown(self.high)}"
        return f"{lower}age{upper}"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per set of columns."""
    for workings in papers.workings:
        for work in workings.sheets:
            sets: dict[tuple[tuple[int, str], ...], list[list[Bucket]]] = {}
            for buckets in _rows(work):
                key = tuple((b.cell[1], b.words) for b in buckets)
                sets.setdefault(key, []).append(buckets)
            whole: dict[tuple[tuple[int, str], ...], list[list[Bucket]]] = {}
            for key, rows in sorted(sets.items(), key=lambda item: -len(item[1])):
                # a row that lacks one of the columns belongs to the rows that have them all
                home = next((other for other in whole if set(key) <= set(other)), key)
                whole.setdefault(home, []).extend(rows)
            for rows in whole.values():
                yield from _finding(work, rows)


def _rows(work: SheetWorkings) -> Iterator[list[Bucket]]:
    by_row: dict[tuple[int, Target], list[Bucket]] = {}
    for cell in sorted(work.forms):
        bucket = _bucket(work, cell)
        if bucket is not None:
            by_row.setdefault((cell[0], bucket.tested), []).append(bucket)
    for buckets in by_row.values():
        if len(buckets) >= FEWEST:
            yield buckets


def _bucket(work: SheetWorkings, cell: Cell) -> Bucket | None:
    """The limits of a formula like IF(AND(age > 30, age <= 60), amount, 0)."""
    node = work.node(cell)
    if not (isinstance(node, Call) and node.function == "IF" and len(node.arguments) >= 2):
        return None
    test = node.arguments[0]
    tests = test.arguments if isinstance(test, Call) and test.function == "AND" else (test,)
    low, low_in, high, high_in = -inf, False, inf, False
    tested: set[Target] = set()
    for each in tests:
        found = _comparison(work, each, cell)
        if found is None:
            return None
        target, sign, limit = found
        tested.add(target)
        if sign in {">", ">="}:
            low, low_in = limit, sign == ">="
        else:
            high, high_in = limit, sign == "<="
    if len(tested) != 1:
        return None
    return Bucket(cell, tested.pop(), low, low_in, high, high_in)


_MIRROR = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


def _comparison(work: SheetWorkings, node: Node, cell: Cell) -> tuple[Target, str, float] | None:
    if not (isinstance(node, Chain) and len(node.rest) == 1 and node.rest[0][0] in _MIRROR):
        return None
    sign, right = node.rest[0]
    left = node.first
    if isinstance(left, Literal):
        left, right, sign = right, left, _MIRROR[sign]
    limit = amount(right.value) if isinstance(right, Literal) else None
    if limit is None or not isinstance(left, Cells | Structured):
        return None
    contents = work.book.dependencies.contents
    found = targets(left, contents, work.sheet.name, *cell)
    if len(found) != 1 or found[0].area.top != found[0].area.bottom:
        return None
    return found[0], sign, limit


def _finding(work: SheetWorkings, rows: list[list[Bucket]]) -> Iterator[Finding]:
    ordered = sorted(rows[0], key=lambda b: (b.low, b.high))
    parts: list[str] = []
    wrong: list[Bucket] = []
    for one, other in pairwise(ordered):
        if _overlap(one, other):
            parts.append(
                f"{_name(work, one)} and {_name(work, other)} both take {_shared(one, other)}"
            )
            wrong += [one, other]
        elif _gap(one, other):
            parts.append(f"{_between(one, other)} falls into no column")
            wrong += [one, other] if one not in wrong else [other]
    if not parts:
        return
    amounts = [
        (f"column {column_letters(b.cell[1])}", _sum(work, rows, b.cell[1]))
        for b in dict.fromkeys(wrong)
    ]
    numbers: tuple[tuple[str, Number], ...] = tuple((n, figure(v)) for n, v in amounts)
    first, last = min(row[0].cell[0] for row in rows), max(row[0].cell[0] for row in rows)
    yield Finding(
        CODE,
        Severity.ERROR,
        f"The columns that sort {column_letters(ordered[0].tested.area.left)}"
        f" ({heading(work.sheet, *rows[0][0].cell) and _tested(work, rows[0][0])}) by limits do not"
        f" fit together in {len(rows)} rows: {'; '.join(parts)}.",
        tuple(
            place(work, Area(first, b.cell[1], last, b.cell[1]))
            for b in sorted(set(wrong), key=lambda b: b.cell)
        ),
        numbers=numbers,
        advice="Let each column begin where the one before it ends.",
        subject=f"limits of {_tested(work, rows[0][0])}",
    )


def _tested(work: SheetWorkings, bucket: Bucket) -> str:
    tested = bucket.tested
    sheet = work.book.book.sheet(tested.sheet)
    return heading(sheet, tested.area.top, tested.area.left) if sheet else ""


def _name(work: SheetWorkings, bucket: Bucket) -> str:
    return f"{column_letters(bucket.cell[1])} ({heading(work.sheet, *bucket.cell)})"


def _overlap(one: Bucket, other: Bucket) -> bool:
    return other.low < one.high or (other.low == one.high and other.low_in and one.high_in)


def _gap(one: Bucket, other: Bucket) -> bool:
    """Whether numbers lie between two buckets; for whole numbers 60 and 61 are neighbours."""
    if other.low == one.high:
        return not (other.low_in or one.high_in)
    return not (other.low_in and one.high_in and other.low == one.high + 1)


def _shared(one: Bucket, other: Bucket) -> str:
    high, high_in = min((one.high, one.high_in), (other.high, other.high_in))
    return Bucket(one.cell, one.tested, other.low, other.low_in, high, high_in).words


def _between(one: Bucket, other: Bucket) -> str:
    return Bucket(
        one.cell, one.tested, one.high, not one.high_in, other.low, not other.low_in
    ).words


def _sum(work: SheetWorkings, rows: list[list[Bucket]], column: int) -> float:
    return sum(
        amount(work.sheet.value(b.cell[0], column)) or 0.0
        for row in rows
        for b in row
        if b.cell[1] == column
    )
