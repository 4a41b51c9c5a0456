"""SCH311: a total of the day-out-of-days is not what its own codes come to.

Why it matters: the total is what goes into the budget and onto the deal memo; nobody counts the
letters again.

Example: cast 3 has six days of work and two on hold, and a total of 7.

What to do: put the formula back, or correct the code that was mistyped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from addin.domain.day_out_of_days import Code
from addin.domain.schedule_lines import DoodLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers

CODE = "SCH311"
_MAY_COUNT: Final = (
    Code.HOLD, Code.TRAVEL, Code.REHEARSAL, Code.FITTING, Code.HOLIDAY, Code.IDLE
)  # fmt: skip


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per total; which codes a grand total counts is the deal's."""
    for line in papers.production.dood:
        count = Counter(line.codes.values())
        worked = sum(number for code, number in count.items() if code.is_work)
        for name, stated, right in (
            ("worked", line.worked, {worked}),
            ("held", line.held, {count[Code.HOLD]}),
            ("total", line.total, _totals(worked, count)),
        ):
            if stated is not None and stated not in right:
                yield _finding(line, name, stated, max(right) if name != "total" else worked, count)


def _totals(worked: int, count: Counter[Code]) -> set[int]:
    return {
        worked + sum(count[code] for code in chosen)
        for many in range(len(_MAY_COUNT) + 1)
        for chosen in combinations(_MAY_COUNT, many)
    }


def _finding(line: DoodLine, name: str, stated: int, counted: int, count: Counter[Code]) -> Finding:
    who = " ".join(part for part in (line.number, line.character) if part)
    codes = ", ".join(f"{number} {code}" for code, number in count.items())
    row = (
        Place(line.source.workbook, line.source.sheet, f"{line.columns[day]}{line.source.row}")
        for day in line.codes
    )
    return Finding(
        CODE,
        Severity.WARNING,
        f"Cast {who} has {stated} days {'in all' if name == 'total' else name} by its total; its"
        f" codes are {codes}.",
        (line.source.at(name), *drawn_together(row)),
        numbers=(("stated", stated), ("counted" if name != "total" else "days of work", counted)),
        advice="Put the formula back, or correct the code that was mistyped.",
        subject=f"{name} of cast {line.number or line.character}",
    )
