"""COS101: a column of the cost report is not what the columns beside it make.

Why it matters: the columns are one sum from left to right: cost to date + commitments = total
cost; total cost + ETC = EFC; budget + changes = revised budget; revised budget - EFC = variance.
One broken cell, usually a number typed over its formula, and the row reports something else.

Example: an EFC of 12,000 in a row with total cost of 9,000 and ETC of 2,000.

What to do: put the formula back, or correct the figure that was mistyped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money, zero
from addin.findings import Finding, Severity
from addin.rules.discrepancy import slip
from addin.rules.report import NAMES, is_certain, named_row, plans
from addin.rules.rule import Workpapers

CODE = "COS101"
MOSTLY = 0.5
"""A definition that fewer rows obey is not this sheet's."""
SURELY = 0.8


@dataclass(frozen=True, slots=True)
class _Definition:
    """One column as a sum of others: ``signs`` are 1 or -1 for each of ``parts``."""

    column: str
    parts: tuple[str, ...]
    signs: tuple[int, ...]
    either_way: bool = False  # a variance may be shown with either sign

    def expected(self, line: CostReportLine) -> Money | None:
        amounts = [_value(line, part) for part in self.parts]
        stated = _value(line, self.column)
        known = [amount for amount in amounts if amount is not None]
        if stated is None or len(known) < len(amounts):
            return None
        signed = (a if sign > 0 else -a for a, sign in zip(known, self.signs, strict=True))
        result = sum(signed, zero(stated.currency))
        return -result if self.either_way and stated == -result else result

    @property
    def words(self) -> str:
        text = NAMES[self.parts[0]]
        for part, sign in zip(self.parts[1:], self.signs[1:], strict=True):
            text += f" {'+' if sign > 0 else '-'} {NAMES[part]}"
        return text


def _sum(column: str, *parts: str) -> _Definition:
    return _Definition(column, parts, (1,) * len(parts))


def _less(column: str, left: str, right: str, *, either_way: bool) -> _Definition:
    return _Definition(column, (left, right), (1, -1), either_way)


_ALTERNATIVES: Final[tuple[tuple[_Definition, ...], ...]] = (
    (_sum("total_cost", "actual_to_date", "commitments"),),
    (
        _sum("efc", "total_cost", "etc"),
        _sum("efc", "actual_to_date", "commitments", "etc"),
        _sum("efc", "actual_to_date", "etc"),
    ),
    (_sum("revised_budget", "budget", "changes"),),
    tuple(
        _less("variance", plan, cost, either_way=True)
        for plan in ("revised_budget", "budget")
        for cost in ("efc", "total_cost", "actual_to_date", "actual_period")
    ),
    (_less("variance_change", "variance", "previous_variance", either_way=False),),
)
"""For each column the ways it may be defined; a sheet is held to the one most of its rows obey."""

_MAY_BE_BLANK: Final = frozenset({"changes", "commitments", "etc", "actual_period"})


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per cell, report by report, column by column."""
    for lines in plans(papers.production):
        for alternatives in _ALTERNATIVES:
            yield from _of_column(papers, lines, alternatives)


def _value(line: CostReportLine, name: str) -> Money | None:
    """The row's figure; an empty cell of a column that is often empty counts as nothing."""
    value: Money | None = getattr(line, name)
    if value is None and name in _MAY_BE_BLANK and name in line.source.columns:
        other = next((m for n in NAMES if (m := getattr(line, n)) is not None), None)
        return zero(other.currency) if other is not None else None
    return value


_Measured = tuple[_Definition, list[tuple[CostReportLine, Money, Money]], int]


def _of_column(
    papers: Workpapers, lines: Sequence[CostReportLine], alternatives: Sequence[_Definition]
) -> Iterator[Finding]:
    measured = [
        _measure(papers, lines, definition.expected, definition) for definition in alternatives
    ]
    definition, wrong, rows = max(measured, key=lambda m: (m[2] - len(m[1]), m[2] > 0, -len(m[1])))
    right = rows - len(wrong)
    if not wrong or right < max(1, MOSTLY * rows):
        return
    severity = Severity.ERROR if right >= SURELY * rows and rows > 2 else Severity.WARNING
    for line, stated, expected in _own(wrong):
        cells = [line.source.at(definition.column), *(line.source.at(p) for p in definition.parts)]
        difference = stated - expected
        if not is_certain(papers, cells, difference):
            continue
        cause = slip(stated, expected)
        values = [_value(line, part) for part in definition.parts]
        yield Finding(
            CODE,
            severity,
            f"{named_row(line)}: {NAMES[definition.column]} is {stated}, but {definition.words} is"
            f" {expected}: {difference} apart.{' ' if cause else ''}{cause}",
            tuple(cells),
            numbers=(
                (NAMES[definition.column], stated),
                *(
                    (NAMES[p], v)
                    for p, v in zip(definition.parts, values, strict=True)
                    if v is not None
                ),
                ("expected", expected),
                ("difference", difference),
            ),
            advice="Put the formula back, or correct the figure that was mistyped.",
            subject=f"{definition.column} of {named_row(line)}",
            impact=abs(difference),
        )


def _own(
    wrong: Sequence[tuple[CostReportLine, Money, Money]],
) -> Iterator[tuple[CostReportLine, Money, Money]]:
    """Without the totals that only pass on what is wrong in their rows."""
    passed_on: list[tuple[int, int]] = []
    for line, stated, expected in wrong:
        level = line.level if line.is_total else 0
        difference = stated.minor - expected.minor
        below = [pair for pair in passed_on if pair[0] < level]
        if below and sum(amount for _, amount in below) == difference:
            passed_on = [pair for pair in passed_on if pair[0] >= level]
        else:
            yield line, stated, expected
        passed_on.append((level, difference))


def _measure(
    papers: Workpapers,
    lines: Sequence[CostReportLine],
    expected_of: Callable[[CostReportLine], Money | None],
    definition: _Definition,
) -> _Measured:
    wrong, rows = [], 0
    for line in lines:
        stated: Money | None = getattr(line, definition.column)
        expected = expected_of(line)
        if stated is None or expected is None:
            continue
        if not stated and not expected:
            continue  # an empty row obeys everything and proves nothing
        rows += 1
        if abs((stated - expected).minor) > papers.options.tolerance_minor:
            wrong.append((line, stated, expected))
    return definition, wrong, rows
