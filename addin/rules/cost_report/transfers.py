"""COS107: budget transfers do not come to nothing.

Why it matters: a transfer takes from one account what it gives another. When a column of transfers
does not sum to zero, the revised budget is no longer the approved one.

Example: 5,000.00 to 3320, taken from 2510 with 500.00.

What to do: enter the other half of the transfer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.discrepancy import culprit
from addin.rules.report import current, named_row
from addin.rules.rule import Workpapers
from addin.tables.table import Role, column_number

CODE = "COS107"
_TRANSFERS: Final = re.compile(
    r"\btransfers?\b|\bxfers?\b|\brealloc\w*\b|\bvirements?\b", re.IGNORECASE
)
_OTHERS: Final = re.compile(r"\boverages?\b|\bapproved\b|\bchanges?\b|\bamend\w*\b", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per report whose column of transfers does not sum to zero."""
    for lines in current(papers.production):
        accounts = [line for line in lines if not line.is_total and line.changes]
        if not accounts or not _is_transfers_only(papers, accounts[0]):
            continue
        amounts = [line.changes for line in accounts if line.changes]
        left = Money(sum(amount.minor for amount in amounts), amounts[0].currency)
        if abs(left.minor) <= papers.options.tolerance_minor:
            continue
        items = [
            (f"{x.source.at('changes').cell} ({named_row(x)})", x.changes)
            for x in accounts
            if x.changes
        ]
        cause = culprit(left, items)
        yield Finding(
            CODE,
            Severity.ERROR,
            f"The transfers in sheet '{lines[0].source.sheet}' sum to {left} instead of nothing."
            f"{' ' if cause else ''}{cause}",
            drawn_together(line.source.at("changes") for line in accounts),
            numbers=(("sum of transfers", left),),
            advice="Enter the other half of the transfer.",
            subject=f"transfers of {lines[0].source.sheet}",
            impact=abs(left),
        )


def _is_transfers_only(papers: Workpapers, line: CostReportLine) -> bool:
    """The column's heading speaks of transfers, and not of approved overages as well."""
    column = line.source.columns.get("changes")
    if column is None:
        return False
    for table, _ in papers.tables_of(Role.COST_REPORT, Role.BUDGET_VS_ACTUAL):
        is_here = (table.book, table.sheet) == line.source.table and line.source.row in table.kinds
        if is_here:
            heading = table.headings.get(column_number(column), "")
            return bool(_TRANSFERS.search(heading)) and not _OTHERS.search(heading)
    return False
