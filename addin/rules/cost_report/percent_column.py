"""COS113: a percentage is not the share it stands for.

Why it matters: percentages are typed over more often than amounts, and nobody adds them up.

Example: 63 % spent beside 48,000 of 60,000, which is 80 %.

What to do: put the formula of the other rows back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.findings import Finding, Severity
from addin.rules.report import NAMES, named_row
from addin.rules.rule import Workpapers
from addin.tables.cells import to_number
from addin.tables.table import Role, Sheet, Table

CODE = "COS113"
LEAST_ROWS = 4
MOSTLY = 0.6
CLOSE = 0.006
"""Percentages are rounded to whole ones at most: half a point, and a little for fractions."""
_SHARES: Final = tuple(
    (part, whole)
    for whole in ("revised_budget", "budget", "efc")
    for part in ("actual_to_date", "total_cost", "variance", "efc", "actual_period", "etc")
    if part != whole
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per cell, table by table."""
    production = papers.production
    lines = {
        (*line.source.table, line.source.row): line
        for line in (*production.cost_report, *production.budget_vs_actual)
    }
    for table, sheet in papers.tables_of(Role.COST_REPORT, Role.BUDGET_VS_ACTUAL):
        rows = {
            row: lines[table.book, table.sheet, row]
            for row in table.kinds
            if (table.book, table.sheet, row) in lines
        }
        for name in ("percent_spent", "percent_committed"):
            if name in table.fields:
                yield from _of_column(table, sheet, name, rows)


def _of_column(
    table: Table, sheet: Sheet, name: str, rows: Mapping[int, CostReportLine]
) -> Iterator[Finding]:
    column = table.fields[name]
    stated = {
        row: float(number)
        for row in rows
        if (number := to_number(sheet.value(row, column))) is not None
        and (row, column) not in sheet.uncached
    }
    best: tuple[int, int, str, str, float] = (0, 0, "", "", 1.0)
    for part, whole in _SHARES:
        for scale in (1.0, 100.0):
            pairs = [(row, _share(rows[row], part, whole)) for row in stated]
            known = [(row, share) for row, share in pairs if share is not None]
            right = sum(abs(stated[row] / scale - share) <= CLOSE for row, share in known)
            best = max(best, (right, -len(known), part, whole, scale), key=lambda b: b[:2])
    right, count, part, whole, scale = best
    if right < LEAST_ROWS - 1 or -count < LEAST_ROWS or right < -MOSTLY * count:
        return
    for row, percent in stated.items():
        share = _share(rows[row], part, whole)
        if share is not None and abs(percent / scale - share) > CLOSE:
            yield _finding(table, rows[row], name, (part, whole), (percent / scale, share))


def _share(line: CostReportLine, part: str, whole: str) -> float | None:
    above, below = getattr(line, part), getattr(line, whole)
    if above is None or not below:
        return None
    return float(above.minor) / float(below.minor)


def _finding(
    table: Table,
    line: CostReportLine,
    name: str,
    share_of: tuple[str, str],
    numbers: tuple[float, float],
) -> Finding:
    part, whole = share_of
    stated, right = numbers
    return Finding(
        CODE,
        Severity.WARNING,
        f"{named_row(line)} shows {stated:.1%}, but {NAMES[part]} of {getattr(line, part)} is"
        f" {right:.1%} of the {NAMES[whole]} of {getattr(line, whole)}.",
        (
            table.place(line.source.row, table.fields[name]),
            line.source.at(part),
            line.source.at(whole),
        ),
        numbers=(("shown", f"{stated:.1%}"), ("computed", f"{right:.1%}")),
        advice="Put the formula of the other rows back.",
        subject=f"{name} of {named_row(line)}",
    )
