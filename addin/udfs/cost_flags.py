"""COST_FLAGS: the accounts of a cost report that somebody should look at, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.domain.account_codes import Mask
from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import is_over_forecast, is_stale_forecast
from addin.domain.money import Money
from addin.udfs.cost_lines import lines_of, report_block
from addin.udfs.cost_report import CATEGORY
from addin.udfs.kinds import Answer, Spill, Table
from addin.udfs.registry import function

_OVER: Final = "ETC below zero: already over its forecast"
_STALE: Final = "new cost since the last report, ETC unchanged"
_NO_BUDGET: Final = "cost without a budget"


@function(CATEGORY)
def cost_flags(report: Table, before: Table = (), mask: str = "") -> Spill:
    """The accounts of a cost report to look at, and why: negative ETC, stale ETC, no budget.

    Four columns under a heading row: Account, Description, Amount, Flag. The amount is the ETC, the
    new cost, or the cost that has no budget. Total rows are left out.

    Args:
        report: the report with its heading row: Account, ETC, Total cost, Budget; a spilled
            COST_REPORT will do.
        before: the last report with its heading row; without it nobody can tell a stale ETC.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =COST_FLAGS({"Account","Total cost","ETC","Budget";2210,900,-50,800;3300,90,10,0},
            {"Account","Total cost","ETC";3300,70,10}) gives {"Account","Description","Amount",
            "Flag";2210,"",-50,"ETC below zero: already over its forecast";
            3300,"",20,"new cost since the last report, ETC unchanged";
            3300,"",90,"cost without a budget"}

    Source:
        Practice of production accounting: a negative ETC is not allowed in a detailed report; an
        ETC that stays while cost comes in was not looked at.
    """
    code = Mask(mask).normal
    block = report_block("report", report, "etc")
    old = lines_of(report_block("before", before, "etc")) if before else []
    last = {code(line.account): line for line in old if line.account}
    rows: list[tuple[Answer, ...]] = [("Account", "Description", "Amount", "Flag")]
    for account, line in zip(block.cells("account"), lines_of(block), strict=True):
        if line.account:
            found = _flags(line, last.get(code(line.account)))
            rows += [(account, line.description, amount, flag) for amount, flag in found]
    return rows


def _flags(line: CostReportLine, before: CostReportLine | None) -> Iterator[tuple[Money, str]]:
    if line.etc is not None and is_over_forecast(line):
        yield line.etc, _OVER
    if (
        before is not None
        and is_stale_forecast(line, before)
        and line.total_cost is not None
        and before.total_cost is not None
    ):
        yield line.total_cost - before.total_cost, _STALE
    cost = line.total_cost if line.total_cost is not None else line.actual_to_date
    is_stated = line.budget is not None or line.revised_budget is not None
    if cost and not cost.is_negative and is_stated and not (line.budget or line.revised_budget):
        yield cost, _NO_BUDGET
