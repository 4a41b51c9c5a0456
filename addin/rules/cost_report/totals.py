"""COS116: a total of the cost report is not the sum of its accounts.

Why it matters: totals are what is read out in the meeting. A row inserted outside the range of a
sum, or a figure typed over it, is in the report and in no total.

Example: category 2500 shows 48,200.00, its nine accounts make 50,050.00; 1,850.00 is 2575, which
was inserted below the range.

What to do: put the sum back over all rows of the category.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import AMOUNTS
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.discrepancy import culprit, slip
from addin.rules.report import NAMES, Report, is_certain, named_row, plans
from addin.rules.rule import Workpapers

CODE = "COS116"
_NET: Final = re.compile(
    r"\b(?:minus|less|net|profit|loss|balance|margin|surplus|deficit|difference|variance|remaining"
    r"|percent\w*|average|mean)\b|%",
    re.IGNORECASE,
)
"""Rows below a table that are something else than its sum."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total's column beside what its rows make."""

    column: str
    stated: Money
    expected: Money
    rows: tuple[CostReportLine, ...]

    @property
    def difference(self) -> Money:
        return self.stated - self.expected


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per cell of a total, report by report."""
    for lines in plans(papers.production):
        found = [
            (line, _best(lines, at))
            for at, line in enumerate(lines)
            if line.is_total and not _NET.search(line.description)
        ]
        agreeing = sum(any(s.stated and not s.difference for s in sums) for _, sums in found)
        for line, sums in found:
            confirmed = any(s.stated and not s.difference for s in sums)
            for total in sums:
                if abs(total.difference.minor) <= papers.options.tolerance_minor:
                    continue
                cause = _cause(total)
                if confirmed or cause or agreeing * 2 > len(found):
                    yield from _finding(papers, line, total, cause, certain=confirmed)


def _best(lines: Report, at: int) -> list[_Sum]:
    """The total's columns against the rows it most likely sums.

    Tried are the accounts above it, back to the last total of its level or above; of those, the
    ones without a heading or a gap between them; the totals one level below; and the accounts
    below it, where totals stand on top.
    """
    above = _above(lines, at)
    candidates = [above, _together(above), _totals_above(lines, at), _below(lines, at)]
    tried = [_sums(lines[at], rows) for rows in candidates if rows]
    return max(
        tried,
        key=lambda sums: sum(bool(s.stated) and not s.difference for s in sums),
        default=[],
    )


def _sums(line: CostReportLine, rows: Sequence[CostReportLine]) -> list[_Sum]:
    found = []
    for column in AMOUNTS:
        stated: Money | None = getattr(line, column)
        filled = tuple(row for row in rows if getattr(row, column) is not None)
        if stated is None or not filled:
            continue
        expected = Money(sum(getattr(row, column).minor for row in filled), stated.currency)
        found.append(_Sum(column, stated, expected, filled))
    return found


def _above(lines: Report, at: int) -> list[CostReportLine]:
    covered: list[CostReportLine] = []
    for line in reversed(lines[:at]):
        if line.is_total and line.level >= lines[at].level:
            break
        if not line.is_total:
            covered.append(line)
    return covered[::-1]


def _together(rows: list[CostReportLine]) -> list[CostReportLine]:
    """The last of the rows that stand right below one another."""
    first = len(rows)
    while first and (
        first == len(rows) or rows[first - 1].source.row + 1 == rows[first].source.row
    ):
        first -= 1
    return rows[first:]


def _totals_above(lines: Report, at: int) -> list[CostReportLine]:
    covered: list[CostReportLine] = []
    for line in reversed(lines[:at]):
        if line.is_total and line.level >= lines[at].level:
            break
        if line.is_total and line.level == lines[at].level - 1:
            covered.append(line)
    return covered[::-1]


def _below(lines: Report, at: int) -> list[CostReportLine]:
    covered: list[CostReportLine] = []
    for line in lines[at + 1 :]:
        if line.is_total:
            break
        covered.append(line)
    return covered


def _cause(total: _Sum) -> str:
    known = slip(total.stated, total.expected)
    for row in total.rows:
        amount: Money = getattr(row, total.column)
        if amount and amount == -total.difference:
            return f"The difference is exactly {named_row(row)}, which the total leaves out."
        if amount and amount == total.difference:
            return f"The difference is exactly {named_row(row)}, which is in it twice."
    if known:
        return known
    return culprit(total.difference, [(named_row(r), getattr(r, total.column)) for r in total.rows])


def _finding(
    papers: Workpapers, line: CostReportLine, total: _Sum, cause: str, *, certain: bool
) -> Iterator[Finding]:
    cells = [line.source.at(total.column), *(row.source.at(total.column) for row in total.rows)]
    if not is_certain(papers, cells, total.difference):
        return
    yield Finding(
        CODE,
        Severity.ERROR if certain else Severity.WARNING,
        f"{named_row(line)}: the {NAMES[total.column]} is {total.stated}, but its"
        f" {len(total.rows)} rows make {total.expected}: {total.difference} apart."
        f"{' ' if cause else ''}{cause}",
        drawn_together(cells),
        numbers=(
            ("total", total.stated),
            ("sum of its rows", total.expected),
            ("difference", total.difference),
        ),
        advice="Put the sum back over all rows of the category.",
        subject=f"{total.column} of {named_row(line)}",
        impact=abs(total.difference),
    )
